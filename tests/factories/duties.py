"""Catalogs in force in the small county: made by the right makers with the room's own actions."""

from dataclasses import dataclass

from gongkai.obligations import actions as obligations
from gongkai.rulebook import actions as rulebook
from gongkai.rulebook import queries
from gongkai.rules.actor import Actor
from tests.factories.memory import remembered
from tests.factories.world import World, build_world

FROM = "2026-08"


@dataclass
class Bound:
    """The county with the villages' catalog in force since August 2026."""

    world: World
    catalog: object
    version: object


def explain_everything(actor: Actor, version_id: int, now) -> None:
    """Say why each uncovered sub-item does not apply, so that the catalog may be approved."""
    for item in queries.completeness(actor, version_id=version_id):
        rulebook.explain_gap(actor, version_id=version_id, sub_item=item.code, reason="村级没有这项工作", now=now)


def village_catalog(world: World, *, period_from: str = FROM) -> Bound:
    """The town makes the villages' catalog from the defaults and both villages follow it."""
    maker, now = world.actor(world.maker), world.now
    catalog = rulebook.start_catalog(
        maker, maker_id=world.town.pk, org_kind="village", name="东溪镇村党组织公开目录", now=now
    )
    version = queries.versions(maker, catalog_id=catalog.pk)[0]
    explain_everything(maker, version.pk, now)
    version = obligations.approve_catalog(
        maker, version_id=version.pk, period_from=period_from, now=now, today=world.today
    )
    obligations.bind_organizations(
        maker, org_ids=(world.village.pk, world.other_village.pk), catalog_id=catalog.pk, period_from=period_from,
        now=now, today=world.today,
    )  # fmt: skip
    return Bound(world, catalog, version)


@remembered
def bound_county(now, today) -> Bound:
    """The small county with duties."""
    return village_catalog(build_world(now, today))
