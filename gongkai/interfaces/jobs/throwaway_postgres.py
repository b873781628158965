"""A throw-away PostgreSQL server on this machine, for tests and measurements."""

import contextlib
import glob
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

QUICK = (
    "-c jit=off "
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=50 -c unix_socket_directories="
)


def bindir() -> Path | None:
    """Where initdb and pg_ctl are, None when PostgreSQL's server is not installed."""
    found = [Path(program).parent for program in [shutil.which("initdb")] if program]
    if shutil.which("pg_config"):
        asked = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=False)  # noqa: S603, S607
        found.append(Path(asked.stdout.strip()))
    found += [Path(folder) for folder in sorted(glob.glob("/usr/lib/postgresql/*/bin"), reverse=True)]
    return next((folder for folder in found if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


@contextlib.contextmanager
def running(settings: str = "") -> Iterator[str]:
    """Start a server on a free port of this machine, yield its DATABASE_URL, stop and remove it.

    `settings`: more options of the server, e.g. "-c shared_buffers=1GB". It does not wait for the disk:
    SystemExit where PostgreSQL's server is not installed.
    """
    programs = bindir()
    if programs is None:
        raise SystemExit("没有找到 PostgreSQL 的服务端程序。请安装，例如：apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="gongkai-pg-"))
    data, password = folder / "data", secrets.token_hex(16)
    (folder / "password").write_text(password, encoding="ascii")
    other = unprivileged()
    if other:
        for path in (folder, folder / "password"):
            shutil.chown(path, *other)
    who = {"user": other[0], "group": other[1], "extra_groups": []} if other else {}

    def call(*words: str) -> None:
        done = subprocess.run(  # noqa: S603 - PostgreSQL's own programs
            words, cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL, **who
        )
        if done.returncode:
            log = folder / "log"
            raise RuntimeError(f"{words[0]}: {done.stderr}{log.read_text('utf-8') if log.exists() else ''}")

    # Output goes to files: a server that inherited a pipe would keep it open.
    try:
        call(
            str(programs / "initdb"), "-D", str(data), "-U", "gongkai", "-A", "scram-sha-256",
            "--pwfile", str(folder / "password"), "-E", "UTF8", "--locale=C.UTF-8", "--no-sync",
        )  # fmt: skip
        port = _free_port()
        options = f"-c listen_addresses=127.0.0.1 -c port={port} {settings} {QUICK}"
        call(str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgres://gongkai:{password}@127.0.0.1:{port}/postgres"
        finally:
            call(str(programs / "pg_ctl"), "-D", str(data), "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unprivileged() -> tuple[int, int] | None:
    """User and group the server runs as when we are root, which PostgreSQL refuses to be."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    chosen = names.get("postgres") or names["nobody"]
    return chosen.pw_uid, chosen.pw_gid


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
