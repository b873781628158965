"""Differences: both texts can be read from them, changes are small, time stays short."""

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.differences import Op, Stretch, differences
from tests.covers import covers

TEXTS = st.text(alphabet="党费。，收缴12\n 人", max_size=80)


def sides(found: list[Stretch]) -> tuple[str, str]:
    older = "".join(one.text for one in found if one.op is not Op.INSERT)
    newer = "".join(one.text for one in found if one.op is not Op.DELETE)
    return older, newer


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read(older, newer):
    found = differences(older, newer)
    assert sides(found) == (older, newer)
    assert all(one.text for one in found)
    assert all(a.op is not b.op for a, b in zip(found, found[1:], strict=False))


@given(TEXTS)
def test_the_same_text_has_no_difference(text):
    assert differences(text, text) == ([Stretch(Op.EQUAL, text)] if text else [])


@covers("R79")
def test_only_the_changed_figure_is_marked():
    found = differences("9月，实交180.00元。缓交1名。", "9月，实交186.00元。缓交1名。")
    assert found == [
        Stretch(Op.EQUAL, "9月，实交"),
        Stretch(Op.DELETE, "180.00"),
        Stretch(Op.INSERT, "186.00"),
        Stretch(Op.EQUAL, "元。缓交1名。"),
    ]


def test_a_new_sentence_is_one_insertion():
    found = differences("甲事办完。丙事办完。", "甲事办完。乙事办完。丙事办完。")
    assert [(one.op, one.text) for one in found] == [
        (Op.EQUAL, "甲事办完。"),
        (Op.INSERT, "乙事办完。"),
        (Op.EQUAL, "丙事办完。"),
    ]


def test_what_went_stands_before_what_came():
    ops = [one.op for one in differences("一二三四五。", "六七八九十！")]
    assert ops == [Op.DELETE, Op.INSERT]


def test_twenty_thousand_characters_take_little_time():
    chance = random.Random(7)
    letters = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子"
    plain = "".join(chance.choice(letters) for _ in range(20_000))
    prose = "".join(chance.choice(letters + "。，") for _ in range(20_000))
    edited = prose[:5000] + "新写的一句。" + prose[5000:12_000] + prose[12_500:]
    worst = [
        (plain, plain[::-1]),
        ("的" * 20_000, "的" * 19_999 + "一"),
        ("。" * 20_000, "，" * 20_000),
        (prose, edited),
    ]
    for older, newer in worst:
        start = time.process_time()
        assert sides(differences(older, newer)) == (older, newer)
        assert time.process_time() - start < 3
