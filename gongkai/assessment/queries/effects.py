"""The effect report: what came of disclosure at each place below a body, added up from all rooms (第四条（二）, R16)."""

from dataclasses import dataclass
from datetime import date

from gongkai.access_requests import queries as requests
from gongkai.orgs import queries as orgs
from gongkai.participation import queries as participation
from gongkai.publication import queries as publication
from gongkai.rules.actor import Actor
from gongkai.rules.effects import Effect, Effects, Measure, Span
from gongkai.rules.permissions import Permission, may
from gongkai.rules.refusals import missing
from gongkai.supervision import queries as supervision


@dataclass(frozen=True)
class EffectRow:
    """One place below a body with all below it, or the body's own."""

    name: str
    code: str
    own: bool
    effects: Effects


def effects(actor: Actor, *, path: str, span: Span, today: date) -> list[EffectRow]:
    """The places below a body that made anything public or heard anything, the hollow ones first. Queries: constant."""
    if not any(may(actor, one, path) for one in (Permission.READ_WORK, Permission.OVERSEE)):
        raise missing()
    days = {"path": path, "since": span.since, "until": span.until}
    items = publication.items_below(actor, **days)
    found: dict[str, dict[Effect, Measure]] = {}
    answers = requests.answers_below(actor, today=today, **days)
    for measures in (
        participation.effects_below(actor, today=today, **days), supervision.effects_below(actor, **days),
        {child: {Effect.REQUESTS: Measure(*pair)} for child, pair in answers.items()},
    ):  # fmt: skip
        for child, measured in measures.items():
            found.setdefault(child, {}).update(measured)
    here = orgs.organization_at(actor, path=path)
    places = {here.path: here} | {child.path: child for child in orgs.children(actor, org_id=here.pk)}
    rows = [
        EffectRow(one.short_name, one.code, at == path, Effects(items.get(at, 0), found.get(at, {})))
        for at, one in places.items()
        if at in items or at in found
    ]
    return sorted(rows, key=lambda row: (not row.effects.hollow, -row.effects.heard, row.code))
