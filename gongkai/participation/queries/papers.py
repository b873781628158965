"""Opinions as papers of the archive (R54): those about an item in its record, all others as matters of their own.

Confidential opinions are left out: the archive may not know of them (R102, P33). No author is named anywhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.ledger import queries as ledger
from gongkai.participation.models import Opinion
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.archiving import (
    Closing,
    Matter,
    Part,
    PartKind,
    RetentionFacts,
    retention_basis,
    retention_key,
    seal,
    trail_part,
)
from gongkai.rules.entries import TimeKind
from gongkai.rules.procedures.opinion import OpinionState
from gongkai.rules.refusals import missing

KIND = "opinion"


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
        found[row.disclosure_id].append(Spoken(row.received_on, row.closed_on, row.signed, tuple(_originals(row))))
    return found


def _originals(row: Opinion) -> list[Part]:
    words = seal((row.text, row.kind, row.channel))
    papers = [Part(PartKind.OPINION, f"opinion:{row.number}", f"意见 {row.number}", words)]
    if row.note:
        papers.append(Part(PartKind.NOTE, f"note:{row.number}", f"意见 {row.number} 上的批示", seal((row.note,))))
    return papers


def due_opinions(actor: Actor, *, since: date | None, limit: int = 5000) -> list[Matter]:
    """Opinions about no item that were closed on that day or later (None: ever), the first closed first; the clock only.

    Signed ones are kept as long as approvals, unsigned ones as long as the monthly sheets.
    """
    if not actor.is_clock:
        raise missing()
    rows = Opinion.objects.filter(
        state=OpinionState.CLOSED, closed_on__isnull=False, disclosure=None, confidential=False
    )
    if since is not None:
        rows = rows.filter(closed_on__gte=since)
    found = list(rows.select_related("handler").order_by("closed_on", "number")[:limit])
    papers, parameters, made = _papers(actor, found, {}), rulebook.parameters(actor), []
    for row in found:
        closed_on = row.closed_on or row.received_on
        key = retention_key(RetentionFacts("", TimeKind.INSTANT, signed_opinions=row.signed))
        kept, basis = retention_basis(parameters, key, on=closed_on)
        made.append(
            Matter(
                f"{KIND}:{row.pk}", row.handler_id, row.handler_path, row.handler.code, row.handler.name,
                f"意见建议办理材料 {row.number}", row.number, row.received_on, closed_on, Closing.CLOSED, kept, basis, papers[row.pk],
            )
        )  # fmt: skip
    return made


def opinions_again(actor: Actor, *, until: Mapping[str, int | None]) -> dict[str, tuple[Part, ...]]:
    """The papers of filed ones as they are now, the trail up to the event given for each; the clock only."""
    if not actor.is_clock:
        raise missing()
    rows = list(Opinion.objects.filter(pk__in=[int(one.rpartition(":")[2]) for one in until]))
    return {f"{KIND}:{key}": parts for key, parts in _papers(actor, rows, until).items()}


def _papers(actor: Actor, rows: list[Opinion], until: Mapping[str, int | None]) -> dict[int, tuple[Part, ...]]:
    asked = Opinion.objects.filter(pk__in=[row.pk for row in rows])
    hanging = {row.pk: row for row in asked.prefetch_related("steps", "notices")}
    trails = ledger.trails(actor, subjects=[f"{KIND}:{row.pk}" for row in rows])
    found = {}
    for row in rows:
        whole, subject = hanging[row.pk], f"{KIND}:{row.pk}"
        parts = _originals(row)
        for step in sorted(whole.steps.all(), key=lambda one: one.pk):
            said = seal((step.verb, step.text, step.on, step.by_name))
            parts.append(Part(PartKind.APPROVAL, f"opinion_step:{step.pk}", f"{step.on:%Y-%m-%d} {step.label}", said))
        for told in sorted(whole.notices.all(), key=lambda one: one.pk):
            said = seal((told.told_on, told.way, told.by_name, told.text))
            parts.append(
                Part(PartKind.APPROVAL, f"opinion_notice:{told.pk}", f"{told.told_on:%Y-%m-%d} 告知记录", said)
            )
        found[row.pk] = (*parts, *trail_part(subject, trails.get(subject, ()), until.get(subject)))
    return found
