"""The county is built once per file; each test undoes what it did."""

from dataclasses import replace

import pytest
from django.db import transaction

from tests.factories.drafts import Desk
from tests.supervision.inspecting import Inspecting
from tests.supervision.overseeing import Overseeing


@pytest.fixture(scope="module")
def county(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield Desk().world
        transaction.set_rollback(True)


@pytest.fixture
def field(county, db):
    return Inspecting(Desk(county))


@pytest.fixture
def watch(county, db):
    return Overseeing(Desk(replace(county)))
