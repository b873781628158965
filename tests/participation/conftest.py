"""Desks for tests of this room: each county is built once per file, each test undoes what it did."""

import pytest
from django.db import transaction

from tests.factories.drafts import Desk
from tests.factories.world import build_world
from tests.participation.protectors import build_voices
from tests.participation.voices import NOW, TODAY, Voices


@pytest.fixture(scope="module")
def county(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield Desk().world
        transaction.set_rollback(True)


@pytest.fixture
def desk(county, db):
    """`db` marks the test as one of the database, so that a file run alone has one."""
    return Desk(county)


@pytest.fixture(scope="module")
def plain_county(django_db_setup, django_db_blocker):
    """The county without catalogs, for what needs no duty."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world(NOW, TODAY)
        transaction.set_rollback(True)


@pytest.fixture
def voices(plain_county, db):
    """Opinions on a running day."""
    plain_county.today = TODAY
    return Voices(plain_county)


@pytest.fixture(scope="module")
def shielded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_voices()
        transaction.set_rollback(True)


@pytest.fixture
def protected(shielded, db):
    """The county with those who protect."""
    return shielded
