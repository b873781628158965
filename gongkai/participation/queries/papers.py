"""Opinions about a disclosure and leaders' notes on them, as papers of its archive record (R54).

Confidential opinions are left out: the archive may not know of them (R102, P33). No author is named anywhere.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.participation.models import Opinion
from gongkai.rules.actor import Actor
from gongkai.rules.archiving import Part, PartKind, seal
from gongkai.rules.refusals import missing


@dataclass(frozen=True)
class Spoken:
    """One opinion: the day it came, the day it was closed (None: it is open), whether it was signed, its papers."""

    on: date
    closed_on: date | None
    signed: bool
    papers: tuple[Part, ...]


def said_about(actor: Actor, *, disclosure_ids: Iterable[int]) -> dict[int, list[Spoken]]:
    """The ordinary opinions about each disclosure. One query; the clock only."""
    if not actor.is_clock:
        raise missing()
    found: dict[int, list[Spoken]] = defaultdict(list)
    rows = Opinion.objects.filter(disclosure_id__in=list(disclosure_ids), confidential=False)
    for row in rows.order_by("received_on", "number"):
        papers = [
            Part(
                PartKind.OPINION, f"opinion:{row.number}", f"意见 {row.number}", seal((row.text, row.kind, row.channel))
            )
        ]
        if row.note:
            papers.append(Part(PartKind.NOTE, f"note:{row.number}", f"意见 {row.number} 上的批示", seal((row.note,))))
        found[row.disclosure_id].append(Spoken(row.received_on, row.closed_on, row.signed, tuple(papers)))
    return found
