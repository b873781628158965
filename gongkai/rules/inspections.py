"""The inspection sheet (监督检查表, F19): six points, their items, what data already tells, score and grade (第九条（五）).

Points are counted in tenths, so that every sum is exact. What each item weighs and where the grades
begin stands in the rulebook. An item that no record can judge stays open for those who inspect.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from gongkai.rules.funds import in_yuan

FULL = 1000  # tenths of a point: one hundred points


class InspectionPoint(StrEnum):
    """The six points fixed by 第九条（五）."""

    LEADERSHIP = "1"
    CONTENT = "2"
    PROCEDURE = "3"
    FORM = "4"
    SYSTEMS = "5"
    EFFECT = "6"


class InspectionGrade(StrEnum):
    """What the total comes to."""

    EXCELLENT = "excellent"
    QUALIFIED = "qualified"
    BASIC = "basic"
    FAILED = "failed"


TERMS = {
    InspectionPoint.LEADERSHIP: "领导体制和工作机制是否健全", InspectionPoint.CONTENT: "内容是否真实全面",
    InspectionPoint.PROCEDURE: "程序是否规范严谨", InspectionPoint.FORM: "形式是否恰当多样",
    InspectionPoint.SYSTEMS: "制度是否健全完善", InspectionPoint.EFFECT: "效果是否实在明显",
    InspectionGrade.EXCELLENT: "优秀", InspectionGrade.QUALIFIED: "合格", InspectionGrade.BASIC: "基本合格",
    InspectionGrade.FAILED: "不合格",
}  # fmt: skip

ITEMS = {
    InspectionPoint.LEADERSHIP: ("领导小组按规定组成", "办公室设在纪检组织", "有专人负责日常工作", "列入议事日程", "职责有分工", "工作经费有安排"),
    InspectionPoint.CONTENT: ("目录事项按时公开", "七类内容都有公开", "内容、程序、结果齐全", "抽查的公开件内容真实", "零报告有人签字"),
    InspectionPoint.PROCEDURE: ("先审批后公开", "先党内后党外", "目录外事项经审核同意", "变更、撤销、终止手续齐全", "暂不公开报了备案"),
    InspectionPoint.FORM: ("公开方式与范围相符", "对外公开至少有两种载体", "公开栏及时、清楚", "公开电话打得通"),
    InspectionPoint.SYSTEMS: ("八项制度齐全", "监督员履职、开会", "归档完整"),
    InspectionPoint.EFFECT: ("意见按时答复", "署名意见逐一告知", "该再次公开的再次公开", "党员群众知晓", "党员群众满意"),
}  # fmt: skip


@dataclass(frozen=True)
class Item:
    """One line of the sheet: `2a`, what it asks, at most so many tenths of a point."""

    code: str
    point: InspectionPoint
    name: str
    most: int


def sheet(weights: Mapping[InspectionPoint, tuple[int, ...]]) -> tuple[Item, ...]:
    """The lines of the sheet. `weights`: whole points by item; ValueError when they do not make 100."""
    lines = tuple(
        Item(f"{point.value}{'abcdefgh'[place]}", point, name, 10 * weights[point][place])
        for point, names in ITEMS.items()
        for place, name in enumerate(names)
    )
    if sum(line.most for line in lines) != FULL or any(len(weights[point]) != len(ITEMS[point]) for point in ITEMS):
        raise ValueError("the six points do not add up to 100")
    return lines


@dataclass(frozen=True)
class Figures:
    """What the records of one organization say on a day; None where there is nothing to judge by."""

    needs_group: bool = False
    has_group: bool = False
    group_faults: int = 0  # seats that are not as 第十条 wants them
    office_in_discipline: bool = False
    group_members: int = 0
    group_duties: int = 0  # members with a duty written down
    has_clerk: bool = False
    agenda_held: int = 0
    agenda_owed: int = 0
    fund_budget: int = 0  # these three in hundredths of a yuan, over twelve months
    fund_income: int = 0
    fund_spent: int = 0
    funds_public: bool = False  # income, spending and balance were made public in these months (3i)
    due: int = 0
    answered: int = 0
    overdue: int = 0
    late: int = 0
    nil: int = 0
    categories: int = 0
    published: int = 0
    items: int = 0
    items_whole: int = 0
    items_outside: int = 0
    changes: int = 0
    changes_open: int = 0
    exemptions: int = 0
    carriers: int = 0
    boards: int = 0
    boards_stale: int = 0
    has_phone: bool = False
    systems: int = 0
    opinions_decided: int = 0
    opinions_in_time: int = 0
    opinions_overdue: int = 0
    signed_decided: int = 0
    signed_told: int = 0
    supervisors: int = 0
    meetings: int = 0
    meetings_owed: int = 0
    marks: int = 0
    marks_overdue: int = 0


@dataclass(frozen=True)
class Filled:
    """What stands in a line before anybody looks: the sentence, the tenths it proposes, where its records are."""

    sentence: str
    tenths: int
    records: str


def share(most: int, part: int, whole: int) -> int:
    """`most` × part ÷ whole in tenths, rounded down; all of it when there is nothing to divide."""
    return most if whole <= 0 else most * max(0, min(part, whole)) // whole


def prefill(lines: tuple[Item, ...], found: Figures, *, missed: int, late: int) -> dict[str, Filled]:
    """The lines that data can judge. `missed`, `late`: tenths taken off for each duty not done, done late."""
    most = {line.code: line.most for line in lines}
    done = max(0, most["2a"] - missed * found.overdue - late * found.late)
    fresh = found.boards - found.boards_stale
    asked = found.opinions_decided + found.opinions_overdue
    filled = {
        "1c": Filled("专人已登记" if found.has_clerk else "没有登记专人", most["1c"] if found.has_clerk else 0, "organization"),
        "1f": _funds(most["1f"], found),
        "2a": Filled(f"应公开{found.due}项，已有交代{found.answered}项，逾期{found.overdue}项，晚公开{found.late}项", done, "months"),
        "2b": Filled(f"今年七类内容公开了{found.categories}类", share(most["2b"], found.categories, 7), "register"),
        "2c": Filled(f"今年公开件{found.items}件，三部分写全或者写明原因的{found.items_whole}件", share(most["2c"], found.items_whole, found.items), "register"),
        "2e": Filled(f"零报告{found.nil}份，都有签字人和时间", most["2e"], "months"),
        "3a": Filled(f"今年公开{found.published}次，都有审批记录", most["3a"], "register"),
        "3b": Filled("系统按先党内后党外的次序公开，没有越过的", most["3b"], "register"),
        "3c": Filled(f"今年目录外公开{found.items_outside}件，都有目录制定机关的同意", most["3c"], "filings"),
        "3d": Filled(f"变更、撤销、终止{found.changes}件，手续没有走完的{found.changes_open}件", share(most["3d"], found.changes - found.changes_open, found.changes), "filings"),
        "3e": Filled(f"暂不公开{found.exemptions}件，都报了上级备案", most["3e"], "filings"),
        "4b": Filled(f"登记载体{found.carriers}处", share(most["4b"], found.carriers, 2), "carriers"),
        "4c": Filled(f"公开栏{found.boards}处，久未更新{found.boards_stale}处", share(most["4c"], fresh, found.boards) if found.boards else 0, "carriers"),
        "4d": Filled("公开电话已登记，请现场拨一次" if found.has_phone else "没有登记公开电话", most["4d"] if found.has_phone else 0, "organization"),
        "5a": Filled(f"八项制度公布了{found.systems}项", share(most["5a"], found.systems, 8), "systems"),
        "6a": Filled(f"今年办结意见{found.opinions_decided}条，按时{found.opinions_in_time}条，逾期未办{found.opinions_overdue}条", share(most["6a"], found.opinions_in_time, asked), "opinions"),
        "6b": Filled(f"今年有结果的署名意见{found.signed_decided}条，告知本人的{found.signed_told}条", share(most["6b"], found.signed_told, found.signed_decided), "opinions"),
    }  # fmt: skip
    filled |= _group(most, found)
    if found.agenda_owed or found.agenda_held:
        owed = f"，应研究{found.agenda_owed}次" if found.agenda_owed else ""
        tenths = share(most["1d"], found.agenda_held, found.agenda_owed)
        filled["1d"] = Filled(f"一年里专题研究党务公开{found.agenda_held}次{owed}", tenths, "agenda")
    if found.supervisors:
        said = f"监督员{found.supervisors}位，一年里开会{found.meetings}次，监督意见{found.marks}条，逾期未答复{found.marks_overdue}条"
        good = min(found.meetings, found.meetings_owed) + found.marks - found.marks_overdue
        filled["5b"] = Filled(said, share(most["5b"], good, found.meetings_owed + found.marks), "supervisors")
    return filled


def _group(most: Mapping[str, int], found: Figures) -> dict[str, Filled]:
    """The leading group by 第十条: its seats, its office, who does what; all of it where the article asks for none."""
    if not found.needs_group:
        return {code: Filled("按规定不要求设领导小组", most[code], "organization") for code in ("1a", "1b", "1e")}
    if not found.has_group:
        return {code: Filled("没有登记领导小组", 0, "organization") for code in ("1a", "1b", "1e")}
    seats = f"，有{found.group_faults}处不合第十条" if found.group_faults else "，各职务合第十条"
    office = "办公室设在纪检组织" if found.office_in_discipline else "办公室没有设在纪检组织"
    duties = f"成员{found.group_members}名，写明职责的{found.group_duties}名"
    return {
        "1a": Filled(f"领导小组已登记{seats}", most["1a"] // 2 if found.group_faults else most["1a"], "organization"),
        "1b": Filled(office, most["1b"] if found.office_in_discipline else 0, "organization"),
        "1e": Filled(duties, share(most["1e"], found.group_duties, found.group_members) if found.group_members else 0, "organization"),
    }  # fmt: skip


def _funds(most: int, found: Figures) -> Filled:
    """Working funds (第十二条): a third each for a budget, for spending booked, for both with the balance made public."""
    if not (found.fund_budget or found.fund_income or found.fund_spent):
        return Filled("一年里没有记过工作经费的预算、拨入和支出", 0, "funds")
    budget = f"预算{in_yuan(found.fund_budget)}元" if found.fund_budget else "没有记预算"
    said = f"一年里工作经费{budget}，拨入{in_yuan(found.fund_income)}元，支出{in_yuan(found.fund_spent)}元"
    public = "收支结余已公开" if found.funds_public else "收支结余没有公开"
    kept = bool(found.fund_budget) + bool(found.fund_income or found.fund_spent) + found.funds_public
    return Filled(f"{said}，{public}", share(most, kept, 3), "funds")


def in_points(tenths: int) -> str:
    """Tenths as people write points: 95, 7.5."""
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest}" if rest else str(whole)


def grade(total: int, bounds: tuple[int, ...]) -> InspectionGrade:
    """The grade of a total in tenths; `bounds` are whole points from which each grade above the last begins."""
    for bound, found in zip(bounds, InspectionGrade, strict=False):
        if total >= 10 * bound:
            return found
    return InspectionGrade.FAILED
