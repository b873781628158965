"""Two machines, one store: what was handed in on one is read on the other, whole or not at all."""

import errno
import os
import socket
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.utils import timezone
from django_tasks import TaskResultStatus

from gongkai.config.follower import Follower
from gongkai.interfaces.jobs import loop
from gongkai.ledger import actions as ledger
from gongkai.ledger.models import Outbox, StoredFile
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused

boto3 = pytest.importorskip("boto3")
for library in ("storages", "moto.server"):
    pytest.importorskip(library)
CLOCK = Actor.clock()
LOST = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
WORDS = "三月党费收支，附件".encode()


@pytest.fixture(scope="module")
def bucket():
    """A real S3 server of its own process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)], stderr=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                assert time.monotonic() < until and server.poll() is None
                time.sleep(0.2)
        client = boto3.client(
            "s3", endpoint_url=f"http://127.0.0.1:{port}", region_name="us-east-1",
            aws_access_key_id="testing", aws_secret_access_key="testing",
        )  # fmt: skip
        client.create_bucket(Bucket="gongkai")
        yield {
            "bucket_name": "gongkai",
            "endpoint_url": f"http://127.0.0.1:{port}",
            "region_name": "us-east-1",
            "addressing_style": "path",
        }
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(params=["folder", "s3"])
def two(request, settings, tmp_path, monkeypatch):
    """A function that goes to the one or the other machine."""
    if request.param == "s3":
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.setenv(name, "testing")
        options = request.getfixturevalue("bucket")
        backend = "storages.backends.s3.S3Storage"
    else:
        options, backend = {"location": str(tmp_path / "store")}, "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = settings.STORAGES | {"attachments": {"BACKEND": backend, "OPTIONS": options}}

    def go(machine):
        settings.MEDIA_ROOT = tmp_path / machine

    go("one")
    return go


def handed_in(tmp_path, words=WORDS):
    source = tmp_path / "账.txt"
    source.write_bytes(words)
    return ledger.store(CLOCK, source=source, name="账.txt", org_path="0001", now=timezone.now())


def destroyed(file):
    """Lawfully removed; the name under which it lay."""
    ledger.destroy_file(CLOCK, token=file.token, now=timezone.now())
    return f"{file.token[:2]}/{file.token}.{file.extension}"


def work(now=None):
    """What the worker does with what was asked for."""
    now = now or timezone.now()
    for row in ledger.claim(CLOCK, now=now, kind=ledger.REMOVED):
        result = loop.carry.enqueue(kind=row.kind, payload=row.payload)
        if result.status == TaskResultStatus.SUCCESSFUL:
            ledger.finish(CLOCK, row_id=row.pk, now=now)
        else:
            ledger.fail(CLOCK, row_id=row.pk, attempts=row.attempts, error="", now=now)


def read_only(*_, **__):
    raise OSError(errno.EROFS, "Read-only file system")


@pytest.mark.django_db(transaction=True)
def test_a_file_from_one_machine_is_fetched_once_by_the_other(two, tmp_path):
    file = handed_in(tmp_path)
    two("two")
    path, _ = ledger.located(CLOCK, file=file)
    assert path.read_bytes() == WORDS and str(path).startswith(str(tmp_path / "two"))
    storages["attachments"].delete(path.relative_to(tmp_path / "two").as_posix())
    assert ledger.located(CLOCK, file=file)[0].read_bytes() == WORDS
    assert not list((tmp_path / "two").rglob("*.part"))


@pytest.mark.django_db(transaction=True)
def test_another_content_is_not_taken(two, tmp_path):
    file = handed_in(tmp_path)
    StoredFile.objects.filter(pk=file.pk).update(sha256="0" * 64)
    file.refresh_from_db()
    two("two")
    assert not ledger.located(CLOCK, file=file)[0].exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_lawfully_removed_is_gone_from_the_store(two, tmp_path):
    file = handed_in(tmp_path)
    name = destroyed(file)
    assert not (tmp_path / "one" / name).exists()
    work()
    assert not storages["attachments"].exists(name)


@pytest.mark.django_db(transaction=True)
def test_a_store_that_is_away_is_asked_again_and_the_act_stands(two, tmp_path, settings):
    file = handed_in(tmp_path)
    there = settings.STORAGES
    (tmp_path / "no folder").write_text("")
    settings.STORAGES = there | {"attachments": LOST | {"OPTIONS": {"location": str(tmp_path / "no folder")}}}
    name = destroyed(file)
    assert not (tmp_path / "one" / name).exists()
    work()
    settings.STORAGES = there
    assert storages["attachments"].exists(name) and Outbox.objects.get(kind=ledger.REMOVED).done_at is None
    work(timezone.now() + timedelta(hours=7))
    assert not storages["attachments"].exists(name) and Outbox.objects.get(kind=ledger.REMOVED).done_at


@pytest.mark.django_db(transaction=True)
def test_every_machine_takes_its_own_copy_away(two, tmp_path):
    file, other = handed_in(tmp_path), handed_in(tmp_path)
    two("two")
    kept, gone = ledger.located(CLOCK, file=other)[0], ledger.located(CLOCK, file=file)[0]
    two("one")
    destroyed(file)
    assert gone.exists()
    two("two")
    Follower(ask=lambda *_, **__: None).turn()
    assert kept.exists() and not gone.exists()


@pytest.mark.django_db(transaction=True)
def test_a_disk_that_refuses_does_not_undo_the_act_and_is_asked_again(two, tmp_path, monkeypatch, caplog):
    file = handed_in(tmp_path)
    with monkeypatch.context() as broken:
        broken.setattr(Path, "unlink", read_only)
        name = destroyed(file)
    assert (tmp_path / "one" / name).exists() and "依法删除的附件还在磁盘上" in caplog.text
    assert ledger.sweep_removed(CLOCK) == 1 and not (tmp_path / "one" / name).exists()


@pytest.mark.parametrize("ask", [ledger.sweep_removed, lambda actor: ledger.empty_store(actor, file_id=1)])
def test_only_the_clock_sweeps(ask):
    with pytest.raises(Refused):
        ask(Actor.visitor())


@pytest.mark.django_db(transaction=True)
def test_a_store_that_takes_nothing_leaves_neither_row_nor_file(settings, tmp_path):
    (tmp_path / "store").write_text("not a folder")
    backend = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "store")},
    }
    settings.STORAGES = settings.STORAGES | {"attachments": backend}
    settings.MEDIA_ROOT = tmp_path / "one"
    with pytest.raises(OSError):
        handed_in(tmp_path)
    assert not StoredFile.objects.exists() and not [one for one in Path(tmp_path / "one").rglob("*") if one.is_file()]
    assert os.listdir(tmp_path / "one")
