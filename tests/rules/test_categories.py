"""第五条: eight categories, 44 sub-items, and the plans that call for results."""

import pytest

from gongkai.rules import categories
from gongkai.rules.refusals import Refused
from tests.covers import covers


@covers("R23")
def test_there_are_exactly_eight_categories_in_the_order_of_the_article():
    assert [c.code for c in categories.CATEGORIES] == list(range(1, 9))
    assert [c.article for c in categories.CATEGORIES][2:4] == ["第五条（三）", "第五条（四）"]
    assert categories.category(7).name == "党风廉政"
    for code in (0, 9):
        with pytest.raises(Refused) as refusal:
            categories.category(code)
        assert refusal.value.code == "category_unknown"


@covers("R24", "R25", "R26", "R27", "R28", "R29", "R30")
@pytest.mark.parametrize(
    ("category", "count", "first", "last"),
    [
        (1, 7, "执行中央方针政策", "工作任务及落实"),
        (2, 4, "思想政治工作", "党员干部教育培训计划及落实"),
        (3, 10, "组织设置", "党员权利保障"),
        (4, 5, "班子职责分工", "年度考核评价"),
        (5, 4, "干部选拔任用", "干部监督制度及执行"),
        (6, 8, "联系服务群众“三项制度”", "办理涉及切身利益重要事项"),
        (7, 6, "执行廉洁自律规定", "基层党组织负责人任期经济责任审计"),
    ],
)
def test_each_category_names_its_sub_items(category, count, first, last):
    items = categories.sub_items_of(category)
    assert [item.code for item in items] == [f"{category}{letter}" for letter in "abcdefghij"[:count]]
    assert (items[0].name, items[-1].name) == (first, last)


@covers("R31", "R32")
def test_forty_four_sub_items_are_checked_and_the_catch_all_is_not_among_them():
    assert len(categories.SUB_ITEMS) == len({item.code for item in categories.SUB_ITEMS}) == 44
    assert categories.OTHER not in categories.SUB_ITEMS
    assert categories.sub_items_of(8) == (categories.OTHER,)
    assert categories.sub_item("8") is categories.OTHER


def test_an_unknown_sub_item_is_refused():
    assert categories.sub_item("3h").name == "党费收缴、管理和使用"
    with pytest.raises(Refused) as refusal:
        categories.sub_item("3z")
    assert refusal.value.facts == {"sub_item": "3z"}


@covers("R33")
def test_a_plan_calls_for_its_implementation():
    assert {pair.sub_item for pair in categories.PAIRS} == {"1e", "1f", "1g", "2c", "2d"}
    due = categories.implementations_due(("1d", "2d", "1e"))
    assert [pair.implementation for pair in due] == ["党员干部教育培训计划落实情况", "任期工作目标落实情况"]
    assert categories.implementations_due(("3h",)) == ()


def test_every_refusal_has_its_sentence():
    assert categories.REFUSALS["sub_item_unknown"].format(sub_item="9a").startswith("没有“9a”")
    assert "9" in categories.REFUSALS["category_unknown"].format(category=9)
