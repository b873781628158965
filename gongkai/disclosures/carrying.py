"""A month's text that was taken over for the next month: what changed, and what still has to be looked at."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gongkai.disclosures import richtext
from gongkai.disclosures.facts import reports_on
from gongkai.disclosures.models import Edition, Revision
from gongkai.rules.carry_over import Change, applied, carry_over
from gongkai.rules.checks import THREE_PARTS, Part
from gongkai.rules.periods import Period

ORIGINAL, CARRIED = 1, 2  # the revisions with the text as it was and with its months changed


@dataclass(frozen=True)
class TakenOver:
    """How a draft came from an earlier month's text: `changed` per part, `left` what still stands as it stood there.

    `other`: the revision to go back to, the original or the one with its months changed; None when nothing changed.
    """

    title: str
    source: Period
    target: Period
    changed: tuple[tuple[Part, Change], ...]
    left: tuple[tuple[Part, str], ...]
    other: int | None

    @property
    def undone(self) -> bool:
        """Does the text stand as it was taken over?"""
        return self.other == CARRIED

    @property
    def one_month(self) -> bool:
        """Were all places about the month itself, none about the month after it?"""
        return all(one.month == self.target.month for _, one in self.changed)


def carried(texts: Mapping[str, Any], source: Period, target: Period) -> tuple[dict[str, Any], list, list]:
    """The texts with their months changed, the changes and what was left, each with its part."""
    made, changed, left = dict(texts), [], []

    def edits_of(words: str, part: Part):
        found = carry_over(words, source, target)
        changed.extend((part, one) for one in found.changed)
        left.extend((part, one) for one in found.left)
        return found.edits

    for part in (Part.TITLE, Part.PLAIN):
        made[part] = applied(texts[part], edits_of(texts[part], part))
    for part in THREE_PARTS:
        made[part] = richtext.rewritten(texts[part], lambda words, part=part: edits_of(words, part))
    made["empty_reasons"] = {
        part: applied(reason, edits_of(reason, Part(part))) for part, reason in texts["empty_reasons"].items()
    }
    return made, changed, left


def taken_over(edition: Edition, revisions: list[Revision]) -> TakenOver | None:
    """How the edition's text was taken over; None when it was not, or is no monthly one. `revisions`: newest first."""
    source, target = edition.copied_from and reports_on(edition.copied_from.disclosure), reports_on(edition.disclosure)
    if source is None or target is None or revisions[-1].number != ORIGINAL:
        return None
    original, newest = revisions[-1], revisions[0]
    _, changed, left = carried(_texts(original), source, target)
    still = Counter(carried(_texts(newest), source, target)[2])
    standing = tuple(one for one in left if still[one] > 0 and not still.subtract([one]))
    other = (CARRIED if newest.sha256 == original.sha256 else ORIGINAL) if changed else None
    return TakenOver(original.title, source, target, tuple(changed), standing, other)


def _texts(revision: Revision) -> dict[str, Any]:
    return {name: getattr(revision, name) for name in (Part.TITLE, Part.PLAIN, *THREE_PARTS, "empty_reasons")}
