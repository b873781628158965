"""The site's own address, for what is read away from it (feeds, calendars, the sitemap), and those of its pages."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse


def home(request: HttpRequest) -> str:
    """The site's address without a slash at the end: as set, else as asked."""
    return settings.GONGKAI_URL.rstrip("/") or request.build_absolute_uri("/").rstrip("/")


@lru_cache(maxsize=8192, typed=True)
def _found(urlconf: str, prefix: str, name: str, *args: Any) -> str:
    """`urlconf` and `prefix` belong to the question: under another one the same name leads elsewhere."""
    return reverse(name, args=args)


def address(name: str, *args: Any) -> str:
    """The address of a page by its name, found once for each page. NoReverseMatch where there is none.

    A page of the workbench carries a hundred addresses; looking each up again was a seventh of its time.
    """
    return _found(settings.ROOT_URLCONF, get_script_prefix(), name, *args)
