"""Signing notes and checking signatures under them (C2SP signed-note, tlog-cosignature); needs no database."""

import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from gongkai.rules.tlog import Note
from gongkai.rules.tlog.notes import COSIGNATURE, ED25519, Key, Signature, cosigned

HEAD = "PRIVATE+KEY+"


@dataclass(frozen=True)
class Signer:
    """A private key with its origin."""

    name: str
    seed: bytes

    @property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @property
    def key(self) -> Key:
        return Key(self.name, ED25519, self._private.public_key().public_bytes_raw())

    @property
    def log(self) -> str:
        return self.name.rpartition("/")[2]

    def sign(self, text: str) -> Signature:
        return Signature(self.name, self.key.id, self._private.sign(text.encode()))

    def cosign(self, text: str, moment: int) -> Signature:
        """As a witness: that this head was seen at this second."""
        key = Key(self.name, COSIGNATURE, self.key.public)
        return Signature(self.name, key.id, moment.to_bytes(8, "big") + self._private.sign(cosigned(text, moment)))

    @property
    def line(self) -> str:
        return f"{HEAD}{self.name}+{self.key.id.hex()}+{b64encode(bytes([ED25519]) + self.seed).decode()}"


def parse_signer(line: str) -> Signer:
    """A private key from its line. ValueError when it is damaged."""
    name, _, rest = line.strip().removeprefix(HEAD).partition("+")
    number, _, body = rest.partition("+")
    raw = b64decode(body, validate=True)
    if len(raw) != 33 or raw[0] != ED25519:
        raise ValueError("not a private key")
    signer = Signer(name, raw[1:])
    if signer.key.id.hex() != number:
        raise ValueError("the key does not fit its number")
    return signer


def new_signer(name: str) -> Signer:
    return Signer(name, secrets.token_bytes(32))


def verified(note: Note, keys: Iterable[Key]) -> list[Key]:
    """The keys whose signature stands under the note and is right; a wrong one under a known key spoils the note."""
    found = []
    for key in keys:
        for one in note.signatures:
            if (one.name, one.key_id) == (key.name, key.id):
                if not _right(key, one.value, note.text):
                    return []
                found.append(key)
    return found


def _right(key: Key, value: bytes, text: str) -> bool:
    data = text.encode()
    if key.algorithm == COSIGNATURE:
        data, value = cosigned(text, int.from_bytes(value[:8], "big")), value[8:]
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(value, data)
    except (InvalidSignature, ValueError):
        return False
    return True
