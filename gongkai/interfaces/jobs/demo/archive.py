"""The archive of the demonstration: the try-out village's past is filed; the rest the clock files by itself."""

from datetime import timedelta

from gongkai.archive import actions as archiving
from gongkai.archive import queries as archive
from gongkai.interfaces.jobs.demo.desk import Desk
from gongkai.rules.actor import Actor

MOST, KEEPER = 400, "cun-dangan"


def load(desk: Desk) -> dict[str, str]:
    """File what is closed at the village, and close the boxes of last year and before."""
    clock = Actor.clock()
    matters = archive.due_editions(clock, today=desk.today, path=desk.org.path, limit=MOST)
    archiving.file_matters(clock, matters=matters, now=desk.tick())
    archiving.close_boxes(clock, today=desk.today, now=desk.tick())
    rows = archive.records(clock, path=desk.org.path, limit=3)
    keeper, words = desk.at(KEEPER), ("核对今年党费台账", "准备年度述职")
    for row, days, why in zip(rows, (40, 5), words, strict=False):
        lent = desk.today - timedelta(days=days)
        archiving.lend(
            keeper, record_id=row.pk, borrower="何天富", unit=desk.org.name, purpose=why, lent_on=lent,
            due_on=lent + timedelta(days=14), **desk.when,
        )  # fmt: skip
    archiving.ask_package(keeper, org_id=desk.org.pk, year=desk.today.year, **desk.when)
    return {"归档的一件": f"/desk/archive/{rows[0].pk}/"} if rows else {}
