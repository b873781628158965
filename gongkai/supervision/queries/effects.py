"""What superiors and supervisors found in some days, per child of a body: numbers only, open to anyone (R16)."""

from datetime import date

from django.db.models import Q

from gongkai.orgs.scopes import shares_per_child
from gongkai.rules.actor import Actor
from gongkai.rules.duties import moments
from gongkai.rules.effects import Effect, Measure
from gongkai.rules.procedures.spot_check import SpotCheckState
from gongkai.supervision.models import SpotCheck, SupervisionMark


def effects_below(actor: Actor, *, path: str, since: date, until: date) -> dict[str, dict[Effect, Measure]]:
    """Photos of boards that were taken as true, and marks whose reply satisfied. Two queries."""
    photos = SpotCheck.objects.filter(day__range=(since, until))
    begin, end = moments(since, until)
    marks = SupervisionMark.objects.filter(judged_at__gte=begin, judged_at__lt=end, satisfied__isnull=False)
    shares = {
        Effect.BOARDS: shares_per_child(photos, path, Q(state=SpotCheckState.TAKEN)),
        Effect.MARKS: shares_per_child(marks, path, Q(satisfied=True)),
    }
    found: dict[str, dict[Effect, Measure]] = {}
    for effect, rows in shares.items():
        for child, (good, total) in rows.items():
            found.setdefault(child, {})[effect] = Measure(good, total)
    return found
