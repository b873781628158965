"""The small county for tests of organizations and people."""

from datetime import UTC, date, datetime

import pytest

from gongkai.orgs import actions
from gongkai.rules.permissions import Role
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


def administrator(world, username: str, role: Role):
    """One of the three, as an actor of the county."""
    user = actions.create_user(world.clock, username=username, name=f"{username}员", now=NOW)
    actions.give_grant(
        world.clock, org_id=world.county.pk, user_id=user.pk, role=role, subtree=True, from_date=TODAY, now=NOW
    )
    return world.actor(user)


@pytest.fixture
def system(world):
    """The system administrator, who keeps accounts."""
    return administrator(world, "xitong", Role.SYSTEM_ADMIN)


@pytest.fixture
def security(world):
    """The security administrator, who gives powers."""
    return administrator(world, "anquan", Role.SECURITY_ADMIN)


@pytest.fixture
def audit(world):
    """The audit administrator, who reads the trail."""
    return administrator(world, "shenji", Role.AUDIT_ADMIN)
