"""Reading the sheets that were signed with the pen (R174)."""

from collections.abc import Callable, Iterable

from gongkai.approvals.models import SignedPaper
from gongkai.approvals.queries.changes import change
from gongkai.approvals.queries.plans import plan
from gongkai.disclosures import queries as disclosures
from gongkai.ledger import actions as ledger
from gongkai.obligations import queries as obligations
from gongkai.rules.actor import Actor
from gongkai.rules.archiving import Part, PartKind
from gongkai.rules.duties import local_day
from gongkai.rules.refusals import missing
from gongkai.rules.signed_papers import CHANGE, EXEMPTION, PLAN, PaperRecord


def signed_papers(actor: Actor, *, edition_id: int) -> list[SignedPaper]:
    """Every sheet of an edition, also those voided, in the order in which they were brought; for those who work there."""
    edition = disclosures.edition(actor, edition_id=edition_id)
    return _sheets(edition=edition)


def _sheets(**where) -> list[SignedPaper]:
    return list(SignedPaper.objects.filter(**where).select_related("file", "revision").order_by("pk"))


def _plan(actor: Actor, key: int) -> PaperRecord:
    row = plan(actor, plan_id=key)
    return PaperRecord(PLAN, key, row.org_path, f"目录外公开工作方案 {row.number}", local_day(row.created_at))


def _exemption(actor: Actor, key: int) -> PaperRecord:
    row = obligations.exemption(actor, exemption_id=key)
    return PaperRecord(EXEMPTION, key, row.org_path, f"暂不公开备案 {row.number}", local_day(row.filed_at))


def _change(actor: Actor, key: int) -> PaperRecord:
    row = change(actor, change_id=key)
    day = local_day(row.requested_at)
    return PaperRecord(CHANGE, key, row.org_path, f"变更、撤销、终止申请 {row.number}", day, row.edition_id)


_READ: dict[str, Callable[[Actor, int], PaperRecord]] = {PLAN: _plan, EXEMPTION: _exemption, CHANGE: _change}


def paper_record(actor: Actor, *, kind: str, key: int) -> PaperRecord:
    """The record whose form is signed, for whoever may read the record; else missing."""
    if kind not in _READ:
        raise missing()
    return _READ[kind](actor, key)


def record_papers(actor: Actor, *, kind: str, key: int) -> list[SignedPaper]:
    """Every sheet of such a record, also those voided, in the order in which they were brought."""
    return _sheets(subject=paper_record(actor, kind=kind, key=key).subject)


def one_of(papers: Iterable[SignedPaper], paper_id: int) -> SignedPaper:
    """The sheet of this key among those of a record; else missing."""
    found = next((one for one in papers if one.pk == paper_id), None)
    if found is None:
        raise missing()
    return found


def signed_paper_file(actor: Actor, *, edition_id: int, paper_id: int) -> ledger.Located:
    """The scan or photo itself, for those who work there."""
    return ledger.located(actor, file=one_of(signed_papers(actor, edition_id=edition_id), paper_id).file)


def record_paper_file(actor: Actor, *, kind: str, key: int, paper_id: int) -> ledger.Located:
    """The scan or photo of a sheet of such a record."""
    return ledger.located(actor, file=one_of(record_papers(actor, kind=kind, key=key), paper_id).file)


def filed_papers(actor: Actor, *, subjects: Iterable[str]) -> dict[str, list[Part]]:
    """The sheets of records as papers for the archive, by subject; the clock only. One query."""
    if not actor.is_clock:
        raise missing()
    found: dict[str, list[Part]] = {}
    for row in _sheets(subject__in=list(subjects)):
        found.setdefault(row.subject, []).append(as_part(row))
    return found


def as_part(sheet: SignedPaper) -> Part:
    """A sheet as a paper of an archive record; it goes with the record when that is destroyed."""
    name = f"纸面签字　{sheet.said}　{sheet.signed_on:%Y-%m-%d}{'（作废）' if sheet.voided_at else ''}"
    return Part(PartKind.APPROVAL, f"file:{sheet.file.token}", name, sheet.file.sha256)
