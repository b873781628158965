"""What changed between two texts, as one reads Chinese: by sentence, by clause, by character."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_SENTENCES = re.compile(r"[^。！？；\n]*[。！？；\n]+|[^。！？；\n]+")
_CLAUSES = re.compile(r"[0-9][0-9,.]*|[A-Za-z]+|[^0-9A-Za-z，、：（）“”\s]+|.", re.DOTALL)
_SIGNS = re.compile(r"[0-9]+(?:[,.][0-9]+)*|[A-Za-z]+|.", re.DOTALL)  # a figure changes as a whole
_FEW = 250_000  # pairs of characters that may be compared one by one


class Op(StrEnum):
    """What happened to a stretch of text."""

    EQUAL = "equal"
    INSERT = "insert"
    DELETE = "delete"


TERMS = {Op.EQUAL: "未改", Op.INSERT: "增加", Op.DELETE: "删去"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text that stayed, came or went."""

    op: Op
    text: str


def differences(older: str, newer: str) -> list[Stretch]:
    """The stretches from which both texts can be read: equal + deleted = older, equal + inserted = newer.

    Whole sentences first, clauses and figures within changed sentences, single characters last, figures always whole;
    a stretch too long to compare by characters is shown as replaced. Neighbours of one kind are
    joined, and what went stands before what came (R79).
    """
    return _joined(_by_tokens(older, newer, (_SENTENCES, _CLAUSES)))


def _by_tokens(older: str, newer: str, levels: Sequence[re.Pattern[str]]) -> Iterator[Stretch]:
    if not older or not newer or older == newer:
        yield from _replaced(older, newer)
    elif not levels:
        yield from _by_characters(older, newer)
    else:
        old, new = levels[0].findall(older), levels[0].findall(newer)
        for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
            before, after = "".join(old[a:b]), "".join(new[c:d])
            if tag == "replace":
                yield from _by_tokens(before, after, levels[1:])
            else:
                yield from _replaced(before, after)


def _by_characters(older: str, newer: str) -> Iterator[Stretch]:
    if len(older) * len(newer) > _FEW:
        yield from _replaced(older, newer)
        return
    old, new = _SIGNS.findall(older), _SIGNS.findall(newer)
    for _, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield from _replaced("".join(old[a:b]), "".join(new[c:d]))


def _replaced(older: str, newer: str) -> Iterator[Stretch]:
    if older == newer:
        yield Stretch(Op.EQUAL, older)
    else:
        yield Stretch(Op.DELETE, older)
        yield Stretch(Op.INSERT, newer)


def _joined(stretches: Iterator[Stretch]) -> list[Stretch]:
    """Neighbours joined; within one change everything deleted stands before everything inserted."""
    found: list[Stretch] = []
    gone = came = ""
    for stretch in stretches:
        if stretch.op is Op.DELETE:
            gone += stretch.text
        elif stretch.op is Op.INSERT:
            came += stretch.text
        elif stretch.text:
            found += _change(gone, came)
            gone = came = ""
            if found and found[-1].op is Op.EQUAL:
                found[-1] = Stretch(Op.EQUAL, found[-1].text + stretch.text)
            else:
                found.append(stretch)
    return found + _change(gone, came)


def _change(gone: str, came: str) -> list[Stretch]:
    return [Stretch(op, text) for op, text in ((Op.DELETE, gone), (Op.INSERT, came)) if text]
