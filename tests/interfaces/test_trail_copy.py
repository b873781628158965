"""The trail is kept a second time where its machine's administrator changes nothing; what he changes here shows (P41)."""

import json
import os
from datetime import timedelta

import pytest

from gongkai.interfaces.jobs import trail, trail_copy
from gongkai.interfaces.jobs.doctor import Level, findings
from gongkai.interfaces.jobs.trail_copy import CopyTrouble, copy, differences
from gongkai.ledger.actions import record
from gongkai.ledger.guards import without_guards
from gongkai.ledger.models import AuditEvent, Heartbeat
from gongkai.ledger.queries import acts_after
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused
from gongkai.rules.timetable import TRAIL
from tests.ledger.logs import CLOCK, NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "elsewhere"
    made.mkdir()
    for number in range(5):
        act(number)
    assert copy(made, now=LATER) == 5
    return made


def wrong(folder, now):
    return list(differences(folder, now=now))


def act(number, at=NOW):
    record(CLOCK, verb="test.act", subject=f"test:{number}", now=at, facts={"第": number})


def written(folder):
    return [
        json.loads(line) for path in sorted(folder.glob("*.ndjson")) for line in path.read_text("utf-8").splitlines()
    ]


def test_each_act_is_there_once_whole_and_the_copy_goes_on_over_months(folder):
    assert copy(folder, now=LATER) == 0
    act(5, at=NOW + timedelta(days=40))
    act(6, at=NOW + timedelta(days=40, minutes=5))
    assert copy(folder, now=NOW + timedelta(days=40, minutes=10)) == 1, "what is not settled waits"
    assert copy(folder, now=NOW + timedelta(days=41)) == 1
    acts = [one for one in written(folder) if "n" in one]
    assert [one["subject"] for one in acts] == [f"test:{number}" for number in range(7)] and acts[3]["facts"] == {
        "第": 3
    }
    assert len(list(folder.glob("*.ndjson"))) == 2
    assert wrong(folder, now=NOW + timedelta(days=41)) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda row: row.update(actor_name="别人"), "数据库里的和留底不一样"),
        (lambda row: row.update(at=NOW - timedelta(days=1)), "数据库里的和留底不一样"),
        (lambda row: row.delete(), "留底里有，数据库里没有了"),
    ],
)
def test_what_is_changed_in_the_database_is_named(folder, change, said):
    row = AuditEvent.objects.filter(subject="test:2")
    number = row.get().pk
    with without_guards():
        change(row)
    assert wrong(folder, now=LATER) == [f"第{number}条：{said}"]
    assert trail.main(["--to", str(folder), "--check"]) == 1


@pytest.mark.parametrize("change", ["altered", "taken out", "cut off", "resealed"])
def test_what_is_changed_in_the_copy_is_named(folder, change):
    [path] = folder.glob("*.ndjson")
    lines = path.read_text("utf-8").splitlines(keepends=True)
    if change == "altered":
        lines[1] = lines[1].replace("test.act", "test.bad")
    elif change == "taken out":
        del lines[2]
    elif change == "cut off":
        del lines[3:]
    else:
        told = json.loads(lines[-1])
        told["seal"] = told["seal"].replace("/trail", "/Trail")
        lines[-1] = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
    path.write_text("".join(lines), "utf-8")
    assert wrong(folder, now=LATER) != []


def test_a_run_that_was_killed_in_a_line_is_gone_on_with(folder):
    [path] = folder.glob("*.ndjson")
    size = path.stat().st_size
    for cut in (1, 40, 300):
        os.truncate(path, size - cut)
        copy(folder, now=LATER)
        act(10 + cut)
        assert copy(folder, now=LATER) == 1
        assert wrong(folder, now=LATER) == []
        size = path.stat().st_size


def test_a_database_that_lost_what_was_copied_is_not_gone_on_with(folder):
    with without_guards():
        AuditEvent.objects.order_by("pk").last().delete()
    act(9)
    before = [path.read_bytes() for path in folder.glob("*.ndjson")]
    with pytest.raises(CopyTrouble, match="不一样"):
        copy(folder, now=LATER)
    assert [path.read_bytes() for path in folder.glob("*.ndjson")] == before


def test_the_worker_copies_once_a_minute_and_says_when_it_cannot(folder, settings):
    def beat():
        return Heartbeat.objects.get(job=TRAIL)

    trail_copy.go_on(LATER)
    assert not Heartbeat.objects.filter(job=TRAIL).exists(), "without the setting nothing is done"
    settings.GONGKAI_TRAIL_COPY = str(folder)
    act(5)
    trail_copy.go_on(LATER)
    act(6)
    trail_copy.go_on(LATER + timedelta(seconds=30))
    assert beat().said == "1条"
    trail_copy.go_on(LATER + timedelta(seconds=60))
    assert (beat().said, beat().failures) == ("1条", 0) and len([one for one in written(folder) if "n" in one]) == 7
    settings.GONGKAI_TRAIL_COPY = str(folder / "away")
    trail_copy.go_on(LATER + timedelta(minutes=5))
    assert beat().failures == 1 and "没有文件夹" in beat().said
    found = [one for one in findings(now=LATER + timedelta(minutes=5)) if "操作记录没有抄到" in one.what]
    assert [one.level for one in found] == [Level.BAD]


def test_the_lines_are_for_the_clock_alone():
    with pytest.raises(Refused, match="not_found"):
        next(acts_after(Actor.visitor(), number=0, until=LATER))
