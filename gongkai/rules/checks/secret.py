"""Traces of secrecy: marks stop, mere words warn (第四条（二）, R14)."""

from collections.abc import Iterator

from gongkai.rules import secrecy
from gongkai.rules.checks.facts import CheckFinding, DraftFacts, Part, stop, warn
from gongkai.rules.findings import Finding, Severity
from gongkai.rules.secrecy import SecrecyKind

ARTICLE = "第四条（二）"


def _found(draft: DraftFacts) -> Iterator[tuple[Part, str, Finding]]:
    texts = [(part, "", text) for part, text in draft.written if text]
    texts += [
        (Part.ATTACHMENTS, file.name, "\n".join((file.name, file.caption, file.text))) for file in draft.attachments
    ]
    seen = set()
    for part, name, text in texts:
        for found in secrecy.find(text):
            if (found.kind, found.shown) not in seen:
                seen.add((found.kind, found.shown))
                yield part, name, found


def secrecy_marks(draft: DraftFacts) -> Iterator[CheckFinding]:
    """Stop for marks of secrecy and for "not outside". Nobody lifts a mark of secrecy here;

    whether a paper marked internal may go public a second person decides. 第四条（二）; R14.
    """
    for part, name, found in _found(draft):
        if found.severity is Severity.STOP:
            internal = found.kind == SecrecyKind.INTERNAL_MARK
            yield stop(
                "internal_mark" if internal else "secrecy_mark", part, ARTICLE, shown=found.shown.strip(),
                liftable=internal, reason=found.reason + (f"（附件“{name}”）" if name else ""),
            )  # fmt: skip


def secrecy_words(draft: DraftFacts) -> Iterator[CheckFinding]:
    """Warn where secrets are spoken of. 第四条（二）; R14."""
    for part, name, found in _found(draft):
        if found.severity is Severity.WARN:
            reason = found.reason + (f"（附件“{name}”）" if name else "")
            yield warn("secrecy_words", part, ARTICLE, shown=found.shown, reason=reason)
