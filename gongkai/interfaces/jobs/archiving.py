"""The clock files what is closed, closes the boxes of years that are over, and looks whether all is as it was (R53, P38)."""

import logging
from datetime import date, datetime

from gongkai.archive import actions as archiving
from gongkai.archive import queries as archive
from gongkai.ledger import actions as ledger
from gongkai.obligations import queries as obligations
from gongkai.rules.actor import Actor
from gongkai.rules.duties import local_day
from gongkai.supervision import queries as supervision

log = logging.getLogger(__name__)
KIND = "archive_due"
SOURCES = {
    "edition": archive.editions_again, "rectification": supervision.rectifications_again,
    "exemption": obligations.exemptions_again,
}  # fmt: skip
ENDED = {"rectification": supervision.due_rectifications, "exemption": obligations.due_exemptions}
PORTION = 500  # a transaction of about a quarter of a second: whoever publishes meanwhile hardly waits


def file_due(clock: Actor, today: date, now: datetime) -> str:
    """One portion; when more is due, the next one is asked for, and boxes are closed after the last."""
    matters = archive.due_editions(clock, today=today, limit=PORTION)
    more = len(matters) == PORTION
    for kind, ended in ENDED.items():
        matters += ended(clock, since=archive.closed_until(clock, kind=kind))
    made = archiving.file_matters(clock, matters=matters, now=now)
    if more:
        ledger.enqueue(clock, kind=KIND, key=f"archive:{matters[0].matter}", payload={"at": now.isoformat()}, now=now)
    closed = 0 if more else archiving.close_boxes(clock, today=today, now=now)
    return f"归档{made}件" + (f"，年末封盒{closed}个" if closed else "")


def go_on(payload: dict) -> str:
    """The next portion, as of the moment when the first was due."""
    now = datetime.fromisoformat(payload["at"])
    return file_due(Actor.clock(), local_day(now), now)


def check(clock: Actor, today: date, now: datetime, whole: bool = False) -> str:
    """Look through this day's share of files and records, or through all; what does not fit stays named until it fits."""
    files = archiving.check_files(clock, today=today, now=now, whole=whole)
    records = archiving.check_records(clock, sources=SOURCES, now=now, whole=whole)
    wrong = {**files.found, **records.found}
    if wrong:
        log.error("档案核对有%d处不符：%s", len(wrong), "，".join(sorted(wrong)[:20]))
    return f"核对附件{files.looked}个、档案{records.looked}件，{len(wrong)}处不符"
