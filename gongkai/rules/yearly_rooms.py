"""What the yearly work report says of leadership, money, supervision and accountability (R172, F28, 第九条, 第十条, 第十二条).

Counts only. Where few organizations are reported on, decided cases are not counted either: a number could name a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gongkai.rules.accountability import TERMS as STEPS
from gongkai.rules.accountability import Step
from gongkai.rules.funds import in_yuan
from gongkai.rules.inspections import TERMS as GRADES
from gongkai.rules.inspections import InspectionGrade

LEAST_PLACES = 20  # fewer organizations: from one case one would guess whom it was about


@dataclass(frozen=True)
class Leading:
    """Leading groups that 第十条 asks for and what was studied there; `faulty`: composed otherwise than it wants."""

    needed: int = 0
    held: int = 0
    faulty: int = 0
    studied: int = 0
    decided: int = 0
    done: int = 0


@dataclass(frozen=True)
class Money:
    """Working funds in hundredths of a yuan; `budgeted`: organizations with a budget on record."""

    budget: int = 0
    income: int = 0
    spent: int = 0
    budgeted: int = 0


@dataclass(frozen=True)
class Watched:
    """Supervisors in office at the end, their meetings and marks, and what was done at points."""

    supervisors: int = 0
    meetings: int = 0
    marks: int = 0
    answered: int = 0
    supports: int = 0
    points: int = 0
    guidance: int = 0
    works: int = 0
    publicity: int = 0
    people: int = 0


@dataclass(frozen=True)
class Inspected:
    """Inspections with a result, by grade, and the rectifications asked for in the year; `late`: open past their day."""

    times: int = 0
    places: int = 0
    grades: Mapping[str, int] = field(default_factory=dict)
    notices: int = 0
    closed: int = 0
    open: int = 0
    late: int = 0


def tells_cases(places: int) -> bool:
    """May a report on so many organizations say how many cases were decided (第九条（八））?"""
    return places >= LEAST_PLACES


def leading(found: Leading, *, places: int) -> tuple[str, ...]:
    """Groups, then the agenda."""
    if not found.needed:
        groups = "按规定不要求设党务公开工作领导小组。"
    elif places == 1:
        groups = "党务公开工作领导小组已登记。" if found.held else "应当设党务公开工作领导小组，还没有登记。"
    else:
        groups = f"应当设党务公开工作领导小组的党组织{found.needed}个，现已登记{found.held}个。"
    if found.faulty:
        groups += f"其中{found.faulty}个的组成同第十条不合。"
    if not found.studied:
        return (groups, "本年没有专题研究党务公开的记录。")
    decided = f"，定下{found.decided}件事，已经落实{found.done}件" if found.decided else ""
    return (groups, f"专题研究党务公开{found.studied}次{decided}。")


def money(found: Money, *, places: int) -> tuple[str, ...]:
    """第十二条: what was set aside, given and spent."""
    if not (found.budget or found.income or found.spent):
        return ("本年没有记过工作经费的预算、拨入和支出。",)
    where = f"，记了预算的党组织{found.budgeted}个" if places > 1 else ""
    sums = f"预算{in_yuan(found.budget)}元，拨入{in_yuan(found.income)}元，支出{in_yuan(found.spent)}元"
    return (f"工作经费{sums}{where}。",)


def watched(found: Watched) -> tuple[str, ...]:
    """第九条（五）: the supervisors."""
    if not (found.supervisors or found.meetings or found.marks):
        return ("没有在聘的监督员，本年也没有监督意见。",)
    supports = f"，为监督员工作提供条件{found.supports}次" if found.supports else ""
    said = f"监督员{found.supervisors}位，开会{found.meetings}次，提出监督意见{found.marks}条"
    return (f"{said}，其中按时答复{found.answered}条{supports}。",)


def inspected(found: Inspected) -> tuple[str, ...]:
    """Inspections, then what had to be put right."""
    if found.times:
        grades = "、".join(f"{GRADES[one]}{found.grades[one]}次" for one in InspectionGrade if found.grades.get(one))
        where = f"，涉及{found.places}个党组织" if found.places > 1 else ""
        checks = f"已出结果的检查{found.times}次{where}" + (f"：{grades}。" if grades else "。")
    else:
        checks = "本年没有已出结果的检查。"
    if not found.notices:
        return (checks, "本年没有限期整改的通知。")
    late = f"，其中过了整改期限{found.late}份" if found.late else ""
    return (
        checks, f"限期整改通知{found.notices}份，已销号{found.closed}份，还在整改{found.open}份{late}。",
    )  # fmt: skip


def pointed(found: Watched) -> tuple[str, ...]:
    """Contact points and demonstration points."""
    if not (found.points or found.guidance or found.works):
        return ("没有联系点和示范点，本年也没有联系指导。",)
    return (f"联系点、示范点{found.points}个，联系指导{found.guidance}次，交出成果{found.works}件。",)


def held_to_account(cases: Mapping[str, int] | None) -> tuple[str, ...]:
    """Decided cases by step; None: too few organizations to say a number."""
    if cases is None:
        return ("为免推知到个人，党组织少的报告里不写件数；全县的件数由县一级的报告统一写。",)
    whole = sum(cases.values())
    if not whole:
        return ("本年没有作出责任追究的决定。",)
    steps = "；".join(f"{STEPS[one]}{cases[one]}件" for one in Step if cases.get(one))
    return (f"本年作出责任追究的决定{whole}件：{steps}。",)
