"""Who discloses late says why (第八条; 补公开并说明)."""

from collections.abc import Iterator

from gongkai.rules.checks.facts import CheckFinding, DraftFacts, Part, warn


def lateness(draft: DraftFacts) -> Iterator[CheckFinding]:
    """Warn when a text that is already late does not say why.

    The rules set days and ask for no reason, so it never stands in the way of disclosing what is owed. 第八条; R46.
    """
    if draft.late_days and not draft.late_reason.strip():
        yield warn("late_unexplained", Part.LATE, "第八条", days=draft.late_days)
