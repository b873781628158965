"""The year's acts: self-score, submit, review, grade, publish, record what came of it (第九条（七）)."""

from datetime import date, datetime

from django.db import transaction

from gongkai.assessment.models import YearFact, YearSheet, YearUse
from gongkai.assessment.queries.facts import BONUS, frozen, scheme
from gongkai.assessment.queries.sheets import head_name, sheet_facts, sheet_view, visible_org, year_facts
from gongkai.assessment.queries.terms import limit
from gongkai.ledger.actions import next_number, record
from gongkai.ledger.rows import compare_and_set
from gongkai.orgs import queries as orgs
from gongkai.rules.actor import Actor
from gongkai.rules.moves import decide
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.procedures.assessment import ASSESSMENT, STATES, SheetState
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.scoring import Veto, score

LONGEST = 2000
MOST = 10_000  # hundredths of a point


def _row(actor: Actor, org, year: int) -> YearSheet:
    """The year's sheet, made when the organization first scores itself, locked for this act."""
    if YearSheet.objects.filter(org=org, year=year).exists():
        return YearSheet.objects.select_for_update(of=("self",)).select_related("org").get(org=org, year=year)
    number = next_number(actor, series=f"KP:{org.code}", year=year)
    return YearSheet.objects.create(
        org=org, org_path=org.path, year=year, number=f"{org.code}-KP-{year}-{number:03d}",
    )  # fmt: skip


@transaction.atomic
def score_self(
    actor: Actor, *, code: str, year: int, total: int, head: int, reason: str, now: datetime, today: date
) -> YearSheet:
    """What the organization gives itself and its head, in hundredths of a point out of 100, and why (R116).

    It stands beside what the records come to and counts for nothing; who reviews sees both. Refused without a reason,
    outside 0 to 100, and once it was submitted.
    """
    org = visible_org(actor, code=code)
    if not may(actor, Permission.APPROVE, org.path):
        demand(actor, Permission.DRAFT, org.path)
    sheet_view(actor, code=code, year=year, today=today)  # a year that does not exist is refused here
    if not all(0 <= points <= MOST for points in (total, head)):
        raise Refused("self_score_wrong", most=MOST // 100)
    if not reason.strip():
        raise Refused("self_score_reason")
    row = _row(actor, org, year)
    if row.state != SheetState.SELF:
        raise Refused("self_score_closed", state=STATES[row.state])
    compare_and_set(row, self_total=total, self_head=head, self_reason=reason.strip()[:LONGEST])
    record(
        actor, verb="assessment.self", subject=f"year_sheet:{row.pk}", now=now, org_path=org.path,
        facts={"total": total, "head": head},
    )  # fmt: skip
    row.refresh_from_db()
    return row


@transaction.atomic
def move_sheet(
    actor: Actor, *, code: str, year: int, verb: str, now: datetime, today: date, remark: str = ""
) -> YearSheet:
    """Submit, return, review, grade, publish. The review freezes what was counted; grading keeps both results."""
    org = visible_org(actor, code=code)
    facts, _ = year_facts(actor, org_id=org.pk, year=year, today=today)
    row = YearSheet.objects.select_for_update(of=("self",)).filter(org=org, year=year).first()
    law = sheet_facts(actor, org=org, row=row, year=year, today=today)
    move = decide(ASSESSMENT, actor, law, verb, remark=remark)
    if row is None:
        raise missing()
    fields: dict = {"remark": remark.strip()}
    if verb == "submit":
        fields |= {
            "submitted_by": actor.user_id, "submitted_at": now,
            "head_name": head_name(actor, org_id=org.pk, year=year, today=today),
        }  # fmt: skip
    elif verb == "review":
        fields |= {
            "reviewed_by": actor.user_id,
            "reviewed_at": now,
            "frozen": frozen(facts),
            "until": limit(actor, key="assessment_dispute")(today),
        }
    elif verb == "grade":
        sheet = score(scheme(actor, year=year), facts)
        fields |= {
            "grade": sheet.grade, "head_grade": sheet.head_grade, "total": sheet.total, "head_total": sheet.head,
            "graded_at": now,
        }  # fmt: skip
    elif verb == "publish":
        fields["published_at"] = now
    compare_and_set(row, state=move.target, **fields)
    record(
        actor, verb=f"assessment.{verb}", subject=f"year_sheet:{row.pk}", now=now, org_path=org.path,
        facts={"from": row.state, "to": move.target, "remark": remark.strip()},
    )  # fmt: skip
    row.refresh_from_db()
    return row


@transaction.atomic
def record_fact(
    actor: Actor, *, code: str, year: int, kind: str, points: int = 0, reason: str, now: datetime, today: date
) -> YearFact:
    """The county office records a bonus (experience adopted above) or a proven veto, with its reason and basis."""
    org = visible_org(actor, code=code)
    demand(actor, Permission.ASSESS, orgs.bodies(actor, org_id=org.pk).county)
    view = sheet_view(actor, code=code, year=year, today=today)
    if not view.may_record:
        raise Refused("fact_closed", state=STATES[view.state])
    if not reason.strip():
        raise Refused("fact_reason")
    if kind == BONUS:
        if not 0 < points <= view.scheme.bonus_most * 100:
            raise Refused("fact_points", most=view.scheme.bonus_most)
    else:
        kind, points = Veto(kind), 0
    made = YearFact.objects.create(
        org=org, org_path=org.path, year=year, kind=kind, points=points, reason=reason.strip()[:LONGEST],
        recorded_at=now, recorded_by=actor.user_id, recorder_name=actor.name,
    )  # fmt: skip
    record(
        actor, verb="assessment.fact", subject=f"year_fact:{made.pk}", now=now, org_path=org.path,
        facts={"kind": kind, "points": points},
    )  # fmt: skip
    return made


@transaction.atomic
def record_use(actor: Actor, *, code: str, year: int, text: str, now: datetime) -> YearUse:
    """What was done with a published result: award, talk, taken over into a yearly assessment."""
    org = visible_org(actor, code=code)
    demand(actor, Permission.ASSESS, org.path)
    row = YearSheet.objects.filter(org=org, year=year).first()
    if row is None or row.state != SheetState.PUBLISHED:
        raise Refused("use_early")
    if not 0 < len(text.strip()) <= LONGEST:
        raise Refused("use_text", most=LONGEST)
    made = YearUse.objects.create(sheet=row, text=text.strip(), recorded_at=now, recorder_name=actor.name)
    record(actor, verb="assessment.use", subject=f"year_sheet:{row.pk}", now=now, org_path=org.path)
    return made
