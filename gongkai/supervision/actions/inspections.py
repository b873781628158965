"""Inspections: begun with the sheet filled from the records, scored, findings with evidence, the result (第九条（五）, R103, R104)."""

from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from gongkai.ledger.actions import record, store
from gongkai.ledger.rows import compare_and_set
from gongkai.orgs import queries as orgs
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.citations import anchor
from gongkai.rules.inspection_lines import by_hand, differs_unsaid, prefill
from gongkai.rules.inspections import InspectionPoint, grade, in_points
from gongkai.rules.moves import decide
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.procedures.inspection import INSPECTION, STATES, InspectionState
from gongkai.rules.refusals import Refused, missing
from gongkai.supervision.actions.appointing import make_inspection
from gongkai.supervision.actions.rectifications import Found, issue
from gongkai.supervision.models import Evidence, Finding, Inspection, SheetLine
from gongkai.supervision.queries.figures import figures
from gongkai.supervision.queries.inspections import inspection as read
from gongkai.supervision.queries.inspections import inspection_facts, items

MOST_FILES = 20


def _locked(actor: Actor, number: str) -> Inspection:
    row = read(actor, number=number)
    return Inspection.objects.select_for_update(of=("self",)).select_related("org", "inspector").get(pk=row.pk)


def _to_write(actor: Actor, number: str) -> Inspection:
    row = _locked(actor, number)
    demand(actor, Permission.INSPECT, row.inspector_path)
    if row.state != InspectionState.UNDERWAY:
        raise Refused("inspection_closed", state=STATES[row.state])
    return row


@transaction.atomic
def appoint(
    actor: Actor, *, inspector_id: int, org_id: int, team: str, visit_on: date, now: datetime, today: date
) -> Inspection:
    """Appoint a visit without a draw, by name: what is needed when something is already known."""
    inspector = orgs.organization(actor, org_id=inspector_id)
    if not may(actor, Permission.READ_WORK, inspector.path):
        raise missing()
    demand(actor, Permission.INSPECT, inspector.path)
    org = orgs.organization(actor, org_id=org_id)
    if org.pk == inspector.pk or not org.path.startswith(inspector.path):
        raise Refused("not_below")
    if not team.strip():
        raise Refused("plan_fields")
    return make_inspection(
        actor, org=org, inspector=inspector, team=team.strip(), visit_on=visit_on, now=now, today=today
    )


@transaction.atomic
def recheck(actor: Actor, *, number: str, visit_on: date, now: datetime, today: date) -> Inspection:
    """Appoint a second visit by the same team after a result (R103)."""
    row = _locked(actor, number)
    demand(actor, Permission.INSPECT, row.inspector_path)
    if row.state != InspectionState.CONCLUDED:
        raise Refused("not_concluded")
    return make_inspection(
        actor, org=row.org, inspector=row.inspector, team=row.team, visit_on=visit_on, now=now, today=today,
        recheck_of=row,
    )  # fmt: skip


@transaction.atomic
def move_visit(actor: Actor, *, number: str, visit_on: date, reason: str, now: datetime, today: date) -> Inspection:
    """Move a visit that has not begun to another day to come, with the reason in the trail."""
    row = _locked(actor, number)
    demand(actor, Permission.INSPECT, row.inspector_path)
    if row.state != InspectionState.PLANNED:
        raise Refused("visit_begun")
    if not reason.strip() or visit_on < today or visit_on == row.visit_on:
        raise Refused("visit_moved")
    compare_and_set(row, visit_on=visit_on, remark=f"改期：{reason.strip()}")
    record(
        actor, verb="inspection.move_visit", subject=f"inspection:{row.pk}", now=now, org_path=row.inspector_path,
        facts={"from": row.visit_on.isoformat(), "to": visit_on.isoformat(), "reason": reason.strip()},
    )  # fmt: skip
    row.refresh_from_db()
    return row


@transaction.atomic
def move_inspection(
    actor: Actor, *, number: str, verb: str, now: datetime, today: date, remark: str = ""
) -> Inspection:
    """Begin, give the result, cancel. Beginning fills the sheet; a result with findings brings the notice along."""
    row = _locked(actor, number)
    move = decide(INSPECTION, actor, inspection_facts(row, today=today), verb, remark=remark)
    fields: dict = {"remark": remark.strip()}
    if verb == "begin":
        fields["begun_at"] = now
        _fill(actor, row, today)
    elif verb == "conclude":
        total = sum(row.lines.values_list("tenths", flat=True))
        bounds = rulebook.parameters(actor).value("inspection_grades", today)
        fields |= {"total": total, "grade": grade(total, bounds), "concluded_at": now, "concluder_name": actor.name}
    compare_and_set(row, state=move.target, **fields)
    if verb == "conclude":
        found = [Found(one.facts, one.article, one.demand) for one in row.findings.order_by("pk")]
        if found:
            issue(
                actor, org=row.org, inspector=row.inspector, source=f"inspection:{row.pk}",
                title=f"{row.visit_on.year}年{row.visit_on.month}月{row.visit_on.day}日检查发现的问题", found=found, now=now, today=today,
            )  # fmt: skip
    record(
        actor, verb=f"inspection.{verb}", subject=f"inspection:{row.pk}", now=now, org_path=row.inspector_path,
        facts={"from": row.state, "to": move.target, "remark": remark.strip()},
    )  # fmt: skip
    row.refresh_from_db()
    return row


def _fill(actor: Actor, row: Inspection, today: date) -> None:
    """The sheet as the records stand this day."""
    law = rulebook.parameters(actor)
    lines = items(actor, day=today)
    found = figures(actor, org_id=row.org_id, today=today)
    known = prefill(
        lines, found, missed=law.int("inspection_missed", today), late=law.int("inspection_late", today)
    )  # fmt: skip
    SheetLine.objects.bulk_create(
        SheetLine(
            inspection=row, code=line.code, name=line.name, most=line.most, 
            found=filled.sentence if filled else by_hand(line.code, found),
            records=filled.records if filled else "", proposed=filled.tenths if filled else None,
            tenths=filled.tenths if filled else None,
        )
        for line in lines
        for filled in (known.get(line.code),)
    )  # fmt: skip


@transaction.atomic
def score(actor: Actor, *, number: str, given: dict[str, tuple[int | None, str]], now: datetime) -> None:
    """Write points (tenths, None: not yet) and comments by line.

    Raises `Refused`: line_unknown, points_wrong, points_unexplained (other points than the records come to, no reason).
    """
    row = _to_write(actor, number)
    lines = {line.code: line for line in row.lines.all()}
    changed = []
    for code, (tenths, comment) in given.items():
        line = lines.get(code)
        if line is None:
            raise Refused("line_unknown")
        if tenths is not None and not 0 <= tenths <= line.most:
            raise Refused("points_wrong", name=line.name, most=in_points(line.most))
        if differs_unsaid(proposed=line.proposed, tenths=tenths, comment=comment):
            raise Refused("points_unexplained", name=line.name, proposed=in_points(line.proposed))
        if (line.tenths, line.comment) != (tenths, comment.strip()[:300]):
            line.tenths, line.comment = tenths, comment.strip()[:300]
            changed.append(line)
    SheetLine.objects.bulk_update(changed, ["tenths", "comment"])
    if changed:
        record(
            actor, verb="inspection.score", subject=f"inspection:{row.pk}", now=now, org_path=row.inspector_path,
            facts={line.code: line.tenths for line in changed},
        )  # fmt: skip


@transaction.atomic
def write_summary(actor: Actor, *, number: str, text: str, now: datetime) -> None:
    """Write what the result letter says as a whole."""
    row = _to_write(actor, number)
    compare_and_set(row, summary=text.strip())
    record(actor, verb="inspection.summary", subject=f"inspection:{row.pk}", now=now, org_path=row.inspector_path)


@transaction.atomic
def add_finding(
    actor: Actor, *, number: str, point: str, facts: str, article: str, required: str, seen: str, now: datetime
) -> Finding:
    """Keep a problem with the provision it breaks and what is demanded; `seen`: evidence in words."""
    row = _to_write(actor, number)
    words = {"facts": facts.strip(), "article": article.strip()[:40], "demand": required.strip()}
    if not all(words.values()):
        raise Refused("finding_fields")
    anchor(words["article"])  # refuses what is no place in the rules
    found = Finding.objects.create(
        inspection=row, point=InspectionPoint(point), seen=seen.strip(), found_at=now, **words
    )
    record(
        actor, verb="inspection.find", subject=f"inspection:{row.pk}", now=now, org_path=row.inspector_path,
        facts={"finding": found.pk},
    )  # fmt: skip
    return found


def _finding(row: Inspection, finding_id: int) -> Finding:
    found = row.findings.filter(pk=finding_id).first()
    if found is None:
        raise missing()
    return found


@transaction.atomic
def drop_finding(actor: Actor, *, number: str, finding_id: int, now: datetime) -> None:
    """Take a finding off the sheet before the result."""
    row = _to_write(actor, number)
    _finding(row, finding_id).delete()
    record(
        actor, verb="inspection.drop_finding", subject=f"inspection:{row.pk}", now=now, org_path=row.inspector_path,
        facts={"finding": finding_id},
    )  # fmt: skip


@transaction.atomic
def hang_evidence(
    actor: Actor, *, number: str, finding_id: int, path: Path, name: str, caption: str, now: datetime
) -> Evidence:
    """Keep a photo or file behind a finding. Refuses what the intake refuses."""
    row = _to_write(actor, number)
    found = _finding(row, finding_id)
    if found.evidence.count() >= MOST_FILES:
        raise Refused("files_too_many", most=MOST_FILES)
    file = store(actor, source=path, name=name, org_path=row.inspector_path, now=now)
    hung = Evidence.objects.create(finding=found, file=file, caption=caption.strip()[:120])
    record(
        actor, verb="inspection.evidence", subject=f"inspection:{row.pk}", now=now, org_path=row.inspector_path,
        facts={"finding": finding_id, "file": file.token, "sha256": file.sha256},
    )  # fmt: skip
    return hung
