"""A disk that is really full: it is said with what was typed, reading goes on, and with space all is well again (P11).

Once a small file system of its own, where this machine lets us mount one; once the largest file that the server's
processes may write, which every machine knows.
"""

import os
import resource
import subprocess
from pathlib import Path

import pytest

from tests.faults.county_site import copied
from tests.faults.disks import SPARE, fill, filled_and_freed, small_disk
from tests.interfaces.installation import COMMAND, free_port, serving, wait_for

pytestmark = pytest.mark.skipif(
    os.environ.get("GONGKAI_TEST_DB") == "postgres", reason="PostgreSQL keeps its files elsewhere"
)


def size_of(folder) -> int:
    return sum(one.stat().st_size for one in Path(folder).rglob("*") if one.is_file())


def test_a_full_file_system_is_said_and_is_over_with_space(tmp_path, county_at_rest):
    disk = tmp_path / "disk"
    whole = size_of(county_at_rest.place.environment["GONGKAI_DATA"])
    with small_disk(disk, whole + 8_000_000):
        site = copied(county_at_rest, disk / "data")
        filled_and_freed(site, disk)


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
