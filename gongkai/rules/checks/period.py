"""What is due this month tells of the month before, and of no other (第八条（二）, R70)."""

from collections.abc import Iterator, Sequence

from gongkai.rules.checks.facts import THREE_PARTS, CheckFinding, DraftFacts, Part, warn
from gongkai.rules.months_named import Mention, Named, mentions


def wrong_period(draft: DraftFacts) -> Iterator[CheckFinding]:
    """Warn when title or text names other months than the one reported on, and never that one. 第八条（二）; R70.

    A day or a span that lies in the right month names it too; days alone name no other month.
    """
    if draft.reports_on is None:
        return
    parts = (Part.PLAIN, *THREE_PARTS)
    named = [(part, list(mentions(draft.text(part)))) for part in (Part.TITLE, *parts)]
    for about in (named[:1], named[1:]):
        wrong = _other_month(draft, about)
        if wrong:
            part, one = wrong
            yield warn("wrong_period", part, "第八条（二）", shown=one.text, wanted=draft.reports_on.label)


def _other_month(draft: DraftFacts, about: Sequence[tuple[Part, list[Mention]]]) -> tuple[Part, Mention] | None:
    """The first month named in these parts when the right one is named nowhere in them."""
    month = draft.reports_on
    if month is None or any(one.names(month, seen_from=month) for _, named in about for one in named):
        return None
    return next(((part, one) for part, named in about for one in named if one.kind is Named.MONTH), None)
