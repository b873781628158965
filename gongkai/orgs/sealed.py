"""Secrets that the system itself must know again, sealed under a key outside the database."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gongkai.ledger.code_keys import digests
from gongkai.rules.refusals import Refused

NONCE = 12


def seal(purpose: str, owner: str, secret: bytes) -> bytes:
    """The secret as the database may hold it: only this owner's row opens with it."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(digests(purpose, "seal")[0]).encrypt(nonce, secret, owner.encode())


def unseal(purpose: str, owner: str, sealed: bytes) -> bytes:
    """The secret again. Refuses ``code_key_missing`` when no key on the file opens it."""
    for outer in digests(purpose, "seal"):
        try:
            return AESGCM(outer).decrypt(sealed[:NONCE], sealed[NONCE:], owner.encode())
        except InvalidTag:
            continue
    raise Refused("code_key_missing")
