"""Signed notes, verifier keys and checkpoints as text (C2SP signed-note, tlog-checkpoint, tlog-cosignature).

Signing and checking a signature need a library of cryptography; that is the ledger's part.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error
from dataclasses import dataclass
from hashlib import sha256

from gongkai.rules.tlog.suites import COSIGNATURE, ED25519, LONG_FORM, SM2, Suite, suite_of_key

NAME = re.compile(r"[^\s+]+")
DASH = "— "
LONGEST = 64 * 1024


@dataclass(frozen=True)
class Key:
    """A public key with the name of whoever signs, and the way of signing. Of SM2: what names it, and the point in 33 bytes."""

    name: str
    algorithm: int
    public: bytes

    @property
    def suite(self) -> Suite:
        """What its logs are hashed and signed with."""
        return suite_of_key(bytes([self.algorithm]) + self.public)

    @property
    def id(self) -> bytes:
        """A label, as signed notes compute it for every kind of key; it protects nothing."""
        return sha256(self.name.encode() + b"\n" + bytes([self.algorithm]) + self.public).digest()[:4]

    @property
    def text(self) -> str:
        """As it is printed in the manual and on the notice board."""
        body = b64encode(bytes([self.algorithm]) + self.public).decode()
        return f"{self.name}+{self.id.hex()}+{body}"


@dataclass(frozen=True)
class Signature:
    """A line under a note: whose, by which key, and the signature itself."""

    name: str
    key_id: bytes
    value: bytes

    @property
    def line(self) -> str:
        return f"{DASH}{self.name} {b64encode(self.key_id + self.value).decode()}\n"


@dataclass(frozen=True)
class Note:
    """A text with signatures; which of them count is for the reader to say."""

    text: str
    signatures: tuple[Signature, ...]

    @property
    def whole(self) -> str:
        return self.text + "\n" + "".join(one.line for one in self.signatures)


@dataclass(frozen=True)
class Checkpoint:
    """The head of a log: origin, size, root."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


def decoded(text: str) -> bytes:
    """Base64 in its one right spelling; ValueError for every other."""
    try:
        found = b64decode(text, validate=True)
    except Error as wrong:
        raise ValueError("not base64") from wrong
    if b64encode(found).decode() != text:
        raise ValueError("base64 with loose bits")
    return found


def number(text: str) -> int:
    """A whole number in its one right spelling; ValueError for every other."""
    if not re.fullmatch(r"0|[1-9][0-9]{0,18}", text, re.ASCII):
        raise ValueError("not a number")
    return int(text)


def _length(body: bytes) -> int:
    """How long a key of its kind is; 0 when there is no such kind."""
    if body[:1] in (bytes([ED25519]), bytes([COSIGNATURE])):
        return 33
    return 34 + len(SM2) if body.startswith(bytes([LONG_FORM]) + SM2) else 0


def parse_key(text: str) -> Key:
    """A verifier key as `name+id+base64`. ValueError when it is damaged."""
    parts = text.strip().split("+", 2)
    if len(parts) != 3 or not NAME.fullmatch(parts[0]):
        raise ValueError("not a verifier key")
    body = decoded(parts[2])
    if len(body) != _length(body):
        raise ValueError("unknown kind of key")
    key = Key(parts[0], body[0], body[1:])
    if parts[1] != key.id.hex():
        raise ValueError("the key does not fit its number")
    return key


def parse_note(whole: str) -> Note:
    """Text and signature lines of a note. ValueError when it is not one."""
    if len(whole) > LONGEST or any(ord(sign) < 0x20 and sign != "\n" for sign in whole):
        raise ValueError("not a note")
    text, blank, lines = whole.rpartition("\n\n")
    if not blank or not lines.endswith("\n"):
        raise ValueError("a note without signatures")
    found = []
    for line in lines[:-1].split("\n"):
        name, space, value = line.removeprefix(DASH).partition(" ")
        body = decoded(value) if space and line.startswith(DASH) and NAME.fullmatch(name) else b""
        if len(body) < 5:
            raise ValueError("not a signature line")
        found.append(Signature(name, body[:4], body[4:]))
    return Note(text + "\n", tuple(found))


def parse_checkpoint(text: str) -> Checkpoint:
    """The head of a log from a note's text; further lines are passed over. ValueError when it is not one."""
    lines = text.split("\n")
    if len(lines) < 4 or lines[-1] or not all(lines[:-1]):
        raise ValueError("not a checkpoint")
    root = decoded(lines[2])
    if len(root) != 32:
        raise ValueError("not a root")
    return Checkpoint(lines[0], number(lines[1]), root)


def cosigned(text: str, moment: int) -> bytes:
    """What a witness signs under a checkpoint: that it saw it at this second, after all it saw before."""
    return f"cosignature/v1\ntime {moment}\n{text}".encode()
