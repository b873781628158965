"""Dates, times, numbers and sizes as people here write them."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

WEEKDAYS = "一二三四五六日"
PERIOD = re.compile(r"^(\d{4})-(\d{1,2})(?:-\d{1,2})?$")


def local(value: Any) -> Any:
    """Bring an aware moment into the local time zone; leave everything else alone."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def iso_day(value: Any) -> str:
    """2026-10-08 for a table, the day here and not in Greenwich; nothing for nothing."""
    value = local(value)
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else ""


def cn_date(value: Any) -> str:
    """10月8日; nothing for nothing."""
    value = local(value)
    return f"{value.month}月{value.day}日" if isinstance(value, date) else ""


def cn_date_year(value: Any) -> str:
    """2026年10月8日."""
    value = local(value)
    return f"{value.year}年{cn_date(value)}" if isinstance(value, date) else ""


def cn_weekday(value: Any, form: str = "星期") -> str:
    """星期四, or 周四 with form="周"."""
    value = local(value)
    return form + WEEKDAYS[value.weekday()] if isinstance(value, date) else ""


def cn_datetime(value: Any) -> str:
    """9月11日 10:20, in local time."""
    value = local(value)
    return f"{cn_date(value)} {value:%H:%M}" if isinstance(value, datetime) else cn_date(value)


def cn_datetime_year(value: Any) -> str:
    """2026年9月11日 10:20, in local time."""
    value = local(value)
    if isinstance(value, datetime):
        return f"{cn_date_year(value)} {value:%H:%M}"
    return cn_date_year(value)


def last_moment(value: Any) -> str:
    """The end of a period as people say it: midnight is 24时 of the day before."""
    value = local(value)
    if isinstance(value, datetime) and (value.hour, value.minute) == (0, 0):
        return f"{cn_date(value - timedelta(days=1))}24时"
    return cn_datetime(value)


def cn_period(value: Any) -> str:
    """2026年9月, from a day, from "2026-09", or from anything with a year and a month."""
    value = local(value)
    if isinstance(value, str):
        match = PERIOD.match(value)
        return f"{int(match[1])}年{int(match[2])}月" if match else value
    year, month = getattr(value, "year", None), getattr(value, "month", None)
    if year is None:
        return ""
    return f"{year}年{month}月" if month else f"{year}年"


def cn_num(value: Any) -> str:
    """3,712; fractions keep the digits they have; what is no number is returned as it is."""
    try:
        return f"{value:,}" if not isinstance(value, str) else f"{int(value):,}"
    except (TypeError, ValueError):
        return "" if value is None else str(value)


def cn_size(value: Any) -> str:
    """184 KB, 1.2 MB: sizes of files, given in bytes."""
    try:
        size = float(value)
    except (TypeError, ValueError):
        return ""
    units = ["字节", "KB", "MB", "GB"]
    while size >= 1024 and len(units) > 1:
        size /= 1024
        units.pop(0)
    if size >= 10 or units[0] == "字节":
        return f"{size:,.0f} {units[0]}"
    return f"{size:.1f}".removesuffix(".0") + f" {units[0]}"


def days_left(due: Any, today: Any) -> str:
    """还有9天, 今天, or 已逾期25天; both are days."""
    due, today = local(due), local(today)
    if isinstance(due, datetime):
        due = due.date()
    if isinstance(today, datetime):
        today = today.date()
    if not isinstance(due, date) or not isinstance(today, date):
        return ""
    days = (due - today).days
    if days == 0:
        return "今天"
    return f"还有{days}天" if days > 0 else f"已逾期{-days}天"


def cn_hour(value: time) -> str:
    """8点, 7点30分."""
    return f"{value.hour}点{f'{value.minute}分' if value.minute else ''}"
