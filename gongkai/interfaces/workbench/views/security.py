"""One's own account: where one is signed in, the password, the second factor, and what others did to the account."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.interfaces.ui.shapes import NavItem
from gongkai.interfaces.ui.signing_in import asked_to_sign_in
from gongkai.interfaces.workbench.doorstep import HELD, demand, whence, whence_named
from gongkai.interfaces.workbench.frame import PASSWORD_DUE, attempt, desk, frame, refuse_form
from gongkai.ledger import queries as reading
from gongkai.orgs import actions as organizing
from gongkai.orgs import queries as orgs
from gongkai.orgs import sign_on
from gongkai.orgs.passwords import PolicyValidator
from gongkai.publication.pages import keeping
from gongkai.rules.refusals import Refused
from gongkai.rules.second_factor import Demand
from gongkai.rules.trail import act_words

SECRET = {"autocomplete": "new-password"}


class NewPasswordForm(PlainForm):
    """The new one twice; what it must be like is said beside it."""

    password = forms.CharField(label="新密码", max_length=200, strip=False, widget=forms.PasswordInput(attrs=SECRET))
    again = forms.CharField(label="再写一次", max_length=200, strip=False, widget=forms.PasswordInput(attrs=SECRET))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = PolicyValidator().get_help_text()

    def clean(self):
        data = super().clean()
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", "两次写的不一样。请再写一次。")
        return data


class ChangePasswordForm(NewPasswordForm):
    current = forms.CharField(
        label="现在的密码", max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip
    field_order = ["current", "password", "again"]


class SlipForm(NewPasswordForm):
    username = forms.CharField(
        label="用户名", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    slip = forms.CharField(label="登录凭条", max_length=40, help_text="系统管理员给您的十六位，大小写、横线都不要紧")
    field_order = ["username", "slip", "password", "again"]


@desk
def security(request):
    """Everything about signing in at one place."""
    actor = request.actor
    context = frame(
        request, "", crumbs=(("我的", reverse("workbench:me")), ("登录和安全", "")), own=orgs.own_factor(actor),
        rows=[(one, one.session_key == request.session.session_key) for one in orgs.sessions(actor, now=request.now)],
        acts=[(one, act_words(one.verb)) for one in reading.own_account_trail(actor)], off=demand() is Demand.OFF,
        other=settings.GONGKAI_OIDC_NAME if sign_on.offered() else "",
        held=orgs.outside_identity(actor, user_id=actor.user_id) if sign_on.offered() else None,
    )  # fmt: skip
    return render(request, "workbench/security.html", context)


@keeping
@desk
@require_POST
def session_end(request):
    """End one of the own sessions, or all others."""
    one, actor = request.POST.get("session", ""), request.actor
    if one == "others":
        organizing.end_sessions(actor, user_id=actor.user_id, now=request.now, but=request.session.session_key)
        messages.success(request, "别处的登录都结束了。")
    else:
        attempt(
            request, lambda: organizing.end_session(actor, session=one, now=request.now), done="那一处的登录结束了。"
        )
    return redirect("workbench:security")


@keeping
@asked_to_sign_in
def password(request):
    """Change the own password; it stays open to who must change it before anything else."""
    form = ChangePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            organizing.change_password(
                request.actor, current=form.cleaned_data["current"], password=form.cleaned_data["password"],
                whence=whence(request, request.user), session=request.session.session_key, now=request.now,
            )  # fmt: skip
            held = request.session.get(HELD)
            request.user.refresh_from_db()
            update_session_auth_hash(request, request.user)
            request.session[HELD] = held
            request.session.pop(PASSWORD_DUE, None)
            messages.success(request, "密码改好了。别处的登录都结束了。")
            return redirect("workbench:security")
        except Refused as refused:
            refuse_form(form, refused, "current" if refused.code == "password_wrong" else None)
    crumbs = (("我的", reverse("workbench:me")), ("登录和安全", reverse("workbench:security")), ("改密码", ""))
    return render(
        request, "workbench/password.html",
        frame(request, "", crumbs=crumbs, form=form, due=request.session.get(PASSWORD_DUE, False)),
    )  # fmt: skip


@keeping
def enter(request):
    """Set the password with a slip from the system administrator: the first time, or when it was forgotten."""
    form = SlipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            organizing.use_slip(
                request.actor, username=data["username"], slip=data["slip"], password=data["password"],
                whence=whence_named(request), now=request.now,
            )  # fmt: skip
            messages.success(request, "密码设好了。现在用它登录。")
            return redirect("workbench:login")
        except Refused as refused:
            refuse_form(form, refused, "password" if refused.code == "password_weak" else None)
    nav = [NavItem("回到首页", reverse("portal:home"))]
    return render(request, "workbench/enter.html", {"form": form, "nav": nav})
