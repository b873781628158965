"""Runs a parser in a child process with bounded memory and time: a bomb ends the child, not the server (P22)."""

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gongkai
from gongkai.rules.refusals import Refused

MEMORY = 1 << 30
CPU_SECONDS = 20
WALL_SECONDS = 30
LONGEST_LINE = 64 << 20
_ROOT = str(Path(gongkai.__file__).resolve().parent.parent)


def answers(task: str, path: Path, name: str, *arguments: str, memory: int = MEMORY) -> Iterator[Any]:
    """What the child says, one JSON value after the other, as it reads.

    Only waiting for the child counts against `WALL_SECONDS`, so a slow caller is free to
    think. The child sees none of the server's settings. Raises `Refused` naming the file:
    file_heavy, file_broken, or the code the child gave.
    """
    command = [sys.executable, "-m", "gongkai.ledger.intake.child", task, str(path), str(memory), *arguments]
    environment = {"PYTHONPATH": _ROOT, "PYTHONUTF8": "1"}
    child = subprocess.Popen(  # noqa: S603 our own interpreter and module
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    )
    finished = False
    try:
        for line in _lines(child, name):
            value = json.loads(line)
            if isinstance(value, dict) and "refused" in value:
                raise Refused(value["refused"], **{**value["facts"], "name": name})
            if value == "end":
                finished = True
                break
            yield value
        if not finished:
            raise Refused("file_heavy" if child.wait(timeout=5) < 0 else "file_broken", name=name)
    finally:
        child.kill()
        child.wait()
        if child.stdout:
            child.stdout.close()


def _lines(child: subprocess.Popen[bytes], name: str) -> Iterator[bytes]:
    assert child.stdout is not None  # noqa: S101 a pipe was asked for
    pipe, rest, left = child.stdout.fileno(), b"", float(WALL_SECONDS)
    while True:
        asked = time.monotonic()
        ready, _, _ = select.select([pipe], [], [], left)
        left -= time.monotonic() - asked
        if not ready or left <= 0 or len(rest) > LONGEST_LINE:
            raise Refused("file_heavy", name=name)
        block = os.read(pipe, 1 << 16)
        if not block:
            return
        *whole, rest = (rest + block).split(b"\n")
        yield from whole
