"""The county is built once per file; each test undoes what it did."""

import pytest
from django.db import transaction

from tests.access_requests.asking import Asking
from tests.factories.drafts import Desk


@pytest.fixture(scope="module")
def county(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield Desk().world
        transaction.set_rollback(True)


@pytest.fixture
def asking(county, db):
    return Asking(Desk(county))
