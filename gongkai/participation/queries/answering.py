"""Answered in time, late, not at all: conditions on opinions that every figure shares (第九条（四）, R51, R104).

They are the SQL twin of `rules.procedures.opinion.is_unanswered` and `late_step`; a test compares the two.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from gongkai.orgs.scopes import under
from gongkai.participation.models import Opinion
from gongkai.rules.actor import Actor
from gongkai.rules.procedures.opinion import UNANSWERED

ANSWERED = Q(decided_on__isnull=False)
IN_TIME = Q(decided_on__isnull=False, late=False)


def unanswered_after(today: date) -> Q:
    """The promised day has passed without an answer."""
    return Q(decided_on__isnull=True, answer_by__lt=today)


def judged_by(today: date) -> Q:
    """Opinions that can be judged: answered, or to be answered by now. Confidential ones are never counted."""
    return Q(confidential=False) & (ANSWERED | unanswered_after(today))


def only_a_step_late(today: date) -> Q:
    """A step inside the office is late, the answer is not."""
    return Q(state__in=UNANSWERED, due_on__lt=today) & ~unanswered_after(today)


@dataclass(frozen=True)
class Answers:
    """A year of opinions at the organization that answers them. `steps_late` are not among the overdue ones."""

    answered: int = 0
    in_time: int = 0
    overdue: int = 0
    steps_late: int = 0

    @property
    def judged(self) -> int:
        return self.answered + self.overdue


def answers_by_organization(actor: Actor, *, path: str, year: int, today: date) -> dict[int, Answers]:
    """Opinions received in a year below a path, by the organization that handles them; numbers only. One query."""
    rows = Opinion.objects.filter(under(path, field="handler_path"), confidential=False, received_on__year=year)
    counted = rows.order_by().values("handler_id").annotate(
        given=Count("pk", filter=ANSWERED), good=Count("pk", filter=IN_TIME),
        over=Count("pk", filter=unanswered_after(today)), steps=Count("pk", filter=only_a_step_late(today)),
    )  # fmt: skip
    return {row["handler_id"]: Answers(row["given"], row["good"], row["over"], row["steps"]) for row in counted}
