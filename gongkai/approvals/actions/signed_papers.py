"""A sheet signed with the pen comes back to its steps, and is voided when it was the wrong one (第六条（二）, R174)."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet

from gongkai.approvals.models import SignedPaper
from gongkai.approvals.queries.signed_papers import one_of, paper_record, record_papers, signed_papers
from gongkai.disclosures import queries as disclosures
from gongkai.ledger import actions as ledger
from gongkai.ledger.rows import set_once
from gongkai.rules.actor import Actor
from gongkai.rules.duties import local_day
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.refusals import Refused
from gongkai.rules.signed_papers import LONGEST_REASON, PaperFacts, demand_paper, demand_voiding, in_words, signers_of


@transaction.atomic
def bring_paper(
    actor: Actor, *, edition_id: int, revision: int, signers: Mapping[str, str], signed_on: date, path: Path, name: str,
    now: datetime, today: date,
) -> SignedPaper:  # fmt: skip
    """Keep a scan or photo of a signed form with the steps whose lines are signed on it; the edition stays where it is.

    `revision`: the number of the text that the sheet shows, `signers`: by step the name written there. Raises
    `Refused`: of `signers_of` and `demand_paper`, paper_twice, paper_kind, and what the intake refuses.
    """
    edition = disclosures.edition(actor, edition_id=edition_id)
    shown = disclosures.revision(actor, edition_id=edition_id, number=revision)
    kept = SignedPaper.objects.filter(edition=edition, voided_at=None)
    facts = PaperFacts(
        edition.org_path, edition.state, signers_of(signers), signed_on, shown.number, local_day(shown.saved_at),
        kept.count(),
    )  # fmt: skip
    row = SignedPaper(edition=edition, revision=shown)
    return _keep(actor, row, f"edition:{edition.pk}", facts, kept, path=path, name=name, now=now, today=today)


@transaction.atomic
def bring_record_paper(
    actor: Actor, *, kind: str, key: int, signers: Mapping[str, str], signed_on: date, path: Path, name: str,
    now: datetime, today: date,
) -> SignedPaper:  # fmt: skip
    """The same for the form of a plan, an exemption or a change, which has no numbered texts. Raises as `bring_paper`."""
    record = paper_record(actor, kind=kind, key=key)
    kept = SignedPaper.objects.filter(subject=record.subject, voided_at=None)
    facts = PaperFacts(record.org_path, "", signers_of(signers), signed_on, 0, record.written_on, kept.count(), kind)
    row = SignedPaper(edition_id=record.edition_id, subject=record.subject)
    return _keep(actor, row, record.subject, facts, kept, path=path, name=name, now=now, today=today)


def _keep(
    actor: Actor, row: SignedPaper, subject: str, facts: PaperFacts, kept: QuerySet, *, path: Path, name: str,
    now: datetime, today: date,
) -> SignedPaper:  # fmt: skip
    demand_paper(actor, facts, today=today)
    known = dict(kept.values_list("file__sha256", "file__name"))
    file = ledger.store_scan(actor, source=path, name=name, org_path=facts.org_path, known=known, now=now)
    row.org_path, row.signers, row.signed_on, row.file = facts.org_path, dict(facts.signers), facts.signed_on, file
    row.added_at, row.added_by, row.adder_name = now, actor.user_id, actor.name
    row.save(force_insert=True)
    said: dict[str, object] = {"revision": facts.number} if facts.number else {}
    said |= {"file": file.token, "sha256": file.sha256, "signers": in_words(facts.signers)}
    ledger.record(
        actor, verb=f"{facts.kind}.paper", subject=subject, now=now, org_path=facts.org_path,
        facts=said | {"signed_on": facts.signed_on.isoformat()},
    )  # fmt: skip
    return row


@transaction.atomic
def void_paper(actor: Actor, *, edition_id: int, paper_id: int, reason: str, now: datetime) -> SignedPaper:
    """Say that a sheet was the wrong one; it stays where it is, with the reason. Raises `Refused`: of `demand_voiding`."""
    row = one_of(signed_papers(actor, edition_id=edition_id), paper_id)
    return _void(actor, row, row.subject or f"edition:{edition_id}", reason, now)


@transaction.atomic
def void_record_paper(
    actor: Actor, *, kind: str, key: int, paper_id: int, reason: str, now: datetime
) -> SignedPaper:  # fmt: skip
    """The same for a sheet of a plan, an exemption or a change."""
    row = one_of(record_papers(actor, kind=kind, key=key), paper_id)
    return _void(actor, row, row.subject, reason, now)


def _void(actor: Actor, row: SignedPaper, subject: str, reason: str, now: datetime) -> SignedPaper:
    demand_voiding(actor, org_path=row.org_path, steps=row.signers, voided=row.voided_at is not None, reason=reason)
    said = reason.strip()[:LONGEST_REASON]
    set_once(row, "voided_at", now, void_reason=said, voider_name=actor.name)
    ledger.record(
        actor, verb=f"{subject.partition(':')[0]}.void_paper", subject=subject, now=now, org_path=row.org_path,
        facts={"file": row.file.token, "reason": said},
    )  # fmt: skip
    row.refresh_from_db()
    return row


@transaction.atomic
def destroy_signed_papers(actor: Actor, *, disclosure_id: int, now: datetime) -> int:
    """Lawful removal: the sheets of all editions of a disclosure go with its words; how many. Who signed stays."""
    if not actor.is_clock and not may_anywhere(actor, Permission.MANAGE_SYSTEM):
        raise Refused("no_permission", permission=Permission.MANAGE_SYSTEM)
    tokens = list(
        SignedPaper.objects.filter(edition__disclosure_id=disclosure_id).values_list("file__token", flat=True)
    )
    for token in tokens:
        ledger.destroy_file(actor, token=token, now=now)
    return len(tokens)
