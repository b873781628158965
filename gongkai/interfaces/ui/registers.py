"""The columns of the register 登记簿, the same at every door (F2, R161)."""

from typing import Any

from django.utils.timezone import localtime

from gongkai.rules.categories import category
from gongkai.rules.methods import TERMS, method

ENDS = {"superseded": "已有新版", "withdrawn": "已撤销，见说明", "terminated": "已终止，见说明", "hidden": "核查中"}
HEADINGS = (
    "序号",
    "索引号",
    "公开日期",
    "事项",
    "目录编码",
    "类别",
    "范围",
    "方式",
    "地点",
    "应于",
    "迟到天数",
    "为什么迟",
    "版次",
    "签发",
    "状态",
)


def cells(row: Any) -> tuple:
    """One line of the register."""
    return (
        row.register_number, row.number, f"{localtime(row.published_at):%Y-%m-%d %H:%M}", row.title, row.code,
        category(int(row.category)).name, TERMS[row.audience], "、".join(method(one).name for one in row.methods),
        "、".join(filter(None, row.places)), row.due_on.isoformat() if row.due_on else "", row.late_days,
        row.late_reason, row.edition_number, row.head_name, ENDS.get(row.end_kind, ""),
    )  # fmt: skip


DAY_HEADINGS = (*HEADINGS, "到哪天止")


def day_cells(row: Any) -> tuple:
    """One line of what was public on a day: the same, and when it ended."""
    return (*cells(row), f"{localtime(row.ended_at):%Y-%m-%d}" if row.ended_at else "")
