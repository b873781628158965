"""When an installation is sound, and when each daily job comes next."""

from datetime import date, datetime, time, timedelta

import pytest

from gongkai.rules import health
from gongkai.rules.duties import LOCAL
from gongkai.rules.timetable import BACKUP, DAILY_JOBS, OTHER_JOBS, next_run

NOW = datetime(2026, 9, 28, 9, 0, tzinfo=LOCAL)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("last", "state"),
    [
        (None, health.Worker.SILENT), (NOW - 10 * MINUTE, health.Worker.RUNNING),
        (NOW - 11 * MINUTE, health.Worker.SILENT), (NOW + 5 * MINUTE, health.Worker.RUNNING),
        (NOW + 6 * MINUTE, health.Worker.AHEAD),
    ],
)  # fmt: skip
def test_a_worker_by_its_last_word(last, state):
    assert health.worker_state(last, NOW) is state


def test_space_backup_and_queue():
    giga = health.GIGABYTE
    assert [health.space_state(free) for free in (0, giga // 5 - 1, giga // 5, 2 * giga - 1, 2 * giga)] == [
        health.Space.FULL, health.Space.FULL, health.Space.SCARCE, health.Space.SCARCE, health.Space.ENOUGH,
    ]  # fmt: skip
    week = timedelta(days=7)
    assert [health.backup_old(at, NOW) for at in (None, NOW - week, NOW - week - MINUTE)] == [True, False, True]
    assert [health.queue_stuck(at, NOW) for at in (None, NOW - 10 * MINUTE, NOW - 11 * MINUTE)] == [False, False, True]


@pytest.mark.parametrize(
    ("well_at", "hour", "expected"),
    [
        (None, time(3), datetime(2026, 9, 28, 3, tzinfo=LOCAL)),  # has passed: at the next look
        (NOW - 2 * MINUTE, time(3), datetime(2026, 9, 29, 3, tzinfo=LOCAL)),
        (NOW - timedelta(days=1), time(17), datetime(2026, 9, 28, 17, tzinfo=LOCAL)),
        (datetime(2026, 9, 27, 23, 59, tzinfo=LOCAL), time(0), datetime(2026, 9, 28, 0, tzinfo=LOCAL)),
        (datetime(2026, 9, 28, 0, 1, tzinfo=LOCAL), time(0), datetime(2026, 9, 29, 0, tzinfo=LOCAL)),
    ],
)
def test_the_next_run_of_a_daily_job(well_at, hour, expected):
    assert next_run(well_at, hour, NOW) == expected


def test_every_job_has_a_name_of_its_own_and_its_hour():
    jobs = [one.job for one in DAILY_JOBS] + list(OTHER_JOBS) + [BACKUP]
    names = [one.name for one in DAILY_JOBS] + list(OTHER_JOBS.values())
    assert len(set(jobs)) == len(jobs) and len(set(names)) == len(names)
    hours = {one.job: one.not_before(lambda key, day: time(7, 30), date(2026, 9, 28)) for one in DAILY_JOBS}
    assert (hours["notices"], hours["check_logs"], hours["release"]) == (time(7, 30), time(3), time(0))
