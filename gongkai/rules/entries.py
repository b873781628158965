"""One entry of a disclosure catalog: content, scope, ways and time (第六条（一）, 第八条, R42)."""

from dataclasses import dataclass, field
from enum import StrEnum

from gongkai.rules.citations import cite
from gongkai.rules.methods import AUDIENCE_ORDER, Audience, MethodUse
from gongkai.rules.organizations import OrgKind


class TimeKind(StrEnum):
    """The four time limits of 第八条, in its order."""

    STANDING = "standing"
    PERIODIC = "periodic"
    STAGED = "staged"
    INSTANT = "instant"


TERMS = {
    TimeKind.STANDING: "长期公开",
    TimeKind.PERIODIC: "定期公开",
    TimeKind.STAGED: "分期公开",
    TimeKind.INSTANT: "即时公开",
}


class NoticeUnit(StrEnum):
    """How a public-notice period (公示期) is counted: working days, or calendar days."""

    WORKDAY = "workday"
    CALENDAR = "calendar"


@dataclass(frozen=True)
class TimeRule:
    """One time limit of an entry.

    `period_months` counts for 定期 only and is 1: the county says monthly, and a catalog may not
    be looser. `stages` are the named stages of 分期. For 即时: `trigger` is the event,
    `limit_days` the working days after it (None: the rulebook's default), `notice_days` the
    least length of the 公示期 in `notice_unit`, `notice_by_rule` when cadre rules set it instead.
    """

    kind: TimeKind
    period_months: int = 1
    stages: tuple[str, ...] = ()
    trigger: str = ""
    limit_days: int | None = None
    notice_days: int | None = None
    notice_unit: NoticeUnit = NoticeUnit.WORKDAY
    notice_by_rule: bool = False

    @property
    def article(self) -> str:
        """Return the item of 第八条 that defines this time limit."""
        return cite(f"art-8-{list(TimeKind).index(self.kind) + 1}")


@dataclass(frozen=True)
class EntryFacts:
    """A catalog entry as the rules see it.

    `scope` is the ordered list of audiences (先党内后党外); `methods` names the ways for each.
    `time` is the primary time limit, `also` further ones ("长期，另按月公开办理情况").
    `by_rule`: scope and form yield to the cadre rules (第七条, R61). `privacy`: personal data must
    be masked. `default`: part of the compact catalog. `merged_from`: codes this entry unites.
    """

    code: str
    name: str
    category: int
    elements: tuple[str, ...]
    scope: tuple[Audience, ...]
    methods: tuple[tuple[Audience, tuple[MethodUse, ...]], ...]
    time: TimeRule
    sub_items: tuple[str, ...] = ()
    also: tuple[TimeRule, ...] = ()
    by_rule: bool = False
    privacy: bool = False
    default: bool = True
    types: tuple[OrgKind, ...] = ()
    basis: tuple[str, ...] = ()
    note: str = ""
    merged_from: tuple[str, ...] = field(default=())

    @property
    def times(self) -> tuple[TimeRule, ...]:
        """Return all time limits, the primary one first."""
        return (self.time, *self.also)

    @property
    def kinds(self) -> tuple[TimeKind, ...]:
        """Return the kinds of all time limits, the primary one first."""
        return tuple(rule.kind for rule in self.times)

    def ways(self, audience: Audience) -> tuple[MethodUse, ...]:
        """Return the ways named for one audience; none when it is not in the scope."""
        return dict(self.methods).get(audience, ())


def answers_events(entry: EntryFacts) -> bool:
    """May something that happened be published under this entry: 即时, or 长期 when what stands there changes?"""
    return TimeKind.INSTANT in entry.kinds or entry.time.kind is TimeKind.STANDING


FIELD_NAMES = {
    "code": "编码",
    "name": "公开事项",
    "category": "类别",
    "elements": "内容要素",
    "scope": "公开范围",
    "methods": "公开方式",
    "time": "公开时限",
    "sub_items": "子项",
    "also": "兼有时限",
    "by_rule": "按干部任免规定",
    "privacy": "遮盖个人信息",
    "default": "默认列入",
    "types": "适用类型",
    "basis": "依据",
    "note": "说明",
    "merged_from": "合并自",
}


def duty_time(entry: EntryFacts) -> TimeRule:
    """Return the time limit that makes duties: the monthly one if there is any, else the primary.

    Our reading of entries with several kinds ("长期＋定期", "定期＋年度分期", "即时＋分期"): what is
    due every month is counted every month; the other kinds may be published under the entry but
    make no duty of their own.
    """
    monthly = (rule for rule in entry.times if rule.kind is TimeKind.PERIODIC)
    return next(monthly, entry.time)


def standard_basis(category: int, times: tuple[TimeRule, ...], *, by_rule: bool = False) -> tuple[str, ...]:
    """Return the provisions an entry rests on: 第五条（类）, 第八条（时限） and 第七条 for cadres."""
    articles = (cite(f"art-5-{category}"), *(rule.article for rule in times))
    return tuple(dict.fromkeys((*articles, *([cite("art-7")] if by_rule else []))))


def in_order(audiences: set[Audience]) -> tuple[Audience, ...]:
    """Return audiences in the order of release, 先党内后党外 (第四条（二）)."""
    return tuple(audience for audience in AUDIENCE_ORDER if audience in audiences)
