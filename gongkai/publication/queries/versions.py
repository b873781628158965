"""Published versions of one item, and what changed from one to the next in words (R20, R79, F13)."""

from gongkai.disclosures import richtext
from gongkai.publication.models import Publication
from gongkai.publication.views import PartChange, VersionView
from gongkai.rules.actor import Actor
from gongkai.rules.differences import Op
from gongkai.rules.differences import differences as compare

STEPS = {Op.EQUAL: "same", Op.DELETE: "out", Op.INSERT: "in"}
SHORT = ("title", "plain")
PARTS = (*SHORT, "content", "procedure", "result")


def _plain(row: Publication, part: str) -> str:
    text = getattr(row.revision, part)
    return text if part in SHORT else richtext.to_text(text) or row.revision.empty_reasons.get(part, "")


def differences(actor: Actor, *, older: Publication, newer: Publication) -> tuple[PartChange, ...]:
    """Part by part what was taken out and put in; parts that stayed the same are left out."""
    changes = []
    for part in PARTS:
        old, new = _plain(older, part), _plain(newer, part)
        if old != new:
            changes.append(PartChange(part, tuple((STEPS[one.op], one.text) for one in compare(old, new))))
    return tuple(changes)


def version_views(actor: Actor, *, shown: list[Publication], gone: list[Publication]) -> tuple[VersionView, ...]:
    """All versions the actor may know of, newest first.

    `shown`: one readable row per edition, newest first; `gone`: rows of editions of which nothing is left to read.
    """
    views = {}
    for row, older in zip(shown, [*shown[1:], None], strict=True):
        views[row.edition.number] = VersionView(
            row.edition.number, row.edition.kind, row.title, row.published_at, row.edition.change_note,
            row.ended_at is None, True, differences(actor, older=older, newer=row) if older else (),
        )  # fmt: skip
    for row in gone:
        views.setdefault(
            row.edition.number,
            VersionView(row.edition.number, row.edition.kind, "", row.published_at, "", False, False),
        )
    return tuple(views[number] for number in sorted(views, reverse=True))
