"""Files hung on an edition and taken off again; each time the drafter gets one more revision."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path

from django.db import transaction

from gongkai.disclosures.actions.state import to_edit
from gongkai.disclosures.actions.texts import next_revision, texts_of
from gongkai.disclosures.facts import newest
from gongkai.disclosures.models import Attachment, Revision
from gongkai.ledger.actions import record, store
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused, missing

MOST_FILES = 20


@dataclass(frozen=True)
class Attached:
    """The hung file and the revision that now shows it: the next save is based on that one."""

    attachment: Attachment
    revision: Revision


def attach(actor: Actor, *, edition_id: int, path: Path, name: str, caption: str, now: datetime) -> Attached:
    """Keep a file and show it last in the next revision. Refuses what the intake refuses (R20).

    The same file is not hung twice: whoever pressed, saw no answer and presses again finds the first (P8).
    """
    edition = to_edit(actor, edition_id)
    hanging = Attachment.objects.filter(edition=edition)
    if hanging.count() >= MOST_FILES:
        raise Refused("files_too_many", most=MOST_FILES)
    with open(path, "rb") as content:
        same = hanging.filter(file__sha256=file_digest(content, "sha256").hexdigest()).select_related("file").first()
    if same is not None:
        raise Refused("file_twice", name=same.file.name)
    with transaction.atomic():
        file = store(actor, source=path, name=name, org_path=edition.org_path, now=now)
        hung = Attachment.objects.create(
            edition=edition, file=file, caption=caption.strip()[:120], added_at=now, added_by=actor.user_id
        )
        last = newest(edition.pk)
        texts = texts_of(last)
        texts["attachments"] = [*texts["attachments"], file.token]
        saved = next_revision(actor, edition, last, texts, now=now)
        record(
            actor, verb="edition.attach", subject=f"edition:{edition.pk}", now=now, org_path=edition.org_path,
            facts={"file": file.token, "name": file.name, "sha256": file.sha256},
        )  # fmt: skip
    return Attached(hung, saved)


@transaction.atomic
def detach(actor: Actor, *, edition_id: int, token: str, now: datetime) -> Revision:
    """Take a file off. Earlier revisions remember it; the next one no longer shows it."""
    edition = to_edit(actor, edition_id)
    hung = Attachment.objects.select_related("file").filter(edition=edition, file__token=token).first()
    if hung is None:
        raise missing()
    last = newest(edition.pk)
    texts = texts_of(last)
    texts["attachments"] = [one for one in texts["attachments"] if one != token]
    saved = next_revision(actor, edition, last, texts, now=now)
    record(
        actor, verb="edition.detach", subject=f"edition:{edition.pk}", now=now, org_path=edition.org_path,
        facts={"file": token, "name": hung.file.name},
    )  # fmt: skip
    hung.delete()
    return saved
