"""Addresses of one part of the site: documents handed out to classes of organizations."""

# name, arguments, codes
TABLE: tuple = ()

# Addresses of things that only other stories make; they are opened there by their people.
ELSEWHERE: frozenset = frozenset()
