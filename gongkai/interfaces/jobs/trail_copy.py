"""The trail of acts, written once more where the system's own administrator changes nothing: chained, signed lines (P41).

A line is an act as JSON with the SHA-256 of the line before it; each run ends with a line that signs the chain with
the key of the public log. Files are only ever appended to, so the folder may be the mount of another host on which
this account can do no more than that. What is compared with it later shows an act that was altered or taken out here.
"""

import fcntl
import json
import logging
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from gongkai.ledger import actions as ledger
from gongkai.ledger import queries as reading
from gongkai.ledger.log_keys import role_signers
from gongkai.ledger.note_signatures import verified
from gongkai.rules.actor import Actor
from gongkai.rules.duties import local_day
from gongkai.rules.timetable import TRAIL
from gongkai.rules.tlog import PUBLIC, Note, parse_note

log = logging.getLogger(__name__)
CLOCK = Actor.clock()
EVERY = timedelta(minutes=1)
SETTLED = timedelta(minutes=10)  # no act stays uncommitted for longer: none comes to stand below what was copied
TAIL = 1 << 20  # bytes; far more than the acts and the seal of one run need to be found in
NAME = "trail-{:%Y-%m}.ndjson"


class CopyTrouble(Exception):
    """The copy and the trail do not fit; a sentence for the keeper."""


def go_on(now: datetime) -> None:
    """Copy what came since the last look, once a minute; what fails is said in the log and on the page of jobs."""
    if not settings.GONGKAI_TRAIL_COPY:
        return
    last = next((beat.ran_at for beat in reading.heartbeats(CLOCK) if beat.job == TRAIL), None)
    if last is not None and now - last < EVERY:
        return
    try:
        said, failed = f"{copy(Path(settings.GONGKAI_TRAIL_COPY), now=now)}条", False
    except (OSError, CopyTrouble) as trouble:
        said, failed = str(trouble), True
        log.error("操作记录没有留底：%s", said)
    ledger.beat(CLOCK, job=TRAIL, said=said, now=now, failed=failed)


def copy(folder: Path, *, now: datetime) -> int:
    """Append the acts that are not in the folder yet; how many. Killed at any point it goes on where it was.

    Raises CopyTrouble when the trail no longer holds what was copied last, as after a restore; OSError.
    """
    if not folder.is_dir():
        raise CopyTrouble(f"没有文件夹 {folder}。请接上它，或改正 GONGKAI_TRAIL_COPY。")
    with open(folder / ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _append(folder, now)


def _append(folder: Path, now: datetime) -> int:
    number, before = _end(folder)
    path, count = folder / NAME.format(local_day(now)), 0
    with open(path, "a", encoding="utf-8") as file:
        for act in reading.acts_after(CLOCK, number=number, until=now - SETTLED):
            before = _write(file, {**act, "prev": before})
            number, count = act["n"], count + 1
        if count:
            signer = role_signers(PUBLIC)[0]
            text = _sealed(signer.name, number, before)
            _write(file, {"seal": Note(text, (signer.sign(text),)).whole, "prev": before})
        file.flush()
        os.fsync(file.fileno())
    return count


def _sealed(name: str, number: int, before: str) -> str:
    """What is signed: that the chain up to this act comes to this sum. Not the shape of a log's head: no origin ends so."""
    return f"{name}/trail\n{number}\n{before}\n"


def _write(file, line: dict) -> str:
    words = json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    file.write(words + "\n")
    return sha256(words.encode()).hexdigest()


def _lines(folder: Path) -> Iterator[tuple[str, str]]:
    """Every whole line with its place, in order."""
    for path in sorted(folder.glob("trail-*.ndjson")):
        with open(path, encoding="utf-8") as file:
            for place, line in enumerate(file, 1):
                if line.endswith("\n"):
                    yield f"{path.name} 第{place}行", line[:-1]


def _end(folder: Path) -> tuple[int, str]:
    """The last act that is in the folder, and the sum of the last line. What a killed run left half written is cut off."""
    paths = [path for path in sorted(folder.glob("trail-*.ndjson")) if path.stat().st_size]
    if not paths:
        return 0, ""
    path, size = paths[-1], paths[-1].stat().st_size
    with open(path, "rb") as file:
        file.seek(max(0, size - TAIL))
        tail = file.read()
    if not tail.endswith(b"\n"):
        os.truncate(path, size - len(tail) + tail.rfind(b"\n") + 1)
        return _end(folder)
    lines = tail.decode("utf-8", "replace").split("\n")[:-1]
    told = next(act for act in (json.loads(line) for line in reversed(lines)) if "n" in act)  # each run begins with one
    del told["prev"]
    if reading.act(CLOCK, number=told["n"]) != told:
        raise CopyTrouble(
            "留底里最后一条和数据库里的不一样，没有接着写。请运行 gongkai trail --check；刚恢复过的，请另设一个文件夹。"
        )
    return told["n"], sha256(lines[-1].encode()).hexdigest()


def differences(folder: Path, *, now: datetime) -> Iterator[str]:
    """What does not fit in the copy itself, and what in the trail is not as it was copied, line by line."""
    before, last = "", 0
    keys = [one.key for one in role_signers(PUBLIC)]
    acts = reading.acts_after(CLOCK, number=0)
    here = next(acts, None)
    for place, line in _lines(folder):
        told = json.loads(line)
        if told.pop("prev") != before:
            yield f"{place}：和前一行接不上"
        if "seal" in told:
            note = parse_note(told["seal"])
            texts = {_sealed(key.name, last, before) for key in keys}
            if note.text not in texts or not verified(note, keys):
                yield f"{place}：签名不对"
        else:
            last = told["n"]
            while here is not None and here["n"] < last:
                yield f"第{here['n']}条：留底里没有"
                here = next(acts, None)
            if here is None or here["n"] > last:
                yield f"第{last}条：留底里有，数据库里没有了"
            else:
                if here != told:
                    yield f"第{last}条：数据库里的和留底不一样"
                here = next(acts, None)
        before = sha256(line.encode()).hexdigest()
    while here is not None:
        if datetime.fromisoformat(here["at"]) <= now - SETTLED:
            yield f"第{here['n']}条：留底里没有"
        here = next(acts, None)
