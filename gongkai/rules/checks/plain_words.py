"""One sentence in plain words stands first, short enough to be read aloud (第四条（六）)."""

from collections.abc import Iterator

from gongkai.rules.checks.facts import CheckFinding, DraftFacts, Part, warn

MOST = 60


def plain_words(draft: DraftFacts) -> Iterator[CheckFinding]:
    """Warn when the plain sentence is missing or longer than 60 characters. 第四条（六）; R22."""
    length = len(draft.plain.strip())
    if not length:
        yield warn("plain_missing", Part.PLAIN, "第四条（六）", most=MOST)
    elif length > MOST:
        yield warn("plain_long", Part.PLAIN, "第四条（六）", length=length, most=MOST)
