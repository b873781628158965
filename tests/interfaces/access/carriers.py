"""Addresses of one part of the site: boards, screens and phones."""

# name, arguments, codes
TABLE: tuple = ()

# Addresses of things that only other stories make; they are opened there by their people.
ELSEWHERE: frozenset = frozenset()
