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
    triggers = Trigger.objects.filter(span.rows())
    if at is None:
        triggers = triggers.filter(cancelled_at=None)
    else:
        triggers = triggers.filter(Q(cancelled_at=None) | Q(cancelled_at__gt=at), recorded_at__lte=at)
    found += [
        Owed(org, path, period, code, pk, category, kind, due_on, entry, 900)
        for pk, org, path, period, code, category, kind, due_on, entry in triggers.order_by("due_on", "id").values_list(
            "id", "org_id", "org_path", "period", "code", "category", "kind", "due_on", "entry_id"
        )
    ]
    return found


def answers(span: Span, *, at: datetime | None = None) -> dict[Key, list[AnswerFacts]]:
    """All answers in the span, grouped by the duty they answer; `at`: only those recorded by then."""
    rows = Answer.objects.filter(span.rows())
    if at is not None:
        rows = rows.filter(recorded_at__lte=at)
    grouped = defaultdict(list)
    for org, period, code, trigger, kind, answered_at, ended_at, ref in rows.values_list(
        "org_id", "period", "code", "trigger_id", "kind", "answered_at", "ended_at", "ref"
    ):
        grouped[org, period, code, trigger or 0].append(AnswerFacts(kind, answered_at, ended_at, ref))
    return grouped


def judged(actor: Actor, *, span: Span, today: date, at: datetime | None = None) -> Iterable[tuple[Owed, Verdict]]:
    """Every duty in the span with its verdict."""
    given = answers(span, at=at)
    for duty in owed(actor, span=span, at=at):
        yield duty, judge(duty.due_on, given.get(duty.key, ()), today, at)
