"""How `gongkai bench` runs our own commands in a place of their own, and prints what it found."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from urllib.parse import urlsplit, urlunsplit

import psycopg

from gongkai.interfaces.jobs import throwaway_postgres

ROW = "  {:<40}{:>12}  {}\n"
SERVER = "-c shared_buffers=1GB -c maintenance_work_mem=1GB -c max_wal_size=8GB"


def environment_in(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "GONGKAI_TASKS")}
    return kept | {"GONGKAI_DATA": str(folder), "GONGKAI_DEMO": "1", "GONGKAI_MEMORY": ""}


def command(environment: dict[str, str], *words: str) -> tuple[float, str]:
    """Run `gongkai <words>`: seconds it took and what it said. CalledProcessError when it fails."""
    began = time.perf_counter()
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "gongkai.interfaces.jobs.command", *words], env=environment, check=True,
        stdout=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return time.perf_counter() - began, done.stdout


def part(environment: dict[str, str], name: str, size: float) -> dict:
    return json.loads(command(environment, "bench", "--part", name, "--size", str(size))[1])


def line(what: str, value: object, unit: str) -> None:
    sys.stdout.write(ROW.format(what, f"{value:,}" if isinstance(value, (int, float)) else str(value), unit))
    sys.stdout.flush()


@contextmanager
def on_postgresql(environment: dict[str, str]) -> Iterator[dict[str, str] | None]:
    """The same place with an empty database on PostgreSQL, dropped at the end; None where there is no PostgreSQL.

    On the server of DATABASE_URL where that is set, else on one that is started here and waits for no disk.
    """
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        name = f"gongkai_bench_{token_hex(4)}"
        with psycopg.connect(given, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name}")
        try:
            yield environment | {"DATABASE_URL": urlunsplit(urlsplit(given)._replace(path=f"/{name}"))}
        finally:
            with psycopg.connect(given, autocommit=True) as server:
                server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    elif throwaway_postgres.bindir():
        with throwaway_postgres.running(SERVER) as url:
            yield environment | {"DATABASE_URL": url}
    else:
        yield None
