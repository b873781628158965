"""What life caused in the demonstration's two years: instant events, staged matters, one of them without its summary."""

from datetime import date, timedelta
from random import Random

from gongkai.interfaces.jobs.demo import systems
from gongkai.interfaces.jobs.demo.history import Past
from gongkai.interfaces.jobs.demo.structure import TRY_VILLAGE
from gongkai.obligations.actions import history as past
from gongkai.obligations.actions.triggers import due_for
from gongkai.obligations.derive import Owed
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.duties import DutyKind
from gongkai.rules.entries import TimeKind
from gongkai.rules.methods import Audience
from gongkai.rules.periods import Period

EVERY = 9  # an instant event about every so many months
MATTERS = ("道路硬化", "饮水工程", "公共厕所改造", "活动室修缮", "灌溉渠整治", "村级道路照明")


def load(made: Past, of: dict, first: Period) -> list[Owed]:
    """Write the events and stages of every organization with a catalog; answers with the duties they make."""
    instants, matters, own = [], [], []
    for org_id, catalog in of.items():
        rng = Random(f"{made.seed}:events:{made.orgs[org_id].code}")  # noqa: S311 - invented data
        entries = [entry for entry in catalog.entries.values() if Audience.INDIVIDUAL not in entry.audiences]
        instants += _instants(made, org_id, [e for e in entries if e.time_kind == TimeKind.INSTANT], first, rng)
        own += _systems(made, org_id, list(catalog.entries.values()), first)
        matters += _matters(made, org_id, [e for e in entries if e.time_kind == TimeKind.STAGED], first, rng)
    keys = past.load_matters(Actor.clock(), rows=[row for row, _ in matters])
    rows = [
        row
        for key, (matter, stages) in zip(keys, matters, strict=True)
        for row in _stages(made, key, matter, stages)
    ]  # fmt: skip
    return _open(made, instants + own + rows)


def _days(made: Past, first: Period) -> int:
    return (made.today - first.opens_on).days - 25


def _row(
    made: Past, org_id: int, entry, kind: str, title: str, event_on: date, matter: int | None = None, stage: str = ""
) -> tuple:
    org = made.orgs[org_id]
    computed = due_for(
        Actor.clock(), kind=kind, event_on=event_on, calendar=made.calendar,
        limit_days=entry.limit_days if kind == DutyKind.INSTANT else None,
    )  # fmt: skip
    return (org_id, org.path, entry.pk, entry.code, entry.category, str(Period.of(computed.due)), str(kind), matter, stage,
            title, event_on, computed.due, computed.as_json(), made.moment(event_on, 17), None)  # fmt: skip


def _instants(made: Past, org_id: int, entries: list, first: Period, rng: Random) -> list[tuple]:
    span = _days(made, first)
    if not entries or span < 1:
        return []
    found = []
    for _ in range(max(1, span // 30 // EVERY)):
        day = first.opens_on + timedelta(days=rng.randrange(span))
        entry = rng.choice(entries)
        found.append(_row(made, org_id, entry, DutyKind.INSTANT, f"{entry.name}（{day.year}年{day.month}月）", day))
    return found


def _systems(made: Past, org_id: int, entries: list, first: Period) -> list[tuple]:
    """The organization's own rules of the eight systems (第九条)."""
    code = made.orgs[org_id].code
    rng = Random(f"{made.seed}:systems:{code}")  # noqa: S311 - invented data
    found = systems.begun(code, entries, rulebook.facts_of(Actor.clock(), rows=entries), first, rng)
    return [_row(made, org_id, entry, DutyKind.SYSTEM, title, day, stage=system) for entry, system, title, day in found]


def _matters(made: Past, org_id: int, entries: list, first: Period, rng: Random) -> list[tuple[tuple, list]]:
    """One staged matter; some are still open, and that of the try-out village crosses the year."""
    span, org = _days(made, first), made.orgs[org_id]
    if not entries or span < 40:
        return []
    entry = rng.choice(entries)
    names = list(entry.stages) or ["部署", "进展", "完成"]
    if org.code == TRY_VILLAGE:
        opened = min(date(made.today.year - 1, 10, 20), made.today - timedelta(days=40))
        closed = False
    else:
        opened = first.opens_on + timedelta(days=rng.randrange(span))
        closed = rng.random() < 0.7 and (made.today - opened).days > 30 * len(names) + 40
    opened = max(opened, first.opens_on)
    step = max(20, min(45, (made.today - opened).days // (len(names) + 1)))
    reached = []
    for place, name in enumerate(names):
        day = opened + timedelta(days=place * step)
        if day < made.today - timedelta(days=20) and (closed or place < len(names) - 1):
            reached.append((DutyKind.STAGE, name, day))
    end = None
    if closed:
        end = reached[-1][2] + timedelta(days=15)
        reached.append((DutyKind.SUMMARY, "总结", end))
    title = f"{org.short_name}{rng.choice(MATTERS)}"
    row = (org_id, org.path, entry.pk, entry.code, title, "closed" if closed else "open", opened,
           end or opened + timedelta(days=400), end, 100 if closed else rng.randint(20, 80), made.moment(opened, 17), None)  # fmt: skip
    return [(row, [(entry, *one) for one in reached])]


def _stages(made: Past, key: int, matter: tuple, stages: list) -> list[tuple]:
    return [
        _row(made, matter[0], entry, kind, f"{matter[4]}（{name}）", day, key, name)
        for entry, kind, name, day in stages
    ]


def _open(made: Past, rows: list[tuple]) -> list[Owed]:
    rows.sort(key=lambda row: (row[10], row[1], row[3], row[8]))
    keys = past.load_triggers(Actor.clock(), rows=rows)
    duties = []
    for key, row in zip(keys, rows, strict=True):
        made.stages[key] = row[9], row[8]
        duties.append(Owed(row[0], row[1], row[5], row[3], key, row[4], row[6], row[11], row[2], 900))
    return duties
