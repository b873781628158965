"""The small county on 12 October 2026, and the villages' catalog that its town makes."""

from datetime import date, datetime

import pytest

from gongkai.rulebook import actions, queries
from gongkai.rulebook import calendar_store as store
from gongkai.rules.duties import LOCAL
from tests.factories.world import build_world

TODAY = date(2026, 10, 12)
NOW = datetime(2026, 10, 12, 9, 30, tzinfo=LOCAL)


@pytest.fixture(autouse=True)
def fresh_calendar():
    """Rows that a test made and rolled back must not live on in the process."""
    store.forget()
    yield
    store.forget()


@pytest.fixture
def world(db):
    return build_world(NOW, TODAY)


@pytest.fixture
def maker(world):
    return world.actor(world.maker)


@pytest.fixture
def office(world):
    return world.actor(world.county_office)


@pytest.fixture
def catalog(world, maker):
    """The town's catalog for its villages, a draft."""
    return actions.start_catalog(maker, maker_id=world.town.pk, org_kind="village", name="东溪镇村党组织目录", now=NOW)


@pytest.fixture
def draft(maker, catalog):
    return queries.versions(maker, catalog_id=catalog.pk)[0]


@pytest.fixture
def approved(maker, draft):
    """The villages' catalog in force since August 2026."""
    explain_gaps(maker, draft)
    return actions.move_version(maker, version_id=draft.pk, verb="approve", period_from="2026-08", now=NOW)


@pytest.fixture
def followed(world, maker, approved):
    """Both villages follow the catalog since August 2026."""
    ids = (world.village.pk, world.other_village.pk)
    actions.bind(maker, org_ids=ids, catalog_id=approved.catalog_id, period_from="2026-08", now=NOW)
    return approved


def explain_gaps(actor, version):
    """Give a reason for each uncovered sub-item."""
    for item in queries.completeness(actor, version_id=version.pk):
        actions.explain_gap(actor, version_id=version.pk, sub_item=item.code, reason="村级没有这项工作", now=NOW)
