"""Receipts of an opinion: an address that only its author was given, and the paper of one that was typed in."""

from datetime import date

from django.core.signing import BadSignature

from gongkai.ledger.code_keys import signer

_SIGNER = "gongkai.participation.receipt"
_PAPER = "gongkai.participation.paper"


def receipt_of(opinion_id: int) -> str:
    """The receipt; the same each time it is asked for."""
    return signer(_SIGNER).sign(str(opinion_id))


def opinion_of(receipt: str) -> int | None:
    """Which opinion a receipt belongs to; None when nobody ever gave out this receipt."""
    try:
        return int(signer(_SIGNER).unsign(receipt))
    except (BadSignature, ValueError):
        return None


def slip_of(number: str, *, user_id: int | None, day: date) -> str:
    """The address of a paper receipt, for the one who typed it in and on that day only."""
    return signer(_PAPER).sign(f"{user_id}:{day:%Y%m%d}:{number}")


def number_on(slip: str, *, user_id: int | None, day: date) -> str | None:
    """Whose paper this is; None for everybody else, and from the next day on."""
    try:
        whose, on, number = signer(_PAPER).unsign(slip).split(":", 2)
    except (BadSignature, ValueError):
        return None
    return number if (whose, on) == (str(user_id), f"{day:%Y%m%d}") else None
