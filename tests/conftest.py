"""What every test obeys: rules without a database, own files, and a record of what was proved."""

import gc
import json
import os
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import settings

from gongkai.ledger.guards import without_guards
from tests import dice  # it registers the profile too
from tests.factories.folders import own_folder
from tests.interfaces.installation import demonstration

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "test-results"
PURE = ROOT / "tests" / "rules"
DOORS = ROOT / "tests" / "interfaces"
ON_POSTGRESQL = os.environ.get("GONGKAI_TEST_DB") == "postgres"
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server", "client", "admin_client"}


def pytest_collection_modifyitems(config, items):
    """The law library is pure: its tests may not ask for a database. Remember what each test covers.

    On PostgreSQL only those tests run that ask a database, of the doors only those that say so with `twice`.
    """
    for item in items:
        wants = DATABASE_FIXTURES.intersection(getattr(item, "fixturenames", ()))
        if item.path.is_relative_to(PURE) and (wants or item.get_closest_marker("django_db")):
            raise pytest.UsageError(f"{item.nodeid}: tests of rules use no database")
        covered = sorted({name for mark in item.iter_markers("covers") for name in mark.args})
        item.user_properties.extend(("covers", name) for name in covered)
    if ON_POSTGRESQL:
        again = [item for item in items if _runs_again(item)]
        config.hook.pytest_deselected(items=[item for item in items if not _runs_again(item)])
        items[:] = again


def _runs_again(item):
    """Rooms ask the database, doors ask rooms (decision 25); the thorough run asks everything twice."""
    if any(item.get_closest_marker(mark) for mark in ("twice", "postgres")):
        return True
    if item.path.is_relative_to(DOORS) and not dice.THOROUGH:
        return False
    named = {"django_db_setup", *DATABASE_FIXTURES}.intersection(getattr(item, "fixturenames", ()))
    return bool(named) or item.get_closest_marker("django_db") is not None


class Proved:
    """Collects, over all workers, which requirement was proved by which test."""

    def __init__(self):
        self.outcomes = defaultdict(dict)

    def pytest_runtest_logreport(self, report):
        if report.when == "call" or report.failed:
            for key, name in report.user_properties:
                if key == "covers":
                    self.outcomes[name][report.nodeid] = report.outcome

    def pytest_sessionfinish(self, session):
        if self.outcomes and not hasattr(session.config, "workerinput") and not ON_POSTGRESQL:
            RESULTS.mkdir(exist_ok=True)
            ordered = {name: self.outcomes[name] for name in sorted(self.outcomes, key=lambda name: int(name[1:]))}
            text = json.dumps(ordered, ensure_ascii=False, indent=1, sort_keys=False)
            (RESULTS / "covers.json").write_text(text, encoding="utf-8")


def pytest_collection_finish(session):
    """Six thousand tests are no garbage: they are not looked through again at every collection."""
    gc.collect()
    gc.freeze()


def pytest_configure(config):
    settings.load_profile("gongkai")
    config.pluginmanager.register(Proved(), "proved")


@pytest.fixture
def unguarded(db):
    """The tables belong to whoever tampers with them, who first takes away what guards them."""
    with without_guards():
        yield


@pytest.fixture(autouse=True)
def own_files(request):
    """Every test that may write files gets its own data folder."""
    if request.path.is_relative_to(PURE):
        yield
        return
    site = request.getfixturevalue("settings")
    folder = request.getfixturevalue("tmp_path")
    site.GONGKAI_MEMORY = ""
    with own_folder(folder):
        yield


@pytest.fixture(scope="session")
def demonstrated(tmp_path_factory):
    """The small demonstration at rest; a test takes a copy: `fresh(folder, like=demonstrated)`."""
    own = tmp_path_factory.getbasetemp()
    return demonstration(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)
