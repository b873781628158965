"""Codes of the time and recovery codes: made, sealed and compared; `cryptography` computes RFC 6238."""

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor import InvalidToken
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from gongkai.ledger.code_keys import digests
from gongkai.orgs import sealed
from gongkai.rules.receipts import code_of, read_code
from gongkai.rules.second_factor import DIGITS, RECOVERY_LENGTH, STEP, steps

KEY_BYTES = 20  # as long as the digest (RFC 4226, 4)
SEAL = "second-factor"


def new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def seal(key: bytes, user_id: int) -> bytes:
    """The key as the database may hold it: only this person's row opens with it."""
    return sealed.seal(SEAL, str(user_id), key)


def unseal(kept: bytes, user_id: int) -> bytes:
    """The key again. Refuses ``code_key_missing`` when no key on the file opens it."""
    return sealed.unseal(SEAL, str(user_id), kept)


def _totp(key: bytes) -> TOTP:
    return TOTP(key, DIGITS, SHA1(), STEP)  # noqa: S303 - what every phone's app computes (RFC 6238, 1.2)


@dataclass(frozen=True)
class Begun:
    """What the phone takes over: as a QR code's address, or typed in."""

    address: str
    typed: str


def begun(key: bytes, *, username: str, issuer: str) -> Begun:
    """The key as a phone takes it."""
    address = _totp(key).get_provisioning_uri(username, issuer)
    plain = base64.b32encode(key).decode().rstrip("=")
    return Begun(address, " ".join(plain[at : at + 4] for at in range(0, len(plain), 4)))


def matching_step(key: bytes, code: str, *, now: datetime) -> int | None:
    """The time step whose code this is, among those that count now."""
    given = "".join(code.split()).encode("ascii", "replace")
    for step in steps(now):
        try:
            _totp(key).verify(given, step * STEP)
        except InvalidToken:
            continue
        return step
    return None


def new_recovery_code() -> str:
    return code_of(secrets.randbits(5 * RECOVERY_LENGTH), RECOVERY_LENGTH)


def recovery_digests(user_id: int, typed: str) -> list[str]:
    """The digests that a typed recovery code may have in the table; none when it cannot be one."""
    plain = read_code(typed, RECOVERY_LENGTH)
    return [] if plain is None else [one.hex() for one in digests("recovery-code", f"{user_id}|{plain}")]
