"""The code of the day for a spot check of a board: nobody can have photographed it yesterday (第九条（五）, R16).

It follows from the day, the organization and a secret of the installation, so that nothing has to be kept.
"""

import hmac
from datetime import date
from hashlib import sha256

from gongkai.rules.receipts import ALPHABET, read_code

SIGNS = 6  # thirty bits: not to be guessed in the few tries of a day


def code_of_day(secret: bytes, *, org_code: str, day: date) -> str:
    """Six signs that tell apart day and organization, such as `K7M2QD`."""
    digest = hmac.new(secret, f"spot check/{org_code}/{day.isoformat()}".encode(), sha256).digest()
    number = int.from_bytes(digest[:8])
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(SIGNS))


def is_code(typed: str, code: str) -> bool:
    """Is this what was meant? Small letters, blanks and dashes are taken, O is read as 0, I and L as 1."""
    meant = read_code(typed, SIGNS)
    return meant is not None and hmac.compare_digest(meant, code)
