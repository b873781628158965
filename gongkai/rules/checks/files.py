"""Attachments: those that cannot go along stop, doubtful ones warn (第四条（六）)."""

from collections.abc import Iterator

from gongkai.rules.checks.facts import CheckFinding, DraftFacts, Part, stop, warn


def files_refused(draft: DraftFacts) -> Iterator[CheckFinding]:
    """Stop for attachments that cannot be kept or are gone. 第四条（六）; R20."""
    for file in draft.attachments:
        if file.refused:
            yield stop(
                "file_refused", Part.ATTACHMENTS, "第四条（六）", shown=file.name, name=file.name, reason=file.refused
            )


def files_doubtful(draft: DraftFacts) -> Iterator[CheckFinding]:
    """Warn with what was noticed when the file was taken in, e.g. that its text cannot be read. P29."""
    for file in draft.attachments:
        for warning in file.warnings:
            yield warn("file_warning", Part.ATTACHMENTS, "第四条（六）", shown=warning, name=file.name, reason=warning)
