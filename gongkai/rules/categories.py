"""The eight categories of 第五条, their sub-items, and which plans must be followed by results."""

from dataclasses import dataclass

from gongkai.rules.citations import cite
from gongkai.rules.refusals import Refused

REFUSALS = {
    "category_unknown": "没有第 {category} 类。公开内容固定为八类，编号从 1 到 8。",
    "sub_item_unknown": "没有“{sub_item}”这个子项。子项编号形如 1a、3h，第八类只有 8。",
}


@dataclass(frozen=True)
class Category:
    """One of the eight kinds of content; the county may not add to them (R23)."""

    code: int
    name: str

    @property
    def article(self) -> str:
        """Return the provision that names the category, e.g. 第五条（三）."""
        return cite(f"art-5-{self.code}")


@dataclass(frozen=True)
class SubItem:
    """One matter named inside a category; code is category digit and letter (8 stands alone)."""

    code: str
    name: str
    category: int


@dataclass(frozen=True)
class Pair:
    """A plan that must be followed by how it was carried out (R33)."""

    sub_item: str
    plan: str
    implementation: str


CATEGORIES = tuple(
    Category(code, name)
    for code, name in enumerate(
        (
            "决议决定和执行",
            "思想建设",
            "组织建设",
            "领导班子建设",
            "干部选任和管理",
            "联系服务党员群众",
            "党风廉政",
            "其他应当公开的事项",
        ),
        1,
    )
)

_NAMES = {
    1: (
        "执行中央方针政策",
        "执行市委、县委决策部署",
        "上级党组织决议、决定和工作部署",
        "本地区、本部门、本单位重要决策及执行",
        "任期工作目标",
        "阶段性工作部署",
        "工作任务及落实",
    ),
    2: (
        "思想政治工作",
        "“三项教育”",
        "理论学习计划及落实",
        "党员干部教育培训计划及落实",
    ),
    3: (
        "组织设置",
        "主要职责",
        "机构调整",
        "换届选举",
        "党员发展",
        "民主评议",
        "创先争优",
        "党费收缴、管理和使用",
        "党务工作经费管理和使用",
        "党员权利保障",
    ),
    4: (
        "班子职责分工",
        "议事规则和决策程序",
        "执行民主集中制",
        "民主生活会",
        "年度考核评价",
    ),
    5: ("干部选拔任用", "轮岗交流", "考核奖惩", "干部监督制度及执行"),
    6: (
        "联系服务群众“三项制度”",
        "密切联系群众“三项活动”",
        "热点难点问题",
        "听取、反映和采纳意见建议",
        "帮助解决生产生活实际问题",
        "接待来信来访",
        "排查化解矛盾纠纷",
        "办理涉及切身利益重要事项",
    ),
    7: (
        "执行廉洁自律规定",
        "落实党内监督制度",
        "推进惩治和预防腐败体系建设",
        "落实党风廉政建设责任制",
        "处理违纪党员",
        "基层党组织负责人任期经济责任审计",
    ),
}

# 第五条（一）至（七）: the 44 sub-items whose coverage is checked (R32).
SUB_ITEMS = tuple(
    SubItem(f"{category}{letter}", name, category)
    for category, names in _NAMES.items()
    for letter, name in zip("abcdefghij", names, strict=False)
)
# 第五条（八）: the catch-all, never counted as missing (R31).
OTHER = SubItem("8", "其他应当公开的事项", 8)

PAIRS = (
    Pair("1e", "任期工作目标", "任期工作目标落实情况"),
    Pair("1f", "阶段性工作部署", "阶段性工作部署落实情况"),
    Pair("1g", "工作任务", "工作任务落实情况"),
    Pair("2c", "理论学习计划", "理论学习计划落实情况"),
    Pair("2d", "党员干部教育培训计划", "党员干部教育培训计划落实情况"),
)

_CATEGORY = {category.code: category for category in CATEGORIES}
_SUB_ITEM = {item.code: item for item in (*SUB_ITEMS, OTHER)}
_PAIR = {pair.sub_item: pair for pair in PAIRS}


def category(code: int) -> Category:
    """Return the category with this number; refuses ``category_unknown`` (R23)."""
    if code not in _CATEGORY:
        raise Refused("category_unknown", category=code)
    return _CATEGORY[code]


def sub_item(code: str) -> SubItem:
    """Return the sub-item with this code; refuses ``sub_item_unknown``."""
    if code not in _SUB_ITEM:
        raise Refused("sub_item_unknown", sub_item=code)
    return _SUB_ITEM[code]


def sub_items_of(code: int) -> tuple[SubItem, ...]:
    """Return the sub-items of a category in the order of 第五条."""
    return tuple(item for item in _SUB_ITEM.values() if item.category == code)


def implementations_due(sub_items: tuple[str, ...]) -> tuple[Pair, ...]:
    """Return which results must follow once a plan on these sub-items is published (R33)."""
    return tuple(_PAIR[code] for code in sub_items if code in _PAIR)
