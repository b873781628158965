"""Figures and results of opinions: what the public sees, what superiors see, what reports say (R51, R99, R167)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q

from gongkai.ledger.prepared import PreparedModels
from gongkai.orgs.scopes import under, within
from gongkai.participation.models import Opinion, OpinionRating
from gongkai.participation.queries.answering import ANSWERED, IN_TIME, only_a_step_late, unanswered_after
from gongkai.participation.queries.opinions import seen
from gongkai.participation.queries.opinions_logged import published_places
from gongkai.publication import queries as publication
from gongkai.rules.actor import Actor
from gongkai.rules.opinions import TAKEN_UP, Rating
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.procedures.opinion import UNANSWERED, is_unanswered

MOST_RESULTS = 50


@dataclass(frozen=True)
class Unanswered:
    """How many opinions an organization has not answered, and since how many days the oldest waits."""

    count: int
    oldest_days: int


def unanswered(actor: Actor, *, org_id: int, today: date) -> Unanswered:
    """The public counter of an organization: a number and the oldest day, nothing else. Never counts confidential ones."""
    found = Opinion.objects.filter(handler_id=org_id, confidential=False, state__in=UNANSWERED).aggregate(
        count=Count("pk"), oldest=Min("received_on")
    )
    days = (today - found["oldest"]).days if found["oldest"] else 0
    return Unanswered(found["count"], days)


@dataclass(frozen=True)
class GeneralResult:
    """A published result in general words: never names."""

    question: str
    answer: str
    result: str
    kind: str
    days: int
    published_on: date
    item_number: str = ""
    item_title: str = ""
    improved: bool = False
    log: str = ""
    index: int | None = None  # its place in the public log, if it was logged


_RESULTS = PreparedModels(
    Opinion,
    lambda **where: Opinion.objects.filter(confidential=False, published_on__isnull=False, **where).order_by(
        "-published_on", "-pk"
    )[:MOST_RESULTS],
)


def general_results(
    actor: Actor, *, org_id: int | None = None, disclosure_id: int | None = None, limit: int = MOST_RESULTS
) -> list[GeneralResult]:
    """Published results of an organization or about one item, newest first. The item is named to those who may read it."""
    where = {"org_id": org_id, "disclosure_id": disclosure_id}
    found = _RESULTS(**{name: pk for name, pk in where.items() if pk is not None})[:limit]
    items = _items(actor, {row.disclosure_id for row in found if row.disclosure_id})
    places = published_places(row.pk for row in found) if found else {}
    return [
        GeneralResult(
            row.public_question, row.public_answer, row.result, row.kind, (row.decided_on - row.received_on).days,
            row.published_on, *items.get(row.disclosure_id, ("", "")), improved=row.next_edition_id is not None,
            **dict(zip(("log", "index"), places.get(row.pk, ("", None)), strict=True)),
        )
        for row in found
    ]  # fmt: skip


def _items(actor: Actor, disclosure_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    wanted = set(disclosure_ids)
    if not wanted:
        return {}
    rows = publication.visible(actor).filter(disclosure_id__in=wanted, ended_at=None)
    return {
        pk: (number, title) for pk, number, title in rows.values_list("disclosure_id", "disclosure__number", "title")
    }


def behind_edition(actor: Actor, *, edition_id: int) -> list[Opinion]:
    """Opinions because of which an edition was begun, for those who may know of them (R79)."""
    return list(seen(actor).filter(next_edition_id=edition_id).order_by("received_on", "pk"))


def escalated(actor: Actor, *, path: str) -> list[Opinion]:
    """Ordinary opinions below a path that were overdue and are still unanswered, the oldest first."""
    rows = seen(actor).filter(
        under(path),
        within(actor, Permission.OVERSEE),
        confidential=False,
        escalated_on__isnull=False,
        state__in=UNANSWERED,
    )
    return list(rows.order_by("due_on", "pk"))


def escalated_apart(actor: Actor, *, path: str, today: date) -> tuple[list[Opinion], list[Opinion]]:
    """The same as (not answered by the promised day, late only in a step inside the office). One query."""
    over: list[Opinion] = []
    steps: list[Opinion] = []
    for row in escalated(actor, path=path):
        late = is_unanswered(answer_by=row.answer_by, answered=row.decided_on is not None, today=today)
        (over if late else steps).append(row)
    return over, steps


@dataclass(frozen=True)
class OverdueRow:
    """One organization's open opinions, for its superior. `steps`: late inside the office, the answer not yet due."""

    org_id: int
    org_name: str
    code: str
    open: int
    overdue: int
    steps: int
    oldest: date


def overdue_counts(actor: Actor, *, path: str, today: date) -> list[OverdueRow]:
    """Open and overdue ordinary opinions by the organization that handles them; most overdue first. One query."""
    rows = (
        Opinion.objects.filter(
            under(path, field="handler_path"), within(actor, Permission.OVERSEE, field="handler_path"),
            confidential=False, state__in=UNANSWERED,
        )
        .values("handler_id", "handler__short_name", "handler__code")
        .annotate(
            open=Count("pk"), overdue=Count("pk", filter=unanswered_after(today)),
            steps=Count("pk", filter=only_a_step_late(today)), oldest=Min("received_on"),
        )
    )  # fmt: skip
    found = [
        OverdueRow(
            one["handler_id"], one["handler__short_name"], one["handler__code"], one["open"], one["overdue"],
            one["steps"], one["oldest"],
        )
        for one in rows
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one.overdue, -one.steps, -one.open, one.code))


@dataclass(frozen=True)
class OpinionReport:
    """A year of opinions in figures (R167). Shares are of what is named beside them.

    `told`: of the signed ones with a result, those whose author was told it (R100).
    """

    total: int
    signed: int
    answered: int
    in_time: int
    taken_up: int
    rated: int
    satisfied: int
    reopened: int
    went_up: int
    signed_answered: int
    told: int

    @property
    def sentence(self) -> str:
        """The report in one sentence, with the numbers its shares are made of."""
        if not self.total:
            return "还没有收到意见。"
        parts = [f"收到{self.total}条，署名{self.signed}条", f"已有结果{self.answered}条"]
        if self.answered:
            parts[-1] += f"，其中按时{self.in_time}条、采纳或部分采纳{self.taken_up}条"
        if self.rated:
            parts.append(f"评价{self.rated}次，满意或基本满意{self.satisfied}次")
        if self.reopened or self.went_up:
            parts.append(f"要求重办{self.reopened}条，转上级{self.went_up}条")
        return "；".join(parts) + "。"


def opinion_report(
    actor: Actor, *, year: int, org_id: int | None = None, path: str | None = None
) -> OpinionReport:  # fmt: skip
    """Figures of the opinions that the actor may know of, received in a year. Two queries.

    `path`: all ordinary ones of an organization and everything below it, for those who oversee it.
    """
    rows = seen(actor).filter(received_on__year=year)
    if path is not None:
        demand(actor, Permission.OVERSEE, path, hidden=True)
        rows = Opinion.objects.filter(
            under(path) | under(path, field="handler_path"), confidential=False, received_on__year=year
        )
    if org_id is not None:
        rows = rows.filter(Q(org_id=org_id) | Q(handler_id=org_id))
    signed = ANSWERED & Q(signed=True)  # asked for before `signed` names a sum
    sums = rows.aggregate(
        signed_answered=Count("pk", filter=signed), told=Count("pk", filter=signed & Q(told_on__isnull=False)),
        total=Count("pk"), signed=Count("pk", filter=Q(signed=True)), answered=Count("pk", filter=ANSWERED),
        in_time=Count("pk", filter=IN_TIME), taken_up=Count("pk", filter=Q(result__in=TAKEN_UP)),
        reopened=Count("pk", filter=Q(reopened__gt=0)), went_up=Count("pk", filter=Q(went_up=True)),
    )  # fmt: skip
    rated = OpinionRating.objects.filter(opinion__in=rows.values("pk")).aggregate(
        rated=Count("pk"), satisfied=Count("pk", filter=~Q(value=Rating.DISSATISFIED))
    )
    return OpinionReport(**sums, **rated)
