"""Lawful removal of what was published: text and salts destroyed, the log says so on which basis, proofs stay valid."""

from datetime import datetime

from django.db import transaction

from gongkai.approvals import actions as approving
from gongkai.disclosures import actions as disclosing
from gongkai.disclosures.actions import REMOVED
from gongkai.ledger import actions as ledger
from gongkai.publication import search, statements
from gongkai.publication.models import Publication
from gongkai.publication.pages import bump_on_commit
from gongkai.publication.statements import log_of
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.tlog import LOGS


@transaction.atomic
def redact(actor: Actor, *, number: str, basis: str, now: datetime) -> int:
    """Destroy the words of an item in all its versions; how many publications. Copies of the database are for people to mind.

    Raises `Refused`: no_permission, not_found, redact_basis.
    """
    if not actor.is_clock and not may_anywhere(actor, Permission.MANAGE_SYSTEM):
        raise Refused("no_permission", permission=Permission.MANAGE_SYSTEM)
    rows = list(Publication.objects.filter(disclosure__number=number).select_related("org").order_by("pk"))
    if not rows:
        raise missing()
    if not basis.strip():
        raise Refused("redact_basis")
    first = rows[0]
    disclosing.destroy_texts(actor, disclosure_id=first.disclosure_id, now=now)
    approving.destroy_signed_papers(actor, disclosure_id=first.disclosure_id, now=now)
    Publication.objects.filter(disclosure_id=first.disclosure_id).update(title=REMOVED)
    Publication.objects.filter(disclosure_id=first.disclosure_id).exclude(notice_result="").update(
        notice_result=REMOVED
    )
    search.refresh(first.disclosure_id)
    ledger.record(
        actor, verb="publication.redact", subject=f"disclosure:{first.disclosure_id}", now=now, org_path=first.org_path,
        facts={"basis": basis.strip()[:500]},
    )  # fmt: skip
    bump_on_commit()
    for log in LOGS:
        own = [row.pk for row in rows if log_of(row.audience) == log]
        keys = [key for pk in own for key in (statements.publication_key(pk), statements.result_key(pk))]
        if own:
            shown = statements.shown(log, number=number, org_code=first.org.code)
            ledger.destroy_salts(actor, log=log, keys=keys, basis=basis, fields=shown, now=now)
    return len(rows)
