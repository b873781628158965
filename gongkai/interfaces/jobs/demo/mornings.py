"""This morning's messages, and those of the working day before, which the village's people have seen."""

from datetime import date, datetime, timedelta

from gongkai.interfaces.jobs import notices
from gongkai.interfaces.jobs.demo.desk import CLERK, HEAD, Desk
from gongkai.ledger import actions as ledger
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.duties import LOCAL


def load(desk: Desk, today: date) -> None:
    """Write both; on a day off the one of the working day before may be the newest."""
    clock = Actor.clock()
    before = rulebook.calendar(clock).previous_workday(today)
    for day in (before, today):
        now = datetime.combine(day, notices.written_at(clock, today=day), LOCAL)
        notices.write(clock, today=day, now=now)
        if day != today and rulebook.calendar(clock).is_workday(today):
            for name in (CLERK, HEAD):
                ledger.mark_read(desk.at(name), now=now + timedelta(hours=1))
