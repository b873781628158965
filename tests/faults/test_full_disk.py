"""A disk that is really full: it is said with what was typed, reading goes on, and with space all is well again (P11).

Once a small file system of its own, where this machine lets us mount one; once the largest file that the server's
processes may write, which every machine knows.
"""

import os
import resource
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.county_site import copied
from tests.interfaces.installation import COMMAND, free_port, serving, wait_for

pytestmark = pytest.mark.skipif(
    os.environ.get("GONGKAI_TEST_DB") == "postgres", reason="PostgreSQL keeps its files elsewhere"
)
SPARE = 600_000  # bytes that are left when the disk is called full
LONG = "<p>" + "8月应缴党费31人，实缴31人，共计186元。" * 400 + "</p>"
MOST = 60


@contextmanager
def small_disk(folder: Path, size: int):
    """A file system of this many bytes at the folder; the test is skipped where none may be mounted."""
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, text=True, check=False
    )  # fmt: skip
    if done.returncode:
        pytest.skip(f"this machine mounts no small file system: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def size_of(folder) -> int:
    return sum(one.stat().st_size for one in Path(folder).rglob("*") if one.is_file())


def fill(site, port) -> str:
    """Write until it is refused, which must say so and give the text back; then reading goes on. The refused title."""
    page = wait_for(port, "/places/", 200)
    for number in range(MOST):
        if site.write(port, site.drafts[0], f"第{number}稿", content=LONG) != 302:
            break
    code, words = site.refused[-1]
    assert code == 503 and f"第{number}稿" in words and "186元" in words, (code, words[:500])
    assert wait_for(port, "/places/", 200) == page
    assert site.ask(port, f"/desk/edition/{site.drafts[0]}/")[0] == 200
    assert wait_for(port, "/healthz", 200) == "好\n"
    return f"第{number}稿"


def test_a_full_file_system_is_said_and_is_over_with_space(tmp_path, county_at_rest):
    disk = tmp_path / "disk"
    whole = size_of(county_at_rest.place.environment["GONGKAI_DATA"])
    with small_disk(disk, whole + 8_000_000):
        site = copied(county_at_rest, disk / "data")
        with serving(site.place) as (port,):
            assert site.write(port, site.drafts[0], "有空间的时候") == 302
            ballast = disk / "ballast"
            ballast.write_bytes(bytes(shutil.disk_usage(disk).free - SPARE))
            refused = fill(site, port)
            ballast.unlink()
            assert site.write(port, site.drafts[0], "腾出空间以后") == 302
        assert set(site.acknowledged) <= site.kept() and refused not in site.kept()


def test_a_file_that_may_not_grow_is_said_and_is_over_when_it_may(tmp_path, county_at_rest):
    site = copied(county_at_rest, tmp_path / "data")
    largest = (tmp_path / "data" / "gongkai.sqlite3").stat().st_size
    port = free_port()
    server = subprocess.Popen(
        [*COMMAND, "serve", "--port", str(port), "--workers", "1", "--no-worker"], env=site.place.environment,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (min(largest, SPARE), resource.RLIM_INFINITY)),
    )  # fmt: skip
    try:
        wait_for(port, "/healthz", 200)
        refused = fill(site, port)
    finally:
        server.terminate()
        server.wait(60)
    with serving(site.place) as (port,):
        assert site.write(port, site.drafts[0], "放开以后") == 302
    assert set(site.acknowledged) <= site.kept() and refused not in site.kept()
