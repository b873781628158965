"""The anonymous path `/yijian/`: the request loses everything that tells who asks, before anything reads it (P30).

It stands in front of the page store and of every middleware. Nothing of the path is stored or kept
by the page store, no session is opened, no cookie leaves, and no file can be handed in.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from http import HTTPStatus
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.urls import resolve
from django.utils import timezone

from gongkai.config.middleware import SecurityHeaders
from gongkai.interfaces.ui.context import TYPE_COOKIE, site_facts
from gongkai.ledger.sources import SOURCES, address_in
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused

PATH = "/yijian"
MARK = "gongkai.veil"
SOURCE = "gongkai.source"
# Of the headers only these stay: which site is asked for. Whatever else a browser or proxy says is dropped.
KEPT_HEADERS = {"HTTP_HOST"}
DROPPED = {"REMOTE_ADDR", "REMOTE_HOST", "REMOTE_PORT", "REMOTE_USER", "REMOTE_IDENT", "AUTH_TYPE", "REQUEST_URI"}
FORM = "application/x-www-form-urlencoded"
LARGEST = 64 * 1024
NOT_LEAVING = {"set-cookie", "x-page-store", "etag", "last-modified"}
HEADERS = (("Cache-Control", "no-store"), ("Referrer-Policy", "no-referrer"))


def veiled(path: str) -> bool:
    """Does this path belong to those who give no name?"""
    return path == PATH or path.startswith(f"{PATH}/")


def _wants_large(environ: dict) -> bool:
    """Large type is a need of the eyes, one bit, and the only thing that may pass."""
    return f"{TYPE_COOKIE}=large" in (part.strip() for part in environ.get("HTTP_COOKIE", "").split(";"))


def strip(environ: dict) -> None:
    """Take away everything that tells who asks. Done twice it does nothing more."""
    if MARK in environ:
        return
    today = datetime.now(ZoneInfo(settings.TIME_ZONE)).date()
    environ[SOURCE] = SOURCES.mark(address_in(environ), today=today)
    large = _wants_large(environ)
    for name in [
        name for name in environ if name in DROPPED or (name.startswith("HTTP_") and name not in KEPT_HEADERS)
    ]:
        del environ[name]
    environ["REMOTE_ADDR"] = ""  # the interface wants it there
    if large:
        environ["HTTP_COOKIE"] = f"{TYPE_COOKIE}=large"
    environ[MARK] = True


class Veil:
    """WSGI wrapper: the anonymous path goes straight to Django, stripped; everything else goes through the page store."""

    def __init__(self, anonymous: Callable, otherwise: Callable) -> None:
        self._anonymous = anonymous
        self._otherwise = otherwise

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        if not veiled(environ.get("PATH_INFO", "")):
            return self._otherwise(environ, start_response)
        strip(environ)

        def started(status: str, headers: list[tuple[str, str]], exc_info=None):
            kept = [(name, value) for name, value in headers if name.lower() not in NOT_LEAVING]
            return start_response(status, kept, exc_info) if exc_info else start_response(status, kept)

        return self._anonymous(environ, started)


class AnonymousPath:
    """First middleware: the same stripping again, and a way to the view past sessions, users and messages."""

    def __init__(self, get_response: Callable) -> None:
        self._ordinary = get_response
        self._headers = SecurityHeaders(convert_exception_to_response(self._view))

    def __call__(self, request):
        if not veiled(request.path_info):
            return self._ordinary(request)
        strip(request.META)
        request.__dict__.pop("headers", None)
        request.__dict__.pop("COOKIES", None)
        response = self._headers(request)
        for name in NOT_LEAVING:
            response.headers.pop(name, None)
        response.cookies.clear()
        for name, value in HEADERS:
            response.headers[name] = value
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("X-Frame-Options", "DENY")
        return response

    def _view(self, request):
        if request.path_info == PATH:
            return HttpResponsePermanentRedirect(f"{PATH}/")
        if request.method == "POST" and (refused := _unreadable(request)) is not None:
            return refused
        request.now = timezone.now()
        request.today = timezone.localdate(request.now)
        request.actor = Actor.visitor()
        request.source = request.META[SOURCE]
        request.sensitive_post_parameters = "__ALL__"  # an error report never quotes what was written
        match = resolve(request.path_info)
        request.resolver_match = match
        try:
            return match.func(request, *match.args, **match.kwargs)
        except Refused as refused:
            raise Http404 from refused


def _unreadable(request) -> HttpResponse | None:
    """Files and floods are turned away before a byte of them is read."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = LARGEST + 1
    if request.content_type != FORM:
        return _said(
            request,
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "这里不能交文件，只能写字。照片和文件里常常藏着拍摄人、地点和电脑的名字。请退回上一页，用文字写明。",
        )
    if length > LARGEST:
        return _said(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "写得太长，没有收下。请退回上一页，分成几条写。")
    return None


def _said(request, status: HTTPStatus, words: str) -> HttpResponse:
    facts = {"site": site_facts(request), "bare": True, "words": words}
    return HttpResponse(render_to_string("portal/anonymous_said.html", facts), status=status)
