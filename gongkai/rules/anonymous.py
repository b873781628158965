"""Anonymous opinions: what can be said, to whom it goes, and when it is handed on (第四条（一）, 第九条（四）, P30)."""

from datetime import date, datetime, time

from gongkai.rules.calendar import WorkCalendar
from gongkai.rules.duties import LOCAL

KINDS = {"suggestion": "建议", "criticism": "批评", "inquiry": "询问", "report": "举报", "objection": "异议"}
MOST_WORDS_WAITING = 20
SMALL_BRANCH = 20  # in a branch of this size wording alone identifies
ABOVE_ONLY = "（提意见的人要求：原话只给上级看。转给被反映的组织时，请换一种说法，不要引用原句。）\n"


def goes_above(kind: str, *, about_leaders: bool, above_only: bool) -> bool:
    """The superior is the addressee when it concerns the leaders, reports an offence, or its author wants so."""
    return about_leaders or above_only or kind == "report"


def is_delivery_time(now: datetime, calendar: WorkCalendar, since: time) -> bool:
    """Handed on together on working days from this hour."""
    here = now.astimezone(LOCAL)
    return calendar.is_workday(here.date()) and here.time() >= since


def slip_months(today: date) -> tuple[str, str]:
    """A slip holds in its own month and the next: the month before and this one, newest first."""
    before = (today.year, today.month - 1) if today.month > 1 else (today.year - 1, 12)
    return f"{today:%Y-%m}", f"{before[0]}-{before[1]:02d}"
