"""The small county with duties as of the real day, asked through the pages."""

from datetime import datetime, time

import pytest
from django.urls import reverse
from django.utils import timezone

from gongkai.rulebook import calendar_store
from gongkai.rules.duties import LOCAL
from gongkai.rules.periods import Period
from tests.factories.duties import village_catalog
from tests.factories.memory import remembered
from tests.factories.world import build_world


@remembered
def _bound(now, today):
    return village_catalog(build_world(now, today), period_from=str(Period.of(today).plus(-2)))


@pytest.fixture
def bound(db):
    """The small county with duties of the months before this one, as of the real day."""
    today = timezone.localdate()
    now = datetime.combine(today, time(8), LOCAL)
    calendar_store.forget()
    yield _bound(now, today)
    calendar_store.forget()


@pytest.fixture
def world(bound):
    return bound.world


@pytest.fixture
def see(client):
    """Ask as somebody: `see(user, name, *args, **query)`."""

    def ask(user, name, /, *args, **query):
        client.force_login(user)
        return client.get(reverse(f"workbench:{name}", args=args), query)

    return ask


@pytest.fixture
def send(client):
    """Send a form as somebody."""

    def ask(user, name, /, *args, query="", **data):
        client.force_login(user)
        return client.post(reverse(f"workbench:{name}", args=args) + query, data)

    return ask
