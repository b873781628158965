"""The records of the system on which a case can rest: overdue duties, findings, complaints, marks, items (第九条（八）, R123).

The system only lays them before a person; nothing is linked, opened or decided by itself.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from gongkai.assessment.models import Case, CaseFact
from gongkai.ledger.fields import STEP
from gongkai.obligations import queries as obligations
from gongkai.participation import queries as participation
from gongkai.publication import queries as publication
from gongkai.rules.accountability import Fact, KnownFact
from gongkai.rules.actor import Actor
from gongkai.rules.duties import local_day
from gongkai.rules.opinions import TERMS as OPINIONS
from gongkai.rules.opinions import OpinionKind, OpinionResult
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures.supervisors import MARK_STATES, MarkState
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.supervisors import MarkKind
from gongkai.rules.terms import label
from gongkai.supervision import queries as supervision

LONGEST = 200
MOST = 40  # of each kind: the oldest that are overdue, the newest that were found


@dataclass(frozen=True)
class LinkedFact:
    """A linked record as it was; `open`: the reader may go to it."""

    row: CaseFact
    open: bool

    @property
    def at(self) -> tuple[str, ...]:
        """What the reference names: a month and an entry, or a number."""
        return tuple(self.row.ref.split("/"))


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def counted_since(today: date) -> date:
    """Findings and complaints count from the beginning of last year."""
    return date(today.year - 1, 1, 1)


def known_facts(actor: Actor, *, org, today: date) -> list[KnownFact]:
    """Everything about one organization that can be linked now, kind by kind; for those who hold to account."""
    if not may(actor, Permission.HOLD_TO_ACCOUNT, org.path[:STEP]):
        raise missing()
    since = counted_since(today)
    found = [
        KnownFact(
            Fact.OVERDUE, f"{row.period}/{row.code}/{row.trigger_id}",
            f"{row.title or row.name}，应于{_day(row.due_on)}公开，逾期{-row.days_left}天", row.due_on,
        )
        for row in obligations.gaps(actor, org_id=org.pk, today=today)[:MOST]
    ]  # fmt: skip
    found += [
        KnownFact(
            Fact.FINDING, f"{one.inspection.number}/{one.pk}", f"{one.facts}（违反{one.article}）",
            one.inspection.visit_on,
        )
        for one in supervision.findings_about(actor, path=org.path, since=since, limit=MOST)
    ]  # fmt: skip
    found += [
        KnownFact(
            Fact.COMPLAINT, number, f"{OPINIONS[OpinionKind(kind)]}，{OPINIONS[OpinionResult(result)]}", on
        )
        for number, kind, result, on in participation.complaints_found_true(
            actor, path=org.path, since=since, limit=MOST
        )
    ]  # fmt: skip
    found += [  # neither who spoke nor the supervisor's own words: the person concerned reads this
        KnownFact(
            Fact.MARK, row.number,
            f"{label(MarkKind(row.kind))}：{row.item_title}，{MARK_STATES[MarkState(row.state)]}"[:LONGEST], row.raised_on,
        )
        for row in supervision.marks_about(actor, path=org.path, since=since, limit=MOST)
    ]  # fmt: skip
    return found


def known_items(actor: Actor, *, org, numbers: Collection[str]) -> list[KnownFact]:
    """What an organization made public, by index numbers that a person wrote down; for those who hold to account.

    Raises `Refused`: case_item for a number that is none of this organization's.
    """
    if not may(actor, Permission.HOLD_TO_ACCOUNT, org.path[:STEP]):
        raise missing()
    found = {row.number: row for row in publication.by_numbers(actor, numbers=numbers) if row.org_id == org.pk}
    if unknown := next((number for number in numbers if number not in found), ""):
        raise Refused("case_item", number=unknown, name=org.short_name)
    days = {number: local_day(row.published_at) for number, row in found.items()}
    return [
        KnownFact(
            Fact.ITEM,
            number,
            f"{row.title}，第{row.edition_number}版，{_day(days[number])}公开"[:LONGEST],
            days[number],
        )
        for number, row in found.items()
    ]


def linked_facts(actor: Actor, *, row: Case) -> list[LinkedFact]:
    """What a case was linked to; who may read the case reads this. At most four queries."""
    links = list(row.links.order_by("kind", "on", "pk"))
    of = {kind: {one.number for one in links if one.kind == kind} for kind in Fact}
    readable = {Fact.OVERDUE: {""}} | {
        kind: asked(actor, numbers=of[kind]) for kind, asked in _OPEN.items() if of[kind]
    }
    return [LinkedFact(one, one.number in readable.get(Fact(one.kind), ())) for one in links]


def _items_open_to(actor: Actor, *, numbers: set[str]) -> set[str]:
    return {row.number for row in publication.by_numbers(actor, numbers=numbers)}


_OPEN = {
    Fact.FINDING: supervision.inspections_open_to, Fact.MARK: supervision.marks_open_to, Fact.ITEM: _items_open_to,
}  # fmt: skip


def matter_of(actor: Actor, *, row: Case) -> list[Case]:
    """The other cases of the same matter, the oldest first; for those who hold to account. One query."""
    if not may(actor, Permission.HOLD_TO_ACCOUNT, row.county_path):
        return []
    first = row.beside_id or row.pk
    return list(Case.objects.filter(Q(beside=first) | Q(pk=first)).exclude(pk=row.pk).order_by("pk"))
