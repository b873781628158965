"""What a leading group does (第十条): it leads, coordinates and guides, and gives its member units tasks (R129, R131).

A member unit that stands in the tree reports itself; for others, such as a government office, the group's
office writes down what came of it.
"""

from datetime import date
from enum import StrEnum

from gongkai.rules.consultations import demand_general_words
from gongkai.rules.refusals import Refused

MOST_WORDS, MOST_NAME = 300, 80


class GroupDuty(StrEnum):
    """The three duties of a leading group."""

    LEAD = "lead"
    COORDINATE = "coordinate"
    GUIDE = "guide"


G = GroupDuty
TERMS = {G.LEAD: "组织领导", G.COORDINATE: "统筹协调", G.GUIDE: "工作指导"}
MEANS = {
    G.LEAD: "研究、部署全局的事", G.COORDINATE: "几个单位要一起办的事", G.GUIDE: "帮一个单位把公开做好",
}  # fmt: skip
REFUSALS = {
    "group_task_fields": "要办什么、哪个单位办，两项都要写。（第十条）",
    "group_task_due": "{day:%Y年%-m月%-d日}已经过了。请写今天以后的日子。",
    "group_task_unit": "“{name}”不在领导小组管的范围里。请写成员单位，或者选一个所属的组织。",
    "group_task_by_office": "这个单位不在系统里，由领导小组办公室登记办得怎样。（第十条）",
    "group_task_by_unit": "这个单位自己报告，领导小组看过再办结。（第十条）",
    "group_task_result": "请写明办得怎样，最多{most}字。",
}


def demand_task(what: str, unit: str, *, due_on: date, today: date) -> None:
    """Refuse a task that nobody is to do, or that was due before it was given."""
    if not what.strip() or not unit.strip():
        raise Refused("group_task_fields")
    if due_on < today:
        raise Refused("group_task_due", day=due_on)
    demand_general_words("要办什么", what)


def demand_result(text: str) -> str:
    """The words of a report, as they are kept."""
    words = text.strip()
    if not 0 < len(words) <= MOST_WORDS:
        raise Refused("group_task_result", most=MOST_WORDS)
    demand_general_words("办得怎样", words)
    return words
