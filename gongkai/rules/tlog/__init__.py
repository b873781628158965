"""The transparency log as pure rules: the tree of RFC 6962, signed notes, proofs and entries (guarantees P16–P18)."""

from gongkai.rules.tlog.entries import TERMS, canonical, commitment, leaf_entry, opened_by
from gongkai.rules.tlog.notes import Checkpoint, Note, parse_checkpoint, parse_note
from gongkai.rules.tlog.proofs import InclusionProof, parse_proof
from gongkai.rules.tlog.tree import (
    consistency,
    empty_root,
    inclusion,
    leaf_hash,
    root,
    verify_consistency,
    verify_inclusion,
)

PUBLIC, PARTY = "public", "party"  # the roles; which log fills one now is the ledger's to know
LOGS = (PARTY, PUBLIC)  # in this order, always: two acts that write into both never wait for each other

__all__ = [
    "LOGS", "PARTY", "PUBLIC", "TERMS", "Checkpoint", "InclusionProof", "Note", "canonical", "commitment", "consistency",
    "empty_root", "inclusion", "leaf_entry", "leaf_hash", "opened_by", "parse_checkpoint", "parse_note", "parse_proof", "root",
    "verify_consistency", "verify_inclusion",
]  # fmt: skip
