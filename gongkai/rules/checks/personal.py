"""Personal information, in the text and in what hangs on it (第四条（二）, P29)."""

from collections.abc import Iterator

from gongkai.rules import privacy
from gongkai.rules.checks.facts import CheckFinding, DraftFacts, Part, stop, warn
from gongkai.rules.findings import Finding, Severity

ARTICLE = "第四条（二）"
MOST_SHOWN = 60


def _found(draft: DraftFacts) -> Iterator[tuple[Part, str, Finding]]:
    """Every different finding once, wherever it stands first; the file's name when it is in a file."""
    texts = [(part, "", text) for part, text in draft.written if text]
    texts += [
        (Part.ATTACHMENTS, file.name, "\n".join((file.name, file.caption, file.text))) for file in draft.attachments
    ]
    seen = set()
    for part, name, text in texts:
        for found in privacy.find(text):
            if (found.kind, found.shown) not in seen:
                seen.add((found.kind, found.shown))
                yield part, name, found


def _reason(found: Finding, name: str) -> str:
    return f"{found.reason}（附件“{name}”）" if name else found.reason


def personal_numbers(draft: DraftFacts) -> Iterator[CheckFinding]:
    """Stop for numbers of identity cards, bank cards and mobile telephones, in attachments too.

    Only a second person's recorded decision lifts it. 第四条（二）; P29.
    """
    for part, name, found in _found(draft):
        if found.severity is Severity.STOP:
            yield stop(
                "personal_number", part, ARTICLE, shown=found.shown, liftable=True,
                kind=found.kind, reason=_reason(found, name), masked=found.masked,
            )  # fmt: skip


def personal_words(draft: DraftFacts) -> Iterator[CheckFinding]:
    """Warn of dwellings, birth days, illnesses, children's names and the like. 第四条（二）; P29."""
    for part, name, found in _found(draft):
        if found.severity is Severity.WARN:
            yield warn(
                "personal_words", part, ARTICLE, shown=found.shown[:MOST_SHOWN],
                kind=found.kind, reason=_reason(found, name), masked=found.masked,
            )  # fmt: skip
