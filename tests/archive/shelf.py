"""An archive in the small county: matters closed and filed, with the one who keeps it."""

from gongkai.archive import actions, queries
from gongkai.archive.models import ArchiveRecord
from gongkai.orgs import actions as organizing
from gongkai.publication import actions as publishing
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Role
from tests.publication.county import FUNDS

CLOCK = Actor.clock()


def filed(place, **asked) -> int:
    """What the clock files now."""
    matters = queries.due_editions(CLOCK, today=place.today, **asked)
    return actions.file_matters(CLOCK, matters=matters, now=place.later())


def closed(place, code=FUNDS):
    """A matter published and closed."""
    edition = place.published(code)
    publishing.close(place.at("clerk"), edition_id=edition.pk, now=place.later(), today=place.today)
    return edition


def record(place, code=FUNDS) -> ArchiveRecord:
    """A matter closed and filed."""
    edition = closed(place, code)
    filed(place)
    return ArchiveRecord.objects.get(edition_id=edition.pk)


def keeper(place):
    """The village's archivist, as a user."""
    user = organizing.create_user(CLOCK, username="dangan", name="归档员", now=place.now)
    organizing.give_grant(
        CLOCK, user_id=user.pk, role=Role.ARCHIVIST, org_id=place.world.village.pk, from_date=place.today, now=place.now
    )
    return user
