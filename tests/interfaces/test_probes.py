"""What watches the installation is told the truth: in a real server, over a silent worker, a lost disk, a lost database."""

import sqlite3
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client

from gongkai.interfaces.jobs import probes
from gongkai.ledger import actions as ledger
from gongkai.rules.actor import Actor
from gongkai.rules.timetable import BACKUP
from tests.interfaces.installation import fetch, fresh, serving, wait_for

NOW = datetime(2026, 9, 28, 1, 0, tzinfo=UTC)


def beat(*, job: str = "outbox", now: datetime = NOW, failed: bool = False) -> None:
    ledger.beat(Actor.clock(), job=job, said="0件", now=now, failed=failed)


@pytest.fixture
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path


def test_the_process_lives_without_a_database(django_assert_num_queries):
    answer = Client().get("/healthz")  # a test without the mark may not touch the database
    assert (answer.status_code, answer.content.decode()) == (200, "好\n")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8" and "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    assert Client().post("/healthz").status_code == 405


@pytest.mark.django_db
def test_all_is_well_while_the_worker_speaks(files, django_assert_max_num_queries):
    beat()
    with django_assert_max_num_queries(7):
        assert dict(probes.look(NOW + timedelta(minutes=9))) == dict.fromkeys(
            ("数据库", "数据库升级", "附件", "后台任务"), "好"
        )
    assert not list((files / "files").iterdir())  # the probe leaves nothing behind


@pytest.mark.django_db
def test_a_silent_worker_and_a_clock_set_back_are_said(files):
    beat(job=BACKUP)
    assert dict(probes.look(NOW))["后台任务"] == "没有在运行"  # a backup is made by a process of its own
    beat()
    assert dict(probes.look(NOW + timedelta(minutes=11)))["后台任务"] == "没有在运行"
    assert dict(probes.look(NOW - timedelta(minutes=6)))["后台任务"] == "时钟被拨回去了"


@pytest.mark.django_db
def test_a_place_that_takes_no_files_is_said(files):
    beat()
    (files / "files").write_text("不是文件夹", encoding="utf-8")
    assert dict(probes.look(NOW)) == {"数据库": "好", "数据库升级": "好", "附件": "写不进去", "后台任务": "好"}


@pytest.mark.django_db
def test_a_migration_that_is_not_applied_is_said(files):
    beat()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'ledger' AND name = '0001_initial'")
    assert dict(probes.look(NOW)) == {
        "数据库": "好",
        "数据库升级": "还有升级没有做",
        "附件": "好",
        "后台任务": "不知道",
    }


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_said_without_its_name(files):
    def broken(execute, sql, params, many, context):
        raise OperationalError("connection to server at 10.0.0.7 failed: password for user gongkai")

    with connection.execute_wrapper(broken):
        found = dict(probes.look(NOW))
    assert found == {"数据库": "没有回答", "数据库升级": "不知道", "附件": "好", "后台任务": "不知道"}


def test_an_answer_holds_for_a_second_however_many_ask():
    asked = []

    def slow(now):
        asked.append(now)
        time.sleep(0.05)
        return (("数据库", "好"),)

    kept = probes.Kept(slow, seconds=0.3)
    asking = [threading.Thread(target=kept, args=(NOW,)) for _ in range(8)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    assert len(asked) == 1
    time.sleep(0.35)
    kept(NOW)
    assert len(asked) == 2


@pytest.mark.twice
def test_a_real_server_becomes_ready_when_its_worker_runs_and_not_before(tmp_path):
    place = fresh(tmp_path / "data")
    assert place.run("migrate").returncode == 0
    with serving(place) as (port,):
        assert "后台任务：没有在运行" in wait_for(port, "/readyz", 503)
        assert place.run("worker", "--once").returncode == 0
        assert wait_for(port, "/readyz", 200).count("好") == 4
        assert fetch(port, "/healthz") == (200, "好\n")
        if "DATABASE_URL" not in place.environment:
            with sqlite3.connect(tmp_path / "data" / "gongkai.sqlite3") as database:
                database.execute("DROP TABLE django_migrations")
            assert "数据库升级：还有升级没有做" in wait_for(port, "/readyz", 503)
            assert fetch(port, "/healthz") == (200, "好\n")
