"""An office that was merged away answers nobody: questions and reports that wait there go on (第七条, R6, R63, R65).

They go to its successor, else to the next standing body above. Number, asker and promised day stay;
who has to acknowledge a report anew has the days for that. A withheld name does not travel along.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.db import transaction

from gongkai.ledger.actions import record
from gongkai.ledger.rows import compare_and_set
from gongkai.participation.circles import due_after
from gongkai.participation.facts import living_heir
from gongkai.participation.models import Enquiry, ReportStep, SituationReport
from gongkai.participation.queries.enquiries import STANDING, enquiry_facts
from gongkai.participation.queries.reports import report_facts
from gongkai.publication.pages import bump_on_commit
from gongkai.rules.actor import Actor
from gongkai.rules.moves import decide
from gongkai.rules.procedures.enquiry import ENQUIRY, EnquiryState
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
