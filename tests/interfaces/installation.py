"""A fresh installation of its own for tests of the command line: real processes, real database."""

import os
import secrets
import shutil
import subprocess
import sys
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import psycopg

COMMAND = [sys.executable, "-m", "gongkai.interfaces.jobs.command"]


@dataclass(frozen=True)
class Installation:
    """Environment of the processes of one installation."""

    environment: dict[str, str]

    def run(self, *words, timeout=90):
        """Run `gongkai <words>` to its end."""
        return self.call([*COMMAND, *words], timeout=timeout)

    def call(self, words, timeout=90):
        return subprocess.run(
            words, env=self.environment, capture_output=True, text=True, timeout=timeout, stdin=subprocess.DEVNULL
        )

    def start(self, *words):
        """Start `gongkai <words>` and leave it running."""
        return subprocess.Popen(
            [*COMMAND, *words], env=self.environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
        )  # fmt: skip


def fresh(folder, like=None):
    """An installation in an empty folder, on PostgreSQL when the tests run there; or a copy of another at rest."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GONGKAI_")}
    environment |= {"DJANGO_SETTINGS_MODULE": "gongkai.config.settings", "GONGKAI_DATA": str(folder)}
    server = environment.get("DATABASE_URL")
    if server:
        name = f"installation_{secrets.token_hex(6)}"
        with psycopg.connect(server, autocommit=True) as connection:
            template = urlsplit(like.environment["DATABASE_URL"]).path[1:] if like else "template1"
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        environment["DATABASE_URL"] = urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    if like:
        shutil.copytree(like.environment["GONGKAI_DATA"], folder, dirs_exist_ok=True)
    return Installation(environment)
