"""The yearly work report of an organization, put together from what the system knows (R172, F28, 第十五条).

Every sentence rests on a figure; a part with nothing in it says so. What a person has to add - next
year's plans, thanks, causes - is left as a marked gap in the Word file, never invented.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from gongkai.rules.categories import CATEGORIES
from gongkai.rules.citations import numeral
from gongkai.rules.duties import Counts
from gongkai.rules.letters import on_paper
from gongkai.rules.periods import Period
from gongkai.rules.yearly_rooms import (
    Inspected,
    Leading,
    Money,
    Watched,
    held_to_account,
    inspected,
    leading,
    money,
    pointed,
    watched,
)

TO_ADD = "（请补充：{what}）"


@dataclass(frozen=True)
class MonthFigures:
    """The duties of one month, "2026-03", as they stand on the day of the report."""

    period: str
    counts: Counts


@dataclass(frozen=True)
class Late:
    """Something still owed: by whom, for which month, what."""

    org: str
    period: str
    name: str

    @property
    def words(self) -> str:
        return f"{self.org}{Period.parse(self.period).label}“{self.name}”"


@dataclass(frozen=True)
class YearFacts:
    """What the report may say, of one scope throughout: an organization with all below it.

    `places`: organizations counted, 1 for one without others below it. `filed`, `plans`, `changes`: exemptions
    filed, matters outside the catalog agreed to, changes, withdrawals and terminations carried out. `rounds`:
    organizations with a published appraisal; `appraised`: their mean overall score of 100, None without any.
    `cases`: decided ones by step, None where a number could name a person.
    """

    org: str
    superior: str
    year: int
    day: date
    head: str
    places: int = 1
    months: tuple[MonthFigures, ...] = ()
    published: Mapping[str, int] = field(default_factory=dict)
    registered: int = 0
    told: int = 0
    filed: int = 0
    plans: int = 0
    changes: int = 0
    consultations: int = 0
    hearings: int = 0
    briefings: int = 0
    opinions: str = ""
    applications: int = 0
    applications_late: int = 0
    refused: int = 0
    appraised: float | None = None
    rounds: int = 0
    carriers: int = 0
    carriers_stale: int = 0
    late: tuple[Late, ...] = ()
    leading: Leading = Leading()
    money: Money = Money()
    watched: Watched = Watched()
    inspected: Inspected = Inspected()
    cases: Mapping[str, int] | None = None


@dataclass(frozen=True)
class Section:
    """A numbered part of a report."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """A report ready for paper: head, title, addressee, parts, signature and day."""

    head: str
    title: str
    addressee: str
    opening: str
    sections: tuple[Section, ...]
    signature: str
    day: str


def compose(facts: YearFacts) -> Report:
    """The report. Shares are of what was due by the day of the report; a running year says that it is not over."""
    whole = sum((one.counts for one in facts.months), Counts())
    parts = (
        ("目录和公开情况", _disclosed(facts, whole)), ("程序执行情况", _procedure(facts)),
        ("领导小组和议事情况", leading(facts.leading, places=facts.places)),
        ("工作经费", money(facts.money, places=facts.places)),
        ("党员参与情况", _voices(facts)), ("依申请公开情况", _applications(facts)),
        ("载体和评议情况", _standing(facts)), ("监督员工作情况", watched(facts.watched)),
        ("检查和整改情况", inspected(facts.inspected)), ("联系点和示范点", pointed(facts.watched)),
        ("责任追究情况", held_to_account(facts.cases)), ("存在的问题", _problems(facts, whole)),
        ("下一步打算", (TO_ADD.format(what="下一年的打算和措施"),)),
    )  # fmt: skip
    sections = tuple(Section(f"{numeral(place)}、{name}", texts) for place, (name, texts) in enumerate(parts, 1))
    over = facts.day > date(facts.year, 12, 31)
    below = f"（含所属{facts.places - 1}个党组织）" if facts.places > 1 else ""
    opening = (
        f"现将{facts.org}{below}{facts.year}年{'' if over else f'截至{on_paper(facts.day)}'}"
        f"党务公开工作情况报告如下。以下数字都取自党务公开登记，可以逐条查对。"
    )
    return Report(
        facts.org, f"关于{facts.year}年党务公开工作情况的报告", facts.superior or "上级党组织", opening, sections,
        facts.org, on_paper(facts.day),
    )  # fmt: skip


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "—"


def _disclosed(facts: YearFacts, whole: Counts) -> tuple[str, ...]:
    due = max(whole.due, whole.answered)
    if not due:
        return ("本年没有到期应当公开的事项。",)
    kinds = "、".join(
        f"{one.name}{facts.published[str(one.code)]}件" for one in CATEGORIES if facts.published.get(str(one.code))
    )
    said = [
        f"全年到期应公开{due}项，已有交代{whole.answered}项（{_share(whole.answered, due)}），"
        f"其中按时{whole.answered - whole.late}项（{_share(whole.answered - whole.late, due)}）。"
        f"已公开{whole.published}项，变更并说明{whole.changed}项，本期无此类事项{whole.nil}项，"
        f"备案后暂不公开{whole.exempt}项，逾期没有交代{whole.overdue}项。",
    ]
    if kinds:
        said.append(f"按八类内容分：{kinds}。登记公开{facts.registered}件次，另告知个人{facts.told}人次。")
    best = [one for one in facts.months if max(one.counts.due, one.counts.answered) and one.counts.on_time_rate == 100]
    if best:
        said.append(f"按时率达到100%的有{len(best)}个月。")
    return tuple(said)


def _procedure(facts: YearFacts) -> tuple[str, ...]:
    own = "本级" if facts.places > 1 else ""
    first = f"{own}第一责任人是{facts.head}。" if facts.head else f"{own}主要负责人空缺。"
    return (
        f"{first}公开以前逐件经过保密审查、审核和签发。目录外事项经目录制定机关同意{facts.plans}件，"
        f"报上级备案暂不公开或者不能公开{facts.filed}件，变更、撤销、终止{facts.changes}件，都按规定登记和说明。",
    )


def _voices(facts: YearFacts) -> tuple[str, ...]:
    held = (
        f"决策以前征求意见{facts.consultations}次，听证{facts.hearings}次，向党员通报{facts.briefings}次。"
        if facts.consultations or facts.hearings or facts.briefings
        else "本年没有开展征求意见、听证和情况通报。"
    )
    told = f"宣传教育{facts.watched.publicity}次，参加{facts.watched.people}人次。" if facts.watched.publicity else ""
    return (held + told, f"意见和建议（不含保密的）：{facts.opinions or '还没有收到意见。'}")


def _applications(facts: YearFacts) -> tuple[str, ...]:
    if not facts.applications:
        return ("本年没有收到党员的公开申请。",)
    late = f"，其中{facts.applications_late}件超过期限" if facts.applications_late else "，都在期限以内办理"
    refused = f"经上级审定不予公开{facts.refused}件" if facts.refused else "没有不予公开的"
    return (f"收到党员公开申请{facts.applications}件{late}；{refused}。申请和办理情况都已报上级备案。",)


def _standing(facts: YearFacts) -> tuple[str, ...]:
    stale = f"，其中{facts.carriers_stale}处内容没有及时更换" if facts.carriers_stale else ""
    held = f"现有公开栏等载体{facts.carriers}处{stale}。" if facts.carriers else "还没有登记公开载体。"
    if facts.appraised is None:
        said = "本年没有公布过党员评议的结果。"
    elif facts.rounds > 1:
        said = f"公布了党员评议结果的党组织{facts.rounds}个，总体评价平均{facts.appraised:.1f}分（满分100）。"
    else:
        said = f"公布了党员评议的结果，总体评价{facts.appraised:.1f}分（满分100）。"
    return (held, said)


def _problems(facts: YearFacts, whole: Counts) -> tuple[str, ...]:
    found = []
    if whole.overdue:
        names = "、".join(one.words for one in facts.late[:5])
        found.append(f"逾期没有交代{whole.overdue}项" + (f"，如{names}" if names else "") + "。")
    if whole.late:
        found.append(f"超过期限才公开{whole.late}项。")
    if facts.carriers_stale:
        found.append(f"{facts.carriers_stale}处载体内容陈旧。")
    if facts.applications_late:
        found.append(f"{facts.applications_late}件公开申请超过期限。")
    if facts.inspected.late:
        found.append(f"{facts.inspected.late}份整改通知过了期限还没有整改完。")
    if not found:
        found.append("从登记的情况看，没有逾期、迟公开和陈旧的载体，整改也没有超期。")
    return (*found, TO_ADD.format(what="原因和其他问题"))
