"""What the clock does with applications: lapse, run on, report upward, pass on, examine again (R90–R97)."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from gongkai.access_requests.actions.moves import resumed
from gongkai.access_requests.actions.writing import write
from gongkai.access_requests.facts import answer_clock, due_after, proposal_of, request_facts
from gongkai.access_requests.models import AccessRequest, RefusalProposal
from gongkai.orgs import queries as orgs
from gongkai.rules.actor import Actor
from gongkai.rules.moves import Move, decide
from gongkai.rules.procedures.access_request import (
    ACCESS_REQUEST,
    ENDED_STATES,
    OPEN_STATES,
    WATCHED_STATES,
    RequestResult,
    RequestState,
)
from gongkai.rules.refusals import Refused, missing

S = RequestState
UNANSWERED = "第三方到期没有回复。"
MOST_SUCCESSORS = 8


def keep_clock(actor: Actor, *, today: date, now: datetime) -> dict[str, int]:
    """All that the day brings, in the order in which it must happen; how many of each."""
    acts = {
        "lapse": lapse_uncorrected, "resume": resume_unanswered, "reexamine": reexamine_expired,
        "pass_on": pass_on_ended, "escalate": escalate_overdue,
    }  # fmt: skip
    return {name: act(actor, today=today, now=now) for name, act in acts.items()}


def lapse_uncorrected(actor: Actor, *, today: date, now: datetime) -> int:
    """Close applications that were not corrected by their day; they may be made anew (R90). How many."""
    rows = AccessRequest.objects.filter(state=S.CORRECTING, due_on__lt=today)

    def lapse(row: AccessRequest) -> bool:
        write(actor, row, _decided(actor, row, "lapse", today), now=now, today=today, text="到期没有补正。")
        return True

    return _each(actor, rows, lapse)


def resume_unanswered(actor: Actor, *, today: date, now: datetime) -> int:
    """Let the clock run on where the third party did not answer by its day (R94). How many."""
    rows = AccessRequest.objects.filter(state=S.CONSULTING, due_on__lt=today)

    def resume(row: AccessRequest) -> bool:
        made = _decided(actor, row, "resume", today, remark=UNANSWERED)
        fields = resumed(row, today=today, words=UNANSWERED)
        write(actor, row, made, now=now, today=today, text=UNANSWERED, label="第三方逾期没有回复", **fields)
        return True

    return _each(actor, rows, resume)


def reexamine_expired(actor: Actor, *, today: date, now: datetime) -> int:
    """Open refusals again whose reasons no longer hold: examined like an accepted application (R92). How many."""
    held = RefusalProposal.objects.filter(until__lt=today).values("request_id")
    refused = (RequestResult.REFUSED, RequestResult.PARTIAL)
    rows = AccessRequest.objects.filter(state__in=ENDED_STATES, result__in=refused, pk__in=held)

    def examine(row: AccessRequest) -> bool:
        proposal = proposal_of(row)
        if proposal is None or proposal.until is None or proposal.until >= today:
            return False  # refused again since, for reasons that still hold
        made = _decided(actor, row, "reexamine", today)
        due = answer_clock(actor, row, accepted=today, extended=False, pauses=()).due
        write(
            actor, row, made, now=now, today=today, text="不公开的理由到期。", accepted_on=today, due_on=due,
            answer_by=due, result="", answer="", closed_on=None, extensions=0, consulted_on=None,
            reexamined=row.reexamined + 1,
        )  # fmt: skip
        return True

    return _each(actor, rows, examine)


def pass_on_ended(actor: Actor, *, today: date, now: datetime) -> int:
    """Give open applications of an organization that ended to the one that took over, and proposals to today's superior.

    Who rules is always the superior of today; here the new one gets its own days and both are told. How many.
    """
    handled = AccessRequest.objects.filter(state__in=OPEN_STATES).exclude(org__status="active")

    def hand_over(row: AccessRequest) -> bool:
        heir = _heir(row.org)
        text = f"{row.org.name}不再设立，由{heir.name}继续办理。"
        made = _decided(actor, row, "pass_on", today)
        write(actor, row, made, now=now, today=today, text=text, org_id=heir.pk, org_path=heir.path)
        return True

    def to_superior(row: AccessRequest) -> bool:
        proposal = proposal_of(row)
        if proposal is None or proposal.superior_id == row.org.superior_id or row.org.superior is None:
            return False
        made = _decided(actor, row, "pass_on", today)
        due = due_after(actor, key="application_superior", day=today)
        text = f"{proposal.superior.name}不再是上级，由{row.org.superior.name}审定。"
        RefusalProposal.objects.filter(pk=proposal.pk).update(superior_id=row.org.superior_id, due_on=due)
        write(
            actor, row, made, now=now, today=today, text=text, label="转由现在的上级审定", due_on=due, escalated_on=None
        )
        return True

    done = _each(actor, handled, hand_over)
    changed = AccessRequest.objects.filter(state=S.PROPOSED, proposals__ruled_on=None, proposals__isnull=False)
    return done + _each(actor, changed.exclude(proposals__superior=F("org__superior")).distinct(), to_superior)


def _heir(org):
    """Who took over; an organization that ended without successor leaves its duties to its superior."""
    here = org
    for _ in range(MOST_SUCCESSORS):
        if here.lives:
            break
        here = orgs.organization(Actor.clock(), org_id=here.successor_id or here.superior_id)
    return here


def escalate_overdue(actor: Actor, *, today: date, now: datetime) -> int:
    """Report to the body above what missed its day, each stage once; it stays with whoever has to act (R97). How many."""
    rows = AccessRequest.objects.filter(state__in=WATCHED_STATES, due_on__lt=today, escalated_on=None)

    def escalate(row: AccessRequest) -> bool:
        day = row.due_on
        text = f"应于{day.month}月{day.day}日办，已经超过。" if day else ""
        made = _decided(actor, row, "escalate", today)
        write(actor, row, made, now=now, today=today, text=text, escalated_on=today)
        return True

    return _each(actor, rows, escalate)


def _decided(actor: Actor, row: AccessRequest, verb: str, today: date, remark: str = "") -> Move:
    facts = request_facts(actor, row, today=today, proposal=proposal_of(row))
    return decide(ACCESS_REQUEST, actor, facts, verb, remark=remark)


def _each(actor: Actor, rows: Iterable, act: Callable[[AccessRequest], bool]) -> int:
    """One transaction for each; what somebody changes in the same moment waits for the next run."""
    if not actor.is_clock:
        raise missing()
    done = 0
    for row in list(rows.select_related("org__superior").order_by("due_on", "pk")):
        try:
            with transaction.atomic():
                done += act(row)
        except Refused as refused:
            if refused.code != "changed_meanwhile":
                raise
    return done
