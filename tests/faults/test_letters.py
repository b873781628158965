"""Killed anywhere among the day's letters: nobody is told twice, nobody is left out (R22)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections

from gongkai.ledger.models import Outbox
from gongkai.participation import actions as participating
from gongkai.participation.models import Subscription
from gongkai.rules.actor import Actor
from tests.covers import covers
from tests.factories.parallel import file_database
from tests.factories.world import build_world
from tests.faults.crashing import DIED, attempt
from tests.publication.rows import published

NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
MORNING = NOW + timedelta(days=1)

pytestmark = pytest.mark.django_db(transaction=True)


def tell():
    participating.tell_subscribers(Actor.clock(), today=MORNING.date(), now=MORNING)


def standing() -> tuple[list[str], list[str]]:
    """Whose letter is written down, and who counts as told."""
    try:
        written = [row.payload["subscription"] for row in Outbox.objects.filter(kind="mail")]
        return sorted(written), sorted(Subscription.objects.filter(told_until=MORNING).values_list("ref", flat=True))
    finally:
        connections.close_all()


@covers("R22")
def test_a_letter_is_written_down_and_told_in_one(settings, tmp_path):
    settings.GONGKAI_IDENTITY_KEY = str(tmp_path / "identity.key")
    world = build_world(NOW, NOW.date())
    places = (world.village, world.other_village, world.town)
    for number, org in enumerate(places):
        participating.subscribe(
            Actor.visitor(), address="me@example.org", org_id=org.pk, category="", inside=False, source=f"x{number}",
            now=NOW - timedelta(days=2 * number), today=NOW.date(),
        )  # fmt: skip
        Subscription.objects.update(agreed_at=NOW, told_until=NOW)
    for org in places[:2]:
        published(org.path, "public", at=NOW + timedelta(hours=1))
    Outbox.objects.all().delete()
    with file_database(tmp_path):
        killed = 0
        for number in range(1, 40):
            said, *_ = attempt(tell, f"statement {number}")
            written, told = standing()
            assert written == told, f"statement {number}: written down and told are one"
            killed += said == DIED
        assert killed > 5
        tell()
        written, told = standing()
        assert written == told and len(set(written)) == len(places)
