"""PostgreSQL's disk is really full: said with what was typed, reading goes on, and with space all is well again (P11)."""

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from gongkai.interfaces.jobs.throwaway_postgres import unprivileged
from tests.faults.county_site import copied
from tests.faults.disks import filled_and_freed, small_disk

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(os.environ.get("GONGKAI_TEST_DB") != "postgres", reason="SQLite has its own: test_full_disk"),
]


@contextmanager
def small_tablespace(server: str, size: int):
    """A folder on a file system of this many bytes, and the tablespace there; what lies in it is thrown away."""
    outside = Path(tempfile.mkdtemp(prefix="gongkai-space-"))  # the server's own user must be able to reach it
    outside.chmod(0o755)
    place = outside / "disk"
    try:
        with small_disk(place, size):
            shutil.chown(place, *unprivileged())
            space = f"space_{outside.name.rpartition('-')[2]}".lower()
            with psycopg.connect(server, autocommit=True) as connection:
                connection.execute(f"CREATE TABLESPACE {space} LOCATION '{place}'")
                try:
                    yield place, space
                finally:
                    for (name,) in connection.execute(
                        "SELECT datname FROM pg_database d JOIN pg_tablespace t ON t.oid = d.dattablespace WHERE spcname = %s",
                        [space],
                    ).fetchall():
                        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
                    connection.execute(f"DROP TABLESPACE {space}")
    finally:
        shutil.rmtree(outside)


def size_of(server: str, site) -> int:
    name = urlsplit(site.place.environment["DATABASE_URL"]).path[1:]
    with psycopg.connect(server) as connection:
        return connection.execute("SELECT pg_database_size(%s)", [name]).fetchone()[0]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root mounts a small file system")
def test_a_full_disk_of_the_database_is_said_and_is_over_with_space(tmp_path, county_at_rest):
    server = os.environ["DATABASE_URL"]
    with small_tablespace(server, size_of(server, county_at_rest) + 12_000_000) as (disk, space):
        site = copied(county_at_rest, tmp_path / "data", tablespace=space)
        filled_and_freed(site, disk)
