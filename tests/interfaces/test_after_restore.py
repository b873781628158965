"""After a restore nothing goes on unsaid: pages are read, what depends on the keeper's word waits for it (P37, 3.7)."""

import json
import signal
import time

import pytest

from tests.interfaces.installation import fetch, free_port, fresh, wait_for

pytestmark = pytest.mark.twice
MADE = """
import django; django.setup()
from django.utils import timezone
from gongkai.ledger import actions, queries
from gongkai.ledger.actions import Entry
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused
from gongkai.rules.tlog.entries import LeafKind
clock, now = Actor.clock(), timezone.now()
try:
    actions.append_leaf(clock, log="public", entry=Entry("publication:x", LeafKind.PUBLISH, "", {"doc": "x"}), now=now)
except Refused as refused:
    print(refused.code)
else:
    actions.enqueue(clock, kind="test.none", key="test:x", payload={}, now=now)
    print("appended")
"""


def made(place):
    done = place.python(MADE)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def restored(tmp_path_factory):
    """A place just restored, with something in the outbox that the lost days may have carried out already."""
    before = fresh(tmp_path_factory.mktemp("before"))
    assert before.run("migrate").returncode == 0
    assert made(before) == "appended"
    copy = tmp_path_factory.mktemp("copies") / "copy.zip"
    keys = copy.with_name("keys.zip")
    assert before.run("log", "sign").returncode == 0
    assert before.run("backup", str(copy), "--keys", str(keys)).returncode == 0
    after = fresh(tmp_path_factory.mktemp("after"))
    done = after.run("restore", str(copy), "--keys", str(keys), "--yes")
    assert "网站可以开" in done.stdout, done.stdout + done.stderr
    return after


@pytest.mark.parametrize("form", ["plain", "json"])
def test_the_site_starts_says_what_is_asked_and_the_rest_waits_until_it_is_answered(restored, tmp_path, form):
    place = fresh(tmp_path / "site", restored)
    place.environment["GONGKAI_LOG"] = form
    assert not list((tmp_path / "site" / "logs").rglob("restored")), "every machine knows of it, not this folder alone"
    port = free_port()
    server = place.start("serve", "--port", str(port), "--workers", "1", "--access-log")
    try:
        ready = wait_for(port, "/readyz", 200)  # out of no balance: pages are to be read
        assert "要管理员先办：数据库是从备份恢复的" in ready and "gongkai log continue --basis" in ready
        assert fetch(port, "/latest/")[0] == 200
        doctor = place.run("doctor")
        assert doctor.returncode == 1 and "不行　数据库是从备份恢复的" in doctor.stdout
        assert made(place) == "log_restored"
        time.sleep(3)
        waiting = "import django; django.setup()\nfrom gongkai.ledger.models import Outbox, Heartbeat\nprint(Outbox.objects.filter(done_at=None).count(), Heartbeat.objects.filter(job='release').count())"
        assert place.python(waiting).stdout.split() == ["1", "0"], "neither the outbox nor the day's jobs were touched"
        assert place.run("log", "continue", "--basis", "县委办核对过公开栏").returncode == 0
        for _ in range(40):
            if place.python(waiting).stdout.split() == ["0", "1"]:
                break
            time.sleep(0.5)
        else:
            raise AssertionError("the worker does not go on after the answer")
        assert "要管理员先办" not in wait_for(port, "/readyz", 200)
        assert made(place) == "appended"
    finally:
        server.send_signal(signal.SIGTERM)
        out, err = server.communicate(timeout=60)
    told = out + err
    assert f"公开网站：http://127.0.0.1:{port}/" in told and "要管理员先办：数据库是从备份恢复的" in told
    assert "django.request" not in told, "the question that serve asks at its start is no error"
    lines = [line for line in told.splitlines() if line.strip()]
    if form == "json":
        assert all({"at", "level", "logger"} <= json.loads(line).keys() for line in lines), told
        assert any(json.loads(line).get("status") == 200 for line in lines)
    else:
        assert not any(line.startswith("{") for line in lines), told


def test_a_restore_without_its_keys_makes_none(restored, tmp_path):
    place = fresh(tmp_path / "site", restored)
    seal = "import django; django.setup()\nfrom gongkai.ledger.code_keys import code_keys\nprint(len(code_keys()))"
    assert place.python(seal).returncode == 0
    key = tmp_path / "site" / "codes.key"
    key.unlink()
    lost = place.python(seal)
    assert lost.returncode == 1 and "key_lost" in lost.stderr and not key.exists()
    told = place.run("doctor").stdout
    assert "钥匙文件 codes.key 不在" in told and "gongkai keys --accept-loss codes.key" in told
    assert place.run("keys", "--accept-loss", "codes.key").returncode == 1
    done = place.run("keys", "--accept-loss", "codes.key", "--basis", "盘坏了，县委办决定")
    assert done.returncode == 0 and key.exists(), done.stderr
    assert "codes.key" not in place.run("doctor").stdout
