"""Addresses of subscriptions: the page is everybody's, a link opens nothing when it is none, feeds lie under secrets."""

from tests.interfaces.access.columns import ALL, POST_ONLY

# name, arguments, codes
TABLE: tuple = (
    ("portal:subscribe", (), ALL),
    ("portal:subscription", ("nothing",), ALL),
    ("portal:subscription_end", ("nothing",), (302,) * 8),
    ("portal:inner_feed", ("nothing", "atom"), (404,) * 8),
    ("workbench:news_new", (), POST_ONLY),
)

# Addresses of things that only other stories make; they are opened there by their people.
ELSEWHERE: frozenset = frozenset()
