"""The duties of one organization: to-do, a month, twelve months, what is missing."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta

from gongkai.ledger.prepared import Prepared, PreparedModels
from gongkai.obligations.derive import Owed, Span, judged
from gongkai.obligations.models import Exemption, NilReport, OrgMonth, Trigger, Urge
from gongkai.obligations.views import Agenda, DutyRow, MonthView, UrgeView
from gongkai.orgs import queries as orgs
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.duties import LOCAL, Counts, DutyKind, DutyState, Verdict, count
from gongkai.rules.eight_systems import TERMS as SYSTEMS
from gongkai.rules.eight_systems import System
from gongkai.rules.moves import Offer
from gongkai.rules.nil_reports import nil_offer as offer_of_nil
from gongkai.rules.periods import Period
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures.exemption import KINDS
from gongkai.rules.refusals import missing

# Late first, then changed, exempt, nil, disclosed (look.md §4); what is not yet due comes last.
ORDER = {
    state: rank
    for rank, state in enumerate(
        (DutyState.OVERDUE, DutyState.CHANGED, DutyState.EXEMPT, DutyState.NIL, DutyState.PUBLISHED, DutyState.PENDING)
    )
}
OPEN_CIRCLES = {"unit", "public"}


def end_of(day: date) -> datetime:
    """24:00 of a local day."""
    return datetime.combine(day + timedelta(days=1), time(), LOCAL)


_NIL = Prepared(lambda ids: NilReport.objects.filter(pk__in=ids).values_list("pk", "statement", "signer_name"))
_EXEMPT = Prepared(lambda ids: Exemption.objects.filter(pk__in=ids).values_list("pk", "kind", "until"))
_TRIGGERS = PreparedModels(Trigger, lambda ids: Trigger.objects.filter(pk__in=ids))


def _notes(found: list[tuple[Owed, Verdict]], span: Span) -> dict[str, str]:
    """What a nil report or an exemption says beside its state; never an exemption's content."""
    refs = defaultdict(list)
    for _, verdict in found:
        if verdict.answer is not None:
            kind, _, number = verdict.answer.ref.partition(":")
            refs[kind].append(number)
    notes = {}
    if refs["nil"]:
        for pk, statement, signer in _NIL(ids=sorted(map(int, refs["nil"]))):
            notes[f"nil:{pk}"] = f"{statement}{signer}签字。"
    if refs["exemption"]:
        for pk, kind, day in _EXEMPT(ids=sorted(map(int, refs["exemption"]))):
            until = f"，备案至{day.year}年{day.month}月{day.day}日" if day else ""
            notes[f"exemption:{pk}"] = f"{KINDS[kind]}{until}。"
    return notes


_URGES_OF_ONE = PreparedModels(
    Urge, lambda org_id, periods: Urge.objects.filter(org_id=org_id, period__in=periods).order_by("id")
)
_LACKING = Prepared(
    lambda org_id, before: OrgMonth.objects.filter(org_id=org_id, missing__gt=0, period__lt=before).values_list(
        "period"
    )
)


def _urges(span: Span) -> dict[tuple, list[UrgeView]]:
    found = defaultdict(list)
    one = span.one
    for urge in _URGES_OF_ONE(**one) if one else Urge.objects.filter(span.rows()).order_by("id"):
        key = urge.org_id, urge.period, urge.code, urge.trigger_id or 0
        found[key].append(UrgeView(urge.text, urge.urger_name, urge.urger_org, urge.urged_at))
    return found


def _stage(trigger: Trigger) -> str:
    """Which stage a duty is about; of one of the eight systems which system."""
    return SYSTEMS[System(trigger.stage)] if trigger.kind == DutyKind.SYSTEM else trigger.stage


def rows_of(actor: Actor, span: Span, today: date, at: datetime | None) -> list[DutyRow]:
    found = list(judged(actor, span=span, today=today, at=at))
    entries = rulebook.entries_by_id(actor, entry_ids={owed.entry_id for owed, _ in found if owed.entry_id})
    triggered = {owed.trigger_id for owed, _ in found if owed.trigger_id}
    titles = {one.pk: one for one in _TRIGGERS(ids=sorted(triggered))} if triggered else {}
    notes, urges = _notes(found, span), _urges(span)
    rows = []
    for owed, verdict in found:
        entry, trigger = entries.get(owed.entry_id), titles.get(owed.trigger_id)
        audiences = tuple(entry.audiences) if entry else ()
        may_know = OPEN_CIRCLES & set(audiences) or may(actor, Permission.READ_INSIDE, owed.org_path)
        ref = verdict.answer.ref if verdict.answer else ""
        rows.append(
            DutyRow(
                owed.org_id,
                owed.org_path,
                owed.period,
                owed.code,
                owed.trigger_id,
                entry.name if entry else (trigger.title if trigger and may_know else "目录外事项"),
                trigger.title if trigger and may_know else "",
                _stage(trigger) if trigger else "",
                owed.category,
                entry.time_kind if entry else "",
                owed.kind,
                owed.due_on,
                verdict.state,
                verdict.answer.answered_at if verdict.answer else None,
                ref,
                verdict.late_days,
                (owed.due_on - today).days,
                owed.entry_id,
                audiences,
                tuple(entry.methods) if entry else (),
                notes.get(ref, ""),
                tuple(urges.get(owed.key, ())),
                tuple(trigger.computed.get("steps", ())) if trigger and may_know else (),
            )  # fmt: skip
        )
    return rows


def todo(actor: Actor, *, org_id: int, today: date, path: str = "") -> list[DutyRow]:
    """What is open at an organization: everything overdue, and what falls due up to the next disclosure day.

    Sorted by due day. The number of queries does not grow with the rows. `path`: where the
    organization stands, by one who has read it already.
    """
    if not may(actor, Permission.READ_WORK, path or orgs.organization(actor, org_id=org_id).path):
        raise missing()
    here = Period.of(today)
    soon = (str(here), str(here.next()))
    past = {period for (period,) in _LACKING(org_id=org_id, before=soon[0])}
    periods = tuple(sorted({*past, *soon}))
    rows = [row for row in rows_of(actor, Span(periods, org_ids=(org_id,)), today, None) if row.is_open]
    return sorted(rows, key=lambda row: (row.due_on, row.code))


def agenda(actor: Actor, *, org_id: int, today: date, path: str = "") -> Agenda:
    """The same, laid out by how it presses."""
    return Agenda(tuple(todo(actor, org_id=org_id, today=today, path=path)))


def month(actor: Actor, *, org_id: int, period: str, today: date, as_of: date | None = None) -> MonthView:
    """Every duty of one month with its state; open to anyone. `as_of`: as it was known at the end of that day."""
    at = end_of(as_of) if as_of is not None else None
    rows = rows_of(actor, Span((period,), org_ids=(org_id,)), as_of or today, at)
    rows.sort(key=lambda row: (ORDER[row.state], row.due_on, row.code))
    counts = count(Verdict(row.state, _given(row), row.late_days) for row in rows)
    return MonthView(org_id, period, tuple(rows), counts, rulebook.disclosure_day(actor, period=period))


def _given(row: DutyRow):
    return row if row.answered_at else None


def duty(actor: Actor, *, org_id: int, period: str, code: str, trigger_id: int, today: date) -> DutyRow:
    """One duty; refused like a missing page when nothing of that kind is owed."""
    Period.parse(period)
    for row in rows_of(actor, Span((period,), org_ids=(org_id,)), today, None):
        if (row.code, row.trigger_id) == (code, trigger_id):
            return row
    raise missing()


def nil_offer(actor: Actor, *, row: DutyRow) -> Offer:
    """The button 本月无此类事项 for one duty, by the same law that judges the signature (R73)."""
    return offer_of_nil(actor, path=row.org_path, kind=row.kind, is_open=row.is_open, name=row.name)


def gaps(actor: Actor, *, org_id: int, today: date) -> list[DutyRow]:
    """What should be public by now and is not: the gap page. Open to anyone."""
    past = OrgMonth.objects.filter(org_id=org_id, missing__gt=0, earliest_due__lt=today)
    periods = tuple(sorted(past.values_list("period", flat=True)))
    if not periods:
        return []
    rows = [r for r in rows_of(actor, Span(periods, org_ids=(org_id,)), today, None) if r.state is DutyState.OVERDUE]
    return sorted(rows, key=lambda row: (row.due_on, row.code))


def counts_of(row: OrgMonth, today: date) -> Counts:
    """The totals of one counter row on a day: what is missing is split by its due days."""
    if row.missing and row.latest_due >= today:
        overdue = sum(date.fromisoformat(due) < today for due, *_ in row.open) if row.earliest_due < today else 0
    else:
        overdue = row.missing
    return Counts(
        row.expected, row.published, row.nil, row.exempt, row.changed, overdue, row.missing - overdue, row.late
    )


def months_strip(actor: Actor, *, org_id: int, period: str, today: date, months: int = 12) -> list[tuple[str, Counts]]:
    """The totals of the last months of one organization, oldest first; months without duties are empty."""
    last = Period.parse(period)
    wanted = [str(p) for p in last.plus(1 - months).through(last)]
    rows = {row.period: row for row in OrgMonth.objects.filter(org_id=org_id, period__in=wanted)}
    return [(name, counts_of(rows[name], today) if name in rows else Counts()) for name in wanted]
