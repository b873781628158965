"""The keys of the logs: a file outside the database, readable by its owner only; signing and checking notes.

One line a key, the present one of each log first, spelled like the private keys of signed notes:
`PRIVATE+KEY+name+id+base64`. The name is the log's origin and never changes, also when the key does.
"""

import os
import re
import secrets
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from gongkai.ledger import signing_module
from gongkai.ledger.log_names import current, names
from gongkai.ledger.models import Checkpoint
from gongkai.ledger.note_signatures import Signer, held_signer, new_signer, parse_signer
from gongkai.rules.refusals import Refused
from gongkai.rules.tlog import LOGS
from gongkai.rules.tlog.suites import suite_of

OWNER_READS = 0o400


def key_file() -> Path:
    """Where the keys lie: `GONGKAI_LOG_KEY`, else `log.key` in the data folder."""
    return Path(settings.GONGKAI_LOG_KEY or Path(settings.DATA_DIR) / "log.key")


def _origin() -> str:
    """What the logs of a new installation are called."""
    host = urlsplit(settings.GONGKAI_URL).hostname or f"gongkai-{settings.GONGKAI_SITE['area_code']}"
    return re.sub(r"[\s+]", "-", host)


def made_signer(name: str) -> Signer:
    """A new key of an origin: made here, or asked of the module. Raises `Refused`: log_signer, log_sm2_missing."""
    suite = suite_of(name.rpartition("/")[2])
    return held_signer(name, suite) if signing_module.is_set() else new_signer(name, suite)


def all_signers() -> tuple[Signer, ...]:
    """Every key in the file. The file is made on first use; who comes second takes what is there.

    Raises `Refused`: log_key_missing, also when it is gone after something was signed; another would contradict it.
    """
    path = key_file()
    if not path.exists():
        if Checkpoint.objects.exists():
            raise Refused("log_key_missing")
        with suppress(FileExistsError):
            write_signers([made_signer(f"{_origin()}/log/{current(role)}") for role in LOGS], fresh=True)
    try:
        return _read(path.read_text("ascii"))
    except (OSError, ValueError) as trouble:
        raise Refused("log_key_missing") from trouble


@lru_cache(maxsize=4)
def _read(text: str) -> tuple[Signer, ...]:
    return tuple(parse_signer(line) for line in text.split("\n") if line)


def signers(log: str) -> tuple[Signer, ...]:
    """The keys of the log of this name, the present one first. Raises `Refused` as `all_signers`."""
    own = tuple(one for one in all_signers() if one.log == log)
    if not own:
        raise Refused("log_key_missing")
    return own


def role_signers(role: str) -> tuple[Signer, ...]:
    """The keys of all logs of a role, that of the one that goes on first. Raises `Refused` as `all_signers`."""
    return tuple(one for name in names(role) for one in signers(name))


def write_signers(keys: Iterable[Signer], *, fresh: bool = False) -> None:
    """Write the file whole or not at all, readable by its owner only; `fresh`: only where none is."""
    write_whole(key_file(), "".join(one.line + "\n" for one in keys), mode=OWNER_READS, fresh=fresh)


def append_durably(path: Path, more: bytes) -> None:
    """More at the end of a file that is there; on the disk when this returns."""
    with open(path, "ab") as file:
        file.write(more)
        file.flush()
        os.fsync(file.fileno())


def write_whole(path: Path, text: str, *, mode: int = 0o644, fresh: bool = False) -> None:
    """A file that is there whole or not at all, also after a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.link(half, path) if fresh else half.replace(path)
    finally:
        half.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
