"""Logging in and out; what a member sees of the own standing."""

import json
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from gongkai.interfaces.ui.shapes import NavItem
from gongkai.interfaces.workbench import proving
from gongkai.interfaces.workbench.doorstep import KNOWN_COOKIE, begin_session, demand, remember_browser, whence
from gongkai.interfaces.workbench.forms import CodeForm, LoginForm
from gongkai.interfaces.workbench.frame import desk, frame, refuse_form
from gongkai.ledger.sources import address_in
from gongkai.orgs import actions as organizing
from gongkai.orgs import queries as orgs
from gongkai.orgs import sign_on
from gongkai.participation import queries as participation
from gongkai.publication import queries as publication
from gongkai.publication.pages import keeping
from gongkai.rules import terms
from gongkai.rules.refusals import Refused
from gongkai.rules.second_factor import Demand
from gongkai.rules.sign_in import HALF

HALFWAY = "halfway"  # in the session between the password and the code: who, since when, where to go on


def _accounts() -> list[dict]:
    """The accounts to try, in a demonstration only: written when it was loaded."""
    path = Path(settings.DATA_DIR) / "demo-accounts.json"
    if not settings.GONGKAI_SITE["demo"] or not path.exists():
        return []
    return json.loads(path.read_text("utf-8"))


def next_page(request) -> str:
    """Where to go on after the login: only an address of our own."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    own = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if own else reverse("workbench:home")


@keeping
def login_page(request):
    """Log in; in a demonstration the page lists the accounts to try."""
    form = LoginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kept = request.COOKIES.get(KNOWN_COOKIE, "")
        try:
            user = organizing.sign_in(
                request.actor, **form.cleaned_data, address=address_in(request.META), kept=kept, now=request.now
            )
            goal = next_page(request)
            return asks_for_code(request, user, goal=goal) or signed_in(request, user, by="password", goal=goal)
        except Refused as refused:
            refuse_form(form, refused)
    nav = [NavItem("回到首页", reverse("portal:home"))]
    context = {"form": form, "accounts": _accounts(), "next": request.GET.get("next", ""), "nav": nav}
    context |= {"other": settings.GONGKAI_OIDC_NAME if sign_on.offered() else ""}
    return render(request, "workbench/login.html", context)


def signed_in(request, user, *, by: str, goal: str, proved: bool = False):
    """Begin the session and go on; the browser is known from now on."""
    begin_session(request, user, by=by, proved=proved)
    return remember_browser(request, redirect(goal), user)


def asks_for_code(request, user, *, goal: str):
    """The way to the second step, for who has one; nobody is signed in yet."""
    if demand() is Demand.OFF or not orgs.has_second_factor(request.actor, user_id=user.pk):
        return None
    request.session.flush()
    request.session[HALFWAY] = {"user": user.pk, "at": request.now.timestamp(), "next": goal}
    return redirect("workbench:login_code")


@keeping
def login_code(request):
    """The second step: the code that the phone shows now."""
    half = request.session.get(HALFWAY)
    if half is None:
        return redirect("workbench:login")
    if request.now.timestamp() - half["at"] > HALF:
        request.session.pop(HALFWAY)
        messages.error(request, terms.explain("sign_in_half_over"))
        return redirect("workbench:login")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = orgs.one_who_signs_in(request.actor, user_id=half["user"])
            code = form.cleaned_data["code"]
            organizing.prove(request.actor, user_id=user.pk, code=code, whence=whence(request, user), now=request.now)
            request.session.pop(HALFWAY)
            return signed_in(request, user, by="code", goal=half["next"], proved=True)
        except Refused as refused:
            refuse_form(form, refused)
    nav = [NavItem("回到首页", reverse("portal:home"))]
    return render(request, "workbench/login_code.html", {"form": form, "nav": nav})


@desk
@require_POST
def prove(request):
    """A code was shown again before reading something; the door has heard it. Without one there is nothing to do."""
    page = next_page(request)
    if proving.CODE in request.POST:
        proving.show_for(request, page)
    return redirect(page)


@keeping
@require_POST
def logout_page(request):
    """Log out; saved drafts stay, what another window holds unsaved does not."""
    logout(request)
    messages.success(request, "已经退出。存过的草稿都在。别的窗口里还没有存的字，先登录，再回去按“保存修改稿”。")
    return redirect("portal:home")


@desk
def me(request):
    """My posts and rights, and what was disclosed inside the Party for me to know (R10)."""
    rows = [(terms.role_name(grant.role), grant) for grant in request.actor.grants]
    held = {grant.org_id for grant in request.actor.grants}
    cards = orgs.cards(request.actor, org_ids=held, day=request.today)
    latest = publication.latest(request.actor, limit=20)
    told = publication.told_to(request.actor)
    return render(
        request, "workbench/me.html",
        frame(request, "workbench:me", crumbs=(("我的", ""),), grants=[(name, cards[g.org_id].name, g) for name, g in rows], latest=latest, told=told, rounds=participation.my_rounds(request.actor),
             asking=participation.open_consultations(request.actor, today=request.today), today=request.today,
             hearings=participation.open_hearings(request.actor, today=request.today),
             may_report=participation.may_report(request.actor)),
    )  # fmt: skip
