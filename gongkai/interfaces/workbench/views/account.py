"""Logging in and out; what a member sees of the own standing."""

import json
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from gongkai.interfaces.ui.shapes import NavItem
from gongkai.interfaces.workbench.forms import LoginForm
from gongkai.interfaces.workbench.frame import desk, frame
from gongkai.orgs import queries as orgs
from gongkai.participation import queries as participation
from gongkai.publication import queries as publication
from gongkai.rules import terms

WRONG = "用户名或密码不对。忘了密码，请找县领导小组办公室重设。"


def _accounts() -> list[dict]:
    """The accounts to try, in a demonstration only: written when it was loaded."""
    path = Path(settings.DATA_DIR) / "demo-accounts.json"
    if not settings.GONGKAI_SITE["demo"] or not path.exists():
        return []
    return json.loads(path.read_text("utf-8"))


def _next(request) -> str:
    """Where to go on after the login: only an address of our own."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    own = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if own else reverse("workbench:home")


def login_page(request):
    """Log in; in a demonstration the page lists the accounts to try."""
    form = LoginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = authenticate(request, **form.cleaned_data)
        if user is not None:
            login(request, user)
            return redirect(_next(request))
        form.add_error(None, WRONG)
    nav = [NavItem("回到首页", reverse("portal:home"))]
    context = {"form": form, "accounts": _accounts(), "next": request.GET.get("next", ""), "nav": nav}
    return render(request, "workbench/login.html", context)


@require_POST
def logout_page(request):
    """Log out; drafts are saved already."""
    logout(request)
    messages.success(request, "已经退出。草稿都存好了，下次登录接着写。")
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
