"""The database into a file and back: SQLite by its online copy, PostgreSQL by pg_dump and pg_restore."""

import os
import shutil
import signal
import sqlite3
import subprocess
from pathlib import Path

from django.db import connection

from gongkai.interfaces.jobs.backup_file import BackupTrouble

NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


def member_name() -> str:
    """What the database of this installation is called inside a backup."""
    return NAMES[connection.vendor]


def size() -> int:
    """About how many bytes the database has."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        else:
            cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def is_empty() -> bool:
    """Has the database no table at all?"""
    return not connection.introspection.table_names()


def dump(target: Path) -> None:
    """One consistent moment of the database, while people go on writing."""
    if connection.vendor == "sqlite":
        _copy_sqlite(Path(connection.settings_dict["NAME"]), target)
    else:
        words = ["--format=custom", "--no-owner", "--no-privileges", f"--file={target}"]
        _run_postgresql("pg_dump", words, "数据库没有备份成")


def load(source: Path) -> None:
    """Put a dumped database into the empty place; whole or not at all."""
    if connection.vendor == "postgresql":
        words = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--dbname", _name()]
        _run_postgresql("pg_restore", [*words, str(source)], "数据库没有恢复，原来是空的，现在还是空的")
        connection.close()
        return
    target = Path(connection.settings_dict["NAME"])
    connection.close()
    for beside in (f"{target.name}-wal", f"{target.name}-shm"):
        target.with_name(beside).unlink(missing_ok=True)
    source.replace(target)


def _copy_sqlite(source: Path, target: Path) -> None:
    """All pages in one step: a reader's view of one moment; in WAL mode nobody who writes waits for it."""
    try:
        target.touch(mode=0o600)
        read, write = sqlite3.connect(source, timeout=20), sqlite3.connect(target)
        try:
            read.backup(write)
            write.execute("PRAGMA journal_mode=DELETE")
            said = write.execute("PRAGMA integrity_check").fetchone()[0]
        finally:
            write.close()
            read.close()
    except sqlite3.Error as error:
        full = getattr(error, "sqlite_errorname", "") in ("SQLITE_FULL", "SQLITE_IOERR_WRITE")
        why = "备份的位置写不下了，请腾出空间或换一个位置再试" if full else str(error)
        raise BackupTrouble(f"数据库没有备份成：{why}。") from error
    if said != "ok":
        raise BackupTrouble(f"数据库已经损坏，不能备份：{said[:200]}。请用更早的备份恢复。")


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _run_postgresql(program: str, words: list[str], failed: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise BackupTrouble(f"没有找到 {program}。请安装 PostgreSQL 的客户端程序。")
    told = connection.settings_dict
    known = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
    }  # never on the command line
    told_names = {name: str(told[key]) for name, key in known.items() if told.get(key)}
    surroundings = {**os.environ, **told_names, "PGDATABASE": _name(), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(  # noqa: S603 - our own words
        [found, *words], env=surroundings, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    if done.returncode:
        why = done.stderr.strip().splitlines()[-1:] or [f"退出码 {done.returncode}"]
        full = done.returncode == -signal.SIGXFSZ or "No space left" in done.stderr or "File too large" in done.stderr
        raise BackupTrouble(f"{failed}：{'写不下了，请腾出空间或换一个位置再试' if full else why[0]}。")
