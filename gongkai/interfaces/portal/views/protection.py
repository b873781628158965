"""The anonymous path: write, keep the receipt, read the answer, say more, report pressure (P30, P31).

No session, no user and no cookie reach these views; `gongkai.config.veil` has taken them away.
"""

import re
from collections.abc import Callable
from functools import wraps

from django import forms
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from gongkai.interfaces.portal import form_token
from gongkai.interfaces.ui.dates import cn_hour
from gongkai.interfaces.ui.forms import PlainForm
from gongkai.orgs import queries as orgs
from gongkai.participation import actions, queries
from gongkai.rules.anonymous import KINDS, SMALL_BRANCH
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain

CODE = re.compile(r"[A-Za-z0-9-]{1,30}")
STALE = "这一页开得太久了。您写的都还在，请再按一次。"


def long_text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "field", "autocomplete": "off"})


class NoteForm(PlainForm):
    text = forms.CharField(
        label="意见",
        strip=False,
        widget=long_text(8),
        help_text="什么事、什么时候、希望怎么办。只能写字，不能交照片和文件",
    )
    kind = forms.ChoiceField(label="种类", choices=tuple(KINDS.items()), widget=forms.RadioSelect, initial="suggestion")
    about_leaders = forms.BooleanField(label="涉及这个组织的负责人或者班子成员", required=False)
    above_only = forms.BooleanField(label="只让上级看到我的原话", required=False)
    slip = forms.CharField(
        label="党员凭条", max_length=60, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="党员登录后每月可以领一张，证明是党员写的，又不知道是哪一位。没有就空着",
    )  # fmt: skip


class ReceiptForm(PlainForm):
    code = forms.CharField(
        label="回执码", max_length=60, help_text="24个字母和数字，每4个一组；大小写、空格、横线都不要紧",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip


class WordForm(PlainForm):
    text = forms.CharField(label="补充", strip=False, widget=long_text(4))


class PressureForm(PlainForm):
    pressure = forms.CharField(
        label="受到了什么压力",
        strip=False,
        widget=long_text(4),
        help_text="谁、什么时候、说了或者做了什么。这个组织看不到",
    )


def anonymous(view: Callable) -> Callable:
    """Only a request that lost its identity gets in."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def opened(request):
        if not hasattr(request, "source"):
            raise Http404
        return view(request)

    return opened


def _page(request, template: str, **context):
    shown = {"nav": [], "crumbs": [], "bare": True, "here": request.path, "token": form_token.make(request.today)}
    context.setdefault("hour", queries.handed_on_at(request.actor, today=request.today))
    return render(request, f"portal/{template}.html", {**shown, **context})


def _stale(request, form) -> bool:
    """Was the form given out by this site? If not, it is shown again with everything typed."""
    if form_token.holds(request.POST.get("token", ""), request.today):
        return False
    form.is_valid()
    form.add_error(None, STALE)
    return True


def _refuse(form, refused: Refused) -> None:
    form.add_error(None, explain(refused.code, refused.facts))


def _chosen(request):
    """The organization that is written to, when one was chosen; living ones only."""
    code = request.POST.get("org") or request.GET.get("org", "")
    try:
        return orgs.organization_by_code(request.actor, code=code) if CODE.fullmatch(code) else None
    except Refused:
        return None


@anonymous
def write(request):
    """Choose whom to write to, write, and get the receipt code, shown this once."""
    org = _chosen(request)
    if org is None:
        county = orgs.county(request.actor)
        below = orgs.children(request.actor, org_id=county.pk)
        return _page(request, "anonymous_places", county=county, below=below, lost=bool(request.GET.get("org")))
    form = NoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not _stale(request, form) and form.is_valid():
        try:
            code = actions.write_anonymous(
                request.actor, org_code=org.code, source=request.source, today=request.today, **form.cleaned_data
            )
            return _page(request, "anonymous_receipt", code=code, org=org)
        except Refused as refused:
            _refuse(form, refused)
    below = orgs.children(request.actor, org_id=org.pk)
    return _page(request, "anonymous_write", form=form, org=org, below=below, small=SMALL_BRANCH)


@anonymous
def receipt(request):
    """With the code: the answer, a further word, a report of pressure. The code never stands in an address."""
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or _stale(request, form) or not form.is_valid():
        return _page(request, "anonymous_code", form=form)
    asked = {"code": form.cleaned_data["code"], "source": request.source, "today": request.today}
    act = request.POST.get("act", "read")
    word = WordForm(request.POST if act == "say" else None)
    pressed = PressureForm(request.POST if act == "pressure" else None)
    said = ""
    try:
        if act == "say" and word.is_valid():
            said = _try(
                word,
                lambda: actions.say_more(request.actor, text=word.cleaned_data["text"], **asked),
                f"补充收到了，下一个工作日{cn_hour(queries.handed_on_at(request.actor, today=request.today))}起一起转交。",
            )
            word = WordForm() if said else word
        elif act == "pressure" and pressed.is_valid():
            said = _try(
                pressed,
                lambda: actions.report_pressure_with_receipt(
                    request.actor, text=pressed.cleaned_data["pressure"], **asked
                ),
                "收到了。只有上级的保密受理人看得到，被反映的组织看不到。",
            )
            pressed = PressureForm() if said else pressed
        found = queries.dialogue(request.actor, **asked)
    except Refused as refused:
        _refuse(form, refused)
        return _page(request, "anonymous_code", form=form)
    return _page(
        request, "anonymous_dialogue", days=queries.days_to_take_up(request.actor, today=request.today), found=found, word=word, pressed=pressed, said=said, code=asked["code"]
    )  # fmt: skip


def _try(form, act: Callable, done: str) -> str:
    """Do it and say so; a refusal that is not about the code stands above its own form."""
    try:
        act()
    except Refused as refused:
        if refused.code.startswith("receipt_"):
            raise
        _refuse(form, refused)
        return ""
    return done
