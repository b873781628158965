"""At the door of the workbench: from where somebody comes, what a session begins with, what a browser keeps."""

import secrets
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse

from gongkai.interfaces.workbench.frame import PASSWORD_DUE
from gongkai.ledger.sources import address_in
from gongkai.orgs import actions as organizing
from gongkai.orgs import browsers
from gongkai.orgs import queries as orgs
from gongkai.orgs.browsers import BEGAN, BROWSER, SEEN, SEEN_EVERY, browser_named
from gongkai.orgs.passwords import own_policy
from gongkai.rules.passwords import over
from gongkai.rules.second_factor import Demand

KNOWN_COOKIE = "known"
HALF_YEAR = 182 * 24 * 3600
PROVED, HELD = "proved_at", "second_factor"  # keys of a session


def demand() -> Demand:
    """What this installation asks. ValueError when the setting says something else."""
    return Demand(settings.GONGKAI_SECOND_FACTOR)


def whence(request: HttpRequest, user) -> browsers.Whence:
    """From where this request comes, for counting wrong guesses at this person's account."""
    return browsers.whence(address_in(request.META), user_id=user.pk, kept=request.COOKIES.get(KNOWN_COOKIE, ""))


def whence_named(request: HttpRequest) -> browsers.Whence:
    """The same where nobody has been named yet: the address alone counts."""
    return browsers.Whence(address_in(request.META))


def begin_session(request: HttpRequest, user, *, by: str, proved: bool) -> None:
    """A session under a new number, whatever number the browser came with. `by`: what opened it."""
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    stamp = request.now.timestamp()
    request.session.update(
        {HELD: proved, BEGAN: stamp, SEEN: stamp, BROWSER: browser_named(request.headers.get("User-Agent", ""))}
    )
    if over(user.password_set_at, own_policy().days, request.now):
        request.session[PASSWORD_DUE] = True
    if proved:
        prove_session(request)
    organizing.record_sign_in(orgs.actor_for(user, today=request.today), by=by, now=request.now)


def prove_session(request: HttpRequest) -> None:
    """A code was right just now; the session goes on under a new number."""
    request.session.cycle_key()
    request.session[HELD] = True
    request.session[PROVED] = request.now.timestamp()


def seen(request: HttpRequest) -> None:
    """Write down that the session is alive, at most every few minutes; so long its end moves on."""
    stamp = request.now.timestamp()
    if stamp - request.session.get(SEEN, 0) >= SEEN_EVERY:
        request.session[SEEN] = stamp


def proved_at(request: HttpRequest) -> datetime | None:
    """When this session was last proved by a code."""
    told = request.session.get(PROVED)
    return None if told is None else datetime.fromtimestamp(told, UTC)


def remember_browser(request: HttpRequest, response: HttpResponse, user) -> HttpResponse:
    """This browser is counted by itself from now on, whoever guesses at the account elsewhere."""
    mark = browsers.known_browser(user.pk, secrets.token_urlsafe(9))
    response.set_cookie(
        KNOWN_COOKIE, mark, max_age=HALF_YEAR, path="/desk/", secure=settings.SESSION_COOKIE_SECURE, httponly=True,
        samesite="Lax",
    )  # fmt: skip
    return response
