"""Taking over what was typed in for oneself: number and code as they stand on the paper."""

from collections.abc import Callable

from django import forms
from django.contrib import messages

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.participation import queries as participation
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain

PLAIN = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class ClaimForm(PlainForm):
    number = forms.CharField(label="编号", max_length=60, help_text="回执上的编号", widget=forms.TextInput(attrs=PLAIN))
    code = forms.CharField(
        label="领取码", max_length=60, help_text="16个字母和数字，每4个一组；大小写、空格、横线都不要紧",
        widget=forms.TextInput(attrs=PLAIN),
    )  # fmt: skip


def claim_form(request) -> ClaimForm:
    """The form, with what was typed when it was the one that was sent."""
    sent = request.method == "POST" and request.POST.get("verb") == "claim"
    return ClaimForm(request.POST if sent else None, auto_id="id_claim_%s")


def claimed(request, form: ClaimForm, act: Callable) -> bool:
    """Do it and say so; what does not fit stands above the form, with everything typed."""
    if not form.is_valid():
        return False
    source = participation.source_of(request.actor, environ=request.META, today=request.today)
    try:
        act(request.actor, source=source, today=request.today, **form.cleaned_data)
    except Refused as refused:
        if refused.hidden:
            raise
        form.add_error(None, explain(refused.code, refused.facts))
        return False
    messages.success(request, "收到您名下了，在下面。")
    return True
