"""Behind each point: the records of which a line is made (第九条（七）: nobody is judged by a number he cannot open)."""

from dataclasses import dataclass
from datetime import date

from gongkai.access_requests import queries as requests
from gongkai.approvals import queries as approvals
from gongkai.assessment.queries.sheets import visible_org
from gongkai.obligations import queries as obligations
from gongkai.participation import queries as participation
from gongkai.publication import queries as publication
from gongkai.rules.activities import Subject
from gongkai.rules.actor import Actor
from gongkai.rules.agendas import AgendaMatter
from gongkai.rules.duties import DutyState, local_day
from gongkai.rules.procedures.access_request import STATES as REQUEST_STATES
from gongkai.rules.procedures.opinion import STATES as OPINION_STATES
from gongkai.rules.procedures.supervisors import MARK_STATES, MEETING_STATES, MarkState, SupervisorsMeetingState
from gongkai.rules.scoring import WHOLE, Line, said
from gongkai.rules.supervisors import MarkFacts, MarkKind, answered, approved
from gongkai.rules.terms import label
from gongkai.supervision import queries as supervision

TENTHS = 10  # of a point in an inspection's total


@dataclass(frozen=True)
class Record:
    """One record behind a line. `good`: it earned its share; `kind` and `ref` say where it can be opened."""

    day: date
    title: str
    said: str
    good: bool
    kind: str = ""
    ref: str = ""
    period: str = ""


def line_records(actor: Actor, *, code: str, year: int, line: Line, today: date) -> list[Record]:
    """The records behind a line as this actor may read them, those that cost points first."""
    org = visible_org(actor, code=code)
    made = _MAKERS.get(line)
    rows = made(actor, org, year, today) if made else []
    return sorted(rows, key=lambda row: (row.good, row.day))


def _duties(actor: Actor, org, year: int, today: date) -> list[Record]:
    return [
        Record(row.due_on, row.name, label(row.state), row.state is not DutyState.OVERDUE, "duty", row.code, row.period)
        for row in obligations.year_duties(actor, org_id=org.pk, year=year, today=today)
        if row.state is not DutyState.PENDING
    ]  # fmt: skip


def _on_time(actor: Actor, org, year: int, today: date) -> list[Record]:
    found = []
    for row in obligations.year_duties(actor, org_id=org.pk, year=year, today=today):
        if row.state is not DutyState.PENDING:
            text = f"迟了{row.late_days}天" if row.late_days else "按时"
            found.append(Record(row.due_on, row.name, text, not row.late_days, "duty", row.code, row.period))
    return found


def _items(key: str, good: str, bad: str):
    def rows(actor: Actor, org, year: int, today: date) -> list[Record]:
        return [
            Record(local_day(one["at"]), one["title"], good if one[key] else bad, one[key], "item", one["slug"])
            for one in publication.year_items(actor, org_id=org.pk, year=year)
        ]

    return rows


def _opinions(actor: Actor, org, year: int, today: date) -> list[Record]:
    found = []
    for row in participation.year_opinions(actor, org_id=org.pk, year=year, today=today):
        good = row.decided_on is not None and not row.late
        text = OPINION_STATES[row.state] + (
            "，按时" if good else f"，应在{row.answer_by.month}月{row.answer_by.day}日前"
        )
        found.append(Record(row.received_on, row.number, text, good, "opinion", str(row.pk)))
    return found


def _applications(actor: Actor, org, year: int, today: date) -> list[Record]:
    return [
        Record(
            row.received_on, row.number, REQUEST_STATES[row.state] + ("，超过期限" if row.late else "，按时"),
            not row.late, "request", row.number,
        )
        for row in requests.year_requests(actor, org_id=org.pk, year=year, today=today)
    ]  # fmt: skip


def _signed(actor: Actor, org, year: int, today: date) -> list[Record]:
    return [
        Record(
            local_day(row.decided_at), row.revision.title, f"应在{row.edition.due_on.month}月{row.edition.due_on.day}日前公开",
            local_day(row.decided_at) <= row.edition.due_on, "edition", str(row.edition_id),
        )
        for row in approvals.year_signed(actor, org_id=org.pk, year=year)
    ]  # fmt: skip


def _rounds(actor: Actor, org, year: int, today: date) -> list[Record]:
    return [
        Record(local_day(row.published_at), row.title, "已公布", True, "round", str(row.pk))
        for row in participation.rounds(actor, path=org.path)
        if row.published_at and local_day(row.published_at).year == year
    ]


def _inspected(actor: Actor, org, year: int, today: date) -> list[Record]:
    """The inspections with a result; the newest one counts."""
    rows = [
        row
        for row in supervision.inspections(actor, path=org.path)
        if row.visit_on.year == year and row.concluded_at is not None
    ]
    newest = max(rows, key=lambda row: (row.concluded_at, row.pk), default=None)
    return [
        Record(
            row.visit_on, f"{row.inspector.short_name}检查 {row.number}",
            f"{said(row.total * TENTHS)}分，" + ("按这一次计" if row is newest else "后来又查过，不计"),
            row is not newest or row.total * TENTHS == WHOLE, "inspection", row.number,
        )
        for row in rows
    ]  # fmt: skip


def _well(facts: MarkFacts, today: date) -> bool:
    """Was a mark answered in time and to the supervisor's satisfaction, as far as anybody can say?"""
    return all(good == total for good, total in (answered((facts,), today), approved((facts,))))


def _supervised(actor: Actor, org, year: int, today: date) -> list[Record]:
    """Marks of supervisors (without their names) and meetings held with them."""
    marks = [
        Record(
            row.raised_on, f"监督意见：{row.item_title}", f"{label(MarkKind(row.kind))}，{MARK_STATES[MarkState(row.state)]}",
            _well(MarkFacts(row.first_due_on, row.first_replied_on, row.satisfied), today), "mark", row.number,
        )
        for row in supervision.marks(actor, path=org.path)
        if row.raised_on.year == year and row.state != MarkState.WITHDRAWN
    ]  # fmt: skip
    meetings = [
        Record(row.meets_on, f"监督员会议：{row.topic}", MEETING_STATES[SupervisorsMeetingState(row.state)], True, "meeting", row.number)
        for row in supervision.supervisors_meetings(actor, path=org.path)
        if row.meets_on.year == year and row.state == SupervisorsMeetingState.HELD
    ]  # fmt: skip
    return marks + meetings


def _publicity(actor: Actor, org, year: int, today: date) -> list[Record]:
    """The four subjects of 第九条（一）, each with the latest record that told it, and the concerns of the public."""
    found = participation.year_publicity(actor, path=org.path, org_id=org.pk, year=year, today=today)
    subjects = [
        Record(row.held_on, label(subject), f"讲过{found.times[subject]}次，最近一次：{row.title}", True, "activity", row.number)
        if (row := found.told.get(subject))
        else Record(min(today, date(year, 12, 31)), label(subject), "这一年没有讲过", False, "activities", org.code)
        for subject in Subject
    ]  # fmt: skip
    concerns = [
        Record(
            row.heard_on, f"社会关切：{row.matter}",
            "按时公开回应" if good else f"应在{row.due_on.month}月{row.due_on.day}日前公开回应", good, "concern", row.number,
        )
        for row, good in found.concerns
    ]  # fmt: skip
    return subjects + concerns


def _agenda(actor: Actor, org, year: int, today: date) -> list[Record]:
    """Each meeting that studied disclosure or should have, and each decision whose day came (第十条)."""
    said = {
        (AgendaMatter.STUDY, True): "研究过，有记录", (AgendaMatter.STUDY, False): "到这一天没有研究的记录",
        (AgendaMatter.GRASSROOTS, True): "有记录", (AgendaMatter.GRASSROOTS, False): "这一年没有记录",
        (AgendaMatter.DECISION, True): "按时办完", (AgendaMatter.DECISION, False): "没有按时办完",
    }  # fmt: skip
    return [
        Record(
            one.day, f"{label(one.matter)}：{one.what}" if one.what else label(one.matter), said[one.matter, one.good],
            one.good, "agenda" if one.number else "agendas", one.number or org.code,
        )
        for one in supervision.year_agenda(actor, org=org, year=year, today=today)
    ]  # fmt: skip


_MAKERS = {
    Line.ANSWERED: _duties, Line.ON_TIME: _on_time, Line.THREE_PARTS: _items("whole", "三部分写全", "有空的，没有写明原因"),
    Line.IN_CATALOG: _items("in_catalog", "目录内", "目录外"), Line.OPINIONS: _opinions,
    Line.APPLICATIONS: _applications, Line.HEAD_SIGNED: _signed, Line.APPRAISAL: _rounds, Line.INSPECTION: _inspected,
    Line.SUPERVISORS: _supervised, Line.PUBLICITY: _publicity, Line.HEAD_AGENDA: _agenda,
}  # fmt: skip
