"""How facts stand in a form: days, moments, texts without marks, points."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.timezone import localtime

from gongkai.disclosures.richtext import to_text
from gongkai.rules.documents.forms import opinion
from gongkai.rules.methods import method

plain = to_text


def day(value: date | datetime | None) -> str:
    """2026年9月4日, of a moment its day here; "" without one."""
    found = _day(value)
    return f"{found.year}年{found.month}月{found.day}日" if found else ""


def short(value: date | datetime | None) -> str:
    """2026-09-04, for the narrow column of a list; "" without one."""
    found = _day(value)
    return found.isoformat() if found else ""


def signed(words: str, name: str, at: date | datetime | None) -> str:
    """An opinion that was given: the words, who gave them, on which day."""
    return opinion(words, name, _day(at))


def moment(value: datetime | None) -> str:
    """2026年9月4日9:30."""
    return f"{day(value)}{localtime(value):%H:%M}" if value else ""


def head(number: str, org_name: str, on: date | datetime | None) -> dict[str, str]:
    """The three facts over every form."""
    return {"编号": number, "组织": org_name, "日期": day(on)}


def ways(codes: Iterable[str]) -> str:
    """Names of ways of disclosing; a code may carry a place behind it."""
    return "、".join(method(code.partition(" ")[0]).name for code in codes)


def lines(*texts: str) -> str:
    """What is said, one below the other, without the empty ones."""
    return "\n".join(filter(None, texts))


def _day(value: date | datetime | None) -> date | None:
    return localtime(value).date() if isinstance(value, datetime) else value
