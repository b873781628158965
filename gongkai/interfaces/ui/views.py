"""Shared pages: type size, accessibility statement, error pages and the gallery."""

import logging
import re
import secrets
import sys
from html import unescape
from typing import NamedTuple

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from gongkai.interfaces.ui import gallery as samples
from gongkai.interfaces.ui.context import TYPE_COOKIE, site_facts

log = logging.getLogger(__name__)

YEAR = 365 * 24 * 3600
RETRY_AFTER = 60  # seconds
SECRETS = ("password", "secret", "otp")
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of the field
TAGS = re.compile(r"(?:<[^>]*>)+")
SEVERAL = 3  # fields: a form, and not a mere press with what belongs to it
LONG = 12  # characters: from here on a field is taken for a text that somebody wrote


def safe_next(request: HttpRequest) -> str:
    """Where to go back to: only a page of this site, otherwise the front page."""
    asked = request.POST.get("next") or request.GET.get("next") or request.headers.get("referer", "")
    allowed = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if allowed else "/"


@require_http_methods(["GET", "POST"])
def type_size(request: HttpRequest, size: str) -> HttpResponse:
    """Remember the type size for a year and go back; works without script."""
    if size not in ("large", "normal"):
        raise Http404
    response = HttpResponseRedirect(safe_next(request))
    response.set_cookie(TYPE_COOKIE, size, max_age=YEAR, secure=request.is_secure(), httponly=True, samesite="Lax")
    return response


@require_http_methods(["GET", "HEAD"])
def accessibility(request: HttpRequest) -> HttpResponse:
    """无障碍说明: how to read, hear and speak on this site."""
    return render(request, "ui/accessibility.html")


@require_http_methods(["GET", "HEAD"])
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component with sample data; only while building."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "ui/gallery.html", samples.context(request.GET.get("form") == "wrong"))


def error_page(request: HttpRequest | None, name: str, status: int, **more: object) -> HttpResponse:
    """Render an error page from the site facts alone: no user, no database."""
    facts = {"site": site_facts(request), "bare": True, **more}
    return HttpResponse(render_to_string(f"ui/errors/{name}.html", facts), status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """没有这一页，或者它不对外公开: the same bytes whatever the path, so nothing is given away."""
    facts = {"site": site_facts(request), "bare": True}
    return HttpResponse(render_to_string("ui/errors/404.html", facts), status=404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request could not be read."""
    return error_page(request, "400", 400)


def too_much(request: HttpRequest, *, megabytes: int, most: int) -> HttpResponse:
    """More is sent than is taken at once; nothing of it was read."""
    return error_page(request, "413", 413, megabytes=megabytes, most=most)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open too long, or the form came from elsewhere.

    What the browser says was sent from a page of ours comes back with the token of now: logging in changed it.
    """
    own = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    found = typed(request) if own else []
    kept = [Typed(name, get_token(request) if name == TOKEN else text) for name, text in found]
    response = error_page(request, "403_csrf", 403, typed=kept, files=files_sent(request) if kept else [])
    response.headers["Cache-Control"] = "no-store"
    return response


def signed_out(request: HttpRequest, *, page: str) -> HttpResponse:
    """A form of someone whose session is over: nothing was done, what was typed comes back. `page`: where it belongs."""
    response = error_page(request, "401", 401, page=page, **given_back(request))
    response.headers["Cache-Control"] = "no-store"
    response.headers["WWW-Authenticate"] = "Session"  # the form of a page: no dialog of the browser
    return response


def first_set_up(request: HttpRequest, *, step: str, goal: str) -> HttpResponse:
    """A form of someone who has to do something else first: nothing was done, what was typed comes back.

    `step`: what it is, in words; `goal`: the address where it is done.
    """
    response = error_page(request, "403_first", 403, step=step, goal=goal, **given_back(request))
    response.headers["Cache-Control"] = "no-store"
    return response


def wrong_method(request: HttpRequest, *, page: str, allowed: str) -> HttpResponse:
    """An address that only takes forms was opened as a page. `page`: the one to go to instead."""
    response = error_page(request, "405", 405, page=page)
    response.headers["Allow"] = allowed
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Our own trouble; with the database out of reach the page for that (P12). Both give back what was typed."""
    trouble = sys.exc_info()[1]
    if isinstance(trouble, (OperationalError, InterfaceError)):
        log.error("数据库现在办不了：%s", str(trouble).partition("\n")[0])
        response = unavailable(request)
        response._has_been_logged = True  # type: ignore[attr-defined]  # a line is enough, not a page for each request
        return response
    number = secrets.token_hex(3).upper()
    log.error("记录号 %s：%s %s", number, request.method, getattr(request.resolver_match, "view_name", "?"))
    return error_page(request, "500", 500, typed=typed(request), files=files_sent(request), record_number=number)


def unavailable(request: HttpRequest) -> HttpResponse:
    """Nothing can be read or kept at the moment: what is public stands, what was typed comes back to be sent again."""
    response = error_page(request, "503", 503, typed=typed(request), files=files_sent(request))
    response.headers["Retry-After"] = str(RETRY_AFTER)
    response.headers["Cache-Control"] = "no-store"
    return response


def waits_for_keeper(request: HttpRequest) -> HttpResponse:
    """The keeper of the installation has to answer something first (`ledger.queries.unanswered`)."""
    response = error_page(request, "503", 503, typed=typed(request), files=files_sent(request), keeper=True)
    response.headers["Cache-Control"] = "no-store"
    return response


class Typed(NamedTuple):
    """One field that a form held. `shown`: somebody wrote it, as far as its length tells; the rest goes along hidden."""

    name: str
    text: str

    @property
    def shown(self) -> bool:
        return self.name != TOKEN and len(self.text) >= LONG

    @property
    def words(self) -> str:
        """What the text editor sent, without its tags; empty for a text from any other field."""
        return unescape(TAGS.sub(" ", self.text)).strip() if self.text.startswith("<") else ""


def typed(request: HttpRequest) -> list[Typed]:
    """What the form of a request held, for sending it once more; empty where it must not be repeated.

    With it goes the token that came with it and no new one, so that a form from elsewhere is refused again. Forms
    with a password are typed anew, and so is what came over the path that forgets everything.
    """
    if request.method != "POST" or getattr(request, "sensitive_post_parameters", None):
        return []
    try:
        found = [Typed(name, text) for name, texts in request.POST.lists() for text in texts]
    except (OSError, ValueError):  # the rest of the form never came
        return []
    return [] if any(word in name for name, _ in found for word in SECRETS) else found


def files_sent(request: HttpRequest) -> list[tuple[str, str]]:
    """Which files came with the form of a request, field and name: they cannot be carried and are chosen anew."""
    if not typed(request):
        return []
    return [(field, file.name or "") for field, files in request.FILES.lists() for file in files]


def given_back(request: HttpRequest) -> dict[str, object]:
    """`typed` and `files` of a form for a page that gives them back; of a press without words nothing comes back."""
    found, files = typed(request), files_sent(request)
    filled = [one for one in found if one.text and one.name != TOKEN]
    written = files or len(filled) >= SEVERAL or any(one.shown for one in found)
    return {"typed": found if written else [], "files": files}
