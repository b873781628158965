"""Which registered carrier a way means: the one chosen, or the only one there is (R22, R59)."""

from collections.abc import Sequence
from dataclasses import replace

from gongkai.publication.models import Carrier
from gongkai.publication.views import PlacementInput
from gongkai.rules.carriers import kinds_of, rule
from gongkai.rules.methods import method
from gongkai.rules.refusals import Refused
from gongkai.rules.visibility import AUTOMATIC


def on_carriers(org_id: int, ways: Sequence[PlacementInput]) -> list[PlacementInput]:
    """The ways with their carriers; a place that is not registered stays as it was written.

    Where nothing is chosen and no place written, the only carrier in use is meant; of several one
    must be chosen. Raises `Refused`: carrier_not_here, carrier_choose.
    """
    held = list(Carrier.objects.filter(org_id=org_id, ended_on=None).order_by("pk"))
    return [_on_carrier(held, way) for way in ways]


def _on_carrier(held: list[Carrier], way: PlacementInput) -> PlacementInput:
    name = method(way.method).name
    if way.carrier_id is not None:
        chosen = next((one for one in held if one.pk == way.carrier_id), None)
        if chosen is None or rule(chosen.kind).method != way.method:
            raise Refused("carrier_not_here", method=name)
        return _at(chosen, way)
    if way.place.strip():
        return way
    fit = [one for one in held if one.kind in kinds_of(way.method, str(way.details.get("remark", "")))]
    if len(fit) == 1:
        return _at(fit[0], way)
    if fit and way.method not in AUTOMATIC.values():
        raise Refused("carrier_choose", method=name, names="、".join(one.name for one in fit))
    return way


def _at(carrier: Carrier, way: PlacementInput) -> PlacementInput:
    remark = rule(carrier.kind).remark
    details = {**way.details, "remark": remark} if remark else way.details
    return replace(way, carrier_id=carrier.pk, place=way.place.strip() or carrier.place, details=details)
