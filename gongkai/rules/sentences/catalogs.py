"""Words of the catalog rules whose values also occur in a neighbouring table of the same module."""

from enum import StrEnum

from gongkai.rules.entries import NoticeUnit
from gongkai.rules.makers import RULE_SENTENCES, Regime
from gongkai.rules.methods import Family, Reach
from gongkai.rules.organizations import LEVEL_NAMES

TERMS: dict[StrEnum, str] = {
    **LEVEL_NAMES,
    **RULE_SENTENCES,
    Regime.SUPERIOR_MAKES: "目录由上级制定",
    Regime.SELF_MAKES_AND_FILES: "目录由本级制定并备案",
    Family.INDIVIDUAL: "只向个人公开的方式",
    Family.PARTY: "党内公开的方式",
    Family.PUBLIC: "面向社会公开的方式",
    Reach.REACHES: "能到达",
    Reach.ADDS: "只能补充",
    Reach.LEAKS: "会超出范围",
    NoticeUnit.WORKDAY: "工作日",
    NoticeUnit.CALENDAR: "日历日",
}
