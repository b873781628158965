"""The worker's loop: what acts asked for is carried out once, daily jobs run once a day, failures come back (P13)."""

import os
import signal
import threading
import time as time_passes
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connections
from django.utils import timezone

from gongkai.interfaces.jobs import holding, loop, regulation
from gongkai.ledger import actions as ledger
from gongkai.ledger import queries as reading
from gongkai.ledger.actions import outbox
from gongkai.ledger.models import Checkpoint
from gongkai.publication import pages
from gongkai.rules.actor import Actor
from gongkai.rules.duties import LOCAL
from gongkai.rules.timetable import DailyJob
from tests.factories.duties import bound_county
from tests.factories.parallel import file_database
from tests.factories.processes import forked
from tests.ledger.logs import append

NOW = datetime(2026, 9, 28, 1, 0, tzinfo=UTC)
TODAY = date(2026, 9, 28)
BROKEN = DailyJob("broken", "坏了的任务")

pytestmark = [pytest.mark.django_db, pytest.mark.twice]


def ask(kind: str, key: str) -> None:
    ledger.enqueue(Actor.clock(), kind=kind, key=key, payload={"publication": 1}, now=NOW)


def beats() -> dict:
    return {beat.job: beat for beat in reading.heartbeats(Actor.clock())}


def test_what_was_asked_for_happens_once():
    loop.periodic(NOW)
    loop.sign(NOW)
    before = pages.generation().read()
    ask("published", "published:1")
    assert loop.run_due(NOW) == 1
    assert pages.generation().read() != before
    assert reading.waiting(Actor.clock(), now=NOW + timedelta(days=1)) == 0
    assert loop.run_due(NOW) == 0


def test_a_head_signed_at_the_end_of_a_long_run_does_not_turn_the_clock_back(monkeypatch):
    """A package made on the way signs at its own moment; what comes after it is signed later, not at the run's beginning."""
    loop.periodic(NOW)
    loop.sign(NOW)
    passed = iter(range(0, 100_000, 30))
    monkeypatch.setattr(loop, "monotonic", lambda: next(passed))

    def slow(payload):
        append(1)
        ledger.sign_log(Actor.clock(), log="public", now=NOW + timedelta(seconds=30))
        append(2)
        return "做好了"

    monkeypatch.setitem(loop.HANDLERS, "slow", slow)
    ask("slow", "slow:1")
    assert loop.run_due(NOW) == 1
    heads = list(Checkpoint.objects.filter(log="public").order_by("size").values_list("signed_at", flat=True))
    assert len(heads) == 3 and heads == sorted(heads) and heads[-1] > NOW + timedelta(seconds=30)


def test_a_kind_that_nobody_carries_out_is_finished():
    loop.periodic(NOW)
    loop.sign(NOW)
    before = pages.generation().read()
    ask("weather", "weather:1")
    assert loop.run_due(NOW) == 1
    assert pages.generation().read() == before
    assert reading.waiting(Actor.clock(), now=NOW + timedelta(days=1)) == 0


def test_what_fails_is_tried_again_and_the_others_go_on(monkeypatch):
    def broken(payload):
        raise RuntimeError("纸用完了")

    loop.periodic(NOW)
    monkeypatch.setitem(loop.HANDLERS, "broken", broken)
    ask("broken", "broken:1")
    ask("published", "published:2")
    assert loop.run_due(NOW) == 1
    later = NOW + timedelta(minutes=2)
    assert reading.waiting(Actor.clock(), now=NOW) == 0
    assert reading.waiting(Actor.clock(), now=later) == 1
    monkeypatch.setitem(loop.HANDLERS, "broken", lambda payload: "好了")
    assert loop.run_due(later) == 1
    assert reading.waiting(Actor.clock(), now=later + timedelta(days=1)) == 0


def test_a_worker_that_was_slow_leaves_alone_what_another_has_taken_meanwhile(monkeypatch):
    loop.periodic(NOW)
    carried = []

    def slow(payload):
        if not carried:
            assert len(ledger.claim(Actor.clock(), now=NOW + timedelta(minutes=3))) == 2
        carried.append(payload)

    monkeypatch.setitem(loop.HANDLERS, "slow", slow)
    ask("slow", "slow:1")
    ask("slow", "slow:2")
    assert loop.run_due(NOW) == len(carried) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("dies", [False, True])
def test_a_job_longer_than_its_claim_is_done_by_one_of_two_workers(monkeypatch, tmp_path, dies):
    """P13: the claim is renewed while the work lasts; only when its worker is gone does the other one take over."""
    monkeypatch.setattr(outbox, "LEASE", timedelta(seconds=5))
    monkeypatch.setattr(holding, "EVERY", 0.2)
    monkeypatch.setattr(loop, "DAILY", ())
    begun = tmp_path / "begun"

    def long(payload):
        with begun.open("a") as file:
            file.write(f"{os.getpid()}\n")
        if dies and len(begun.read_text().split()) == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        time_passes.sleep(8)

    def worker():
        threading.Timer(60, os._exit, [1]).start()
        while reading.waiting(Actor.clock(), now=timezone.now() + timedelta(days=1)):
            loop.run_due(timezone.now())
            time_passes.sleep(0.1)
        os._exit(0)

    monkeypatch.setitem(loop.HANDLERS, "long", long)
    ask("long", "long:1")
    with file_database(tmp_path):
        connections.close_all()
        workers = [forked(worker) for _ in range(2)]
        for one in workers:
            one.start()
        for one in workers:
            one.join()
    assert len(begun.read_text().split()) == (2 if dies else 1)
    assert sorted(one.exitcode for one in workers) == ([-signal.SIGKILL, 0] if dies else [0, 0])


def test_a_claim_counts_from_after_the_daily_jobs(monkeypatch):
    passed, taken = [0.0], []

    def long(clock, today, now):
        passed[0] += 180

    def other(payload):
        taken.extend(ledger.claim(Actor.clock(), now=NOW + timedelta(seconds=passed[0] + 60)))

    monkeypatch.setattr(loop, "monotonic", lambda: passed[0])
    monkeypatch.setattr(loop, "DAILY", (loop.Daily(BROKEN, long),))
    monkeypatch.setitem(loop.HANDLERS, "other", other)
    ask("other", "other:1")
    ask("other", "other:2")
    assert loop.run_due(NOW) == 3 and taken == []


def test_daily_jobs_run_once_on_each_local_day():
    assert loop.periodic(NOW) == len(loop.DAILY)
    assert loop.periodic(NOW + timedelta(hours=1)) == 0
    midnight_here = datetime(2026, 9, 28, 16, 1, tzinfo=UTC)  # 0:01 on the 29th in Asia/Shanghai
    hours = {daily.job: daily.not_before(Actor.clock(), date(2026, 9, 29)) for daily in loop.DAILY}
    early = [job for job, hour in hours.items() if hour == time(0)]
    assert loop.periodic(midnight_here) == len(early) < len(loop.DAILY)
    for hour in sorted(set(hours.values()) - {time(0)}):
        at_the_hour = datetime(2026, 9, 29, hour.hour, hour.minute, tzinfo=LOCAL)
        assert loop.periodic(at_the_hour - timedelta(minutes=1)) == 0
        assert loop.periodic(at_the_hour) == sum(one == hour for one in hours.values())
    assert {one.job for one in loop.DAILY} <= beats().keys()


def test_a_daily_job_that_fails_says_so_and_comes_back(monkeypatch):
    def broken(clock, today, now):
        raise RuntimeError("没有电")

    monkeypatch.setattr(loop, "DAILY", (loop.Daily(BROKEN, broken), *loop.DAILY))
    assert loop.periodic(NOW) == len(loop.DAILY) - 1
    assert loop.periodic(NOW + timedelta(seconds=30)) == 0
    beat = beats()["broken"]
    assert (beat.failures, beat.well_at, beat.said) == (2, None, "RuntimeError：没有电")
    monkeypatch.setattr(loop, "DAILY", (loop.Daily(BROKEN, lambda clock, today, now: "好了"), *loop.DAILY[1:]))
    assert loop.periodic(NOW + timedelta(minutes=1)) == 1
    beat = beats()["broken"]
    assert (beat.failures, beat.well_at, beat.said) == (0, NOW + timedelta(minutes=1), "好了")
    assert beat.took_ms is not None and beat.took_ms < 10_000


def test_the_clock_opens_the_coming_months_and_recounts():
    from gongkai.obligations import queries as duties

    world = bound_county(NOW, TODAY).world
    later = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
    assert duties.totals(Actor.clock(), path=world.village.path, period="2027-02", today=TODAY).expected == 0
    loop.periodic(later)
    assert duties.totals(Actor.clock(), path=world.village.path, period="2027-02", today=TODAY).expected > 0


def test_a_regulation_is_imported_beside_the_digest(tmp_path, capsys):
    from gongkai.rulebook import queries as rulebook

    bound_county(NOW, TODAY)
    file = tmp_path / "试行办法.txt"
    file.write_text(
        "演示办法\n\n第一条　为了演示，制定本办法。\n\n第二条　本办法自印发之日起施行。\n", encoding="utf-8"
    )
    assert regulation.main(["import", str(file), "--code", "demo-2026", "--issued-on", "2026-09-01"]) == 0
    assert "已导入《" in capsys.readouterr().out
    found, provisions = rulebook.regulation(Actor.clock(), code="demo-2026")
    assert found.has_text and len(provisions) == 2
    assert regulation.main(["import", str(tmp_path / "nothing.txt")]) == 1
    assert "找不到文件" in capsys.readouterr().err
