"""A desk for tests of review: the county is built once per file, each test undoes what it did."""

import pytest
from django.db import transaction

from tests.factories.drafts import Desk


@pytest.fixture(scope="module")
def county(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield Desk().world
        transaction.set_rollback(True)


@pytest.fixture
def desk(county, db):
    """`db` marks the test as one of the database, so that a file run alone has one."""
    return Desk(county)
