"""A backup made while people write restores to a consistent point elsewhere; no half file, no byte turned unseen (P37)."""

import json
import os
import resource
import signal
import struct
import subprocess
import sys
import time
import zipfile

import pytest

from tests.interfaces.installation import COMMAND, fresh

pytestmark = pytest.mark.twice

# Writes acts, leaves and files, a line on stdout for each that is committed; keeps everything of one act in one transaction.
WRITER = """
import sys, time, django
django.setup()
from pathlib import Path
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from gongkai.ledger import actions as ledger
from gongkai.rules.actor import Actor
from gongkai.ledger.actions import Entry
from gongkai.rules.tlog.entries import LeafKind

clock, name, most = Actor.clock(), sys.argv[1], int(sys.argv[2])
source = Path(settings.DATA_DIR) / f"source-{name}.txt"
stop = settings.DATA_DIR / "stop"
for number in range(most):
    if stop.exists():
        break
    now = timezone.now()
    source.write_text(f"附件 {name} {number}", encoding="utf-8")
    with transaction.atomic():
        ledger.store(clock, source=source, name="说明.txt", org_path="", now=now)
        ledger.record(clock, verb="test.act", subject=f"{name}:{number}", now=now)
        key = f"publication:{name}-{number}"
        ledger.append_leaf(clock, log="public", entry=Entry(key, LeafKind.PUBLISH, "", {"doc": key}, {"title": key}, ()), now=now)
    print(number, flush=True)
    time.sleep(0.02)
    if name == "a" and number % 4 == 3:
        ledger.sign_log(clock, log="public", now=timezone.now())
source.unlink()
"""
# What a restored place holds: acts by writer, leaves, files, whatever the log's own check finds.
LOOK = """
import json, django
django.setup()
from gongkai.ledger.models import AuditEvent, Leaf, StoredFile
from gongkai.ledger import queries
from gongkai.rules.actor import Actor
from django.conf import settings
import hashlib
files = list(queries.kept_files(Actor.clock()))
whole = [hashlib.sha256((settings.MEDIA_ROOT / name).read_bytes()).hexdigest() == sha256 for name, sha256 in files]
print(json.dumps({
    "acts": sorted(AuditEvent.objects.filter(verb="test.act").values_list("subject", flat=True)),
    "leaves": sorted(key.removeprefix("publication:").replace("-", ":") for key in Leaf.objects.filter(log="public", key__startswith="publication:").values_list("key", flat=True)),
    "rows": StoredFile.objects.count(), "files": len(files), "whole": all(whole),
    "log": [one.code for one in queries.check_log(Actor.clock(), log="public") if one.code != "shorter"] if (settings.DATA_DIR / "log.key").exists() else [],
}))
"""


def writing(installation, name, most):
    words = [sys.executable, "-c", WRITER, name, str(most)]
    return subprocess.Popen(words, env=installation.environment, stdout=subprocess.PIPE, text=True)


def look(installation):
    done = installation.python(LOOK)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def at_rest(tmp_path_factory):
    """A site with six acts, made once; nobody runs in it."""
    installation = fresh(tmp_path_factory.mktemp("at-rest"))
    assert installation.run("migrate").returncode == 0
    assert writing(installation, "z", 6).communicate(timeout=60)[0].split()[-1] == "5"
    assert installation.run("log", "sign").returncode == 0
    return installation


@pytest.fixture
def site(at_rest, tmp_path):
    return fresh(tmp_path / "site", at_rest)


@pytest.fixture(scope="module")
def backed_up(at_rest, tmp_path_factory):
    """A backup of the site at rest, and its keys."""
    folder = tmp_path_factory.mktemp("backed-up")
    done = at_rest.run("backup", str(folder / "copy.zip"), "--keys", str(folder / "keys.zip"))
    assert done.returncode == 0, done.stderr
    return folder / "copy.zip", folder / "keys.zip"


def test_a_backup_under_load_restores_to_a_consistent_point(site, tmp_path):
    writers = {name: writing(site, name, 1000) for name in "ab"}
    committed = {name: int(child.stdout.readline()) for name, child in writers.items()}
    copy, keys = tmp_path / "copy.zip", tmp_path / "keys.zip"
    done = site.run("backup", str(copy), "--keys", str(keys))
    still = [name for name, child in writers.items() if child.poll() is None]
    (tmp_path / "site" / "stop").touch()
    last = {name: int(child.communicate(timeout=90)[0].split()[-1]) for name, child in writers.items()}
    assert done.returncode == 0, done.stdout + done.stderr
    assert still == ["a", "b"], "somebody stopped before the backup was done: the test proves less"
    assert {path.stat().st_mode & 0o777 for path in (copy, keys)} == {0o600}

    elsewhere = fresh(tmp_path / "elsewhere")
    shown = elsewhere.run("restore", str(copy), "--keys", str(keys))
    assert shown.returncode == 0 and "没有恢复" in shown.stdout
    assert "项升级没有做" in elsewhere.run("doctor").stdout
    done = elsewhere.run("restore", str(copy), "--keys", str(keys), "--yes")
    assert "恢复好了。" in done.stdout, done.stdout + done.stderr
    found = look(elsewhere)
    assert found["acts"] == found["leaves"] and found["rows"] == found["files"] == len(found["acts"])
    assert found["whole"] and found["log"] == []
    for name, number in committed.items():
        assert {f"{name}:{one}" for one in range(number + 1)} <= set(found["acts"])
    assert all(f"{name}:{number}" not in found["acts"] for name, number in last.items())

    refused = elsewhere.run("log", "sign")
    assert refused.returncode == 1 and "从备份恢复的" in refused.stderr
    assert elsewhere.run("log", "continue").returncode == 1
    assert "不行　数据库是从备份恢复的" in elsewhere.run("doctor").stdout
    done = elsewhere.run("log", "continue", "--basis", "县委办核对过公开栏")
    assert done.returncode == 0, done.stderr
    assert elsewhere.run("log", "sign").returncode == 0
    again = elsewhere.run("restore", str(copy), "--yes")
    assert again.returncode == 1 and "数据库里已经有表" in again.stderr


def test_after_a_restore_the_witness_gives_back_what_was_signed_later(site, backed_up, tmp_path):
    copy, keys = backed_up
    writing(site, "b", 3).communicate(timeout=60)
    assert site.run("log", "sign").returncode == 0
    log = tmp_path / "site" / "logs" / "public"
    entries = tmp_path / "entries.ndjson"
    entries.write_text("".join(path.read_text("utf-8") for path in sorted((log / "entries").iterdir())), "utf-8")
    elsewhere = fresh(tmp_path / "elsewhere")
    elsewhere.run("restore", str(copy), "--keys", str(keys), "--yes")
    words = ["log", "recover", "--entries", str(entries), "--head"]
    forged = tmp_path / "forged"
    forged.write_text((log / "checkpoint").read_text("utf-8").replace("\n9\n", "\n8\n"), "utf-8")
    assert "不是这套系统签的" in elsewhere.run(*words, str(forged)).stderr
    done = elsewhere.run(*words, str(log / "checkpoint"))
    assert done.returncode == 0, done.stderr
    assert "补齐3条" in done.stdout
    assert (tmp_path / "elsewhere" / "logs" / "public" / "checkpoint").read_text("utf-8").split("\n\n")[-3].split("\n")[
        1
    ] == "9"


def test_a_turned_byte_is_named_and_nothing_is_restored(backed_up, tmp_path):
    copy = backed_up[0]
    with zipfile.ZipFile(copy) as archive:
        names = [one for one in archive.infolist() if one.filename.startswith(("files/", "database"))]
    elsewhere = fresh(tmp_path / "elsewhere")
    for one in (names[0], names[-1]):
        turned = bytearray(copy.read_bytes())
        head = one.header_offset
        name, extra = struct.unpack_from("<HH", turned, head + 26)
        turned[head + 30 + name + extra + 3] ^= 1
        other = tmp_path / "turned.zip"
        other.write_bytes(turned)
        done = elsewhere.run("restore", str(other), "--yes")
        assert done.returncode == 1 and one.filename in done.stderr, done.stdout + done.stderr
    cut = tmp_path / "cut.zip"
    cut.write_bytes(copy.read_bytes()[:-100])
    assert "不是备份" in elsewhere.run("restore", str(cut), "--yes").stderr
    assert not (tmp_path / "elsewhere" / "files").exists()


def test_a_backup_never_replaces_another_and_says_why(site, tmp_path):
    copy = tmp_path / "copy.zip"
    copy.write_text("mine")
    done = site.run("backup", str(copy))
    assert done.returncode == 1 and "不会覆盖" in done.stderr and copy.read_text() == "mine"
    assert "请先建好" in site.run("backup", str(tmp_path / "nowhere" / "copy.zip")).stderr


@pytest.mark.parametrize("where", ["in the database", "in the backup itself"])
def test_a_full_place_is_said_and_leaves_nothing(site, backed_up, tmp_path, where):
    """The system refuses to write more than so many bytes into one file, as a full disk does."""
    room = 100_000 if where == "in the database" else backed_up[0].stat().st_size - 400
    target = tmp_path / "target"
    target.mkdir()
    done = subprocess.run(
        [*COMMAND, "backup", str(target / "copy.zip")], env=site.environment, capture_output=True, text=True,
        timeout=60, check=False, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )  # fmt: skip
    assert done.returncode == 1, done.stdout
    assert "写不下" in done.stderr and "Traceback" not in done.stderr
    assert list(target.iterdir()) == []


@pytest.mark.parametrize("stage", ["数据库", "核对"])
def test_killed_in_the_middle_there_is_no_half_file_under_the_name(site, tmp_path, stage):
    copy = tmp_path / "copy.zip"
    child = site.start("backup", str(copy))
    while stage not in (line := child.stdout.readline()):
        assert line, child.stderr.read()
    os.kill(child.pid, signal.SIGKILL)
    child.communicate(timeout=30)
    if not copy.exists():
        assert site.run("backup", str(copy)).returncode == 0
    assert "核对码全部相符" in fresh(tmp_path / "elsewhere").run("restore", str(copy)).stdout


def test_an_interrupted_restore_is_repeated(backed_up, tmp_path):
    copy, _ = backed_up
    elsewhere = fresh(tmp_path / "elsewhere")
    child = elsewhere.start("restore", str(copy), "--yes")
    until = time.monotonic() + 30
    while not (tmp_path / "elsewhere" / "restore.unfinished").exists() and time.monotonic() < until:
        time.sleep(0.002)
    os.kill(child.pid, signal.SIGKILL)
    child.communicate(timeout=30)
    assert child.returncode == -signal.SIGKILL
    done = elsewhere.run("restore", str(copy), "--yes")
    assert "恢复好了。" in done.stdout, done.stdout + done.stderr
    assert not (tmp_path / "elsewhere" / "log.key").exists()  # looking makes no key in the place of a lost one
    assert look(elsewhere)["files"] == 6
