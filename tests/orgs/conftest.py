"""The small county for tests of organizations and people."""

from datetime import UTC, date, datetime

import pytest

from tests.factories.world import build_world

NOW = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)  # 9 o'clock in Shanghai
TODAY = date(2026, 9, 1)


@pytest.fixture
def world(db):
    return build_world(NOW, TODAY)


@pytest.fixture
def office(world):
    """The county office, which manages organizations and people."""
    return world.actor(world.county_office)
