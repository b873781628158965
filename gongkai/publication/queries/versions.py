"""Published versions of one item, and what changed from one to the next in words (R20, R79, F13)."""

from collections import namedtuple

from gongkai.disclosures import richtext
from gongkai.publication.views import PartChange, VersionView
from gongkai.rules.actor import Actor
from gongkai.rules.block_differences import block_differences

# What is read of a publication, its edition and its text to show it; one narrow row instead of four wide ones.
READ = (
    "pk", "org_id", "org_path", "org_name", "audience", "code", "category", "period", "title", "published_at", "due_on",
    "notice_start", "notice_end", "notice_result", "notice_result_at", "ended_at", "end_kind", "edition_id",
    "disclosure_id", "disclosure__number", "disclosure__catalog_entry_id", "disclosure__late_reason", "edition__number", "edition__kind",
    "edition__change_note", "edition__scope_reason", "edition__head_name", "revision__title", "revision__plain",
    "revision__content", "revision__procedure", "revision__result", "revision__empty_reasons", "revision__sha256",
    "revision__attachments",
)  # fmt: skip
Row = namedtuple("Row", [name.replace("__", "_") for name in READ])
SHORT = ("title", "plain")
PARTS = (*SHORT, "content", "procedure", "result")


def _plain(row: Row, part: str) -> str:
    text = getattr(row, f"revision_{part}")
    return text if part in SHORT else richtext.to_text(text) or row.revision_empty_reasons.get(part, "")


def differences(actor: Actor, *, older: Row, newer: Row) -> tuple[PartChange, ...]:
    """Part by part what was taken out and put in; parts that stayed the same are left out."""
    changes = []
    for part in PARTS:
        old, new = _plain(older, part), _plain(newer, part)
        if old != new:
            changes.append(PartChange(part, tuple(block_differences(old, new))))
    return tuple(changes)


def version_views(actor: Actor, *, shown: list[Row], gone: list[Row]) -> tuple[VersionView, ...]:
    """All versions the actor may know of, newest first.

    `shown`: one readable row per edition, newest first; `gone`: rows of editions of which nothing is left to read.
    """
    views = {}
    for row, older in zip(shown, [*shown[1:], None], strict=True):
        views[row.edition_number] = VersionView(
            row.edition_number, row.edition_kind, row.title, row.published_at, row.edition_change_note,
            row.ended_at is None, True, differences(actor, older=older, newer=row) if older else (),
        )  # fmt: skip
    for row in gone:
        views.setdefault(
            row.edition_number,
            VersionView(row.edition_number, row.edition_kind, "", row.published_at, "", False, False),
        )
    return tuple(views[number] for number in sorted(views, reverse=True))
