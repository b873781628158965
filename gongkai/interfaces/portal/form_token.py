"""The token of a form that knows no cookie: a signed day and a random number (guarantees §2.2)."""

import secrets
from datetime import date, timedelta

from django.core import signing

_SIGNER = signing.Signer(salt="gongkai.portal.form", sep=".")
DAYS = (timedelta(0), timedelta(days=1))  # a form opened yesterday can still be sent


def make(today: date) -> str:
    """A new token for a page shown today."""
    return _SIGNER.sign(f"{today.isoformat()}.{secrets.token_hex(16)}")


def holds(token: str, today: date) -> bool:
    """Did this site give it out, today or yesterday?"""
    try:
        day = date.fromisoformat(_SIGNER.unsign(token).partition(".")[0])
    except (signing.BadSignature, ValueError):
        return False
    return today - day in DAYS
