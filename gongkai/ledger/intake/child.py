"""The child process: limits itself, runs one reader, writes JSON lines (P22)."""

import json
import resource
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from gongkai.ledger.intake.process import CPU_SECONDS
from gongkai.rules.refusals import Refused

# Only the reader that is asked for is imported: a clerk waits for the child's start.
TASKS = {
    "text": "extract:read_text",
    "rows": "sheets:sheet_rows",
    "photo": "images:clean_photo",
    "prints": "prints:photo_prints",
}


def main(task: str, path: str, memory: str, *arguments: str) -> int:
    """Answers one JSON value a line; the last is "end", or an object with the refusal's code."""
    reader = _reader(task)
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        for answer in reader(Path(path), *arguments):
            _say(answer)
    except Refused as refused:
        _say({"refused": refused.code, "facts": refused.facts})
    except (MemoryError, RecursionError):
        _say({"refused": "file_heavy", "facts": {}})
    except Exception:  # noqa: BLE001 whatever a parser stumbles over, the file is at fault
        _say({"refused": "file_broken", "facts": {}})
    else:
        _say("end")
    return 0


def _reader(task: str) -> Callable[..., Iterator[object]]:
    module, name = TASKS[task].split(":")
    reader: Callable[..., Iterator[object]] = getattr(import_module(f"gongkai.ledger.intake.{module}"), name)
    return reader


def _say(answer: object) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
