"""An address that was looked up once is what Django finds, in Python and in templates."""

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, reverse, set_script_prefix

from gongkai.interfaces.ui.addresses import address


def shown(source, **context):
    return Template(source).render(Context(context))


def test_an_address_is_the_one_django_finds():
    for _ in range(2):
        assert address("portal:home") == reverse("portal:home")
        assert address("workbench:opinion", 7) == reverse("workbench:opinion", args=[7])
        assert address("workbench:opinion", 8) == reverse("workbench:opinion", args=[8])
    with pytest.raises(NoReverseMatch):
        address("portal:nowhere")


def test_under_another_front_the_same_name_leads_elsewhere():
    here = address("portal:home")
    set_script_prefix("/g&k/")
    try:
        assert address("portal:home") == reverse("portal:home") == f"/g&k{here}"
        assert shown("{% url 'portal:home' %}") == f"/g&amp;k{here}"
    finally:
        set_script_prefix("/")
    assert address("portal:home") == here


def test_the_tag_writes_keeps_and_escapes_like_django_own():
    assert shown("{% url 'workbench:opinion' pk %}", pk=7) == reverse("workbench:opinion", args=[7])
    assert shown("{% url 'workbench:opinion' pk=7 %}") == reverse("workbench:opinion", args=[7])
    assert shown("{% url 'portal:home' as here %}[{{ here }}]") == f"[{reverse('portal:home')}]"
    assert shown("{% url 'portal:nowhere' as here %}[{{ here }}]") == "[]"
    with pytest.raises(NoReverseMatch):
        shown("{% url 'portal:nowhere' %}")
