"""Deriving who owes what from the facts: catalogs, triggers and answers; nothing here is stored."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from gongkai.ledger.prepared import Prepared
from gongkai.obligations.models import Answer, DueItem, Trigger
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.duties import AnswerFacts, Verdict, judge

Key = tuple[int, str, str, int]  # org, period, code, trigger or 0
FEW = 24  # months; reads of so many are compiled once


@dataclass(frozen=True, slots=True)
class Owed:
    """One duty of one organization before it is judged."""

    org_id: int
    org_path: str
    period: str
    code: str
    trigger_id: int
    category: str
    kind: str
    due_on: date
    entry_id: int | None
    slot: int

    @property
    def key(self) -> Key:
        return self.org_id, self.period, self.code, self.trigger_id


@dataclass(frozen=True)
class Span:
    """Which organizations and months are asked about: one organization, or all under a path."""

    periods: tuple[str, ...]
    org_ids: tuple[int, ...] = ()
    path: str = ""

    @property
    def one(self) -> dict[str, int | list[str]]:
        """The span for a read that is compiled once; empty unless it is one organization and few months."""
        narrow = len(self.org_ids) == 1 and len(self.periods) <= FEW
        return {"org_id": self.org_ids[0], "periods": list(self.periods)} if narrow else {}

    def rows(self) -> Q:
        chosen = Q(period__in=self.periods)
        if self.org_ids:
            return chosen & Q(org_id__in=self.org_ids)
        return chosen & Q(org_path__gte=self.path, org_path__lt=self.path + "~")


def _bindings(actor: Actor, span: Span) -> Iterator[tuple[str, int, str, int]]:
    found = rulebook.bindings_over(actor, periods=span.periods, path=span.path, org_ids=span.org_ids)
    for period, rows in found.items():
        for bound in rows:
            yield period, bound.org_id, bound.org_path, bound.catalog_id


_DUE = Prepared(
    lambda periods, catalogs: (
        DueItem.objects.filter(period__in=periods, catalog_id__in=catalogs)
        .order_by("slot")
        .values_list("period", "catalog_id", "code", "category", "kind", "due_on", "entry_id", "slot")
    )
)


def owed(actor: Actor, *, span: Span, at: datetime | None = None) -> list[Owed]:
    """Every duty in the span: the catalog's due items and the triggers, in the order of the catalog.

    `at`: only triggers recorded by then and not cancelled by then. Three queries.
    """
    bound = list(_bindings(actor, span))
    items = defaultdict(list)
    catalogs = {catalog for _, _, _, catalog in bound}
    for period, catalog, *rest in _DUE(periods=list(span.periods), catalogs=sorted(catalogs)):
        items[period, catalog].append(rest)
    found = [
        Owed(org, path, period, code, 0, category, kind, due_on, entry, slot)
        for period, org, path, catalog in bound
        for code, category, kind, due_on, entry, slot in items[period, catalog]
    ]
    found += [
        Owed(org, path, period, code, pk, category, kind, due_on, entry, 900)
        for pk, org, path, period, code, category, kind, due_on, entry in _triggered(span, at)
    ]
    return found


def _triggers(chosen: Q):
    return (
        Trigger.objects.filter(chosen)
        .order_by("due_on", "id")
        .values_list("id", "org_id", "org_path", "period", "code", "category", "kind", "due_on", "entry_id")
    )


def _answers(chosen: Q):
    return Answer.objects.filter(chosen).values_list(
        "org_id", "period", "code", "trigger_id", "kind", "answered_at", "ended_at", "ref"
    )


_TRIGGERS_OF_ONE = Prepared(lambda org_id, periods: _triggers(Q(org_id=org_id, period__in=periods, cancelled_at=None)))
_ANSWERS_OF_ONE = Prepared(lambda org_id, periods: _answers(Q(org_id=org_id, period__in=periods)))


def _triggered(span: Span, at: datetime | None) -> Iterable[tuple]:
    if at is None:
        one = span.one
        return _TRIGGERS_OF_ONE(**one) if one else _triggers(span.rows() & Q(cancelled_at=None))
    return _triggers(span.rows() & (Q(cancelled_at=None) | Q(cancelled_at__gt=at)) & Q(recorded_at__lte=at))


def answers(span: Span, *, at: datetime | None = None) -> dict[Key, list[AnswerFacts]]:
    """All answers in the span, grouped by the duty they answer; `at`: only those recorded by then."""
    if at is not None:
        rows = _answers(span.rows() & Q(recorded_at__lte=at))
    else:
        rows = _ANSWERS_OF_ONE(**span.one) if span.one else _answers(span.rows())
    grouped = defaultdict(list)
    for org, period, code, trigger, kind, answered_at, ended_at, ref in rows:
        grouped[org, period, code, trigger or 0].append(AnswerFacts(kind, answered_at, ended_at, ref))
    return grouped


def judged(actor: Actor, *, span: Span, today: date, at: datetime | None = None) -> Iterable[tuple[Owed, Verdict]]:
    """Every duty in the span with its verdict."""
    given = answers(span, at=at)
    for duty in owed(actor, span=span, at=at):
        yield duty, judge(duty.due_on, given.get(duty.key, ()), today, at)
