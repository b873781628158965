"""The draft keeps to its catalog entry: circles, ways and time (第六条（二）, R46)."""

from collections.abc import Iterator

from gongkai.rules.checks.facts import CheckFinding, DraftFacts, Part, stop
from gongkai.rules.entries import TERMS as KINDS
from gongkai.rules.entries import TimeKind
from gongkai.rules.methods import METHODS, Audience, use_of
from gongkai.rules.methods import TERMS as AUDIENCES

_NAMES = {way.code: way.name for way in METHODS}


def deviation(draft: DraftFacts) -> Iterator[CheckFinding]:
    """Stop for any departure from the entry; it needs the change procedure. 第六条（二）; R46, R86.

    Cadre matters follow their own rules in scope and form (第七条, R61): see `notice`. More ways
    than the entry names are welcome.
    """
    if draft.entry is None:
        return
    if not draft.by_rule:
        yield from _scope(draft, draft.entry.audiences)
        given = {use_of(way).code for way in draft.methods}
        for way in draft.entry.methods:
            if use_of(way).code not in given:
                name = _NAMES.get(use_of(way).code, way)
                yield stop("methods_fewer", Part.SCOPE, "第六条（二）", shown=way, method=name)
    if draft.time_kind and draft.time_kind not in draft.entry.time_kinds:
        yield stop(
            "time_differs", Part.SCOPE, "第八条",
            wanted="、".join(KINDS[TimeKind(kind)] for kind in draft.entry.time_kinds),
            given=KINDS[TimeKind(draft.time_kind)],
        )  # fmt: skip


def _scope(draft: DraftFacts, wanted: tuple[str, ...]) -> Iterator[CheckFinding]:
    for name in wanted:
        if name not in draft.audiences:
            yield stop("scope_narrower", Part.SCOPE, "第六条（二）", shown=name, audience=AUDIENCES[Audience(name)])
    for audience in draft.circles:
        if audience not in wanted:
            yield stop("scope_wider", Part.SCOPE, "第六条（二）", shown=audience, audience=AUDIENCES[audience])
