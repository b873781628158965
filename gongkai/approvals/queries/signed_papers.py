"""Reading the sheets that were signed with the pen (R174)."""

from gongkai.approvals.models import SignedPaper
from gongkai.disclosures import queries as disclosures
from gongkai.ledger import actions as ledger
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import missing


def signed_papers(actor: Actor, *, edition_id: int) -> list[SignedPaper]:
    """Every sheet of an edition, also those voided, in the order in which they were brought; for those who work there."""
    edition = disclosures.edition(actor, edition_id=edition_id)
    return list(SignedPaper.objects.filter(edition=edition).select_related("file", "revision").order_by("pk"))


def signed_paper(actor: Actor, *, edition_id: int, paper_id: int) -> SignedPaper:
    """One sheet of an edition; else missing."""
    found = next((one for one in signed_papers(actor, edition_id=edition_id) if one.pk == paper_id), None)
    if found is None:
        raise missing()
    return found


def signed_paper_file(actor: Actor, *, edition_id: int, paper_id: int) -> ledger.Located:
    """The scan or photo itself, for those who work there."""
    return ledger.located(actor, file=signed_paper(actor, edition_id=edition_id, paper_id=paper_id).file)
