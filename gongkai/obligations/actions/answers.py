"""Answering a duty: the one place where silence ends, and where an answer ends."""

from datetime import datetime

from django.db import transaction

from gongkai.obligations.actions.follow_ups import open_follow_up
from gongkai.obligations.actions.months import recount
from gongkai.obligations.models import Answer
from gongkai.rules.actor import Actor
from gongkai.rules.duties import DutyState


@transaction.atomic
def answer(
    actor: Actor, *, org_id: int, org_path: str, period: str, code: str, category: str, trigger_id: int | None,
    kind: str, ref: str, answered_at: datetime, now: datetime,
) -> None:  # fmt: skip
    """A duty has its answer: `kind` is published, nil, exempt or changed; `ref` says which record.

    A published plan makes its implementation a duty (R33).
    """
    Answer.objects.create(
        org_id=org_id, org_path=org_path, period=period, code=code, category=category, trigger_id=trigger_id,
        kind=kind, ref=ref, answered_at=answered_at, recorded_at=now,
    )  # fmt: skip
    recount(actor, org_ids=(org_id,), periods=(period,))
    if kind == DutyState.PUBLISHED:
        open_follow_up(
            actor, org_id=org_id, period=period, code=code, trigger_id=trigger_id, answered_at=answered_at, now=now
        )


@transaction.atomic
def end_answers(actor: Actor, *, ref: str, now: datetime, kinds: tuple[str, ...] = ()) -> int:
    """What a record answered is open again from now on (withdrawal, revocation, lapse)."""
    ending = Answer.objects.filter(ref=ref, ended_at=None)
    if kinds:
        ending = ending.filter(kind__in=kinds)
    touched = set(ending.values_list("org_id", "period"))
    ended = ending.update(ended_at=now)
    for org_id, period in touched:
        recount(actor, org_ids=(org_id,), periods=(period,))
    return ended
