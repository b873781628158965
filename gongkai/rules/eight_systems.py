"""The eight systems that every organization sets up by rules of its own (第九条, R125): names, boxes, their place."""

from collections.abc import Collection, Iterable
from enum import StrEnum

from gongkai.rules.catalogs import own_entry
from gongkai.rules.citations import cite
from gongkai.rules.entries import EntryFacts, TimeKind


class System(StrEnum):
    """The eight of 第九条, in its order."""

    PUBLICITY = "publicity"
    ROUTINE = "routine"
    ON_REQUEST = "on_request"
    OPINIONS = "opinions"
    INSPECTION = "inspection"
    CONTACT_POINTS = "contact_points"
    ASSESSMENT = "assessment"
    ACCOUNTABILITY = "accountability"


class Box(StrEnum):
    """How one of the eight stands at an organization."""

    PUBLIC = "public"
    MAKING = "making"
    MISSING = "missing"


TERMS = {
    System.PUBLICITY: "宣传教育制度", System.ROUTINE: "例行公开制度", System.ON_REQUEST: "依申请公开制度",
    System.OPINIONS: "意见收集反馈处理制度", System.INSPECTION: "监督检查制度", System.CONTACT_POINTS: "联系点制度",
    System.ASSESSMENT: "考核评价制度", System.ACCOUNTABILITY: "责任追究制度", Box.PUBLIC: "已公布", Box.MAKING: "正在办",
    Box.MISSING: "还缺",
}  # fmt: skip

REFUSALS = {
    "system_public": "《{name}》已经公布。要改，请在公布的那一份上起草新版，旧版会留着。（第八条（四））",
    "system_entry_absent": (
        "{org}的公开目录里没有公布制度用的条目：“其他”类里说到公开目录的，或者“其他”类里长期公开的一项。"
        "请先请制定目录的党组织加上。（第六条（一））"
    ),
}


def article(system: System) -> str:
    """The item of 第九条 that asks for it."""
    return cite(f"art-9-{list(System).index(system) + 1}")


def box(system: str, *, begun: Collection[str], public: Collection[str]) -> Box:
    """The state of one box: what is public counts, what is begun is on its way, anything else is missing."""
    return Box.PUBLIC if system in public else Box.MAKING if system in begun else Box.MISSING


def missing_ones(public: Collection[str]) -> tuple[System, ...]:
    """Which of the eight are not public, in the order of the article."""
    return tuple(one for one in System if one not in public)


def home_entry(entries: Iterable[EntryFacts]) -> EntryFacts | None:
    """The catalog entry under which such rules are published: where the catalog itself is, else 其他 and 长期公开."""
    listed = list(entries)
    other = (one for one in listed if one.category == 8 and TimeKind.STANDING in one.kinds)
    return own_entry(listed) or next(other, None)
