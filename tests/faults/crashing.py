"""An act that dies, or meets a full disk, at one chosen point of its way; the product's code knows nothing of it.

Points are statements, files that are opened for writing, renamed or removed, and the moments right before and
right after the commit. The act runs in a forked child on a connection of its own, as a request does.
"""

import errno
import os
import signal
import sys
from collections.abc import Callable
from contextlib import ExitStack

from django.apps import apps
from django.conf import settings
from django.db import OperationalError, connection, connections

from gongkai.rules.refusals import Refused
from tests.factories.processes import FORK, forked

PATIENCE = 60
WRITES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir"}
DIED = "died"
FIRST_ONLY = {
    "ledger.NumberSeries",
    "ledger.TransparencyLog",
}  # begun by the first act of their kind, then only counted on
FULL = (OperationalError, OSError)


class _Points:
    """Counts the points that an act passes and does something at one of them."""

    def __init__(self, at: str, do: Callable[[str], None]) -> None:
        self.at, self.do = at, do
        self.statements = self.files = 0
        self._commit = connection._commit

    def passed(self, point: str) -> None:
        if point == self.at:
            self.do(point)

    def statement(self, execute, sql, params, many, context):
        self.statements += 1
        self.passed(f"statement {self.statements}")
        return execute(sql, params, many, context)

    def commit(self) -> None:
        self.passed("before the commit")
        self._commit()
        self.passed("after the commit")

    def file(self, event: str, arguments: tuple) -> None:
        opened = event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
        if (opened or event in WRITES) and str(arguments[0]).startswith(str(settings.DATA_DIR)):
            self.files += 1
            self.passed(f"file {self.files}")


def _kill(point: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _no_space(point: str) -> None:
    if point.startswith("file"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    raise OperationalError("database or disk is full")


def _attempt(act: Callable[[], object], at: str, do: Callable[[str], None]) -> tuple[str, int, int]:
    points = _Points(at, do)
    said = "done"
    with ExitStack() as stack:
        stack.enter_context(connection.execute_wrapper(points.statement))
        connection._commit = points.commit
        sys.addaudithook(points.file)
        try:
            act()
        except Refused as refused:
            said = refused.code
        except FULL as full:
            said = f"full: {type(full).__name__}"
        finally:
            connections.close_all()
    return said, points.statements, points.files


def _in_child(work: Callable[[], object]) -> tuple[int, object]:
    """How a forked child ended that did this work, and what it answered.

    The parent itself starts no threads: one that is still ending holds locks of the cryptographic library, and a
    child that was forked meanwhile waits for them for ever.
    """
    connections.close_all()
    answers = FORK.Queue()
    process = forked(lambda: answers.put(work()))
    process.start()
    process.join(PATIENCE)
    return process.exitcode, answers.get(timeout=PATIENCE) if process.exitcode == 0 else None


def attempt(act: Callable[[], object], at: str = "", do: Callable[[str], None] = _kill) -> tuple[str, int, int]:
    """Run the act in a child: how it ended, how many statements it asked and how often it touched a file."""
    exitcode, answer = _in_child(lambda: _attempt(act, at, do))
    if exitcode == -signal.SIGKILL:
        return DIED, 0, 0
    assert exitcode == 0, (at, exitcode)
    return answer


def rows() -> dict[str, int]:
    """How many rows every table holds, as one who comes later sees it."""

    def count() -> dict[str, int]:
        models = [
            model
            for model in apps.get_models(include_auto_created=True)
            if model._meta.managed and model._meta.label not in FIRST_ONLY
        ]
        try:
            return {model._meta.label: model._base_manager.count() for model in models}
        finally:
            connections.close_all()

    exitcode, counted = _in_child(count)
    assert exitcode == 0, exitcode
    return counted


def grown(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    """By how many rows which tables grew."""
    return {name: after[name] - before[name] for name in after if after[name] != before[name]}


def points(statements: int, files: int, every: int) -> list[str]:
    """Each `every`-th statement, every touch of a file, and the two moments around the commit, in this order."""
    return [
        *(f"statement {number}" for number in range(1, statements + 1, every)),
        *(f"file {number}" for number in range(1, files + 1)),
        "before the commit", "after the commit",
    ]  # fmt: skip


def _way(model: Callable[[], object], victim: Callable[[], object], every: int) -> tuple[dict[str, int], list[str]]:
    """What the whole act adds, and the points of the victim's way, found by turning back right before its commit."""
    before = rows()
    assert attempt(model)[0] == "done"
    all_of_it = grown(before, rows())
    said, statements, files = attempt(victim, "before the commit", _no_space)
    assert said.startswith("full") and statements
    return all_of_it, points(statements, files, every)


def whole_or_nothing(model: Callable[[], object], victim: Callable[[], object], every: int) -> None:
    """Kill `victim` at its points, then press again: it does all that `model`, the same act elsewhere, did, or nothing.

    Raises AssertionError with the point at which something was half done.
    """
    all_of_it, way = _way(model, victim, every)
    before = rows()
    for point in way:
        said, *_ = attempt(victim, point)
        change = grown(before, rows())
        assert said == DIED, (point, said)
        assert change == (all_of_it if point == "after the commit" else {}), (point, change, all_of_it)
    attempt(victim)
    assert grown(before, rows()) == all_of_it, "pressed again"


def full_disk(model: Callable[[], object], victim: Callable[[], object], every: int) -> None:
    """The same where there is no space at one point: nothing is half done, and with space it is done."""
    all_of_it, way = _way(model, victim, every)
    before = rows()
    for point in way[:-1]:
        said, *_ = attempt(victim, point, _no_space)
        assert said.startswith("full"), (point, said)
        assert grown(before, rows()) == {}, point
    assert attempt(victim)[0] == "done"
    assert grown(before, rows()) == all_of_it
