"""The person's own second factor: set it up with a phone, new recovery codes, another phone, or none."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from gongkai.interfaces.ui import qr
from gongkai.interfaces.ui.forms import PlainForm
from gongkai.interfaces.ui.signing_in import asked_to_sign_in
from gongkai.interfaces.workbench.doorstep import HELD, PROVED, demand, prove_session, whence
from gongkai.interfaces.workbench.forms import CodeForm
from gongkai.interfaces.workbench.frame import frame, refuse_form
from gongkai.orgs import actions as organizing
from gongkai.orgs import queries as orgs
from gongkai.publication.pages import keeping
from gongkai.rules.refusals import Refused
from gongkai.rules.second_factor import Demand, must_hold


class OwnPasswordForm(PlainForm):
    password = forms.CharField(
        label="您现在的密码", max_length=200, strip=False, help_text="确认是您本人在设",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip


class FirstCodeForm(CodeForm):
    """The phone has just been set up: there is no recovery code yet."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = "手机上现在显示的六位数"


def _own_password(request, data=None) -> OwnPasswordForm | PlainForm:
    """Who signs in through another system has no password to tell."""
    return (OwnPasswordForm if request.user.has_usable_password() else PlainForm)(data)


def _shown(request, template: str, **context):
    crumbs = (("我的", reverse("workbench:me")), ("动态码", ""))
    return render(request, template, frame(request, "", crumbs=crumbs, **context))


def _common(request) -> dict:
    return {"whence": whence(request, request.user), "now": request.now}


@keeping
@asked_to_sign_in
def second_factor(request):
    """How it stands; and with the password, the way to set one up."""
    form = _own_password(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            begun = organizing.begin_second_factor(
                request.actor, password=form.cleaned_data.get("password", ""), issuer=_issuer(), demand=demand(),
                **_common(request),
            )  # fmt: skip
            return _confirming(request, begun, FirstCodeForm())
        except Refused as refused:
            refuse_form(form, refused)
    return _overview(request, form, CodeForm(prefix="now"))


def _overview(request, form, code_form):
    return _shown(
        request, "workbench/second_factor.html", form=form, code_form=code_form, own=orgs.own_factor(request.actor),
        off=demand() is Demand.OFF, needed=must_hold(demand(), request.actor),
    )  # fmt: skip


def _issuer() -> str:
    return settings.GONGKAI_SITE["name"]


def _confirming(request, begun, form):
    picture = mark_safe(qr.inline(begun.address))  # noqa: S308 - drawn by ourselves
    return _shown(request, "workbench/second_factor_phone.html", begun=begun, picture=picture, form=form)


@keeping
@asked_to_sign_in
@require_POST
def second_factor_confirm(request):
    """The phone's first code: from then on it is asked for. The recovery codes stand on this one answer."""
    form = FirstCodeForm(request.POST)
    if not form.is_valid():
        return _again(request, form)
    try:
        codes = organizing.confirm_second_factor(
            request.actor, code=form.cleaned_data["code"], session=request.session.session_key, **_common(request)
        )
    except Refused as refused:
        refuse_form(form, refused)
        return _again(request, form)
    prove_session(request)
    return _shown(request, "workbench/second_factor_codes.html", codes=codes)


def _again(request, form):
    begun = orgs.begun_factor(request.actor, issuer=_issuer())
    return redirect("workbench:second_factor") if begun is None else _confirming(request, begun, form)


@keeping
@asked_to_sign_in
@require_POST
def second_factor_change(request):
    """With a code of now: new recovery codes, another phone, or none."""
    form = CodeForm(request.POST, prefix="now")
    verb = request.POST.get("verb", "")
    if not form.is_valid() or verb not in ("renew", "another", "clear"):
        return _overview(request, _own_password(request), form)
    asked = {"code": form.cleaned_data["code"], **_common(request)}
    try:
        if verb == "renew":
            codes = organizing.renew_recovery_codes(request.actor, **asked)
            return _shown(request, "workbench/second_factor_codes.html", codes=codes, renewed=True)
        organizing.give_up_second_factor(
            request.actor, another=verb == "another", demand=demand(), session=request.session.session_key, **asked
        )
    except Refused as refused:
        refuse_form(form, refused)
        return _overview(request, _own_password(request), form)
    request.session[HELD] = False
    request.session.pop(PROVED, None)
    messages.success(request, "原来的动态码已经停用。" + ("现在用新手机重新设。" if verb == "another" else ""))
    return redirect("workbench:second_factor")
