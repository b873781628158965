"""SM2 signatures (GB/T 32918.2, with SM3 and the user id of GB/T 35276), by the library of the extra `sm`."""

from functools import lru_cache
from typing import Any

from gongkai.ledger.later import later
from gongkai.rules.refusals import Refused

USER = b"1234567812345678"
HALF = 32
_gmalg = later("gmalg")


def _library() -> Any:
    """The library is an extra: who does not sign with SM2 does not need it."""
    try:
        _gmalg.SM2  # noqa: B018 - the first use imports it
    except ImportError as missing:
        raise Refused("log_sm2_missing") from missing
    return _gmalg


@lru_cache(maxsize=64)
def public_of(secret: bytes) -> bytes:
    """The public point of a private key, in 33 bytes."""
    library = _library()
    found: bytes = library.SM2(secret, USER, pc_mode=library.PC_MODE.COMPRESS).generate_pk(secret)
    return found


def new_secret() -> bytes:
    """A private key."""
    return bytes(_library().SM2().generate_keypair()[0]).rjust(HALF, b"\0")


def sign(secret: bytes, data: bytes) -> bytes:
    """r and s, 32 bytes each."""
    first, second = _library().SM2(secret, USER).sign(data)
    return b"".join(bytes(part).rjust(HALF, b"\0") for part in (first, second))


def is_right(public: bytes, value: bytes, data: bytes) -> bool:
    """Is this the signature of the data under the key? Whatever is damaged is not."""
    if len(value) != 2 * HALF or len(public) != 1 + HALF or public[0] not in (2, 3):
        return False
    library = _library()
    try:
        return bool(library.SM2(uid=USER, pk=public).verify(data, value[:HALF], value[HALF:]))
    except (library.errors.GMError, ValueError):
        return False


def parts_of_der(value: bytes) -> bytes:
    """r and s from the DER that modules and openssl hand out; what is 64 bytes long already stays. ValueError."""
    if len(value) == 2 * HALF:
        return value
    if len(value) < 8 or value[0] != 0x30 or value[1] != len(value) - 2:
        raise ValueError("not a signature")
    found, rest = b"", value[2:]
    for _ in range(2):
        if len(rest) < 2 or rest[0] != 0x02 or not 0 < rest[1] <= HALF + 1 or len(rest) < 2 + rest[1]:
            raise ValueError("not a signature")
        number, rest = int.from_bytes(rest[2 : 2 + rest[1]], "big"), rest[2 + rest[1] :]
        found += number.to_bytes(HALF, "big")
    if rest:
        raise ValueError("not a signature")
    return found
