"""Cursors: where a list goes on, as a text that means nothing outside."""

import base64
import binascii

from gongkai.rules.refusals import Refused


def sealed(place: str) -> str | None:
    """The cursor of a place; None at the end."""
    return base64.urlsafe_b64encode(place.encode()).decode().rstrip("=") if place else None


def opened(cursor: str | None) -> str:
    """The place of a cursor; anything else is refused `page_key_invalid`."""
    if not cursor:
        return ""
    try:
        return base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, UnicodeError, ValueError) as wrong:
        raise Refused("page_key_invalid") from wrong


def number(cursor: str | None) -> int | None:
    """The place of a cursor that is a whole number; None without one. Anything else is refused `page_key_invalid`."""
    place = opened(cursor)
    if place and not (place.isdecimal() and len(place) < 19):
        raise Refused("page_key_invalid")
    return int(place) if place else None
