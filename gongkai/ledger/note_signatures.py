"""Signing notes and checking signatures under them (C2SP signed-note, tlog-cosignature); needs no database."""

import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from gongkai.ledger import signing_module, sm2
from gongkai.rules.tlog import Note
from gongkai.rules.tlog.notes import COSIGNATURE, ED25519, Key, Signature, cosigned, parse_key
from gongkai.rules.tlog.suites import INTERNATIONAL, LONG_FORM, NATIONAL, SM2, Suite, suite_of_key

HEAD, MODULE = "PRIVATE+KEY+", "MODULE+KEY+"
SECRET = 32


@dataclass(frozen=True)
class Signer:
    """A private key with its origin."""

    name: str
    seed: bytes = field(repr=False)
    suite: Suite = INTERNATIONAL

    @cached_property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @cached_property
    def key(self) -> Key:
        if self.suite is NATIONAL:
            return Key(self.name, LONG_FORM, SM2 + sm2.public_of(self.seed))
        return Key(self.name, ED25519, self._private.public_key().public_bytes_raw())

    @property
    def log(self) -> str:
        return self.name.rpartition("/")[2]

    def sign(self, text: str) -> Signature:
        data = text.encode()
        value = sm2.sign(self.seed, data) if self.suite is NATIONAL else self._private.sign(data)
        return Signature(self.name, self.key.id, value)

    def cosign(self, text: str, moment: int) -> Signature:
        """As a witness: that this head was seen at this second."""
        key = Key(self.name, COSIGNATURE, self.key.public)
        return Signature(self.name, key.id, moment.to_bytes(8, "big") + self._private.sign(cosigned(text, moment)))

    @property
    def line(self) -> str:
        return f"{HEAD}{self.name}+{self.key.id.hex()}+{b64encode(self.suite.kind + self.seed).decode()}"


@dataclass(frozen=True)
class ModuleSigner(Signer):
    """A key that a certified module holds; the file knows its public half only."""

    seed: bytes = field(default=b"", repr=False)
    held: Key | None = None

    @cached_property
    def key(self) -> Key:
        assert self.held is not None
        return self.held

    def sign(self, text: str) -> Signature:
        """Ask the module; a signature that is not right never leaves here. Raises `Refused`: log_signer."""
        value = signing_module.signature(self.name, self.key.id.hex(), text.encode())
        try:
            value = sm2.parts_of_der(value) if self.suite is NATIONAL else value
        except ValueError as wrong:
            raise signing_module.trouble("给出的不是签名。") from wrong
        if not _right(self.key, value, text):
            raise signing_module.trouble("给出的签名不是这把钥匙签的。")
        return Signature(self.name, self.key.id, value)

    @property
    def line(self) -> str:
        return MODULE + self.key.text


def parse_signer(line: str) -> Signer:
    """A private key, or one that a module holds, from its line. ValueError when it is damaged."""
    if line.startswith(MODULE):
        key = parse_key(line.removeprefix(MODULE))
        return ModuleSigner(key.name, suite=key.suite, held=key)
    name, _, rest = line.strip().removeprefix(HEAD).partition("+")
    number, _, body = rest.partition("+")
    raw = b64decode(body, validate=True)
    suite = suite_of_key(raw)
    if len(raw) != len(suite.kind) + SECRET or not raw.startswith(suite.kind):
        raise ValueError("not a private key")
    signer = Signer(name, raw[len(suite.kind) :], suite)
    if signer.key.id.hex() != number:
        raise ValueError("the key does not fit its number")
    return signer


def new_signer(name: str, suite: Suite = INTERNATIONAL) -> Signer:
    """A key made here. Raises `Refused`: log_sm2_missing."""
    return Signer(name, sm2.new_secret() if suite is NATIONAL else secrets.token_bytes(SECRET), suite)


def held_signer(name: str, suite: Suite) -> Signer:
    """The key that the module has for an origin now. Raises `Refused`: log_signer."""
    public = signing_module.public_key(name)
    if suite is NATIONAL and len(public) == 65 and public[0] == 4:
        public = bytes([2 + (public[-1] & 1)]) + public[1:33]
    if len(public) != (33 if suite is NATIONAL else 32):
        raise signing_module.trouble("给出的公钥不完整，或者不是这一种。")
    key = Key(name, suite.kind[0], suite.kind[1:] + public)
    return ModuleSigner(name, suite=suite, held=key)


def verified(note: Note, keys: Iterable[Key]) -> list[Key]:
    """The keys whose signature stands under the note and is right; a wrong one under a known key spoils the note.

    Raises `Refused`: log_sm2_missing, when it cannot be judged here.
    """
    found = []
    for key in keys:
        for one in note.signatures:
            if (one.name, one.key_id) == (key.name, key.id):
                if not _right(key, one.value, note.text):
                    return []
                found.append(key)
    return found


@lru_cache(maxsize=64)
def _right(key: Key, value: bytes, text: str) -> bool:
    data = text.encode()
    if key.algorithm == LONG_FORM:
        return sm2.is_right(key.public.removeprefix(SM2), value, data)
    if key.algorithm == COSIGNATURE:
        data, value = cosigned(text, int.from_bytes(value[:8], "big")), value[8:]
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(value, data)
    except (InvalidSignature, ValueError):
        return False
    return True
