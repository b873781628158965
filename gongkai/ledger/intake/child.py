"""A parser in a child process with bounded memory, CPU and time: a bomb ends the child, not the server (P22)."""

import json
import resource
import subprocess
import sys
from pathlib import Path

from gongkai.ledger.intake.extract import READERS, read_text
from gongkai.rules.refusals import Refused

MEMORY = 1 << 30
CPU_SECONDS = 20
WALL_SECONDS = 30
EXIT_ENCRYPTED = 3


def text_of(path: Path, extension: str, name: str) -> tuple[str, list[str]]:
    """Text and notes of a document, read by a child. Raises `Refused`: file_heavy, file_broken, file_encrypted."""
    if extension not in READERS:
        return read_text(path, extension, name)
    command = [sys.executable, "-m", "gongkai.ledger.intake.child", extension, str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=WALL_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as slow:
        raise Refused("file_heavy", name=name) from slow
    if done.returncode == EXIT_ENCRYPTED:
        raise Refused("file_encrypted", name=name)
    if done.returncode < 0 or b"MemoryError" in done.stderr:
        raise Refused("file_heavy", name=name)
    if done.returncode:
        raise Refused("file_broken", name=name)
    answer = json.loads(done.stdout)
    return answer["text"], answer["notes"]


def main(extension: str, path: str) -> int:
    """The child: limits itself, reads, prints JSON."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    try:
        text, notes = read_text(Path(path), extension, path)
    except PermissionError:
        return EXIT_ENCRYPTED
    json.dump({"text": text, "notes": notes}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
