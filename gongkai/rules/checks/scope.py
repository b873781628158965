"""To whom: circles that exist, members at least, and 先党内后党外 (第四条（二）)."""

from collections.abc import Iterator

from gongkai.rules.checks.facts import CheckFinding, DraftFacts, Part, stop
from gongkai.rules.entries import in_order
from gongkai.rules.methods import TERMS, Audience


def scope_fit(draft: DraftFacts) -> Iterator[CheckFinding]:
    """Stop when no circle is named or one that does not exist. 第二条、第七条; R5."""
    if not draft.audiences:
        yield stop("scope_missing", Part.SCOPE, "第二条")
    for name in draft.audiences:
        if name not in set(Audience):
            yield stop("scope_unknown", Part.SCOPE, "第七条", shown=name)


def party_first(draft: DraftFacts) -> Iterator[CheckFinding]:
    """Stop when circles are not ordered from the narrow to the wide, each once. 第四条（二）; R15."""
    wanted = in_order(set(draft.circles))
    if draft.circles != wanted:
        names = "、".join(TERMS[audience] for audience in wanted)
        yield stop("order_wrong", Part.SCOPE, "第四条（二）", wanted=names)


def member_scope(draft: DraftFacts) -> Iterator[CheckFinding]:
    """Stop when fewer than the members are told and nobody says why. 第四条（二）; R13."""
    if set(draft.circles) == {Audience.INDIVIDUAL} and not draft.scope_reason.strip():
        yield stop("below_members", Part.SCOPE, "第四条（二）")
