"""A desk for tests of review."""

import pytest

from tests.factories.drafts import Desk


@pytest.fixture
def desk(db):
    return Desk()
