"""The site's own address, for what is read away from it: feeds, calendars, the sitemap, the machines' door."""

from django.conf import settings
from django.http import HttpRequest


def home(request: HttpRequest) -> str:
    """The site's address without a slash at the end: as set, else as asked."""
    return settings.GONGKAI_URL.rstrip("/") or request.build_absolute_uri("/").rstrip("/")
