"""The proof of one entry as a text that can be checked anywhere (C2SP tlog-proof)."""

from base64 import b64encode
from dataclasses import dataclass

from gongkai.rules.tlog.notes import decoded, number

HEAD = "c2sp.org/tlog-proof@v1"
DEEPEST = 63


@dataclass(frozen=True)
class InclusionProof:
    """The place of an entry, its neighbours up to the root, and the signed head they lead to."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: str  # the whole signed note
    extra: bytes = b""

    @property
    def text(self) -> str:
        extra = f"extra {b64encode(self.extra).decode()}\n" if self.extra else ""
        hashes = "".join(b64encode(one).decode() + "\n" for one in self.hashes)
        return f"{HEAD}\n{extra}index {self.index}\n{hashes}\n{self.checkpoint}"


def parse_proof(text: str) -> InclusionProof:
    """A proof from its text. ValueError when it is not one."""
    head, blank, checkpoint = text.partition("\n\n")
    lines = head.split("\n")
    if not blank or lines.pop(0) != HEAD:
        raise ValueError("not a proof")
    extra = b""
    if lines and lines[0].startswith("extra "):
        extra = decoded(lines.pop(0).removeprefix("extra "))
    if not lines or not lines[0].startswith("index "):
        raise ValueError("a proof without a place")
    index = number(lines.pop(0).removeprefix("index "))
    hashes = tuple(decoded(line) for line in lines)
    if len(hashes) > DEEPEST or any(len(one) != 32 for one in hashes):
        raise ValueError("not hashes")
    return InclusionProof(index, hashes, checkpoint, extra)
