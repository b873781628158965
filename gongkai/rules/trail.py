"""Acts in words: what stands in the trail as `edition.approve` is read as 公开件：签发 (P41)."""

from functools import cache

from gongkai.rules.procedures import PROCEDURES
from gongkai.rules.trail_words import ACTS, KINDS, PROCEDURE_OF


@cache
def _moves() -> dict[str, str]:
    """The first row of a verb gives its name; further ones lead from other states."""
    return {
        f"{one.name}.{move.verb}": f"{one.label}：{move.label}" for one in PROCEDURES for move in reversed(one.moves)
    }


def act_words(verb: str) -> str:
    """An act in words; one that no table names is shown as it is stored."""
    kind, _, move = verb.partition(".")
    return ACTS.get(verb) or _moves().get(f"{PROCEDURE_OF.get(kind, kind)}.{move}") or verb


def subject_words(subject: str) -> str:
    """What it was done to: kind and number, never a title and never a name."""
    kind, _, number = subject.partition(":")
    return f"{KINDS.get(kind, kind)} {number}".strip()
