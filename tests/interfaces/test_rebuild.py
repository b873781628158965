"""`gongkai rebuild`: what is derived comes back from the records, and twice is as good as once."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from gongkai.config.pagestore import PageStore
from gongkai.interfaces.jobs import rebuild
from gongkai.obligations.models import DueItem, OrgMonth
from gongkai.publication import pages
from gongkai.publication.models import SearchDocument
from gongkai.publication.numbers import slug
from tests.interfaces.application import Application
from tests.publication.county import FUNDS, county

COUNTED = ("org_id", "period", "expected", "published", "missing")


@pytest.fixture
def place(db):
    made = county()
    made.published(FUNDS)
    return made


def derived() -> tuple:
    return (
        sorted(OrgMonth.objects.values_list(*COUNTED)),
        sorted(DueItem.objects.values_list("catalog_id", "period", "code", "due_on")),
        sorted(SearchDocument.objects.values_list("publication_id", "grams")),
    )


def test_everything_derived_comes_back_from_the_records(place, capsys):
    rebuild.main([])
    whole = derived()
    assert all(whole)
    OrgMonth.objects.update(expected=99)
    SearchDocument.objects.all().delete()
    before = pages.generation().read()
    assert rebuild.main([]) == 0
    assert derived() == whole and pages.generation().read() != before
    said = capsys.readouterr().out
    assert "各月统计：" in said and "查找的索引：1件" in said
    rebuild.main([])
    assert derived() == whole


def test_every_page_of_the_site_map_is_rendered_at_once(place, capsys, settings, monkeypatch):
    settings.GONGKAI_URL, settings.ALLOWED_HOSTS = "http://dangwu.example.cn", ["dangwu.example.cn"]
    settings.WSGI_APPLICATION = "tests.interfaces.application.stored"
    monkeypatch.setattr("tests.interfaces.application.stored", PageStore(Application()), raising=False)
    (number,) = SearchDocument.objects.values_list("publication__disclosure__number", flat=True)
    rebuild.main(["--only", "pages"])
    made = int(re.search(r"公开网页：做好(\d+)页", capsys.readouterr().out)[1])
    stored = list((Path(settings.GONGKAI_PAGES) / "current").resolve().rglob("index.html"))
    assert made == len(stored) > 5
    assert any(reverse("portal:item", args=[slug(number)]).strip("/") in str(one) for one in stored)


def test_one_part_alone_leaves_the_others(place, capsys):
    OrgMonth.objects.update(expected=99)
    rebuild.main(["--only", "search"])
    assert set(OrgMonth.objects.values_list("expected", flat=True)) == {99}
    assert "统计" not in capsys.readouterr().out
