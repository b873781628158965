"""The ladder of accountability (第九条（八）): what each step needs and whom it can meet.

The system only points at facts; whether anything follows is decided by people, after the person was heard.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.rules.refusals import Refused


class Step(StrEnum):
    """The three steps of 第九条（八）, from the mildest."""

    CORRECT = "correct"
    HOLD = "hold"
    BY_LAW = "by_law"


class Trigger(StrEnum):
    """Why a case may be opened. The first three are measured, the others are found by people."""

    NOT_DISCLOSED = "not_disclosed"
    FAILED = "failed"
    FALSIFIED = "falsified"
    SERIOUS = "serious"
    HARM = "harm"


class Target(StrEnum):
    """Whom a case is about; never merged."""

    ORGANIZATION = "organization"
    LEADER = "leader"
    DIRECT = "direct"


class Fact(StrEnum):
    """The kinds of records on which a case can rest (R123)."""

    OVERDUE = "overdue"
    FINDING = "finding"
    COMPLAINT = "complaint"
    MARK = "mark"
    ITEM = "item"


class Measure(StrEnum):
    CRITICISM = "criticism"
    DEADLINE = "deadline"
    TALK = "talk"
    WARNING = "warning"
    TRANSFER = "transfer"


TERMS = {
    Step.CORRECT: "批评教育，限期整改", Step.HOLD: "情节严重，追究责任", Step.BY_LAW: "造成恶劣影响或者重大责任事故，依照法律法规追究",
    Trigger.NOT_DISCLOSED: "不按规定公开", Trigger.FAILED: "考核评价不合格", Trigger.FALSIFIED: "弄虚作假",
    Trigger.SERIOUS: "情节严重", Trigger.HARM: "造成恶劣影响或者引发重大责任事故",
    Fact.OVERDUE: "逾期没有公开", Fact.FINDING: "检查发现的问题", Fact.COMPLAINT: "查实的意见",
    Fact.MARK: "监督意见", Fact.ITEM: "公开件",
    Target.ORGANIZATION: "党组织", Target.LEADER: "有关领导", Target.DIRECT: "直接责任人",
    Measure.CRITICISM: "批评教育", Measure.DEADLINE: "责令限期整改", Measure.TALK: "诫勉谈话", Measure.WARNING: "通报批评",
    Measure.TRANSFER: "移送有关机关依法处理",
}  # fmt: skip
ARTICLE = "第九条（八）"
STEP_OF: dict[Trigger, Step] = {
    Trigger.NOT_DISCLOSED: Step.CORRECT, Trigger.FAILED: Step.CORRECT, Trigger.FALSIFIED: Step.CORRECT,
    Trigger.SERIOUS: Step.HOLD, Trigger.HARM: Step.BY_LAW,
}  # fmt: skip
TARGETS: dict[Step, tuple[Target, ...]] = {
    Step.CORRECT: tuple(Target), Step.HOLD: (Target.LEADER, Target.DIRECT), Step.BY_LAW: (Target.LEADER, Target.DIRECT),
}  # fmt: skip
MEASURES: dict[Step, tuple[Measure, ...]] = {
    Step.CORRECT: (Measure.CRITICISM, Measure.DEADLINE), Step.HOLD: (Measure.TALK, Measure.WARNING),
    Step.BY_LAW: (Measure.TRANSFER,),
}  # fmt: skip


def number_of(kind: str, ref: str) -> str:
    """The number in a reference; an overdue duty has none. A finding is named by its inspection's number and its own key.

    The number of an item has a stroke of its own: `500222TW03/2026-00045`.
    """
    if kind == Fact.OVERDUE:
        return ""
    return ref.rpartition("/")[0] if kind == Fact.FINDING else ref


@dataclass(frozen=True)
class KnownFact:
    """One record of the system that a person can link to a case. `ref` finds it again, `text` is what it said then."""

    kind: Fact
    ref: str
    text: str
    on: date

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.ref}"

    @property
    def number(self) -> str:
        """Under which number it is kept elsewhere; an overdue duty has none."""
        return number_of(self.kind, self.ref)


COUNTED = {Fact.OVERDUE: "项", Fact.FINDING: "个", Fact.COMPLAINT: "件", Fact.MARK: "条", Fact.ITEM: "件"}


def in_sum(known: Iterable[KnownFact]) -> str:
    """What the records come to in one sentence, for a person to check and write on: 查到逾期没有公开12项（最早的…）."""
    of: dict[Fact, list[date]] = {}
    for one in known:
        of.setdefault(one.kind, []).append(one.on)
    said = []
    for kind in Fact:
        if days := of.get(kind):
            first = min(days)
            earliest = f"（最早的应于{first.year}年{first.month}月{first.day}日公开）" if kind is Fact.OVERDUE else ""
            said.append(f"{TERMS[kind]}{len(days)}{COUNTED[kind]}{earliest}")
    return f"查到{'，'.join(said)}，见根据的记录。" if said else ""


@dataclass(frozen=True)
class Named:
    """Whom one case of a matter is about; an organization has no person."""

    target: Target
    person: str = ""


@dataclass(frozen=True)
class Standing:
    """What the system knows of one organization. `long`: how many duties are overdue for `Figures.days` or more.

    `findings`: problems that an inspection found and that were not put right in time. `complaints`: how many
    complaints were found to be true since the beginning of last year, `marks` the same of supervisors' marks.
    `falsified`: proven, be it by the office or as a mark that something is not true, upheld by the superior.
    """

    overdue: int = 0
    long: int = 0
    failed: bool = False
    falsified: bool = False
    findings: int = 0
    complaints: int = 0
    marks: int = 0


@dataclass(frozen=True)
class Figures:
    """From when on the system points: so many overdue, so many of them for so many days, so many problems, complaints, marks.

    A single forgotten duty is urged, not punished; what stays silent for long and often is a pattern.
    """

    overdue: int
    long: int
    days: int
    findings: int
    complaints: int
    marks: int


def triggers(standing: Standing, figures: Figures) -> tuple[Trigger, ...]:
    """Why the system would point at an organization. Never higher than the first step: the rest is for people."""
    found = []
    pairs = (
        (getattr(standing, name), getattr(figures, name))
        for name in ("overdue", "long", "findings", "complaints", "marks")
    )
    if any(known >= limit for known, limit in pairs):
        found.append(Trigger.NOT_DISCLOSED)
    if standing.failed:
        found.append(Trigger.FAILED)
    if standing.falsified:
        found.append(Trigger.FALSIFIED)
    return tuple(found)


def step_for(found: Iterable[Trigger]) -> Step | None:
    """The step to which these triggers lead: the highest of theirs; None without any."""
    order = list(Step)
    return max((STEP_OF[one] for one in found), key=order.index, default=None)


def may_meet(step: Step, target: Target) -> bool:
    """Can this step meet this target? The upper two are for persons only (有关领导和直接责任人)."""
    return target in TARGETS[step]


def demand_apart(named: Iterable[Named], one: Named) -> None:
    """Organization, leader and direct person are three targets, each with a case of its own (R124).

    `named`: those of the same matter. `Refused`: case_target_twice when the organization has its case
    already, or when the same person has, in whichever part.
    """
    for other in named:
        if other.target is one.target and other.person == one.person or one.person and other.person == one.person:
            raise Refused("case_target_twice", target=TERMS[one.target], name=one.person)
