"""One message per person per morning: what is told, to whom, on which mornings, in which words (R71, 第八条（二）).

A clock of the software is a `Deadline`. It rings so many working days before its day as is set (five,
two and none), and on each working day once it has passed; what has no day rings on the working day after
it came in. What members are asked rings on the working day after it opened and as its end comes near. A person whose clocks ring gets all that is open in one message. It speaks of kinds, numbers and
days only: never of a name, a title or a text, so that a mailbox learns nothing that the desk guards.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from gongkai.rules.calendar import WorkCalendar
from gongkai.rules.deadlines import reminder_days
from gongkai.rules.permissions import Permission, Role, roles_with


@dataclass(frozen=True)
class Kind:
    """A kind of clock: what waits, its measure word, what is to be done by the day, and the article.

    `running`: in place of 快到期 for what one is asked and need not do. `news`: in place of 等着办 for what is told only.
    """

    name: str
    measure: str
    by: str
    article: str
    running: str = ""
    news: str = ""


KINDS: dict[str, Kind] = {
    "duty": Kind("公开任务", "项", "应公开", "第八条（二）"),
    "review": Kind("送审的公开件", "件", "应公开", "第六条（二）"),
    "exemption": Kind("暂不公开备案", "件", "应答复", "第九条（二）"),
    "exemption_review": Kind("暂不公开事项复查", "件", "应复查", "第九条（二）"),
    "plan": Kind("目录外公开工作方案", "件", "应答复", "第六条（二）"),
    "change": Kind("变更、撤销、终止申请", "件", "应办", "第九条（二）"),
    "implementation": Kind("实施方案备案", "件", "应报", "第十三条"),
    "document": Kind("待签收的文件", "件", "应签收", "第二条"),
    "proposal": Kind("目录条目建议", "条", "应答复", "第六条（一）"),
    "carrier": Kind("好久没有更新的载体", "处", "应更新", "第七条"),
    "opinion": Kind("意见建议", "条", "应办", "第九条（四）"),
    "enquiry": Kind("咨询", "条", "应答复", "第七条"),
    "concern": Kind("社会关切", "件", "应回应", "第九条（一）"),
    "report": Kind("情况反映", "件", "应收悉", "第七条"),
    "message": Kind("上下往来", "件", "应签收", "第七条"),
    "consultation": Kind("征求意见", "件", "应截止", "第七条"),
    "hearing": Kind("听证", "件", "应举行", "第七条"),
    "briefing": Kind("党内情况通报", "次", "应通报", "第七条"),
    "appraisal": Kind("民主评议", "轮", "应办", "第九条（七）"),
    "request": Kind("公开申请", "件", "应办", "第九条（三）"),
    "interpretation": Kind("您问的条款", "条", "看", "第十四条", news="有了解释或者更正"),
    "group_task": Kind("领导小组交办的事", "件", "应办", "第十条"),
    "rectification": Kind("限期整改", "件", "应办", "第九条（八）"),
    "rectification_above": Kind("下级过了期限的整改", "件", "应办", "第九条（八）"),
    "mark": Kind("监督意见", "条", "应答复", "第九条（五）"),
    "mark_above": Kind("下级没有按时答复的监督意见", "条", "应答复", "第九条（五）"),
    "supervisors_meeting": Kind("监督员会议", "次", "应召开", "第九条（五）"),
    "supervisors_opinion": Kind("监督员会上的意见", "条", "应答复", "第九条（五）"),
    "agenda": Kind("研究党务公开的会议", "次", "应召开", "第十条"),
    "agenda_decision": Kind("会上定下、没有办完的事", "件", "应办完", "第十条"),
    "ruling": Kind("不予公开理由待审定", "件", "应审定", "第九条（三）"),
    "vote": Kind("民主评议投票", "轮", "截止", "第九条（七）", "正在投票"),
    "asked": Kind("征求您的意见", "件", "截止", "第七条", "正在征求"),
    "signup": Kind("听证报名", "件", "截止", "第七条", "正在报名"),
    "guidance": Kind("联系点、示范点指导活动", "批", "应开展", "第九条（六）"),
    "nomination": Kind("联系点、示范点申报", "个", "应确定", "第九条（六）"),
    "point_work": Kind("联系点、示范点成果", "份", "应交", "第九条（六）"),
    "point_task": Kind("联系点、示范点任务", "件", "应完成", "第九条（六）"),
    "case_decide": Kind("可以作决定的责任追究", "件", "应作决定", "第九条（八）"),
    "case_statement": Kind("可以陈述申辩的事", "件", "截止", "第九条（八）"),
    "dispute_review": Kind("考评异议", "条", "应复核", "第九条（七）"),
    "self_review": Kind("待审核的自评", "份", "应审核", "第九条（七）"),
    "point_end": Kind("联系点、示范点到期", "批", "应清理", "第九条（六）"),
}


@dataclass(frozen=True)
class Deadline:
    """One clock: who must act by when. It goes to holders of one of `roles` at exactly this organization.

    `due_on` None: it waits without a day, since the day `since`. `ref` tells it from others of its kind
    and is stable. `title` may be shown to those at the organization (calendars), never in a message;
    `public`: every visitor may see it. `only`: these users and no other, `but`: not these. `persons`: these
    users are asked, whatever role they hold or none; then `since` is the day on which it opened.
    """

    kind: str
    org_path: str
    due_on: date | None
    ref: str
    roles: frozenset[Role]
    title: str = ""
    since: date | None = None
    public: bool = False
    only: frozenset[int] | None = None
    but: frozenset[int] = frozenset()
    count: int = 1
    persons: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Asked:
    """What a source is asked for: clocks up to the day `until` (None: all), at these `paths` (None: everywhere).

    `named`: with titles, for calendars; a morning's message needs numbers only, so equal clocks may come as one.
    `person`: what people are asked is wanted of this user alone.
    """

    today: date
    until: date | None = None
    paths: tuple[str, ...] | None = None
    named: bool = False
    person: int | None = None

    def at(self, field: str) -> dict[str, Any]:
        """The narrowing to the places asked for, as a filter on a column of paths."""
        return {} if self.paths is None else {f"{field}__in": self.paths}

    def by(self, field: str) -> dict[str, Any]:
        """The narrowing to the days asked for, as a filter on a column of days."""
        return {} if self.until is None else {f"{field}__lte": self.until}


@dataclass(frozen=True)
class Line:
    """What is open of one kind at one organization."""

    kind: str
    org: str
    overdue: int
    today: int
    soon: int
    waiting: int
    first: date | None

    @property
    def total(self) -> int:
        return self.overdue + self.today + self.soon + self.waiting

    def as_json(self) -> dict[str, Any]:
        """Plain data for storage."""
        return {
            "kind": self.kind, "org": self.org, "overdue": self.overdue, "today": self.today, "soon": self.soon,
            "waiting": self.waiting, "first": self.first.isoformat() if self.first else "",
        }  # fmt: skip

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Line":
        """The line as it was stored."""
        first = date.fromisoformat(data["first"]) if data["first"] else None
        return cls(data["kind"], data["org"], data["overdue"], data["today"], data["soon"], data["waiting"], first)


def of(*permissions: Permission, but: Iterable[Role] = ()) -> frozenset[Role]:
    """The roles that carry one of these permissions."""
    return frozenset(role for one in permissions for role in roles_with(one)) - frozenset(but)


def concerns(deadline: Deadline, *, user_id: int, grants: Iterable[tuple[str, str]]) -> bool:
    """Is this the person's business, by role or in person? `grants`: pairs of role and path. The twin of what the to-do shows."""
    if deadline.only is not None and user_id not in deadline.only or user_id in deadline.but:
        return False
    return user_id in deadline.persons or any(
        path == deadline.org_path and role in deadline.roles for role, path in grants
    )


class Morning:
    """One morning: which clocks are listed and which ring. The calendar is asked once per day, not per clock."""

    def __init__(self, today: date, calendar: WorkCalendar, before: Sequence[int]) -> None:
        self.today = today
        self.working = calendar.is_workday(today)
        self.before = calendar.previous_workday(today)
        self.until = today
        for _ in range(max(before)):
            self.until = calendar.next_workday(self.until)
        self._rings = lru_cache(maxsize=None)(lambda due: today in reminder_days(due, calendar, before))

    def lists(self, deadline: Deadline) -> bool:
        """Does it stand in today's message, if there is one? What is further away than the first reminder does not."""
        return deadline.due_on is None or deadline.due_on <= self.until or self._opened(deadline)

    def rings(self, deadline: Deadline) -> bool:
        """Is it a reason to write? On a day off only what fell overdue with the day before is (R71)."""
        due = deadline.due_on
        if not self.working:
            return due == self.today - timedelta(days=1)
        if due is None:
            return self._came_in(deadline)
        if self._opened(deadline):
            return True
        return due < self.today or bool(self._rings(due))

    def _came_in(self, deadline: Deadline) -> bool:
        return deadline.since is not None and self.before <= deadline.since < self.today

    def _opened(self, deadline: Deadline) -> bool:
        """People were asked on the working day before, or on the days off since."""
        return self.working and bool(deadline.persons) and self._came_in(deadline)


def message(deadlines: Iterable[Deadline], morning: Morning, names: dict[str, str]) -> list[Line]:
    """The lines of one person's message, the most pressing first; empty when nothing rings. `names` by path."""
    open_ones = [one for one in deadlines if morning.lists(one)]
    if not any(morning.rings(one) for one in open_ones):
        return []
    groups: dict[tuple[str, str], list[Deadline]] = {}
    for one in open_ones:
        groups.setdefault((one.kind, one.org_path), []).append(one)
    lines = [_line(kind, names.get(path, ""), found, morning.today) for (kind, path), found in groups.items()]
    order = list(KINDS)
    return sorted(
        lines, key=lambda line: (-bool(line.overdue), line.first or date.max, order.index(line.kind), line.org)
    )


def _line(kind: str, org: str, found: Sequence[Deadline], today: date) -> Line:
    days = [one.due_on for one in found if one.due_on is not None]

    def number(wanted: range | None) -> int:
        if wanted is None:
            return sum(one.count for one in found if one.due_on is None)
        return sum(one.count for one in found if one.due_on is not None and (one.due_on - today).days in wanted)

    far = 10**6
    return Line(
        kind, org, number(range(-far, 0)), number(range(0, 1)), number(range(1, far)), number(None),
        min(days) if days else None,
    )  # fmt: skip


def in_words(line: Line, today: date) -> str:
    """公开任务：2项已逾期，1项今天到期（最早的应在11月20日）."""
    kind = KINDS[line.kind]
    parts = [
        f"{number}{kind.measure}{words}"
        for number, words in (
            (line.overdue, "已逾期"), (line.today, "今天到期"), (line.soon, kind.running or "快到期"), (line.waiting, kind.news or "等着办"),
        )
        if number
    ]  # fmt: skip
    first = f"，最早的{kind.by}于{_day(line.first, today)}" if line.first else ""
    return f"{kind.name}：{'，'.join(parts)}{first}"


def subject(lines: Sequence[Line], today: date) -> str:
    """The subject says what is due: 党务公开：3项已逾期，1项今天到期（11月26日）. Never a name or a title."""
    asked = [line for line in lines if KINDS[line.kind].running]
    to_do = [line for line in lines if not KINDS[line.kind].running]
    sums = (
        (sum(line.overdue for line in lines), "项已逾期"), (sum(line.today for line in lines), "项今天到期"),
        (sum(line.soon for line in to_do), "项快到期"), (sum(line.waiting for line in lines), "项等着办"),
        (sum(line.soon for line in asked), "项请您参加"),
    )  # fmt: skip
    said = "，".join(f"{number}{words}" for number, words in sums if number)
    return f"党务公开：{said}（{_day(today, today)}）"


def _day(day: date, today: date) -> str:
    return f"{day.month}月{day.day}日" if day.year == today.year else f"{day.year}年{day.month}月{day.day}日"


def may_mail(*, address: str, wanted: bool, weekdays: str, day: date, working: bool) -> bool:
    """Does this morning's message also go out by mail? An address and the person's will are needed always.

    On a working day: if its weekday was chosen, a working Saturday or Sunday (调休) for those who chose all of
    Monday to Friday. On a day off there is a message only because something fell overdue: then it goes to everyone.
    """
    if not address or not wanted:
        return False
    if not working:
        return True
    chosen = str(day.isoweekday())
    return chosen in weekdays or (chosen in "67" and set("12345") <= set(weekdays))


MAIL_REFUSED = range(500, 600)  # a server's final no; everything else is tried again


def final(code: int) -> bool:
    """Did the server refuse for good (5xx), so that trying again is of no use?"""
    return code in MAIL_REFUSED
