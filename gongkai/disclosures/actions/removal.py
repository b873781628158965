"""Lawful removal: the words of a disclosure and its files are destroyed, in every revision (P16, guarantees 3.2)."""

from datetime import datetime

from django.db import transaction

from gongkai.disclosures.models import Attachment, Disclosure, Revision
from gongkai.ledger import actions as ledger
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.refusals import Refused

REMOVED = "（内容已依法删除）"


@transaction.atomic
def destroy_texts(actor: Actor, *, disclosure_id: int, now: datetime) -> int:
    """Destroy the words of all revisions and the attached files; how many revisions. There is no way back."""
    if not actor.is_clock and not may_anywhere(actor, Permission.MANAGE_SYSTEM):
        raise Refused("no_permission", permission=Permission.MANAGE_SYSTEM)
    hung = Attachment.objects.filter(edition__disclosure_id=disclosure_id)
    texts = Revision.objects.filter(edition__disclosure_id=disclosure_id)
    tokens = set(hung.values_list("file__token", flat=True))
    for shown in texts.values_list("attachments", flat=True):
        tokens.update(shown)  # a file taken off since: earlier revisions remember it
    for token in sorted(tokens):
        ledger.destroy_file(actor, token=token, now=now)
    hung.update(caption="")
    Disclosure.objects.filter(pk=disclosure_id).update(late_reason="")
    parts = dict.fromkeys(("plain", "content", "procedure", "result", "sha256"), "")
    gone = dict.fromkeys(("content", "procedure", "result"), REMOVED)
    return texts.update(title=REMOVED, empty_reasons=gone, attachments=[], **parts)
