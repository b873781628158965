"""A record brought to its end: kept its time, listed, agreed to by a second person, destroyed before a witness."""

from gongkai.archive import actions
from gongkai.interfaces.workbench.views.archive_disposals import DESTROYERS
from gongkai.orgs import actions as organizing
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Role
from tests.factories.world import LONG_AGO

YEARS = 32


def destroyed(world, row, later, when) -> None:
    """`later(days)` lets days pass, `when()` says the moment and day for an act."""
    user = organizing.create_user(Actor.clock(), username="dangan", name="归档员", now=when()["now"])
    organizing.give_grant(
        Actor.clock(), user_id=user.pk, role=Role.ARCHIVIST, org_id=row.org_id, from_date=LONG_AGO, now=when()["now"]
    )
    later(366 * YEARS)
    who = world.actor(user)
    listed = actions.propose_disposal(who, org_id=row.org_id, record_ids=[row.pk], reason="保管期满", **when())
    for actor, verb in ((world.actor(world.head), "approve"), (who, "carry_out")):
        listed = actions.move_disposal(
            actor, number=listed.number, verb=verb, remark="支部委员会", destroyers=DESTROYERS, **when()
        )
    assert listed.is_done
    row.refresh_from_db()
    assert row.destroyed_at is not None and row.parts
