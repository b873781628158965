"""Answers given to other systems, kept so that the same request sent twice happens once (Idempotency-Key)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from gongkai.ledger.models import GivenAnswer
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused, missing

KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Held:
    """A place taken for an answer, or the answer that stands there already."""

    row_id: int
    status: int = 0
    body: str = ""

    @property
    def given(self) -> bool:
        return self.status != 0


def hold_answer(actor: Actor, *, key: str, asked: str, now: datetime) -> Held:
    """Take the place of an answer inside the transaction of the act; whoever comes second waits and finds the first's.

    `asked`: the digest of what is asked; the same key for something else is refused `key_used_before`.
    """
    if actor.user_id is None:
        raise missing()
    mine = GivenAnswer.objects.filter(user_id=actor.user_id, key=key)
    GivenAnswer.objects.bulk_create(
        [GivenAnswer(user_id=actor.user_id, key=key, asked=asked, given_at=now)], ignore_conflicts=True
    )
    row = mine.get()
    if row.asked != asked:
        raise Refused("key_used_before")
    return Held(row.pk, row.status, row.body)


def keep_answer(actor: Actor, *, row_id: int, status: int, body: str) -> None:
    """Write the answer into its place, in the transaction of the act."""
    GivenAnswer.objects.filter(pk=row_id, user_id=actor.user_id, status=0).update(status=status, body=body)


def forget_answers(actor: Actor, *, now: datetime) -> int:
    """Drop the answers of more than thirty days ago; how many."""
    return GivenAnswer.objects.filter(given_at__lt=now - KEPT).delete()[0]
