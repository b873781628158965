"""内容、程序、结果: each is filled or its absence explained (第二条, R5)."""

from collections.abc import Iterator

from gongkai.rules.checks.facts import THREE_PARTS, CheckFinding, DraftFacts, stop


def three_parts(draft: DraftFacts) -> Iterator[CheckFinding]:
    """Stop for every part that is neither written nor explained. 第二条; R5."""
    for part in THREE_PARTS:
        if not draft.text(part).strip() and not draft.reason(part).strip():
            yield stop("part_empty", part, "第二条")
