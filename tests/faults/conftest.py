"""The small county as a site, built once for all tests of faults that want processes of their own."""

import pytest

from tests.faults.county_site import county_site


@pytest.fixture(scope="session")
def county_at_rest(tmp_path_factory):
    """No process of it runs; a test takes a copy."""
    return county_site(tmp_path_factory.mktemp("county"))
