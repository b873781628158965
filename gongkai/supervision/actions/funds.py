"""Keeping the ledger of working funds, and beginning the disclosure that tells it (第十二条, R138, F24)."""

from datetime import date, datetime
from pathlib import Path

from django.db import IntegrityError, transaction

from gongkai.disclosures import actions as disclosing
from gongkai.disclosures import queries as disclosures
from gongkai.ledger.actions import next_number, record, take_numbers
from gongkai.ledger.actions.files import store
from gongkai.ledger.rows import compare_and_set
from gongkai.orgs import queries as orgs
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.consultations import demand_general_words
from gongkai.rules.duties import local_day
from gongkai.rules.funds import (
    MOST_RECEIPTS,
    SUB_ITEM,
    FundFacts,
    FundKind,
    Purpose,
    demand_covered,
    demand_covered_without,
    demand_line,
    summary,
)
from gongkai.rules.periods import Period
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.refusals import Refused, missing
from gongkai.supervision.models import FundLine, FundReceipt
from gongkai.supervision.queries.funds import fund_line as read
from gongkai.supervision.queries.funds import funds_of_year

SERIES = "JF"


def record_fund(
    actor: Actor, *, org_id: int, kind: str, day: date, cents: int, what: str, now: datetime, today: date,
    voucher: str = "", purpose: str = "", reason: str = "",
) -> FundLine:  # fmt: skip
    """Enter a sum under a number such as Z01-C01-JF-2026-001; one budget a year."""
    org = _kept(actor, org_id)
    texts = {"what": what, "voucher": voucher, "reason": reason}
    facts = FundFacts(
        FundKind(kind), day, cents, purpose=Purpose(purpose).value if purpose else "",
        **{name: text.strip() for name, text in texts.items()},
    )  # fmt: skip
    demand_line(facts, today=today)
    try:
        with transaction.atomic():
            return _entered(actor, org, facts, now, today)
    except IntegrityError as twice:
        known = FundLine.objects.filter(org=org, kind=FundKind.BUDGET, year=day.year, voided_at=None).first()
        if facts.kind is not FundKind.BUDGET or known is None:
            raise
        raise Refused("fund_budget_twice", year=day.year, number=known.number) from twice


def _kept(actor: Actor, org_id: int):
    org = orgs.organization(actor, org_id=org_id)
    if not may(actor, Permission.READ_WORK, org.path):
        raise missing()
    demand(actor, Permission.DRAFT, org.path)
    return org


def _entered(actor: Actor, org, facts: FundFacts, now: datetime, today: date) -> FundLine:
    known = _one_after_the_other(actor, org, now)
    number = next_number(actor, series=f"{SERIES}:{org.code}", year=today.year)
    demand_covered(known, facts=facts)
    row = FundLine.objects.create(
        org=org, org_path=org.path, number=f"{org.code}-{SERIES}-{today.year}-{number:03d}", kind=facts.kind,
        day=facts.day, year=facts.day.year, cents=facts.cents, purpose=facts.purpose, what=facts.what[:200],
        voucher=facts.voucher[:60], reason=facts.reason[:200], recorded_at=now, recorder_name=actor.name,
    )  # fmt: skip
    record(
        actor, verb="fund.record", subject=f"fund:{row.pk}", now=now, org_path=org.path,
        facts={"kind": facts.kind, "cents": facts.cents},
    )  # fmt: skip
    return row


def _one_after_the_other(actor: Actor, org, now: datetime):
    """The lines that count, for whoever writes now: holding the numbers makes all others wait with their judgement."""
    take_numbers(actor, series=f"{SERIES}:{org.code}", year=local_day(now).year, count=0)
    return FundLine.objects.filter(org=org, voided_at=None).values_list("day", "kind", "cents")


@transaction.atomic
def hang_receipt(actor: Actor, *, number: str, path: Path, name: str, caption: str, now: datetime) -> FundReceipt:
    """Keep a receipt behind a line. Refuses what the intake refuses."""
    row = _to_write(actor, number)
    if row.receipts.count() >= MOST_RECEIPTS:
        raise Refused("fund_receipts", most=MOST_RECEIPTS)
    compare_and_set(row)
    file = store(actor, source=path, name=name, org_path=row.org_path, now=now)
    hung = FundReceipt.objects.create(line=row, file=file, caption=caption.strip()[:120])
    record(
        actor, verb="fund.receipt", subject=f"fund:{row.pk}", now=now, org_path=row.org_path,
        facts={"file": file.token, "sha256": file.sha256},
    )  # fmt: skip
    return hung


@transaction.atomic
def void_fund(actor: Actor, *, number: str, reason: str, now: datetime, advanced: str = "") -> FundLine:
    """A line was wrong: it counts no more and stays readable with the reason.

    `advanced`: why money was spent that then did not come in; asked for when the accounts would fall below nothing.
    """
    row = _to_write(actor, number)
    if not reason.strip():
        raise Refused("fund_void_reason")
    demand_general_words("原因", advanced)
    org = orgs.organization(actor, org_id=row.org_id)
    facts = FundFacts(FundKind(row.kind), row.day, row.cents, row.what, reason=advanced.strip() or row.reason)
    demand_covered_without(_one_after_the_other(actor, org, now).exclude(pk=row.pk), facts=facts)
    compare_and_set(row, voided_at=now, void_reason=reason.strip()[:200], reason=facts.reason[:200])
    record(
        actor, verb="fund.void", subject=f"fund:{row.pk}", now=now, org_path=row.org_path,
        facts={"reason": reason.strip(), "advanced": advanced.strip()},
    )  # fmt: skip
    row.refresh_from_db()
    return row


def _to_write(actor: Actor, number: str) -> FundLine:
    row = read(actor, number=number)
    demand(actor, Permission.DRAFT, row.org_path)
    if row.voided_at is not None:
        raise Refused("fund_void")
    return row


@transaction.atomic
def draft_funds(actor: Actor, *, org_id: int, now: datetime, today: date):
    """Begin the disclosure of this year's money under the catalog's entry of 3i; a draft with words keeps them."""
    org, year, period = _kept(actor, org_id), today.year, str(Period.of(today))
    figures = funds_of_year(actor, path=org.path, year=year)
    if not figures.lines:
        raise Refused("fund_empty", year=year)
    rows = rulebook.entries_of(actor, org_id=org.pk, period=period)
    entry = next((one for one in rulebook.facts_of(actor, rows=rows) if SUB_ITEM in one.sub_items), None)
    if entry is None:
        raise Refused("fund_entry_missing")
    edition = disclosing.start(actor, org_id=org.pk, code=entry.code, period=period, now=now)
    last = disclosures.revision(actor, edition_id=edition.pk)
    if not last.content:
        title, content = summary(figures, year=year, on=today)
        disclosing.save_revision(
            actor, edition_id=edition.pk, based_on=last.number, title=title, plain="", content=content, procedure="",
            result="", now=now,
        )  # fmt: skip
    return edition
