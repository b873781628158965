"""Secrets of calendar addresses: 256 bits, made of a salt in the table and the site's key outside of it."""

import base64
import hashlib

from django.utils.crypto import salted_hmac


def token_of(salt: str) -> str:
    """The secret part of the address, 43 signs."""
    digest = salted_hmac("gongkai.calendar", salt, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def digest_of(token: str) -> str:
    """By what the table finds it: how long the search takes says nothing about the secret."""
    return hashlib.sha256(token.encode()).hexdigest()
