"""Commands of the program in processes of their own that need not read it again: forked from one that has read it.

The first second of a command is spent on reading the program; four hundred times in a run that is much. The server
that forks (`multiprocessing`'s own) has read it without a database, a request or a setting that counts. A child lives
under the settings of its own environment from its first line on, and ends as a command ends. That the real command
starts by itself is what tests of servers, of signals and of the command line show.
"""

import atexit
import multiprocessing
import os
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

READY = multiprocessing.get_context("forkserver")
SETTINGS = "gongkai.config.settings"


def run(do: Callable[..., int], *given, environment: dict[str, str], timeout: float) -> subprocess.CompletedProcess:
    """`do(*given)` in a process under this environment, to its end; what it said and its exit code.

    Raises subprocess.TimeoutExpired when it does not end in time; it is killed then.
    """
    READY.set_forkserver_preload(["tests.factories.ready_server"])
    with tempfile.TemporaryDirectory(prefix="said-") as folder:
        said = [Path(folder) / name for name in ("out", "err")]
        child = READY.Process(target=_live, args=(do, given, environment, os.getcwd(), said))
        child.start()
        child.join(timeout)
        if child.is_alive():
            child.kill()
            child.join()
            raise subprocess.TimeoutExpired([do.__name__, *map(str, given)], timeout)
        out, err = (one.read_text(encoding="utf-8") if one.exists() else "" for one in said)
        return subprocess.CompletedProcess(given, child.exitcode, out, err)


def command(*words: str) -> int:
    """`gongkai <words>`."""
    from gongkai.interfaces.jobs.command import main

    sys.argv = ["gongkai", *words]
    return main(list(words))


def program(code: str, *words: str) -> int:
    """`python -c code words`."""
    sys.argv = ["-c", *words]
    exec(compile(code, "<string>", "exec"), {"__name__": "__main__"})
    return 0


def module(name: str, *words: str) -> int:
    """`python -m name words`."""
    sys.argv = [name, *words]
    runpy.run_module(name, run_name="__main__", alter_sys=True)
    return 0


def _live(do: Callable[..., int], given: tuple, environment: dict[str, str], folder: str, said: list[Path]) -> None:
    for number, place in enumerate(said, start=1):
        opened = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(opened, number)
        os.close(opened)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    _forget_settings()
    try:
        code = do(*given)
    except SystemExit as ended:
        code = ended.code
    except BaseException:  # noqa: BLE001 - whatever it is, it is said and ends the process, as at the top of a program
        sys.excepthook(*sys.exc_info())
        code = 1
    _close_all()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else code is not None)


def _close_all() -> None:
    """As the end of an interpreter does; SQLite tidies up when the last connection is closed."""
    from django.db import connections

    if "settings" in connections.__dict__:
        connections.close_all()


def _forget_settings() -> None:
    """The settings are read again where they are asked for first, from the environment of now."""
    from django.conf import empty, settings
    from django.core.cache import caches
    from django.core.files.storage import storages
    from django.db import connections

    for held in (connections, caches):
        for name in held:
            if hasattr(held._connections, name):
                del held[name]
        held._settings = None
        held.__dict__.pop("settings", None)
    storages._backends = None
    storages.__dict__.pop("backends", None)
    sys.modules.pop(SETTINGS, None)
    settings._wrapped = empty
