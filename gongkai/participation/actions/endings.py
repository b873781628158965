"""An office that was merged away answers nobody: what waits there goes on (第七条, R6, R63, R64, R65, R67).

It goes to its successor, else to the next standing body above. Number, asker and promised day stay;
who has to acknowledge a report anew has the days for that. A withheld name does not travel along.

Consultations and hearings that people were told of pass on with every reply and every ticket, since an
answer was promised: the heir sorts, answers and publishes, or stops them with a reason. What was only
drafted is dropped. A message that nobody signed for is addressed to the heir, unless it already is.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.db import transaction

from gongkai.ledger.actions import record
from gongkai.ledger.rows import compare_and_set
from gongkai.participation.circles import due_after
from gongkai.participation.facts import STANDING, living_heir
from gongkai.participation.models import Consultation, Enquiry, Hearing, Receipt, ReportStep, SituationReport
from gongkai.participation.queries.consultations import facts_of
from gongkai.participation.queries.enquiries import enquiry_facts
from gongkai.participation.queries.hearings import hearing_facts
from gongkai.participation.queries.reports import report_facts
from gongkai.publication.pages import bump_on_commit
from gongkai.rules.actor import Actor
from gongkai.rules.moves import Procedure, decide
from gongkai.rules.procedures.consultation import CONSULTATION
from gongkai.rules.procedures.enquiry import ENQUIRY, EnquiryState
from gongkai.rules.procedures.hearing import HEARING
from gongkai.rules.procedures.report_up import REPORT_UP, ReportState
from gongkai.rules.refusals import Refused, missing

OPEN_REPORTS = (ReportState.SENT, ReportState.RECEIVED)


def pass_on_ended(actor: Actor, *, today: date, now: datetime) -> dict[str, int]:
    """Give what waits at organizations that ended to those that took over; how many of each. Again changes nothing."""
    if not actor.is_clock:
        raise missing()
    asked = Enquiry.objects.filter(state=EnquiryState.ASKED).exclude(org__status=STANDING)
    held = SituationReport.objects.filter(state__in=OPEN_REPORTS).exclude(org__status=STANDING)
    sent = SituationReport.objects.exclude(sender_org=None).exclude(sender_org__status=STANDING)
    return {
        "enquiries": _each(asked.select_related("org"), lambda row: _enquiry(actor, row, today, now)),
        "reports": _each(
            held.select_related("org", "sender_org"), lambda row: _report(actor, row, row.org, "pass_on", today, now)
        ),
        "answers": _each(
            sent.select_related("org", "sender_org"),
            lambda row: _report(actor, row, row.sender_org, "pass_back", today, now),
        ),
        "consultations": _each(
            _at_ended(Consultation, CONSULTATION),
            lambda row: _begun(actor, row, CONSULTATION, facts_of(actor, row, today=today), today, now),
        ),
        "hearings": _each(
            _at_ended(Hearing, HEARING),
            lambda row: _begun(actor, row, HEARING, hearing_facts(row, today=today), today, now),
        ),
        "messages": _each(
            Receipt.objects.filter(received_at=None, heir=None)
            .exclude(org__status=STANDING)
            .select_related("org", "message__org"),
            lambda row: _message(actor, row, today, now),
        ),
    }


def _enquiry(clock: Actor, row: Enquiry, today: date, now: datetime) -> bool:
    heir = living_heir(clock, row.org)
    if heir is None:
        return False
    move = decide(ENQUIRY, clock, enquiry_facts(row), "pass_on")
    compare_and_set(
        row, state=move.target, org=heir, org_path=heir.path, first_id=row.first_id or row.org_id, passed_on=today
    )
    record(
        clock, verb="enquiry.pass_on", subject=f"enquiry:{row.pk}", now=now, org_path=heir.path,
        facts={"from": row.org_id, "to": heir.pk},
    )  # fmt: skip
    bump_on_commit()
    return True


def _report(clock: Actor, row: SituationReport, ended, verb: str, today: date, now: datetime) -> bool:
    """One report: whoever has it in hand (`pass_on`), or whoever waits for its answer (`pass_back`), has ended."""
    heir = living_heir(clock, ended)
    if heir is None:
        return False
    move = decide(REPORT_UP, clock, report_facts(row), verb)
    fields: dict = {"sender_org": heir, "sender_path": heir.path}
    if verb == "pass_on":
        due = due_after(clock, key="situation_ack", today=today)
        fields = {"org": heir, "org_path": heir.path, "acknowledged_at": None, "ack_due": due}
    compare_and_set(row, state=move.target, **fields)
    does = "接着办" if verb == "pass_on" else "收答复"
    ReportStep.objects.create(
        report=row, verb=verb, org=heir, done_at=now, doer_name=clock.name,
        remark=f"{ended.short_name}已经撤并，由{heir.short_name}{does}。",
    )  # fmt: skip
    record(
        clock, verb=f"report.{verb}", subject=f"report:{row.pk}", now=now, org_path=heir.path,
        facts={"from": ended.pk, "to": heir.pk},
    )  # fmt: skip
    return True


def _at_ended(model, procedure: Procedure) -> Iterable:
    """What has not come to its end at organizations that have."""
    rows = model.objects.exclude(state__in=procedure.final_states()).exclude(org__status=STANDING)
    return rows.select_related("org")


def _begun(clock: Actor, row, procedure: Procedure, facts, today: date, now: datetime) -> bool:
    """A consultation or a hearing: what people know of passes on as it stands, a mere draft ends."""
    heir, ended = living_heir(clock, row.org), row.org
    verb = "pass_on" if any(one.verb == "pass_on" and row.state in one.sources for one in procedure.moves) else "lapse"
    if heir is None and verb == "pass_on":
        return False
    move = decide(procedure, clock, facts, verb)
    fields: dict = {"remark": f"{ended.short_name}已经撤并，没有签发的随着作废。", "ended_at": now}
    if verb == "pass_on":
        first = row.first_id or row.org_id
        fields = {"org": heir, "org_path": heir.path, "first_id": first, "passed_on": today}
    compare_and_set(row, state=move.target, **fields)
    record(
        clock, verb=f"{procedure.name}.{verb}", subject=f"{procedure.name}:{row.pk}", now=now, org_path=row.org_path,
        facts={"from": ended.pk, "to": row.org_id},
    )  # fmt: skip
    bump_on_commit()
    return True


def _message(clock: Actor, row: Receipt, today: date, now: datetime) -> bool:
    """The heir signs instead; where it was written to as well, or wrote itself, nothing new is asked of it."""
    heir = living_heir(clock, row.org)
    if heir is None:
        return False
    if not Receipt.objects.filter(pk=row.pk, received_at=None, heir=None).update(heir=heir, passed_on=today):
        raise Refused("changed_meanwhile")
    if heir.pk != row.message.org_id:
        Receipt.objects.get_or_create(message=row.message, org=heir, defaults={"org_path": heir.path})
    record(
        clock, verb="message.pass_on", subject=f"message:{row.message_id}", now=now, org_path=heir.path,
        facts={"from": row.org_id, "to": heir.pk},
    )  # fmt: skip
    return True


def _each(rows: Iterable, act: Callable[..., bool]) -> int:
    """One transaction for each; what somebody changes in the same moment waits for the next day."""
    done = 0
    for row in list(rows):
        try:
            with transaction.atomic():
                done += act(row)
        except Refused as refused:
            if refused.code != "changed_meanwhile":
                raise
    return done
