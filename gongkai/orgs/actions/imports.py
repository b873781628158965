"""Imports: a file is looked through first, then applied whole or not at all (R175)."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from gongkai.ledger import queries as ledger
from gongkai.ledger.actions import record
from gongkai.ledger.actions.files import located
from gongkai.orgs.actions.bulk import load_members, load_organizations
from gongkai.orgs.actions.registry import describe
from gongkai.orgs.actions.statements import update_many
from gongkai.orgs.actions.taking import living_org
from gongkai.orgs.imports.findings import Findings
from gongkai.orgs.imports.members import CHANGEABLE, MemberBatch, look_at_members
from gongkai.orgs.imports.organizations import look_at_organizations
from gongkai.orgs.imports.records import records
from gongkai.orgs.imports.shapes import MEMBERS, ORGANIZATIONS, SHAPES
from gongkai.orgs.imports.template import template
from gongkai.orgs.models import ImportRun, Membership, Organization
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.refusals import Refused, missing

NEEDED = {ORGANIZATIONS: Permission.MANAGE_ORGS, MEMBERS: Permission.KEEP_ROLL}


def import_template(actor: Actor, *, kind: str) -> bytes:
    """The empty .xlsx sheet of an import with one example row and an instruction sheet."""
    return template(kind)


@transaction.atomic
def look_through(actor: Actor, *, kind: str, file_token: str, org_id: int, now: datetime, today: date) -> ImportRun:
    """Read a stored file without changing anything: what it would add and change, and what is wrong.

    `org_id`: everything in the file must stand at or below this organization. At most 200 problems
    are kept with row and column; `problem_count` counts all.
    """
    if kind not in SHAPES:
        raise Refused("import_kind_unknown", kind=kind)
    root = living_org(org_id)
    demand(actor, NEEDED[kind], root.path)
    file = ledger.stored_file(actor, token=file_token)
    if file.stored_by != actor.user_id:
        raise missing()
    findings, (path, _) = Findings(), located(actor, file=file)
    rows = records(path, name=_named(file), kind=kind, findings=findings)
    if kind == ORGANIZATIONS:
        plan = look_at_organizations(actor, rows, root=root, findings=findings)
        counts = plan.rows, len(plan.adding), len(plan.changing)
    else:
        counts = (0, 0, 0)
        for batch in look_at_members(actor, rows, root=root, findings=findings, today=today):
            counts = (counts[0] + batch.rows, counts[1] + len(batch.adding), counts[2] + len(batch.changing))
    if not counts[0] and not findings.count:
        findings.say(2, "", "表里只有列名，没有要导入的行。请填好再导入。")
    return ImportRun.objects.create(
        kind=kind, file=file, org=root, rows=counts[0], to_add=counts[1], to_change=counts[2],
        problems=findings.shown(), problem_count=findings.count, looked_at=now, looked_by=actor.user_id,
    )  # fmt: skip


def _named(file) -> str:
    """The file's own name with the extension it was recognized by."""
    return f"{Path(file.name).stem}.{file.extension}"


@transaction.atomic
def apply_import(actor: Actor, *, run_id: int, now: datetime, today: date) -> ImportRun:
    """Carry out an import that had no problems: every row, or none.

    The file is judged again against the register of this moment. Refuses ``import_has_problems``,
    ``import_applied``, ``import_changed_meanwhile``.
    """
    run = ImportRun.objects.select_related("file").filter(pk=run_id).first()
    if run is None or run.kind not in SHAPES:
        raise missing()
    root = living_org(run.org_id)
    demand(actor, NEEDED[run.kind], root.path, hidden=True)
    if run.problem_count:
        raise Refused("import_has_problems", count=run.problem_count)
    if not ImportRun.objects.filter(pk=run.pk, applied_at=None).update(applied_at=now, applied_by=actor.user_id):
        raise Refused("import_applied")
    findings = Findings()
    rows = records(located(actor, file=run.file)[0], name=_named(run.file), kind=run.kind, findings=findings)
    if run.kind == ORGANIZATIONS:
        added, changed = _apply_organizations(actor, rows, root, findings, now, today)
    else:
        added, changed = _apply_members(actor, rows, root, findings, now, today)
    if findings.count:
        raise Refused("import_changed_meanwhile", count=findings.count)
    record(
        actor, verb="import.apply", subject=f"import:{run.pk}", now=now, org_path=root.path,
        facts={"kind": run.kind, "sha256": run.file.sha256, "added": added, "changed": changed},
    )  # fmt: skip
    run.refresh_from_db()
    return run


def _apply_organizations(actor: Actor, rows, root: Organization, findings: Findings, now, today) -> tuple[int, int]:
    plan = look_at_organizations(actor, rows, root=root, findings=findings)
    if findings.count:
        return 0, 0
    load_organizations(actor, rows=plan.adding, now=now, today=today)
    for org_id, fields in plan.changing:
        describe(actor, org_id=org_id, now=now, today=today, **fields)
    return len(plan.adding), len(plan.changing)


def _apply_members(actor: Actor, rows, root: Organization, findings: Findings, now, today) -> tuple[int, int]:
    """Each batch is written as it is read; a problem further down undoes them all."""
    counts = {"added": 0, "changed": 0}

    def new_rows(batches: Iterator[MemberBatch]) -> Iterator[dict]:
        for batch in batches:
            if findings.count:
                return
            news = ([*(getattr(member, name) for name in CHANGEABLE), member.pk] for member in batch.changing)
            update_many(Membership, CHANGEABLE, news)
            counts["changed"] += len(batch.changing)
            counts["added"] += len(batch.adding)
            yield from batch.adding

    batches = look_at_members(actor, rows, root=root, findings=findings, today=today)
    load_members(actor, rows=new_rows(batches), now=now, today=today)
    return counts["added"], counts["changed"]
