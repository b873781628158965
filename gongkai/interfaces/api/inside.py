"""Everything behind the machines' door: django-ninja's views by their names."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from gongkai.interfaces.api import (
    answering,
    applications,
    changing,
    joining,
    opinions,
    problems,
    reading,
    releasing,
    working,
)
from gongkai.interfaces.api.door import api, framed

DOORS = (
    reading,
    working,
    answering,
    releasing,
    changing,
    opinions,
    applications,
    joining,
)  # whose import gives the door its addresses


def nothing(request: HttpRequest) -> HttpResponse:
    """No such address: a problem, not a page."""
    return problems.not_found()


_VIEWS = {"nothing": framed(nothing)} | {one.name: framed(one.callback) for one in api.urls[0] if one.name}


def view(name: str) -> Callable[..., HttpResponse]:
    """The view of this name."""
    return _VIEWS[name]
