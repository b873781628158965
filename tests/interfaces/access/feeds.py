"""Addresses of feeds, the sitemap and the calendar of disclosure days: everybody gets the same."""

from tests.interfaces.access.columns import ALL

# name, arguments, codes
TABLE: tuple = (
    ("portal:feed", ("rss",), ALL),
    ("portal:category_feed", (3, "atom"), ALL),
    ("portal:organization_feed", ("{village}", "json"), ALL),
    ("portal:organization_category_feed", ("{village}", 3, "rss"), ALL),
    ("portal:robots", (), ALL),
    ("portal:sitemap", (), ALL),
    ("portal:sitemap_places", (), ALL),
    ("portal:sitemap_month", ("1999-01", 0), (404,) * 8),
    ("portal:days_calendar", (), ALL),
)

# Addresses of things that only other stories make; they are opened there by their people.
ELSEWHERE: frozenset = frozenset()
