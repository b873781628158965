"""By which ways: each suits a circle, and every circle is reached (第七条, R60, R22)."""

from collections.abc import Iterator

from gongkai.rules.checks.facts import CheckFinding, DraftFacts, Part, stop, warn
from gongkai.rules.methods import (
    METHODS,
    TERMS,
    Audience,
    MethodUse,
    Reach,
    method,
    reach,
    reaches,
    suitable,
    use_of,
)

_KNOWN = frozenset(way.code for way in METHODS)
ENOUGH = 2


def _uses(draft: DraftFacts) -> tuple[MethodUse, ...]:
    """The known ways; a way without a remark is meant as the catalog entry says, e.g. 室内."""
    said: dict[str, list[MethodUse]] = {}
    for use in (use_of(way) for way in (draft.entry.methods if draft.entry else ())):
        said.setdefault(use.code, []).append(use)
    uses = [use_of(way) for way in draft.methods if use_of(way).code in _KNOWN]
    return tuple(one for use in uses for one in ([use] if use.remark else said.get(use.code, [use])))


def channel_fit(draft: DraftFacts) -> Iterator[CheckFinding]:
    """Stop for a way that leaks beyond the widest circle, and for a circle that no way reaches.

    第七条 groups the ways by circle; R46, R60.
    """
    for written in draft.methods:
        if use_of(written).code not in _KNOWN:
            yield stop("method_unknown", Part.SCOPE, "第七条", shown=written)
    uses = _uses(draft)
    for use in uses:
        if draft.circles and all(reach(audience, use) is Reach.LEAKS for audience in draft.circles):
            widest = draft.circles[-1]
            yield stop(
                "method_leaks", Part.SCOPE, "第七条",
                method=method(use.code).name, audience=TERMS[widest], instead="、".join(suitable(widest)),
            )  # fmt: skip
    for audience in draft.circles:
        if not reaches(audience, uses):
            yield stop(
                "audience_unreached", Part.SCOPE, "第四条（六）",
                audience=TERMS[audience], instead="、".join(suitable(audience)),
            )  # fmt: skip


def single_carrier(draft: DraftFacts) -> Iterator[CheckFinding]:
    """Warn when people outside the Party have but one way to see it. 第四条（六）; R22."""
    uses = _uses(draft)
    for audience in draft.circles:
        if audience in (Audience.UNIT, Audience.PUBLIC):
            reaching = [use for use in uses if reach(audience, use) is Reach.REACHES]
            if 0 < len(reaching) < ENOUGH:
                yield warn(
                    "single_carrier", Part.SCOPE, "第四条（六）",
                    audience=TERMS[audience], method=method(reaching[0].code).name,
                )  # fmt: skip
