"""`gongkai backup`: one consistent moment of database and files in one file, the keys apart by choice."""

import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from gongkai.interfaces.jobs import backup_database as database
from gongkai.interfaces.jobs.arguments import Parser
from gongkai.interfaces.jobs.backup_file import BackupTrouble, Writer, writing
from gongkai.interfaces.jobs.migrate import pending
from gongkai.ledger import actions as ledger
from gongkai.ledger import code_keys, log_keys
from gongkai.ledger import queries as reading
from gongkai.ledger.log_memory import kept_logs, memory_file, signing
from gongkai.participation import keys as identity_keys
from gongkai.rules.actor import Actor
from gongkai.rules.timetable import BACKUP

MEGABYTE = 1024**2
SPARE = 8 * MEGABYTE  # what must stay free besides the copy itself
EVERY = 500  # files between two lines of progress


def main(argv: list[str]) -> int:
    """Make a backup; exit code 1 when there is none afterwards under that name."""
    parser = Parser(
        "backup",
        "把数据库和附件备份成一个文件，不用停止服务。备份是某一时刻的完整样子，逐个文件有核对码；\n"
        "写完会读一遍核对，全部相符才用这个名字。钥匙不在里面，要另外备份、另外保管。",
    )
    parser.add_argument("file", type=Path, metavar="文件", help="备份写到哪里；已经有的文件不会覆盖")
    parser.add_argument("--keys", type=Path, metavar="文件", help="把钥匙另写成一个文件，不要和备份放在一起")
    options = parser.parse_args(argv)
    try:
        make(options.file.resolve(), keys=options.keys and options.keys.resolve(), now=timezone.now(), say=_say)
    except BackupTrouble as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def make(target: Path, *, keys: Path | None, now: datetime, say: Callable[[str], None]) -> None:
    """The backup, then the keys. Raises BackupTrouble; then there is nothing half under either name."""
    if pending():
        raise BackupTrouble("数据库还有升级没有做，先运行 gongkai migrate 再备份。")
    if keys == target:
        raise BackupTrouble("钥匙要和备份分开，请写成两个文件。")
    _demand_space(target)
    with writing(target) as (writer, scratch):
        say("数据库……")
        database.dump(scratch)
        writer.add(database.member_name(), scratch)
        scratch.unlink()
        sums = _add_files(writer, say)
        _add_log_memory(writer)
        lost = _lost(sums)
        writer.finish({"made_at": now.isoformat(), "database": database.member_name(), "lost": lost})
        say("读一遍核对……")
    shown = f"{target.stat().st_size / MEGABYTE:.1f} MB，附件{len(sums)}个"
    say(f"备份好了：{target}（{shown}）。")
    for line in lost[:20]:
        say(f"注意：附件 {line}")
    ledger.beat(Actor.clock(), job=BACKUP, said=shown + (f"，{len(lost)}个附件不符" if lost else ""), now=now)
    if keys:
        _keys(keys, now, say)
    else:
        say("钥匙不在里面。要备份钥匙：gongkai backup 文件 --keys 另一个位置的文件")


def key_files() -> dict[str, Path]:
    """Every key that lies outside the database, by its name inside a backup of the keys."""
    return {
        "identity.key": identity_keys.key_file(), "log.key": log_keys.key_file(), "codes.key": code_keys.key_file(),
    }  # fmt: skip


def _demand_space(target: Path) -> None:
    """Database twice (the copy and its place in the backup), the files once."""
    if not target.parent.is_dir():
        return  # said by `writing`
    needed = 2 * database.size() + sum(path.stat().st_size for _, path in _files()) + SPARE
    free = shutil.disk_usage(target.parent).free
    if free < needed:
        wanted, there = (f"{one / MEGABYTE:.0f} MB" for one in (needed, free))
        raise BackupTrouble(f"{target.parent} 的空间不够：要{wanted}，只剩{there}。请腾出空间，或换一个位置再试。")


def _files() -> Iterator[tuple[str, Path]]:
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix != ".part":
            yield path.relative_to(root).as_posix(), path


def _add_files(writer: Writer, say: Callable[[str], None]) -> dict[str, str]:
    """After the database: a file is on the disk before its row, so none that the copy names is missing."""
    sums: dict[str, str] = {}
    for name, sha256 in reading.kept_files(Actor.clock()):
        ledger.fetch_file(Actor.clock(), name=name, sha256=sha256)  # what other machines were given
    for name, path in _files():
        if not path.exists():
            continue  # lawfully removed in the meantime
        sums[name] = writer.add(f"files/{name}", path).sha256
        if len(sums) % EVERY == 0:
            say(f"附件{len(sums)}个……")
    return sums


def _add_log_memory(writer: Writer) -> None:
    for log in kept_logs():
        with signing(log):
            folder = memory_file(log).parent
            for path in sorted(folder.rglob("*")):
                if path.name == "checkpoint" or path.suffix == ".ndjson":
                    writer.add(f"logs/{log}/{path.relative_to(folder).as_posix()}", path)


def _lost(sums: dict[str, str]) -> list[str]:
    """Files that the database knows and the disk has not, or has otherwise."""
    found = []
    for name, sha256 in reading.kept_files(Actor.clock()):
        if name not in sums:
            if not (Path(settings.MEDIA_ROOT) / name).exists():
                found.append(f"{name}：不在了")
        elif sums[name] != sha256:
            found.append(f"{name}：内容变了")
    return found


def _keys(target: Path, now: datetime, say: Callable[[str], None]) -> None:
    there = {name: path for name, path in key_files().items() if path.exists()}
    with writing(target) as (writer, _):
        for name, path in there.items():
            writer.add(name, path)
        writer.finish({"made_at": now.isoformat(), "keys": sorted(there)})
    say(f"钥匙备份好了：{target}（{len(there)}把）。请和备份分开保管。")
