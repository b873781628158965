"""The records of the system on which a case can rest: overdue duties, findings, complaints found true (第九条（八）, R123).

The system only lays them before a person; nothing is linked, opened or decided by itself.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from gongkai.assessment.models import Case, CaseFact
from gongkai.ledger.fields import STEP
from gongkai.obligations import queries as obligations
from gongkai.participation import queries as participation
from gongkai.rules.accountability import Fact, KnownFact
from gongkai.rules.actor import Actor
from gongkai.rules.opinions import TERMS as OPINIONS
from gongkai.rules.opinions import OpinionKind, OpinionResult
from gongkai.rules.permissions import Permission, may
from gongkai.rules.refusals import missing
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
    return found


def linked_facts(actor: Actor, *, row: Case) -> list[LinkedFact]:
    """What a case was linked to; who may read the case reads this. At most two queries."""
    links = list(row.links.order_by("kind", "on", "pk"))
    inspected = {one.ref.split("/")[0] for one in links if one.kind == Fact.FINDING}
    readable = supervision.inspections_open_to(actor, numbers=inspected) if inspected else set()
    return [LinkedFact(one, one.kind == Fact.OVERDUE or one.ref.split("/")[0] in readable) for one in links]


def matter_of(actor: Actor, *, row: Case) -> list[Case]:
    """The other cases of the same matter, the oldest first; for those who hold to account. One query."""
    if not may(actor, Permission.HOLD_TO_ACCOUNT, row.county_path):
        return []
    first = row.beside_id or row.pk
    return list(Case.objects.filter(Q(beside=first) | Q(pk=first)).exclude(pk=row.pk).order_by("pk"))
