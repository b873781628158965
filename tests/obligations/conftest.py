"""A county whose villages owe duties since August 2026; today is 12 October 2026, after the disclosure day."""

from datetime import date, datetime

import pytest

from gongkai.rules.duties import LOCAL
from tests.factories.duties import bound_county

TODAY = date(2026, 10, 12)
NOW = datetime(2026, 10, 12, 9, 30, tzinfo=LOCAL)


@pytest.fixture
def bound(db):
    return bound_county(NOW, TODAY)


@pytest.fixture
def world(bound):
    return bound.world
