"""A dispute against one line, and its decision (第九条（七）)."""

from datetime import date, datetime

from django.db import transaction

from gongkai.assessment.models import Dispute, YearSheet
from gongkai.assessment.queries.facts import scheme
from gongkai.assessment.queries.sheets import dispute as read
from gongkai.assessment.queries.sheets import dispute_facts, until_of, visible_org, year_facts
from gongkai.assessment.queries.terms import limit
from gongkai.ledger.actions import record
from gongkai.ledger.rows import compare_and_set
from gongkai.rules.actor import Actor
from gongkai.rules.moves import decide
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.procedures.assessment import DISPUTE, SheetState
from gongkai.rules.refusals import Refused
from gongkai.rules.scoring import FORM, said, score

LONGEST = 1000


@transaction.atomic
def file_dispute(actor: Actor, *, code: str, year: int, line: str, text: str, now: datetime, today: date) -> Dispute:
    """The head objects to one line, once, within the days after the review; its clock starts."""
    org = visible_org(actor, code=code)
    demand(actor, Permission.APPROVE, org.path)
    row = YearSheet.objects.select_for_update(of=("self",)).filter(org=org, year=year).first()
    if row is None or row.state != SheetState.REVIEWED or today > until_of(row):
        raise Refused("dispute_late", until=until_of(row) if row and row.reviewed_at else today)
    facts, _ = year_facts(actor, org_id=org.pk, year=year, today=today)
    lines = {one.line: one for one in score(scheme(actor, year=year), facts).lines}
    if line not in FORM or lines[FORM_LINES[line]].points is None:
        raise Refused("dispute_line")
    if not 0 < len(text.strip()) <= LONGEST:
        raise Refused("dispute_text", most=LONGEST)
    if row.disputes.filter(line=line).exists():
        raise Refused("dispute_twice")
    made = Dispute.objects.create(
        sheet=row, org_path=org.path, line=line, text=text.strip(), filed_at=now, filed_by=actor.user_id,
        filer_name=actor.name, due_on=limit(actor, key="assessment_dispute_answer")(today), points_before=lines[FORM_LINES[line]].points,
    )  # fmt: skip
    record(
        actor, verb="assessment.dispute", subject=f"dispute:{made.pk}", now=now, org_path=org.path,
        facts={"line": line, "due": made.due_on.isoformat()},
    )  # fmt: skip
    return made


FORM_LINES = {str(line): line for line in FORM}


@transaction.atomic
def decide_dispute(
    actor: Actor, *, dispute_id: int, verb: str, remark: str, now: datetime, points: int | None = None
) -> Dispute:
    """Correct the line to `points` (hundredths), or keep it; never by the one who reviewed the sheet."""
    row = read(actor, dispute_id=dispute_id)
    sheet = YearSheet.objects.select_for_update(of=("self",)).get(pk=row.sheet_id)
    move = decide(DISPUTE, actor, dispute_facts(actor, row=row), verb, remark=remark)
    most = scheme(actor, year=sheet.year).weights[FORM_LINES[row.line]] * 100
    if verb == "uphold" and (points is None or not 0 <= points <= most):
        raise Refused("dispute_points", most=said(most))
    compare_and_set(
        row, state=move.target, points_after=points if verb == "uphold" else row.points_before,
        decision=remark.strip(), decided_at=now, decided_by=actor.user_id, decider_name=actor.name,
    )  # fmt: skip
    record(
        actor, verb=f"assessment.dispute_{verb}", subject=f"dispute:{row.pk}", now=now, org_path=row.org_path,
        facts={"line": row.line, "before": row.points_before, "after": points},
    )  # fmt: skip
    row.refresh_from_db()
    return row
