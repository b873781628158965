"""The keys behind codes and addresses on paper: a file of their own beside the other keys (R11, R89).

Receipts, claim codes, calendar addresses and codes of the day are reckoned and kept nowhere. They outlive
Django's SECRET_KEY, which may be changed at any time. One line a key, the present one first, base64; the
others still open what was printed under them.
"""

import base64
import hashlib
import hmac
import secrets
from contextlib import suppress
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.signing import Signer

from gongkai.ledger.key_notes import CODES, demand_never_made, key_place, note_made
from gongkai.ledger.log_keys import OWNER_READS, write_whole
from gongkai.ledger.models import AuditEvent
from gongkai.rules.refusals import Refused

LENGTH = 64


def key_file() -> Path:
    """Where the keys lie: `GONGKAI_CODE_KEY`, else `codes.key` in the data folder."""
    return key_place(CODES)


def code_keys() -> tuple[bytes, ...]:
    """All keys, the present one first. Made on first use; who comes second takes what the first one made.

    Raises `Refused`: key_lost, code_key_missing.
    """
    path = key_file()
    if not path.exists():
        demand_never_made(CODES)
        make_code_keys()
    try:
        about = path.stat()
        found = _read(path, about.st_ino, about.st_mtime_ns)
    except (OSError, ValueError) as trouble:
        raise Refused("code_key_missing") from trouble
    if not found:
        raise Refused("code_key_missing")
    return found


def make_code_keys() -> None:
    """The first key of this place."""
    with suppress(FileExistsError):
        write_code_keys((secrets.token_bytes(LENGTH), *_before()), fresh=True)
    note_made(CODES)


def write_code_keys(keys: tuple[bytes, ...], *, fresh: bool = False) -> None:
    """Write the file whole or not at all, readable by its owner only; `fresh`: only where none is."""
    lines = "".join(base64.b64encode(key).decode() + "\n" for key in keys)
    write_whole(key_file(), lines, mode=OWNER_READS, fresh=fresh)


@cache
def _read(path: Path, inode: int, changed: int) -> tuple[bytes, ...]:
    """The file as it is since it was last written: a page of fifty receipts reads it once."""
    return tuple(base64.b64decode(line, validate=True) for line in path.read_text("ascii").split())


def _before() -> tuple[bytes, ...]:
    """Until there was this file codes hung on SECRET_KEY; what an older installation printed stays valid."""
    return (settings.SECRET_KEY.encode(),) if AuditEvent.objects.exists() else ()


def digests(purpose: str, words: str) -> tuple[bytes, ...]:
    """What these words come to for this purpose under each key, the present one first."""
    derived = (hashlib.sha256(purpose.encode() + key).digest() for key in code_keys())
    return tuple(hmac.new(key, words.encode(), hashlib.sha256).digest() for key in derived)


def signer(purpose: str) -> Signer:
    """Signs with the present key and takes what any of them signed."""
    present, *others = code_keys()
    return Signer(key=present, salt=purpose, sep=".", fallback_keys=others)
