"""The inspection sheet (监督检查表, F19): six points, their items, score and grade (第九条（五）).

Points are counted in tenths, so that every sum is exact. What each item weighs and where the grades
begin stands in the rulebook. What the records already tell of an item is in `rules.inspection_lines`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

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
