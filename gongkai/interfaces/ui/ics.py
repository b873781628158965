"""Deadlines as a calendar by RFC 5545: all-day events, each with its article and a link."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.http import HttpResponse

from gongkai.rules.calendar import Computed
from gongkai.rules.notices import KINDS, Deadline

MEDIA_TYPE = "text/calendar; charset=utf-8"
LONGEST = 75  # octets of a line, RFC 5545 §3.1
REFRESH = "PT6H"


def _escaped(text: str) -> str:
    """§3.3.11: backslash, semicolon, comma and line breaks; other control characters are dropped."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r\n", "\n").replace("\n", "\\n")
    return "".join(sign for sign in text if sign >= " ")


def _folded(line: str) -> str:
    """§3.1: lines of at most 75 octets, never broken inside a character."""
    parts, size = [""], 0
    for sign in line:
        width = len(sign.encode())
        if size + width > LONGEST:
            parts.append(" ")
            size = 1
        parts[-1] += sign
        size += width
    return "\r\n".join(parts)


def uid(deadline: Deadline) -> str:
    """The same clock has the same name in every calendar and on every day; it says nothing about what it is."""
    known = f"{deadline.kind}|{deadline.org_path}|{deadline.ref}"
    return f"{sha256(known.encode()).hexdigest()[:32]}@gongkai"


def calendar(
    deadlines: Iterable[Deadline], *, name: str, names: dict[str, str], link: str | dict[str, str], now: datetime
) -> str:
    """The calendar as text. `names`: organizations by path. `link`: one address, or by kind."""
    stamp = _stamp(now)
    return _calendar(
        name,
        (
            _event(one, names.get(one.org_path, ""), link if isinstance(link, str) else link[one.kind], stamp)
            for one in deadlines
            if one.due_on is not None
        ),
    )


def disclosure_days(days: Iterable[Computed], *, name: str, link: str, now: datetime) -> str:
    """The county's disclosure days (第八条（二）), each with how it was reckoned."""
    stamp = _stamp(now)
    return _calendar(name, (_disclosure_day(day, link, stamp) for day in days))


def _disclosure_day(day: Computed, link: str, stamp: str) -> Sequence[str]:
    title = "党务公开日（群众工作日）" + ("（暂定，待放假安排公布）" if day.provisional else "")
    said = "".join(step.text for step in day.steps) + f" 依据：第八条（二）。{link}"
    # The planned day names the month and stays when the day itself is moved: the entry moves, it does not double.
    known = f"{sha256(f'disclosure day|{day.planned:%Y-%m}'.encode()).hexdigest()[:32]}@gongkai"
    return _whole_day(known, day.due, title, said, link, stamp)


def _stamp(now: datetime) -> str:
    return now.strftime("%Y%m%dT%H%M%SZ")


def _calendar(name: str, events: Iterable[Sequence[str]]) -> str:
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//gongkai//deadlines//ZH", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        f"NAME:{_escaped(name)}", f"X-WR-CALNAME:{_escaped(name)}", f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
    ]  # fmt: skip
    lines += [line for event in events for line in event]
    return "\r\n".join(map(_folded, [*lines, "END:VCALENDAR"])) + "\r\n"


def _event(one: Deadline, org: str, link: str, stamp: str) -> Sequence[str]:
    assert one.due_on is not None
    kind = KINDS[one.kind]
    title = f"{kind.name}：{one.title}" if one.title else kind.name
    said = f"{kind.by}于这一天。依据：{kind.article}。{link}"
    return _whole_day(uid(one), one.due_on, f"{title}（{org}）", said, link, stamp)


def _whole_day(known: str, day: date, title: str, said: str, link: str, stamp: str) -> Sequence[str]:
    return (
        "BEGIN:VEVENT", f"UID:{known}", f"DTSTAMP:{stamp}", f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}", f"SUMMARY:{_escaped(title)}",
        f"DESCRIPTION:{_escaped(said)}", f"URL:{link}", "TRANSP:TRANSPARENT", "END:VEVENT",
    )  # fmt: skip


def reply(text: str, name: str) -> HttpResponse:
    """The calendar as an answer; `name` in ASCII, without extension."""
    response = HttpResponse(text, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    response["Cache-Control"] = "private, max-age=0"
    return response
