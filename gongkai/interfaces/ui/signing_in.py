"""Pages for people who logged in: a reader is sent to the login page, a writer keeps what was written."""

import inspect
from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

from gongkai.interfaces.ui.views import signed_out, wrong_method

NOT_ALLOWED = 405


def asked_to_sign_in(view: Callable) -> Callable:
    """Let in who logged in. A form of anyone else comes back with what it held, to be sent again after the login."""

    @wraps(view)
    def opened(request, *args, **kwargs):
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST":
            return signed_out(request, page=page_of(request))
        goal = request.get_full_path() if can_be_opened(request.path) else page_of(request)
        return redirect_to_login(goal)

    return opened


def can_be_opened(path: str) -> bool:
    """Is this the address of a page, and not only one that takes forms?"""
    try:
        view = resolve(path).func
    except Resolver404:
        return False
    while view is not None:  # the methods that Django's decorator lets through stand in its closure
        methods = (
            inspect.getclosurevars(view).nonlocals.get("request_method_list") if inspect.isfunction(view) else None
        )
        if methods and "GET" not in methods:
            return False
        view = getattr(view, "__wrapped__", None)
    return True


def page_of(request: HttpRequest) -> str:
    """The page that a form belongs to: where it was sent from, else the nearest page above its address; "/" at last."""
    came = request.headers.get("Referer", "")
    own = url_has_allowed_host_and_scheme(came, {request.get_host()}, require_https=request.is_secure())
    parts = urlsplit(came if own else "")
    if parts.path and can_be_opened(parts.path):
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    steps = request.path.strip("/").split("/")
    above = ("/" + "".join(f"{step}/" for step in steps[:count]) for count in range(len(steps), 0, -1))
    return next((path for path in above if can_be_opened(path)), "/")


def plain_refusal(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer, with words where Django leaves the page empty: an address that only takes forms was opened."""
    if response.status_code != NOT_ALLOWED or response.content:
        return response
    return wrong_method(request, page=page_of(request), allowed=response.headers["Allow"])
