"""A small log made by hand, for those who check proofs without a database."""

from dataclasses import dataclass
from datetime import UTC, datetime

from gongkai.ledger.note_signatures import Signer
from gongkai.rules import tlog
from gongkai.rules.tlog.entries import LeafKind
from gongkai.rules.tlog.suites import NATIONAL
from tests.rules.tlog.trees import mth, path

SIGNER = Signer("example.invalid/log/public", bytes(range(32)))
SM2_SIGNER = Signer("example.invalid/log/public-sm3", bytes(range(1, 33)), NATIONAL)
SALT = bytes(range(32, 64))
CONTENT = {
    "v": 1, "doc": "500222Z01-2026-00001", "edition": 1, "org": "上书村党支部", "title": "8月党费 “收缴” 情况",
    "plain": "", "content": "<p>共计186.00元。</p>", "procedure": "", "result": "<p>无异议\u2028</p>", "empty": {},
    "head": "张三", "published_at": "2026-11-22T16:00:01Z",
}  # fmt: skip


@dataclass(frozen=True)
class Taken:
    """What somebody took home: the words, the proof, the key, an attachment."""

    document: bytes
    proof: bytes
    key: str
    file: bytes


def taken(index: int = 2, size: int = 5, signer: Signer = SIGNER) -> Taken:
    """The proof of one leaf among some."""
    suite = signer.suite
    file = "附件".encode()
    fields = {
        "doc": CONTENT["doc"], "content": tlog.commitment(SALT, tlog.canonical(CONTENT), suite),
        "files": [{"i": 1, "h": tlog.commitment(SALT, file, suite)}],
    }  # fmt: skip
    entry = tlog.leaf_entry(LeafKind.PUBLISH, datetime(2026, 11, 23, tzinfo=UTC), fields)
    leaves = [entry if place == index else b"other %d" % place for place in range(size)]
    text = tlog.Checkpoint(signer.name, size, mth(leaves, suite.hashing)).text
    note = tlog.Note(text, (signer.sign(text),))
    proof = tlog.InclusionProof(index, tuple(path(index, leaves, suite.hashing)), note.whole)
    document = tlog.canonical({"entry": entry.decode(), "content": CONTENT, "salt": SALT.hex()})
    return Taken(document, proof.text.encode(), signer.key.text, file)


def flipped(data: bytes, bit: int) -> bytes:
    """One bit turned."""
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)
