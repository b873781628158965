"""What the house read of itself is let go when its tests are done: a million nodes slow every later collection."""

import pytest

from tests.house.source import tree


@pytest.fixture(scope="package", autouse=True)
def _let_go():
    yield
    tree.cache_clear()
