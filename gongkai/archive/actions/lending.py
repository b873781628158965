"""The register of loans, and the count of openings on screen (第六条（四）: management and use, R53)."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from gongkai.archive.models import ArchiveRecord, Loan, Use
from gongkai.archive.queries.records import record
from gongkai.archive.queries.use import loan
from gongkai.ledger import actions as ledger
from gongkai.ledger.rows import compare_and_set
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.lending import LoanFacts, demand_loan, demand_return
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.refusals import Refused


def lend(
    actor: Actor, *, record_id: int, borrower: str, unit: str, purpose: str, lent_on: date, due_on: date, now: datetime,
    today: date,
) -> Loan:  # fmt: skip
    """Register that a record was lent. Refuses one that is out."""
    row = record(actor, record_id=record_id)
    demand(actor, Permission.KEEP_ARCHIVE, row.org_path)
    if row.destroyed_at is not None:
        raise Refused("disposal_gone")
    facts = LoanFacts(borrower.strip()[:60], unit.strip()[:100], purpose.strip()[:200], lent_on, due_on)
    demand_loan(facts, most=rulebook.parameters(actor).int("loan_days", today), today=today)
    try:
        with transaction.atomic():
            return _lent(actor, row, facts, now)
    except IntegrityError as twice:
        out = Loan.objects.filter(record=row, returned_on=None).first()
        if out is None:
            raise
        raise Refused("loan_out", borrower=out.borrower, due=out.due_on) from twice


def _lent(actor: Actor, row: ArchiveRecord, facts: LoanFacts, now: datetime) -> Loan:
    made = Loan.objects.create(
        record=row, org_path=row.org_path, borrower=facts.borrower, unit=facts.unit, purpose=facts.purpose,
        lent_on=facts.lent_on, due_on=facts.due_on, lent_at=now, lender_name=actor.name,
    )  # fmt: skip
    ledger.record(
        actor, verb="archive.lend", subject=f"archive:{row.matter}", now=now, org_path=row.org_path,
        facts={"loan": made.pk, "due_on": facts.due_on.isoformat()},
    )  # fmt: skip
    return made


@transaction.atomic
def take_back(actor: Actor, *, loan_id: int, returned_on: date, remark: str, now: datetime, today: date) -> Loan:
    """Register that what was lent is back, with what was noticed."""
    row = loan(actor, loan_id=loan_id)
    demand(actor, Permission.KEEP_ARCHIVE, row.org_path)
    if row.returned_on is not None:
        raise Refused("loan_back")
    demand_return(lent_on=row.lent_on, returned_on=returned_on, today=today)
    compare_and_set(row, returned_on=returned_on, taker_name=actor.name, remark=remark.strip()[:200])
    ledger.record(
        actor, verb="archive.take_back", subject=f"archive:{row.record.matter}", now=now, org_path=row.org_path,
        facts={"loan": row.pk, "late": returned_on > row.due_on},
    )  # fmt: skip
    row.refresh_from_db()
    return row


@transaction.atomic
def count_use(actor: Actor, *, row: ArchiveRecord, kind: str, today: date) -> bool:
    """Count that somebody opened a record or took a file; those who keep the archive are at work there and not counted."""
    if not actor.is_person or may(actor, Permission.KEEP_ARCHIVE, row.org_path):
        return False
    Use.objects.get_or_create(record=row, day=today, kind=kind, defaults={"org_path": row.org_path})
    Use.objects.filter(record=row, day=today, kind=kind).update(times=F("times") + 1)
    return True
