"""A desk for tests of drafting."""

import pytest

from tests.factories.drafts import Desk


@pytest.fixture
def desk(db):
    return Desk()
