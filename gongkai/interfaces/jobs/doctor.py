"""Checks whether this installation is sound, one line per finding, each with its remedy."""

import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import yaml
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from gongkai.interfaces.jobs import messengers
from gongkai.interfaces.jobs.arguments import Parser
from gongkai.interfaces.jobs.backup import key_files
from gongkai.interfaces.jobs.migrate import pending
from gongkai.interfaces.ui import mailing
from gongkai.ledger import queries as ledger
from gongkai.ledger.guards import guarded
from gongkai.rulebook import library, parameter_files
from gongkai.rules.actor import Actor
from gongkai.rules.calendar import YearDays
from gongkai.rules.health import GIGABYTE, Space, Worker, backup_old, space_state, worker_state
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain
from gongkai.rules.timetable import BACKUP, TRAIL

OLDEST_PYTHON = (3, 11)
OLDEST_SQLITE = (3, 35)  # RETURNING and DROP COLUMN


class Level(StrEnum):
    GOOD = "好"
    MIND = "注意"
    BAD = "不行"


@dataclass(frozen=True)
class Finding:
    """What was found, and what to do about it when it is not good."""

    level: Level
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        line = f"{self.level.value}　{self.what}"
        return f"{line}\n　　→ {self.remedy}" if self.remedy else line


def main(argv: list[str]) -> int:
    """`gongkai doctor`: exit code 1 when something is 不行."""
    parser = Parser("doctor", "检查这套系统是否正常，每项一行：好、注意、不行。有“不行”时退出码为1。")
    parser.parse_args(argv)
    worst = 0
    for finding in findings(now=timezone.now()):
        sys.stdout.write(f"{finding}\n")
        worst |= finding.level is Level.BAD
    return int(worst)


def findings(*, now: datetime) -> Iterator[Finding]:
    """Every check in turn; those that need the tables only when the tables are there."""
    yield _python()
    yield from _folder()
    yield from _rulebook()
    yield from _calendar(timezone.localdate(now))
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        yield Finding(Level.BAD, f"连不上数据库：{error}", "请检查数据库是否在运行、DATABASE_URL 是否写对。")
        return
    yield from (_sqlite() if connection.vendor == "sqlite" else _postgresql())
    waiting = pending()
    if waiting:
        yield Finding(Level.BAD, f"数据库还有{len(waiting)}项升级没有做", "请运行：gongkai migrate")
        return
    yield Finding(Level.GOOD, "数据库结构是最新的")
    yield _worker(now)
    yield _backup(now)
    yield from _mail(now)
    yield from _messenger()
    yield _guards()
    yield _trail()
    yield from _logs()


def _python() -> Finding:
    shown = f"Python {sys.version.split()[0]}"
    if sys.version_info[:2] >= OLDEST_PYTHON:
        return Finding(Level.GOOD, shown)
    return Finding(Level.BAD, f"{shown}，太旧", "请改用 Python 3.11 或更新的版本。")


def _folder() -> Iterator[Finding]:
    folder = settings.DATA_DIR
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"gongkai")
            probe.flush()
            os.fsync(probe.fileno())
    except OSError as error:
        yield Finding(
            Level.BAD, f"数据文件夹 {folder} 不能写入：{error.strerror}", "请检查它的权限，或另设 GONGKAI_DATA。"
        )
        return
    yield Finding(Level.GOOD, f"数据文件夹 {folder} 可以写入")
    free = shutil.disk_usage(folder).free
    shown = f"剩余空间 {free / GIGABYTE:.1f} GB"
    space = space_state(free)
    if space is Space.FULL:
        yield Finding(Level.BAD, shown, "请腾出空间：写不进去时公开和办理都会停下。")
    elif space is Space.SCARCE:
        yield Finding(Level.MIND, shown, "请在用完之前腾出空间。")
    else:
        yield Finding(Level.GOOD, shown)


def _rulebook() -> Iterator[Finding]:
    release = settings.RULEBOOK_RELEASE
    try:
        count = len(parameter_files.parameters(release, settings.RULEBOOK_DIR))
        entries = len(library.all_entries(directory=settings.RULEBOOK_DIR, release=release))
    except (KeyError, ValueError, OSError, yaml.YAMLError, library.LibraryError) as error:
        yield Finding(
            Level.BAD, f"规则库 {release} 读不出来：{error}", "请恢复 rulebook 文件夹，或改正 GONGKAI_RULEBOOK。"
        )
        return
    yield Finding(Level.GOOD, f"规则库 {release}：参数{count}个，默认目录条目{entries}条")


def _calendar(today: date) -> Iterator[Finding]:
    for year, missing in ((today.year, Level.BAD), (today.year + 1, Level.MIND)):
        path = settings.RULEBOOK_DIR / "calendar" / f"{year}.yaml"
        try:
            YearDays.from_mapping(yaml.safe_load(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            remedy = "国务院办公厅公布放假安排后，请导入当年日历；在此之前，期限按周末推算。"
            yield Finding(missing, f"没有{year}年的放假安排", remedy)
        except (Refused, KeyError, TypeError, ValueError, yaml.YAMLError) as error:
            yield Finding(Level.BAD, f"{year}年的放假安排读不出来：{error}", f"请改正 calendar/{path.name}。")
        else:
            yield Finding(Level.GOOD, f"有{year}年的放假安排")


def _sqlite() -> Iterator[Finding]:
    shown = f"SQLite {sqlite3.sqlite_version}"
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        yield Finding(Level.BAD, f"{shown}，太旧", "请改用更新的 Python 或 PostgreSQL。")
    else:
        yield Finding(Level.GOOD, shown)
    remedy = "请恢复 settings.py 里的 PRAGMA：断电时已公开的内容可能丢失。"
    for pragma, wanted, names in (
        ("journal_mode", "wal", {}),
        ("synchronous", "full", {0: "off", 1: "normal", 2: "full", 3: "extra"}),
        ("foreign_keys", "on", {0: "off", 1: "on"}),
    ):
        with connection.cursor() as cursor:
            raw = cursor.execute(f"PRAGMA {pragma}").fetchone()[0]
        value = names.get(raw, raw)
        good = value == wanted or (pragma == "synchronous" and value == "extra")
        yield (
            Finding(Level.GOOD, f"{pragma} = {value}")
            if good
            else Finding(Level.BAD, f"{pragma} = {value}，应为 {wanted}", remedy)
        )


def _postgresql() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        yield Finding(Level.GOOD, f"PostgreSQL {cursor.fetchone()[0]}")
        for name, unsafe in (
            ("fsync", "断电时整个数据库可能损坏"),
            ("full_page_writes", "断电时数据页可能损坏"),
            ("synchronous_commit", "断电时已公开的内容可能丢失"),
        ):
            cursor.execute(f"SHOW {name}")
            value = cursor.fetchone()[0]
            if value in ("off", "local"):
                remedy = f"请在 postgresql.conf 里设 {name} = on：{unsafe}。"
                yield Finding(Level.MIND if value == "local" else Level.BAD, f"{name} = {value}", remedy)
            else:
                yield Finding(Level.GOOD, f"{name} = {value}")


def _worker(now: datetime) -> Finding:
    last = ledger.last_beat(Actor.clock())
    state = worker_state(last, now)
    if last and state is Worker.AHEAD:
        return Finding(
            Level.BAD, f"时钟比最近一次后台任务（{timezone.localtime(last):%Y年%m月%d日 %H:%M}）还早",
            "时钟可能被拨回去了。请校准时钟：期限和签名都看它。",
        )  # fmt: skip
    if last is None or state is Worker.SILENT:
        return Finding(Level.MIND, "后台任务没有在运行", "请运行 gongkai serve，或单独运行 gongkai worker。")
    return Finding(Level.GOOD, f"后台任务在运行，最近一次 {timezone.localtime(last):%m月%d日 %H:%M}")


def _backup(now: datetime) -> Finding:
    last = next((beat for beat in ledger.heartbeats(Actor.clock()) if beat.job == BACKUP), None)
    if last is None:
        return Finding(Level.MIND, "还没有备份过", "请运行 gongkai backup，并把备份放到别的机器上。")
    shown = f"最近一次备份 {timezone.localtime(last.ran_at):%m月%d日 %H:%M}（{last.said}）"
    if backup_old(last.ran_at, now):
        return Finding(Level.MIND, f"{shown}，太久了", "请每天运行 gongkai backup，并把备份放到别的机器上。")
    return Finding(Level.GOOD, shown)


def _logs() -> Iterator[Finding]:
    """What has to be answered before all goes on; and can only their owner read the keys?"""
    for asked in ledger.unanswered(Actor.clock()):
        what, _, remedy = explain(asked.code, asked.facts).partition("。")
        yield Finding(Level.BAD, what, remedy)
    for name, path in key_files().items():
        if path.exists() and path.stat().st_mode & 0o077:
            yield Finding(Level.BAD, f"钥匙 {name} 别人也能读", f"请运行：chmod 400 {path}")


def _guards() -> Finding:
    """Does the database itself refuse to change the trail and the logs (P41)?"""
    if guarded():
        return Finding(Level.GOOD, "操作记录和公开记录只能添，数据库不让改、不让删")
    remedy = "有人动过数据库的触发器。请用 gongkai log check 和 gongkai trail --check 核对，查清以后从备份恢复。"
    return Finding(Level.BAD, "数据库里看守操作记录和公开记录的触发器不全", remedy)


def _trail() -> Finding:
    """Is the trail of acts kept on another host too (P41)?"""
    if not settings.GONGKAI_TRAIL_COPY:
        remedy = "请设 GONGKAI_TRAIL_COPY 为别的机器的文件夹，由审计管理员看管：本机的管理员改得了本机的数据库。"
        return Finding(Level.MIND, "操作记录没有在别处留底", remedy)
    beat = next((one for one in ledger.heartbeats(Actor.clock()) if one.job == TRAIL), None)
    if beat is None or beat.failures:
        return Finding(
            Level.BAD,
            f"操作记录没有抄到 {settings.GONGKAI_TRAIL_COPY}",
            beat.said if beat else "请运行 gongkai worker。",
        )
    return Finding(
        Level.GOOD,
        f"操作记录抄到 {settings.GONGKAI_TRAIL_COPY}，最近一次 {timezone.localtime(beat.ran_at):%m月%d日 %H:%M}",
    )


def _messenger() -> Iterator[Finding]:
    """Who takes over text messages to groups of phones, and is that setting whole?"""
    try:
        where = messengers.setting()
    except (LookupError, ValueError) as wrong:
        yield Finding(Level.BAD, str(wrong), "改好以前，手机短信都在等，不会丢。")
        return
    yield Finding(Level.GOOD, f"手机短信交给 {where}")


def _mail(now: datetime) -> Iterator[Finding]:
    """Is there a mail server, and does it take what is sent?"""
    if not mailing.configured():
        yield Finding(Level.GOOD, "没有设邮件服务器（EMAIL_URL），通知只在网站上")
        return
    if not settings.GONGKAI_URL:
        yield Finding(
            Level.MIND, "没有设 GONGKAI_URL，邮件里没有链接", "请设成大家打开网站用的地址，以 https:// 开头。"
        )
    state = ledger.mail_state(Actor.clock(), proofs=0)
    if state.failing:
        since = f"，最早的是 {timezone.localtime(state.oldest):%m月%d日 %H:%M} 写的" if state.oldest else ""
        yield Finding(
            Level.MIND, f"{state.failing}封邮件没有发出{since}：{state.last_error[:120]}",
            "会自己再试，最久隔6小时。请检查邮件服务器和 EMAIL_URL；情况见工作台的“发信情况”。",
        )  # fmt: skip
    else:
        yield Finding(Level.GOOD, f"邮件发得出去，{state.waiting}封在等")
