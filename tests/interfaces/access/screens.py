"""Addresses of pages for electronic screens: everybody gets the same."""

from tests.interfaces.access.columns import ALL

# name, arguments, codes
TABLE: tuple = (("portal:screen", ("{village}",), ALL), ("portal:screen_page", ("{village}", 999), (302,) * 8))

# Addresses of things that only other stories make; they are opened there by their people.
ELSEWHERE: frozenset = frozenset()
