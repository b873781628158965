"""Saving: each save is one more immutable revision, and nobody's text is overwritten (P6)."""

from datetime import datetime

from django.db import transaction

from gongkai.disclosures.actions.state import to_edit, touch
from gongkai.disclosures.facts import newest
from gongkai.disclosures.models import Attachment, Edition, Revision
from gongkai.disclosures.richtext import clean, word_count
from gongkai.ledger.actions import record
from gongkai.rules.actor import Actor
from gongkai.rules.checks import TERMS, THREE_PARTS, Part
from gongkai.rules.receipts import SAID, texts_digest
from gongkai.rules.refusals import Refused, missing

MOST = {Part.TITLE: 160, Part.PLAIN: 120, Part.CONTENT: 100_000, Part.PROCEDURE: 100_000, Part.RESULT: 100_000}
MARKUP = 5  # times as many characters a part may take with its markup
MOST_REASON = 200
TEXTS = (*SAID, "attachments")


def texts_of(revision: Revision) -> dict:
    """The texts of a revision, to be saved again."""
    return {name: getattr(revision, name) for name in TEXTS}


def _sound(texts: dict) -> dict:
    """Cleaned texts; refuses `text_too_long` rather than cutting anything off. Markup and blanks of rich text do not count."""
    reasons = {str(part): " ".join(texts["empty_reasons"].get(part, "").split()) for part in THREE_PARTS}
    sound = {
        "title": " ".join(texts["title"].split()),
        "plain": " ".join(texts["plain"].split()),
        **{str(part): clean(texts[part]) for part in THREE_PARTS},
        "empty_reasons": {part: reason for part, reason in reasons.items() if reason},
        "attachments": list(dict.fromkeys(texts["attachments"])),
    }
    for part, most in MOST.items():
        length = word_count(sound[part]) if part in THREE_PARTS else len(sound[part])
        if length > most:
            raise Refused("text_too_long", part=TERMS[part], length=length, most=most)
        if len(sound[part]) > MARKUP * most:
            raise Refused("text_too_formatted", part=TERMS[part])
    for part, reason in sound["empty_reasons"].items():
        if len(reason) > MOST_REASON:
            raise Refused("text_too_long", part=f"{TERMS[Part(part)]}为空的原因", length=len(reason), most=MOST_REASON)
    return sound


def write(
    edition: Edition,
    texts: dict,
    *,
    number: int,
    now: datetime,
    saved_by: int | None,
    name: str,
    autosaved: bool = False,
) -> Revision:
    """One more revision, as it is."""
    return Revision.objects.create(
        edition=edition, number=number, sha256=texts_digest(texts), autosaved=autosaved, saved_at=now, saved_by=saved_by,
        saver_name=name, **texts,
    )  # fmt: skip


@transaction.atomic
def save_revision(
    actor: Actor, *, edition_id: int, based_on: int, title: str, plain: str, content: str, procedure: str, result: str,
    now: datetime, empty_reasons: dict[str, str] | None = None, attachments: list[str] | None = None,
    autosaved: bool = False,
) -> Revision:  # fmt: skip
    """Save the drafter's text as the next revision after `based_on`, the number the drafter saw.

    When somebody saved meanwhile: `changed_meanwhile` with `by`, `at` and `number` of the newer
    revision; nothing is stored and nothing lost, the door shows both texts (P6). Saving the same
    text again returns the revision that already holds it. `attachments`: tokens in order; None
    keeps those of the newest revision. 第六条（二）; R5, R21.
    """
    edition = to_edit(actor, edition_id)
    last = newest(edition.pk)
    sound = _sound({
        "title": title, "plain": plain, "content": content, "procedure": procedure, "result": result,
        "empty_reasons": empty_reasons or {},
        "attachments": last.attachments if attachments is None else attachments,
    })  # fmt: skip
    hung = set(Attachment.objects.filter(edition=edition).values_list("file__token", flat=True))
    if not set(sound["attachments"]) <= hung:
        raise Refused("file_not_here")
    if texts_digest(sound) == last.sha256 and (based_on == last.number or last.saved_by == actor.user_id):
        return last
    if based_on != last.number:
        raise Refused("changed_meanwhile", by=last.saver_name, at=last.saved_at, number=last.number)
    return next_revision(actor, edition, last, sound, now=now, autosaved=autosaved)


@transaction.atomic
def take_revision(actor: Actor, *, edition_id: int, number: int, now: datetime) -> Revision:
    """Go on from the text of an earlier revision, saved as the newest one; the files stay those of the newest."""
    edition = to_edit(actor, edition_id)
    wanted = Revision.objects.filter(edition=edition, number=number).first()
    if wanted is None:
        raise missing()
    last = newest(edition.pk)
    texts = {**texts_of(wanted), "attachments": last.attachments}
    return last if texts_digest(texts) == last.sha256 else next_revision(actor, edition, last, texts, now=now)


def next_revision(
    actor: Actor, edition: Edition, last: Revision, texts: dict, *, now: datetime, autosaved: bool = False
) -> Revision:
    """The revision after `last`, unless the edition changed since it was read."""
    touch(edition)
    saved = write(
        edition, texts, number=last.number + 1, now=now, saved_by=actor.user_id, name=actor.name, autosaved=autosaved
    )
    record(
        actor, verb="edition.save", subject=f"edition:{edition.pk}", now=now, org_path=edition.org_path,
        facts={"revision": saved.number, "sha256": saved.sha256, "autosaved": autosaved},
    )  # fmt: skip
    return saved
