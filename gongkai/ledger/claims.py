"""The code on a printed receipt by which its owner takes over what was typed in for them; kept nowhere (R11).

It is reckoned from the number under the installation's key, so that a copy of the database holds no
code and nothing has to be stored before somebody comes with the paper.
"""

import hmac

from django.utils.crypto import salted_hmac

from gongkai.rules.receipts import CLAIM, code_of, read_code

BITS = 5 * CLAIM


def claim_code(number: str) -> str:
    """Sixteen letters and figures in groups of four; the same each time it is asked for."""
    digest = salted_hmac("gongkai.claim", number, algorithm="sha256").digest()
    return code_of(int.from_bytes(digest) >> 8 * len(digest) - BITS, CLAIM)


def holds(number: str, typed: str) -> bool:
    """Was this the code on the receipt of that number?"""
    meant = read_code(typed, CLAIM) or ""
    return hmac.compare_digest(meant, claim_code(number).replace("-", ""))


def typed_number(number: str) -> str:
    """A number as people type it: spaces and small letters are forgiven."""
    return "".join(number.split()).upper()[:60]
