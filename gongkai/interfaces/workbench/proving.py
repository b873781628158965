"""Showing a code again before a signature: how the session stands, the page that asks, and going on with what was sent."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.interfaces.workbench.doorstep import HELD, demand, prove_session, proved_at, whence
from gongkai.interfaces.workbench.forms import CodeForm
from gongkai.interfaces.workbench.frame import frame, led_to, refuse_form
from gongkai.orgs import actions as organizing
from gongkai.rules.actor import Actor
from gongkai.rules.proof import Proof
from gongkai.rules.refusals import Refused
from gongkai.rules.second_factor import proof

PREFIX = "proof"
CODE = f"{PREFIX}-code"
LEFT_OUT = {"csrfmiddlewaretoken", CODE}
PROVED_FOR = "proved_for"  # key of a session: the page that the code was asked for, and when it was shown
ON_THE_WAY = timedelta(minutes=2)  # from the code to the page that it was shown for
NOT_DONE = 403


def standing(request: HttpRequest, actor: Actor) -> Proof:
    """How this session stands, told by the session alone: setting or clearing a factor ends the person's other sessions.

    A code opens the one page that it was shown for, however short it counts for others.
    """
    found = proof(
        demand(), actor, enrolled=request.session.get(HELD, False), proved_at=proved_at(request), now=request.now,
        lasts=timedelta(minutes=settings.GONGKAI_PROOF_MINUTES),
    )  # fmt: skip
    return Proof.ENOUGH if found is Proof.STALE and _shown_for(request) else found


def show_for(request: HttpRequest, page: str) -> None:
    """A code was right just now, and this page is what it was asked for."""
    request.session[PROVED_FOR] = [page, request.now.timestamp()]


def _shown_for(request: HttpRequest) -> bool:
    """Is this the page that the code was shown for? Once."""
    page, at = request.session.get(PROVED_FOR, ("", 0.0))
    if page != request.get_full_path() or request.method not in ("GET", "HEAD"):
        return False
    del request.session[PROVED_FOR]
    return request.now - datetime.fromtimestamp(at, request.now.tzinfo) < ON_THE_WAY


def ask(request: HttpRequest, missing: Proof) -> HttpResponse:
    """The page that asks for a code; with none set up, the way to set one up."""
    if missing is Proof.MISSING:
        if request.method == "POST":
            return led_to(request, "workbench:second_factor", "设动态码")
        messages.error(request, "这一步要先设动态码。设好以后，再回来办。")
        return redirect("workbench:second_factor")
    return _page(request, CodeForm(prefix=PREFIX))


def _page(request: HttpRequest, form: CodeForm) -> HttpResponse:
    """What was sent stands in the page and is sent again with the code. Files cannot: they are chosen anew."""
    reading = request.method != "POST"
    sent = [] if reading else [(name, value) for name, values in request.POST.lists() for value in values]
    kept = [("next", request.get_full_path())] if reading else [pair for pair in sent if pair[0] not in LEFT_OUT]
    goal = reverse("workbench:prove") if reading else request.get_full_path()
    context = frame(request, "", form=form, kept=kept, goal=goal, minutes=settings.GONGKAI_PROOF_MINUTES)
    return render(request, "workbench/prove.html", context, status=NOT_DONE)


def heard(request: HttpRequest) -> HttpResponse | None:
    """A code that came with what was sent: right, and the act goes on as if it had been there before."""
    if request.method != "POST" or CODE not in request.POST or not request.user.is_authenticated:
        return None
    form = CodeForm(request.POST, prefix=PREFIX)
    if not form.is_valid():
        return _page(request, form)
    try:
        organizing.prove(
            request.actor, user_id=request.user.pk, code=form.cleaned_data["code"], whence=whence(request, request.user),
            now=request.now,
        )  # fmt: skip
    except Refused as refused:
        refuse_form(form, refused)
        return _page(request, form)
    prove_session(request)
    request.actor = request.actor.proved(Proof.ENOUGH)
    return None
