"""Heartbeats: failures are counted in a row, what went well ends them; older ones keep their meaning over the upgrade."""

from datetime import UTC, datetime, timedelta

import pytest

from gongkai.ledger import actions, queries
from gongkai.rules.actor import Actor
from tests.factories.upgrades import migrate, old_database

NOW = datetime(2026, 9, 28, 1, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
BEFORE, AFTER = [("ledger", "0005_given_answers")], [("ledger", "0006_heartbeat_runs")]


def beat(now: datetime, *, failed: bool, took: timedelta | None = None) -> tuple:
    actions.beat(Actor.clock(), job="sweep", said="好了", now=now, failed=failed, took=took)
    [row] = queries.heartbeats(Actor.clock())
    return row.ran_at, row.well_at, row.failures, row.took_ms


@pytest.mark.django_db
def test_failures_count_until_it_goes_well():
    assert beat(NOW, failed=True) == (NOW, None, 1, None)
    assert beat(NOW + MINUTE, failed=True) == (NOW + MINUTE, None, 2, None)
    assert beat(NOW + 2 * MINUTE, failed=False, took=MINUTE) == (NOW + 2 * MINUTE, NOW + 2 * MINUTE, 0, 60_000)
    assert beat(NOW + 3 * MINUTE, failed=True) == (NOW + 3 * MINUTE, NOW + 2 * MINUTE, 1, None)


def test_a_job_that_had_failed_before_the_upgrade_has_failed_after_it(
    settings, tmp_path, django_db_setup, django_db_blocker
):
    with django_db_blocker.unblock(), old_database(settings, tmp_path) as database:
        beats = migrate(database, BEFORE).get_model("ledger", "Heartbeat").objects
        beats.create(job="good", ran_at=NOW, said="3行")
        beats.create(job="bad", ran_at=NOW, said="没有做成：没有电")
        after = migrate(database, AFTER).get_model("ledger", "Heartbeat").objects
        rows = after.order_by("job").values_list("job", "failures", "well_at", "took_ms")
        assert list(rows) == [("bad", 1, None, None), ("good", 0, NOW, None)]
