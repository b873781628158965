"""Two machines, one store: what was handed in on one is read on the other, whole or not at all."""

import os
import socket
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.utils import timezone

from gongkai.ledger import actions as ledger
from gongkai.ledger.models import StoredFile
from gongkai.rules.actor import Actor

CLOCK = Actor.clock()
WORDS = "三月党费收支，附件".encode()


@pytest.fixture
def bucket():
    """A real S3 server of its own process, where the libraries for it are installed."""
    if not (find_spec("storages") and find_spec("boto3") and find_spec("moto")):
        pytest.skip("django-storages, boto3 and moto are not installed")
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
        import_boto = __import__("boto3")
        client = import_boto.client("s3", endpoint_url=f"http://127.0.0.1:{port}", region_name="us-east-1")
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
    ledger.destroy_file(CLOCK, token=file.token)
    name = f"{file.token[:2]}/{file.token}.{file.extension}"
    assert not storages["attachments"].exists(name) and not (tmp_path / "one" / name).exists()


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
