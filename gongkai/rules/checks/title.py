"""A title is there, and short enough to be read on a board (第四条（六）)."""

from collections.abc import Iterator

from gongkai.rules.checks.facts import CheckFinding, DraftFacts, Part, stop

MOST = 80


def title(draft: DraftFacts) -> Iterator[CheckFinding]:
    """Stop when the title is missing or longer than 80 characters. 第四条（六）; R20."""
    length = len(draft.title.strip())
    if not length:
        yield stop("title_missing", Part.TITLE, "第四条（六）")
    elif length > MOST:
        yield stop("title_long", Part.TITLE, "第四条（六）", length=length, most=MOST)
