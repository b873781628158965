"""Which hash and which signature a log uses, and what its name tells of it (guarantees 3.5, 3.7).

A log's name is its role, its generation when it is not the first, and `-sm3` when it hashes with SM3:
`public`, `party`, `public2`, `public-sm3`. The name never changes, so neither does what follows from it.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

ED25519, COSIGNATURE, LONG_FORM = 0x01, 0x04, 0xFF
SM2 = b"sm2-sm3/v1"  # after LONG_FORM: SM2 (GB/T 32918.2) over the text, with the user id of GB/T 35276
NAME = re.compile(r"(?P<role>public|party)(?P<generation>[2-9]|[1-9][0-9])?(?P<suffix>-sm3)?", re.ASCII)


def _sm3() -> Any:
    return hashlib.new("sm3")


@dataclass(frozen=True)
class Suite:
    """A hash and a way of signing that belong together."""

    code: str  # as the setting names it
    hashing: str  # before commitments
    suffix: str  # of the names of its logs
    kind: bytes  # what a public key begins with
    new: Callable[[], Any]

    def digest(self, data: bytes) -> bytes:
        """The hash of some bytes: 32 bytes."""
        found = self.new()
        found.update(data)
        value: bytes = found.digest()
        return value


INTERNATIONAL = Suite("sha256-ed25519", "sha256", "", bytes([ED25519]), hashlib.sha256)
NATIONAL = Suite("sm3-sm2", "sm3", "-sm3", bytes([LONG_FORM]) + SM2, _sm3)
SUITES = {one.code: one for one in (INTERNATIONAL, NATIONAL)}


def suite_of_key(body: bytes) -> Suite:
    """By what a public key begins with; a witness's cosignature belongs to the first. ValueError for any other."""
    if body[:1] == bytes([COSIGNATURE]):
        return INTERNATIONAL
    for one in SUITES.values():
        if body.startswith(one.kind):
            return one
    raise ValueError("unknown kind of key")


def log_name(role: str, suite: Suite, generation: int = 1) -> str:
    """How a log is called."""
    return f"{role}{generation if generation > 1 else ''}{suite.suffix}"


def _parts(name: str) -> re.Match[str]:
    found = NAME.fullmatch(name)
    if found is None:
        raise ValueError("not the name of a log")
    return found


def is_log_name(name: str) -> bool:
    """Could a log be called so?"""
    return NAME.fullmatch(name) is not None


def role_of(name: str) -> str:
    """Whose log it is: the public's or the Party's. ValueError when it is no name of a log."""
    return _parts(name)["role"]


def generation_of(name: str) -> int:
    """The how manieth log of its role it is."""
    return int(_parts(name)["generation"] or 1)


def suite_of(name: str) -> Suite:
    """With what the log hashes and signs."""
    return NATIONAL if _parts(name)["suffix"] else INTERNATIONAL


def successor_of(name: str) -> str:
    """How the log is called that goes on where this one cannot."""
    return log_name(role_of(name), suite_of(name), generation_of(name) + 1)
