"""The code on a printed receipt by which its owner takes over what was typed in for them; kept nowhere (R11).

It is reckoned from the number under the installation's key, so that a copy of the database holds no
code and nothing has to be stored before somebody comes with the paper.
"""

import hmac

from gongkai.ledger.code_keys import digests
from gongkai.rules.receipts import CLAIM, code_of, read_code

BITS = 5 * CLAIM


def _codes(number: str) -> list[str]:
    """The code under each key, the present one first."""
    return [code_of(int.from_bytes(one) >> 8 * len(one) - BITS, CLAIM) for one in digests("gongkai.claim", number)]


def claim_code(number: str) -> str:
    """Sixteen letters and figures in groups of four; the same each time it is asked for."""
    return _codes(number)[0]


def holds(number: str, typed: str) -> bool:
    """Was this the code on the receipt of that number, under the present key or one before it?"""
    meant = read_code(typed, CLAIM) or ""
    return any(hmac.compare_digest(meant, code.replace("-", "")) for code in _codes(number))


def typed_number(number: str) -> str:
    """A number as people type it: spaces and small letters are forgiven."""
    return "".join(number.split()).upper()[:60]
