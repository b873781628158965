"""`gongkai restore`: a backup into an empty place, every sum checked first; it can be interrupted and repeated."""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from gongkai.interfaces.jobs import backup_database as database
from gongkai.interfaces.jobs import doctor
from gongkai.interfaces.jobs.arguments import Parser
from gongkai.interfaces.jobs.backup import MEGABYTE, SPARE, key_files
from gongkai.interfaces.jobs.backup_file import BackupTrouble, damaged, extract, manifest, trouble_of
from gongkai.interfaces.jobs.migrate import pending
from gongkai.ledger import queries as reading
from gongkai.ledger.log_keys import write_whole
from gongkai.ledger.log_memory import carry_restored, mark_restored
from gongkai.rules.actor import Actor
from gongkai.rules.tlog import LOGS

UNDER_WAY = "restore.unfinished"
OWNER_READS = 0o400
SHOWN = 5
NEXT = (
    "接着请运行 gongkai log recover --entries …（有见证人）或 gongkai log continue --basis …（没有）。"
    "在此以前网站可以开，公开的照常看，但不签名、不公开新的、不办后台任务。"
)


def main(argv: list[str]) -> int:
    """Show what would happen; with `--yes` do it. Exit code 1 when the place is not what the backup was."""
    parser = Parser(
        "restore",
        "从备份恢复到一个空的地方：数据库里没有表，数据文件夹里没有附件。先核对每个文件，一个字节不对就不恢复。\n"
        "不写 --yes 只看不动。中途断了，再运行一次即可。恢复以后公开记录先不签名，要先核对（gongkai log）。",
    )
    parser.add_argument("file", type=Path, metavar="文件", help="gongkai backup 写的备份")
    parser.add_argument("--keys", type=Path, metavar="文件", help="gongkai backup --keys 写的钥匙")
    parser.add_argument("--yes", action="store_true", help="真的恢复；不写只看备份里有什么")
    options = parser.parse_args(argv)
    try:
        return run(options.file, keys=options.keys, yes=options.yes, say=_say)
    except BackupTrouble as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def run(path: Path, *, keys: Path | None, yes: bool, say: Callable[[str], None]) -> int:
    """Check, show, restore, check again. Raises BackupTrouble; until every sum fits nothing is touched."""
    told = _sound(path)
    if "database" not in told:
        raise BackupTrouble(f"{path} 里没有数据库。这是钥匙的备份吗？它要写在 --keys 后面。")
    key_names = _sound(keys)["members"] if keys else {}
    if told["database"] != database.member_name():
        raise BackupTrouble("备份来自另一种数据库，不能恢复到这里。请检查 DATABASE_URL。")
    sizes = [one["size"] for one in told["members"].values()]
    files = [name for name in told["members"] if name.startswith("files/")]
    say(f"备份做于 {told['made_at'][:16]}，附件{len(files)}个，共 {sum(sizes) / MEGABYTE:.1f} MB，核对码全部相符。")
    say(f"恢复到：{settings.DATA_DIR}，钥匙{len(key_names)}把。")
    in_the_way = list(_in_the_way(key_names))
    if in_the_way:
        raise BackupTrouble("这里不是空的，不会覆盖：\n" + "\n".join(f"　{one}" for one in in_the_way))
    if shutil.disk_usage(settings.DATA_DIR).free < sum(sizes) + SPARE:
        raise BackupTrouble(f"{settings.DATA_DIR} 的空间不够，没有恢复。请腾出空间再试。")
    if not yes:
        say("这里是空的，什么也不会被替换。只是看看，没有恢复。要恢复，请加上 --yes。")
        return 0
    try:
        _put_back(path, told, keys, key_names, say)
    except OSError as error:
        raise trouble_of(error, Path(settings.DATA_DIR)) from error
    return _look(say)


def _sound(path: Path) -> dict:
    told = manifest(path)
    wrong = damaged(path)
    if wrong:
        shown = "\n".join(f"　{name}" for name in wrong[:SHOWN])
        raise BackupTrouble(f"备份坏了，没有恢复。{len(wrong)}个文件和核对码不符：\n{shown}\n请换一份备份。")
    return told


def _marker() -> Path:
    return Path(settings.DATA_DIR) / UNDER_WAY


def _in_the_way(key_names: dict) -> Iterator[str]:
    """What stands where the backup would go. What an interrupted restore left is not in the way."""
    for name, place in key_files().items():
        if name in key_names and place.exists():
            yield f"钥匙 {place}"
    if not database.is_empty():
        yield "数据库里已经有表"
    if _marker().exists():
        return
    for folder in (Path(settings.MEDIA_ROOT), Path(settings.DATA_DIR) / "logs"):
        if any(one.is_file() for one in folder.rglob("*")):
            yield f"文件夹 {folder}"


def _put_back(path: Path, told: dict, keys: Path | None, key_names: dict, say: Callable[[str], None]) -> None:
    """Files first, the database next to last, the keys last: until then the place counts as empty."""
    data = Path(settings.DATA_DIR)
    write_whole(_marker(), "restore is under way\n")
    for folder in (Path(settings.MEDIA_ROOT), data / "logs"):
        shutil.rmtree(folder, ignore_errors=True)
    for name in told["members"]:
        kind, _, rest = name.partition("/")
        if kind in ("files", "logs"):
            root = Path(settings.MEDIA_ROOT) if kind == "files" else data / "logs"
            extract(path, name, _inside(root, rest))
    for log in LOGS:
        mark_restored(log)
    say("附件好了，数据库……")
    scratch = data / "restore.database"
    try:
        extract(path, told["database"], scratch, mode=0o600)
        database.load(scratch)
    finally:
        scratch.unlink(missing_ok=True)
    for name in key_names:
        if keys and name in key_files():
            place = key_files()[name]
            half = place.with_name(f"{place.name}.restored")
            extract(keys, name, half, mode=OWNER_READS)
            half.replace(place)
    _marker().unlink()


def _inside(root: Path, rest: str) -> Path:
    target = (root / rest).resolve()
    if not target.is_relative_to(root.resolve()):
        raise BackupTrouble(f"备份里有不该有的名字：{rest}。没有恢复。")
    return target


def _look(say: Callable[[str], None]) -> int:
    """Is what was restored whole, by the log, by the files and by the doctor?"""
    connection.close()
    if pending():
        say("备份来自较早的版本，请运行 gongkai migrate，再运行 gongkai doctor。")
        say(NEXT)
        return 0
    carry_restored(timezone.now())
    clock = Actor.clock()
    root = Path(settings.MEDIA_ROOT)
    found = [f"附件 {name} 不在" for name, _ in reading.kept_files(clock) if not (root / name).exists()]
    found += [f"公开记录 {one.log} 第{one.seq}条不符" for one in _differences()]
    for line in found[:SHOWN]:
        say(f"不行　{line}")
    worst = doctor.main([])
    say("恢复好了。" if not found else f"恢复好了，但有{len(found)}处不符。")
    for name, place in key_files().items():
        if not place.exists():
            say(f"注意　没有钥匙 {name}：请从钥匙的备份放到 {place}。放好以前，靠它的事都办不了，也不会另做新的。")
    say(NEXT)
    return int(bool(found) or bool(worst))


def _differences() -> list[reading.Finding]:
    """What does not fit in the logs themselves; that the files remember more than the copy is for `log recover`.

    Without its key nothing is asked: whoever asks for a key that is not there makes a new one.
    """
    if not key_files()["log.key"].exists():
        return []
    clock = Actor.clock()
    return [
        one for log in reading.log_names(clock) for one in reading.check_log(clock, log=log) if one.code != "shorter"
    ]
