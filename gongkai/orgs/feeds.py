"""Secrets of calendar addresses: 256 bits, made of a salt in the table and the site's key outside of it."""

import base64
import hashlib

from gongkai.ledger.code_keys import digests


def _tokens(salt: str) -> list[str]:
    return [base64.urlsafe_b64encode(one).decode().rstrip("=") for one in digests("gongkai.calendar", salt)]


def token_of(salt: str, digest: str = "") -> str:
    """The secret part of the address, 43 signs. `digest`: what the table found it by, if it was given out already."""
    tokens = _tokens(salt)
    return next((one for one in tokens if digest_of(one) == digest), tokens[0])


def digest_of(token: str) -> str:
    """By what the table finds it: how long the search takes says nothing about the secret."""
    return hashlib.sha256(token.encode()).hexdigest()
