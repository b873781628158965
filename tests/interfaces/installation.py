"""A fresh installation of its own for tests of the command line: real processes, real database."""

import fcntl
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.factories import ready

COMMAND = [sys.executable, "-m", "gongkai.interfaces.jobs.command"]


@dataclass(frozen=True)
class Installation:
    """Environment of the processes of one installation."""

    environment: dict[str, str]

    def run(self, *words, timeout=90):
        """Run `gongkai <words>` to its end."""
        return ready.run(ready.command, *words, environment=self.environment, timeout=timeout)

    def python(self, code, *words, timeout=90):
        """Run this program to its end, as `python -c` does."""
        return ready.run(ready.program, code, *words, environment=self.environment, timeout=timeout)

    def module(self, name, *words, timeout=90):
        """Run this module to its end, as `python -m` does."""
        return ready.run(ready.module, name, *words, environment=self.environment, timeout=timeout)

    def call(self, words, timeout=90):
        """Run any other program to its end."""
        return subprocess.run(
            words, env=self.environment, capture_output=True, text=True, timeout=timeout, stdin=subprocess.DEVNULL
        )

    def start(self, *words):
        """Start `gongkai <words>` and leave it running."""
        return subprocess.Popen(
            [*COMMAND, *words], env=self.environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
        )  # fmt: skip


def fresh(folder, like=None, tablespace=""):
    """An installation in an empty folder, on PostgreSQL when the tests run there; or a copy of another at rest."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GONGKAI_")}
    environment |= {"DJANGO_SETTINGS_MODULE": "gongkai.config.settings", "GONGKAI_DATA": str(folder)}
    server = environment.get("DATABASE_URL")
    if server:
        name = f"installation_{secrets.token_hex(6)}"
        with psycopg.connect(server, autocommit=True) as connection:
            template = urlsplit(like.environment["DATABASE_URL"]).path[1:] if like else "template1"
            where = f" TABLESPACE {tablespace}" if tablespace else ""
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}{where}")
        environment["DATABASE_URL"] = urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    if like:
        shutil.copytree(like.environment["GONGKAI_DATA"], folder, symlinks=True, dirs_exist_ok=True)
    return Installation(environment)


def demonstration(shared: Path) -> Installation:
    """A small demonstration at rest, made once below a folder that all processes of this run share; take copies of it."""
    made = shared / "demonstration"
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if made.exists():
            return Installation(json.loads((shared / "demonstration.json").read_text()))
        place = fresh(made)
        done = place.run("demo", "--migrate", "--organizations", "14", "--months", "1", timeout=300)
        assert done.returncode == 0, done.stderr
        (shared / "demonstration.json").write_text(json.dumps(place.environment))
        return place


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(*places: Installation, workers: int = 1) -> Iterator[list[int]]:
    """Real sites without background workers: the ports they answer on; ended whatever happens."""
    ports = [free_port() for _ in places]
    with ExitStack() as running:
        for place, port in zip(places, ports, strict=True):
            words = ("serve", "--port", str(port), "--workers", str(workers), "--no-worker")
            running.callback(_ended, place.start(*words))
        for port in ports:
            wait_for(port, "/healthz", 200)
        yield ports


def _ended(server: subprocess.Popen) -> None:
    server.terminate()
    server.communicate(timeout=60)


def fetch(port: int, path: str) -> tuple[int, str]:
    """Status and body; status 0 while nobody answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:  # noqa: S310
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()
    except urllib.error.URLError:
        return 0, ""


def wait_for(port: int, path: str, status: int, seconds: float = 60.0) -> str:
    """The body as soon as the address answers with this status."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        code, words = fetch(port, path)
        if code == status:
            return words
        time.sleep(0.2)
    raise AssertionError(f"{path}: {code} {words}")
