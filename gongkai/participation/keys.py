"""The key ring of the vault: a file outside the database; sealing, opening and the blind index (P32, §2.1).

One line a key, the present one first: `name:base64`. Rotation puts a new key in front, seals every
row anew and leaves the key before it on the ring, for a row that was being written meanwhile.
"""

import base64
import fcntl
import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gongkai.ledger.key_notes import IDENTITY, demand_never_made, key_place, note_made, refusal
from gongkai.ledger.log_keys import write_whole
from gongkai.participation.models import Identity, Subscription
from gongkai.rules.refusals import Refused

NONCE = 12
BLOCK = 512  # every name and contact fits
OWNER_READS = 0o400


@dataclass(frozen=True)
class Key:
    """`name` stands with every row that it sealed; it tells nothing of the key."""

    name: str
    secret: bytes

    def derived(self, purpose: str) -> bytes:
        """A key of its own for each purpose."""
        return hmac.new(self.secret, f"gongkai.{purpose}".encode(), hashlib.sha256).digest()

    def digest(self, purpose: str, words: str) -> str:
        return hmac.new(self.derived(purpose), words.encode(), hashlib.sha256).hexdigest()


def key_file() -> Path:
    """Where the keys lie: `GONGKAI_IDENTITY_KEY`, else `identity.key` in the data folder."""
    return key_place(IDENTITY)


def new_key() -> Key:
    return Key(secrets.token_hex(8), AESGCM.generate_key(256))


def ring() -> tuple[Key, ...]:
    """All keys, the present one first. Made on first use; who comes second takes what the first one made.

    Raises `Refused`: key_lost, identity_key_missing.
    """
    path = key_file()
    if not path.exists():
        demand_never_made(IDENTITY)
        if (Identity.objects.exists() or Subscription.objects.exists()) and not path.exists():
            raise refusal(IDENTITY)
        make_ring()
    try:
        lines = path.read_text("ascii").split()
        keys = tuple(Key(name, base64.b64decode(secret)) for name, _, secret in (one.partition(":") for one in lines))
    except (OSError, ValueError) as trouble:
        raise Refused("identity_key_missing") from trouble
    if not keys:
        raise Refused("identity_key_missing")
    return keys


def make_ring() -> None:
    """The first key of this place."""
    with suppress(FileExistsError):
        write_ring((new_key(),), fresh=True)
    note_made(IDENTITY)


def write_ring(keys: tuple[Key, ...], *, fresh: bool = False) -> None:
    """Write the file whole or not at all, readable by its owner only; `fresh`: only where none is."""
    lines = "".join(f"{key.name}:{base64.b64encode(key.secret).decode()}\n" for key in keys)
    write_whole(key_file(), lines, mode=OWNER_READS, fresh=fresh)


@contextmanager
def turning() -> Iterator[None]:
    """One rotation at a time on this machine."""
    with open(key_file().with_name("identity.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def encrypt(key: Key, ref: str, words: dict) -> bytes:
    """AES-256-GCM; the reference is part of what is authenticated, so no row can be put in another's place."""
    nonce = secrets.token_bytes(NONCE)
    plain = json.dumps(words, ensure_ascii=False).encode()
    padded = plain + b" " * (-len(plain) % BLOCK)  # the length of a name is nobody's business
    return nonce + AESGCM(key.derived("seal")).encrypt(nonce, padded, f"{ref}:{key.name}".encode())


def decrypt(keys: tuple[Key, ...], key_id: str, ref: str, sealed: bytes) -> dict:
    """The words again; `identity_key_missing` when the key is not on the ring or the row was tampered with."""
    key = next((one for one in keys if one.name == key_id), None)
    if key is None:
        raise Refused("identity_key_missing")
    try:
        plain = AESGCM(key.derived("seal")).decrypt(sealed[:NONCE], sealed[NONCE:], f"{ref}:{key.name}".encode())
    except InvalidTag as wrong:
        raise Refused("identity_key_missing") from wrong
    return json.loads(plain)
