"""Two years of the demonstration's past: for every duty how it was answered, and all records of that."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby
from random import Random

from gongkai.approvals.actions.history import load_steps
from gongkai.disclosures.actions.history import PastDisclosure
from gongkai.disclosures.actions.history import load_history as load_disclosures
from gongkai.interfaces.jobs.demo import systems, texts
from gongkai.interfaces.jobs.demo.people import Officer
from gongkai.interfaces.jobs.demo.structure import INDOORS, LAZY, TRY_VILLAGE, boards
from gongkai.ledger.actions.history import load_events, take_many
from gongkai.obligations.actions import history as past
from gongkai.obligations.derive import Owed
from gongkai.publication import actions as publication
from gongkai.publication.actions.loading import reserve_many
from gongkai.rules.actor import Actor
from gongkai.rules.calendar import WorkCalendar
from gongkai.rules.deadlines import notice_period
from gongkai.rules.duties import LOCAL, DutyKind
from gongkai.rules.meetings import Meeting
from gongkai.rules.methods import INDOOR, Audience, MethodUse
from gongkai.rules.periods import Period
from gongkai.rules.planned_ways import automatic_ways
from gongkai.rules.secrecy import SecrecyTick

TICKS = {tick.value: False for tick in SecrecyTick}
ALWAYS_SOMETHING = ("C04", "C06", "C14", "C15", "C17")  # monthly items that never are 「本月无此类事项」
AT_ONCE = 5000  # items written out at a time
NIL_WORDS = "经核实，本月没有发生此类事项。"


@dataclass
class Past:
    """What the history is made from: organizations and entries by key, officers, the calendar, the day."""

    seed: str
    today: date
    calendar: WorkCalendar
    orgs: dict
    names: dict[int, list[tuple[date, str]]]
    entries: dict
    officers: dict[int, dict[str, Officer]]
    now: datetime
    stages: dict[int, tuple[str, str]] = field(default_factory=dict)  # trigger → title and stage
    counts: Counter = field(default_factory=Counter)

    def moment(self, day: date, hour: int, minute: int = 0) -> datetime:
        return datetime.combine(day, time(hour, minute), LOCAL)

    def name_on(self, org_id: int, day: date) -> str:
        names = self.names[org_id]
        if len(names) == 1:
            return names[0][1]
        return next((name for since, name in reversed(names) if since <= day), names[0][1])

    def dice(self, duty: Owed) -> Random:
        key = f"{self.seed}:{self.orgs[duty.org_id].code}:{duty.period}:{duty.code}:{duty.kind}:{duty.due_on}"
        return Random(key)  # noqa: S311 - invented data


def _after_outcome(made: Past, duty: Owed) -> Random:
    """The dice of a duty as they lie after its outcome: to keep them meanwhile would take 3 KB for each."""
    rng = made.dice(duty)
    outcome(made, duty, rng)
    return rng


def outcome(made: Past, duty: Owed, rng: Random) -> tuple[str, date | None]:
    """How a duty was answered and on which day: published, late, nil, exempt or open."""
    code, yesterday = made.orgs[duty.org_id].code, made.today - timedelta(days=1)
    if not {"clerk", "secrecy", "deputy", "head"} <= made.officers[duty.org_id].keys():
        return "open", None
    entry = made.entries[duty.entry_id]
    if Audience.INDIVIDUAL in entry.audiences:
        return "open", None
    begins = max(Period.parse(duty.period).opens_on, duty.due_on - timedelta(days=9))
    recent = (made.today - duty.due_on).days < 100
    if code == TRY_VILLAGE and (
        duty.due_on > yesterday or ((made.today - duty.due_on).days < 45 and rng.random() < 0.2)
    ):
        return "open", None
    if duty.due_on > yesterday:
        if begins > yesterday or rng.random() < 0.55:
            return "open", None
        return "published", _workday(made, begins, yesterday, rng)
    if code[:3] in LAZY and recent and rng.random() < 0.35:
        return "open", None
    chance = rng.random()
    nil_fits = duty.kind == DutyKind.PERIODIC and duty.code not in ALWAYS_SOMETHING
    if chance < 0.05:
        day = duty.due_on + timedelta(days=rng.randint(1, 9))
        return ("late", day) if day <= yesterday else ("open", None)
    if chance < 0.16 and nil_fits:
        return "nil", _workday(made, begins, duty.due_on, rng)
    if 0.16 < chance < 0.17 and not duty.trigger_id:
        return "exempt", _workday(made, begins, duty.due_on, rng)
    return "published", _workday(made, begins, duty.due_on, rng)


def _workday(made: Past, first: date, last: date, rng: Random) -> date:
    day = last - timedelta(days=min(rng.randint(0, 4), (last - first).days))
    while day > first and not made.calendar.is_workday(day):
        day -= timedelta(days=1)
    return day


def _placements(made: Past, entry, audience: str, org, at: datetime, rng: Random) -> list[dict]:
    rows = []
    named = [MethodUse(*use) for use in entry.ways.get(audience, ())]
    site = automatic_ways(Audience(audience), named)
    for code, remark in dict.fromkeys((way.code, way.remark) for way in (*named, *site)):
        details, place = {"remark": remark} if remark else {}, ""
        if code == "hy":
            due = rng.randint(12, 40)
            details |= {"meeting": Meeting.MEMBERS.value, "due": due, "attended": due - rng.randint(0, 3)}
            place = "会议室"
        elif code == "gl":
            place = INDOORS if remark == INDOOR else boards(org.kind, org.short_name)[0]
        rows.append({"method": code, "place": place, "starts_at": at, "ends_at": None, "details": details})
    return rows


@dataclass
class _Published:
    duty: Owed
    past: PastDisclosure
    circles: list[tuple[str, datetime]]
    signed: list[datetime]
    text: str
    rng: Random


def _published(made: Past, duty: Owed, day: date, rng: Random, number: str) -> _Published:
    entry, officers = made.entries[duty.entry_id], made.officers[duty.org_id]
    start = day - timedelta(days=rng.randint(2, 4))
    signed = [made.moment(start, 9, 20), made.moment(start, 15, 10), made.moment(start + timedelta(days=1), 9, 40)]
    signed.append(made.moment(day, 8, 45))
    circles, at = [], made.moment(day, 10, rng.randrange(10, 60))
    for audience in entry.audiences:
        circles.append((audience, at))
        at += timedelta(hours=2)
    event, stage = made.stages.get(duty.trigger_id, ("", ""))
    written = systems.write(stage, made.name_on(duty.org_id, day), rng) if duty.kind == DutyKind.SYSTEM else texts.write(
        code=duty.code, name=entry.name, category=duty.category, org=made.name_on(duty.org_id, day),
        period=Period.parse(duty.period), rng=rng, event=event, stage=stage,
    )  # fmt: skip
    old = (made.today - day).days > 60
    notice = entry.notice_days or (7 if entry.notice_by_rule else None)
    row = PastDisclosure(
        org_id=duty.org_id, org_path=duty.org_path, entry_id=duty.entry_id, code=duty.code, category=duty.category,
        period=duty.period, trigger_id=duty.trigger_id or None, number=number, state="closed" if old else "published",
        audiences=entry.audiences, methods=entry.methods, due_on=duty.due_on, head_name=officers["head"].name,
        created_at=signed[0] - timedelta(minutes=40), state_at=circles[-1][1], saved_at=signed[0] - timedelta(minutes=5),
        saved_by=officers["clerk"].user_id, saver_name=officers["clerk"].name, notice_days=notice,
        by_rule=entry.by_rule, **written,
    )  # fmt: skip
    return _Published(duty, row, circles, signed, plain_words(row), rng)


_MARKUP = re.compile(r"(?:</?[a-z]+>)+")


def plain_words(row: PastDisclosure) -> str:
    """What the search finds an item by: all its words without our own simple markup."""
    return _MARKUP.sub(" ", f"{row.title} {row.plain} {row.content}{row.procedure}{row.result}")


def load(made: Past, duties: list[Owed]) -> None:
    """Write the whole past of these duties; counters are rebuilt by the caller."""
    decided = []
    for duty in duties:
        rng = made.dice(duty)
        kind, day = outcome(made, duty, rng)
        made.counts[kind] += 1
        if day is not None:
            decided.append((duty, kind, day))
    decided.sort(key=lambda row: (row[2], row[0].org_path, row[0].slot, row[0].code, row[0].trigger_id))
    answers = _nil(made, [row for row in decided if row[1] == "nil"])
    answers += _exempt(made, [row for row in decided if row[1] == "exempt"])
    past.load_past_answers(Actor.clock(), rows=answers)
    told = [row for row in decided if row[1] in ("published", "late")]
    for rows in _by_days(told):
        past.load_past_answers(Actor.clock(), rows=_publish(made, rows))


def _by_days(rows: list) -> Iterator[list]:
    """The rows, sorted by day, some thousand at a time and never a day in two: only these are in memory as texts."""
    some: list = []
    for _, one_day in groupby(rows, key=lambda row: row[2]):
        some += one_day
        if len(some) >= AT_ONCE:
            yield some
            some = []
    if some:
        yield some


def load_nil(made: Past, duties: list[Owed]) -> None:
    """What stands in a nil report only: that most of what comes round did not happen there; the rest stays open."""
    told = []
    for duty in duties:
        kind, day = outcome(made, duty, made.dice(duty))
        fits = day is not None and duty.kind == DutyKind.PERIODIC and duty.code not in ALWAYS_SOMETHING
        made.counts["nil" if fits else "open"] += 1
        if fits:
            told.append((duty, kind, day))
    past.load_past_answers(Actor.clock(), rows=_nil(made, told))


def _answer(duty: Owed, kind: str, at: datetime, ref: str, ended: datetime | None = None) -> tuple:
    return (duty.org_id, duty.org_path, duty.period, duty.code, duty.category, duty.trigger_id or None, kind, at, ended,
            ref, at)  # fmt: skip


def _nil(made: Past, rows: list) -> list[tuple]:
    given = []
    for duty, _, day in rows:
        head = made.officers[duty.org_id]["head"]
        at = made.moment(day, 16, 10)
        given.append(
            (duty.org_id, duty.org_path, duty.period, duty.code, NIL_WORDS, head.user_id, head.name, head.title, at)
        )
    keys = past.load_nil_reports(Actor.clock(), rows=given)
    return [
        _answer(duty, "nil", row[-1], f"nil:{key}")
        for (duty, *_), row, key in zip(rows, given, keys, strict=True)
    ]  # fmt: skip


def _exempt(made: Past, rows: list) -> list[tuple]:
    """Filings of the past; the temporary ones stand for six months at most."""
    series = [(f"exemption:{made.orgs[duty.org_id].code}", day.year) for duty, _, day in rows]
    taken = {key: iter(numbers) for key, numbers in take_many(Actor.clock(), wanted=Counter(series)).items()}
    given = []
    for (duty, _, day), key in zip(rows, series, strict=True):
        rng = _after_outcome(made, duty)
        org, clerk = made.orgs[duty.org_id], made.officers[duty.org_id]["clerk"]
        kind = rng.choice(("temporary", "by_rule"))
        until = day + timedelta(days=170) if kind == "temporary" else None
        over = until is not None and until < made.today
        at = made.moment(day, 11, 30)
        given.append(
            (duty.org_id, duty.org_path, duty.org_path[:-4], f"{org.code}-ZB-{day.year}-{next(taken[key]):03}",
             duty.period, duty.code, duty.category, made.entries[duty.entry_id].name, kind,
             "事项正在核实，过早公布会影响办理。", "第九条（二）", "党组织委员会", until, day + timedelta(days=170),
             "lapsed" if over else "acknowledged", at, clerk.user_id, at + timedelta(days=1), None,
             made.moment(until + timedelta(days=1), 0, 30) if over else None)
        )  # fmt: skip
    keys = past.load_exemptions(Actor.clock(), rows=given)
    return [
        _answer(duty, "exempt", row[15], f"exemption:{key}", row[-1])
        for (duty, *_), row, key in zip(rows, given, keys, strict=True)
    ]  # fmt: skip


def _publish(made: Past, rows: list) -> list[tuple]:
    clock = Actor.clock()
    numbers = _numbers(made, rows)
    items = [
        _published(made, duty, day, _after_outcome(made, duty), number)
        for (duty, _, day), number in zip(rows, numbers, strict=True)
    ]
    keys = load_disclosures(clock, rows=[item.past for item in items])
    load_steps(clock, rows=(step for item, key in zip(items, keys, strict=True) for step in _steps(made, item, key)))
    publication.load_history(
        clock, now=made.now,
        rows=[row for item, key in zip(items, keys, strict=True) for row in _circles(made, item, key)],
    )  # fmt: skip
    load_events(
        clock, rows=(event for item, key in zip(items, keys, strict=True) for event in _events(made, item, key))
    )
    return [
        _answer(item.duty, "published", item.circles[0][1], f"edition:{key[1]}")
        for item, key in zip(items, keys, strict=True)
    ]


def _numbers(made: Past, rows: list) -> list[str]:
    """Index numbers in the order of publication, a series per organization and year (R173)."""
    wanted = Counter(_series(made, duty, day) for duty, _, day in rows)
    numbers = reserve_many(Actor.clock(), wanted=wanted)
    taken = {key: iter(found) for key, found in numbers.items()}
    return [next(taken[_series(made, duty, day)]) for duty, _, day in rows]


def _series(made: Past, duty: Owed, day: date) -> tuple[str, int, bool]:
    return made.orgs[duty.org_id].code, day.year, Audience.PUBLIC not in made.entries[duty.entry_id].audiences


def _steps(made: Past, item: _Published, key: tuple[int, int, int]):
    officers, path = made.officers[item.duty.org_id], item.duty.org_path
    for kind, verb, duty, ticks, at in zip(
        ("draft", "secrecy", "review", "approval"), ("submit", "clear_secrecy", "pass_review", "approve"),
        ("clerk", "secrecy", "deputy", "head"), ({}, TICKS, {}, {}), item.signed, strict=True,
    ):  # fmt: skip
        who = officers[duty]
        yield key[1], path, kind, verb, key[2], "", ticks, "", at, who.user_id, who.name, who.title


def _circles(made: Past, item: _Published, key: tuple[int, int, int]):
    duty, row = item.duty, item.past
    org, entry, rng = made.orgs[duty.org_id], made.entries[duty.entry_id], item.rng
    for audience, at in item.circles:
        notice = {}
        if row.notice_days:
            period = notice_period(at.date(), row.notice_days, made.calendar)
            notice = {"notice_start": period.first, "notice_end": period.end.due}
            if period.end.due < made.today - timedelta(days=5):
                notice |= {"notice_result": "公示期满，没有收到不同意见。",
                           "notice_result_at": made.moment(period.end.due + timedelta(days=1), 9)}  # fmt: skip
        yield {
            "edition_id": key[1], "disclosure_id": key[0], "revision_id": key[2], "org_id": duty.org_id,
            "org_path": duty.org_path, "org_code": org.code, "org_name": made.name_on(duty.org_id, at.date()),
            "audience": audience, "code": duty.code, "category": duty.category, "period": duty.period,
            "title": row.title, "published_at": at, "published_by": row.saved_by, "due_on": duty.due_on,
            "text": item.text, "placements": _placements(made, entry, audience, org, at, rng), **notice,
        }  # fmt: skip


def _events(made: Past, item: _Published, key: tuple[int, int, int]):
    clerk, head = made.officers[item.duty.org_id]["clerk"], made.officers[item.duty.org_id]["head"]
    subject, path = f"edition:{key[1]}", item.duty.org_path
    yield item.signed[-1], head.user_id, head.name, "edition.approve", subject, path, {"to": "approved"}
    for audience, at in item.circles:
        yield (
            at,
            clerk.user_id,
            clerk.name,
            "edition.release",
            subject,
            path,
            {"audience": audience, "number": item.past.number},
        )


def load_facts(made: Past, duties: list[Owed]) -> None:
    """Only the answers, without any text behind them: for measuring what counts and compares (`bench`)."""
    rows = []
    for number, duty in enumerate(duties, made.counts.total() + 1):
        kind, day = outcome(made, duty, made.dice(duty))
        made.counts[kind] += 1
        if day is not None:
            state = kind if kind in ("nil", "exempt") else "published"
            rows.append(_answer(duty, state, made.moment(day, 10), f"edition:{number}"))
    past.load_past_answers(Actor.clock(), rows=rows)
