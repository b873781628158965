"""A county in January: the year 2026 is over, its villages were silent for a few months. Built once per file."""

from datetime import date, datetime

import pytest
from django.db import transaction

from gongkai.orgs import actions as orgs
from gongkai.rules.duties import LOCAL
from gongkai.rules.permissions import Role
from tests.assessment.judging import Judging
from tests.factories.duties import bound_county
from tests.factories.world import LONG_AGO

TODAY = date(2027, 1, 12)
NOW = datetime(2027, 1, 12, 9, 30, tzinfo=LOCAL)


def build():
    """The world with two more people of the county: one who reviews beside the office, one who holds to account."""
    world = bound_county(NOW, TODAY).world
    clock = world.clock
    for attribute, at, role, subtree, name in (
        ("leader", "county", Role.COUNTY_LEADER, True, "韩六"),
        ("confidential", "county", Role.CONFIDENTIAL, False, "朱七"),
    ):
        user = orgs.create_user(clock, username=attribute, name=name, now=NOW)
        orgs.give_grant(
            clock,
            org_id=getattr(world, at).pk,
            user_id=user.pk,
            role=role,
            subtree=subtree,
            from_date=LONG_AGO,
            now=NOW,
        )
        setattr(world, attribute, user)
    return world


@pytest.fixture(scope="module")
def county(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture
def judging(county, db):
    return Judging(county, NOW, TODAY)
