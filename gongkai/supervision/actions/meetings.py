"""The supervisors' regular meetings: called, held with minutes, their opinions answered (第九条（五）, R109)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from gongkai.ledger.actions import next_number, record
from gongkai.ledger.rows import compare_and_set
from gongkai.orgs import queries as orgs
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.deadlines import add_workdays
from gongkai.rules.moves import decide
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.procedures.supervisors import SUPERVISORS_MEETING, SupervisorsMeetingState
from gongkai.rules.refusals import Refused, missing
from gongkai.supervision.actions.supervisors import serving
from gongkai.supervision.models import MeetingOpinion, SupervisorsMeeting
from gongkai.supervision.queries.meetings import meeting_facts
from gongkai.supervision.queries.meetings import supervisors_meeting as read


@transaction.atomic
def call_meeting(
    actor: Actor, *, org_id: int, meets_on: date, place: str, topic: str, now: datetime, today: date
) -> SupervisorsMeeting:
    """Call those in office to a meeting, under a number such as Z01-C01-JH-2026-001; their desks show it at once."""
    org = orgs.organization(actor, org_id=org_id)
    if not may(actor, Permission.READ_WORK, org.path):
        raise missing()
    demand(actor, Permission.KEEP_SUPERVISORS, org.path)
    words = {"place": place.strip()[:120], "topic": topic.strip()[:200]}
    if not all(words.values()):
        raise Refused("supervisors_meeting_fields")
    if meets_on < today:
        raise Refused("supervisors_meeting_past")
    invited = [[one.pk, one.name] for one in serving(actor, path=org.path, day=meets_on)]
    if not invited:
        raise Refused("supervisors_none")
    serial = next_number(actor, series=f"JH:{org.code}", year=today.year)
    row = SupervisorsMeeting.objects.create(
        org=org, org_path=org.path, number=f"{org.code}-JH-{today.year}-{serial:03d}", meets_on=meets_on,
        invited=invited, called_at=now, **words,
    )  # fmt: skip
    record(actor, verb="supervisors_meeting.call", subject=f"supervisors_meeting:{row.pk}", now=now, org_path=org.path)
    return row


def _locked(actor: Actor, number: str) -> SupervisorsMeeting:
    return SupervisorsMeeting.objects.select_for_update(of=("self",)).get(pk=read(actor, number=number).pk)


@transaction.atomic
def move_meeting(
    actor: Actor, *, number: str, verb: str, now: datetime, today: date, remark: str = "", came: Sequence[int] = (),
    minutes: str = "",
) -> SupervisorsMeeting:  # fmt: skip
    """Keep the minutes with who was there, or cancel."""
    row = _locked(actor, number)
    there = [pk for pk, _ in row.invited if pk in came]
    facts = meeting_facts(row, today=today, came=len(there), minutes=minutes)
    move = decide(SUPERVISORS_MEETING, actor, facts, verb, remark=remark)
    fields: dict = {"remark": remark.strip()}
    if verb == "hold":
        fields |= {"came": there, "minutes": minutes.strip(), "held_at": now}
    compare_and_set(row, state=move.target, **fields)
    record(
        actor, verb=f"supervisors_meeting.{verb}", subject=f"supervisors_meeting:{row.pk}", now=now, org_path=row.org_path,
        facts={"from": row.state, "to": move.target, "came": len(there), "remark": remark.strip()},
    )  # fmt: skip
    row.refresh_from_db()
    return row


def _held(actor: Actor, number: str) -> SupervisorsMeeting:
    row = _locked(actor, number)
    demand(actor, Permission.KEEP_SUPERVISORS, row.org_path)
    if row.state != SupervisorsMeetingState.HELD:
        raise Refused("supervisors_opinion_closed")
    return row


@transaction.atomic
def add_meeting_opinion(actor: Actor, *, number: str, text: str, now: datetime, today: date) -> MeetingOpinion:
    """Keep what was said and asks for an answer; its clock runs from today."""
    row = _held(actor, number)
    if not text.strip():
        raise Refused("supervisors_opinion_missing")
    law, key = rulebook.parameters(actor), "supervision_reply"
    computed = add_workdays(today, law.int(key, today), rulebook.calendar(actor), law[key].name, law.basis(key, today))
    said = MeetingOpinion.objects.create(meeting=row, text=text.strip(), due_on=computed.due)
    record(
        actor, verb="supervisors_meeting.opinion", subject=f"supervisors_meeting:{row.pk}", now=now, org_path=row.org_path,
        facts={"opinion": said.pk},
    )  # fmt: skip
    return said


@transaction.atomic
def reply_meeting_opinion(
    actor: Actor, *, number: str, opinion_id: int, reply: str, now: datetime, today: date
) -> MeetingOpinion:
    """Answer what was said at the meeting."""
    row = _held(actor, number)
    said = row.opinions.filter(pk=opinion_id).first()
    if said is None:
        raise missing()
    if not reply.strip():
        raise Refused("supervisors_opinion_missing")
    said.reply, said.replier_name = reply.strip(), actor.name
    said.replied_on = said.replied_on or today
    said.save(update_fields=["reply", "replier_name", "replied_on"])
    record(
        actor, verb="supervisors_meeting.reply", subject=f"supervisors_meeting:{row.pk}", now=now, org_path=row.org_path,
        facts={"opinion": said.pk},
    )  # fmt: skip
    return said
