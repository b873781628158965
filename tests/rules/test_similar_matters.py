"""Which off-catalog matters are one and the same kind, and when there are enough of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.similar_matters import Matter, normalized, repeated, similar
from tests.covers import covers


def matter(number, title, category="8"):
    return Matter(number, title, category)


@covers("R50")
@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("2026年春节慰问演出经费", "2025年春节慰问演出经费", True),
        ("春节慰问演出经费", "春节慰问演出经费使用情况", True),
        ("第三季度古桥修缮捐款", "古桥修缮捐款（第一季度）", True),
        ("古桥修缮捐款使用情况", "乡贤助学金发放", False),
        ("村民文化院坝建设", "旧村委会房屋出租", False),
    ],
)
def test_a_matter_is_known_again_by_its_words_and_not_by_its_date(one, other, alike):
    assert similar(matter("1", one), matter("2", other)) is alike


@covers("R50")
def test_one_short_title_needs_the_same_category():
    assert similar(matter("1", "捐款"), matter("2", "捐款"))
    assert not similar(matter("1", "2026年"), matter("2", "2025年"))  # nothing but the occasion


@covers("R50")
def test_enough_of_them_are_named_with_the_latest_last():
    earlier = [matter("1", "春节慰问演出"), matter("2", "旧房出租"), matter("3", "2025年春节慰问演出")]
    latest = matter("4", "2026年春节慰问演出")
    found = repeated(latest, [*earlier, latest], least=3)
    assert [one.number for one in found] == ["1", "3", "4"]
    assert repeated(latest, earlier, least=4) == ()


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_mutual_and_a_title_is_like_itself(one, other):
    first, second = matter("1", one), matter("2", other)
    assert similar(first, second) == similar(second, first)
    assert similar(first, matter("3", one)) is bool(normalized(one))
