"""One edition for each channel: figures in words, a message that fits, nothing for a circle that it does not suit (第七条)."""

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gongkai.rules.channels import (
    MESSAGE_MOST,
    Script,
    Words,
    indoors,
    meeting,
    message,
    minutes,
    radio,
    scripts_for,
    shortened,
    units,
)
from gongkai.rules.methods import Audience
from gongkai.rules.spoken import DIGITS, cardinal, one_by_one, spoken
from tests.covers import covers

WORDS = Words(
    "东溪镇上书村党支部", "上书村", "9月党费收缴、管理和使用情况", "9月收党费180元，月末还剩412.60元。",
    (("内容", ("应交186.00元，实交180.00元。", "交费31人，占96%")), ("程序", ("2026年9月28日支部委员会审核。",)), ("结果", ())),
    "500222Z01-C01/2026-00045", "023-00001234",
)  # fmt: skip
TEXTS = st.text(st.sampled_from("党费公开0123456789.,。，；元"), max_size=120)


def value(said: str) -> int:
    """Reads a spoken number back, group by group: a second, independent reckoning."""
    total = group = digit = 0
    for sign in said:
        if sign in DIGITS:
            digit = DIGITS.index(sign)
        elif sign in "十百千":
            group += (digit or 1) * 10 ** (" 十百千".index(sign))
            digit = 0
        elif sign == "万":
            total, group, digit = total + (group + digit) * 10**4, 0, 0
        else:
            total, group, digit = (total + group + digit) * 10**8, 0, 0
    return total + group + digit


@given(st.integers(0, 10**12 - 1))
@example(10)
@example(10050)
@example(100_000_000)
@example(20_000_010)
def test_a_number_is_said_so_that_it_is_heard_as_the_same_number(number):
    said = cardinal(number)
    assert value(said) == number and "零零" not in said and (not said.endswith("零") or number == 0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026年9月28日", "二零二六年九月二十八日"), ("2026-10-08", "二零二六年十月八日"), ("9:05到17:30", "九点零五分到十七点三十分"),
        ("收180.00元", "收一百八十元"), ("剩412.60元", "剩四百一十二点六元"), ("占96.5%", "占百分之九十六点五"),
        ("3,200元", "三千二百元"), ("电话023-0000 0101", "电话零二三，零零零零，零一零一"), ("第0412号", "第零四一二号"),
        ("15人", "十五人"), ("99:99", "九十九:九十九"),
        # Two things are 两, an order, a month, a longer number and the name of a group are not.
        ("2名党员", "两名党员"), ("开会2次", "开会两次"), ("2件事", "两件事"), ("2 户", "两 户"), ("2人次", "两人次"), ("2个月", "两个月"),
        ("2年", "两年"), ("2万元", "两万元"), ("2多亩", "两多亩"), ("14:30和2:30", "十四点三十分和两点三十分"), ("下午2点", "下午两点"),
        ("2小时", "两小时"), ("第2名", "第二名"), ("第 2 次", "第 二 次"), ("第2件", "第二件"), ("2月", "二月"), ("2月份", "二月份"), ("2日", "二日"),
        ("2026年2月2日", "二零二六年二月二日"), ("12名", "十二名"), ("22次", "二十二次"), ("102件", "一百零二件"), ("200人", "二百人"),
        ("2.2个", "二点二个"), ("0.2元", "零点二元"), ("村民2组", "村民二组"), ("2号楼", "二号楼"), ("2年级", "二年级"), ("2%", "百分之二"),
        ("1,002人", "一千零二人"), ("二名", "二名"),
    ],
)  # fmt: skip
def test_figures_are_read_as_people_read_them(text, said):
    assert spoken(text) == said


@given(st.text(st.sampled_from("0123456789.,:-年月日%元 "), max_size=40))
def test_no_digit_is_left_in_what_is_read_aloud(text):
    assert not re.search(r"[0-9]", spoken(text))
    assert one_by_one("02a3") == "零二三"


@covers("R22")
@given(
    st.text(min_size=1, max_size=40),
    TEXTS.filter(str.strip),
    TEXTS,
    st.sampled_from(["", "https://x.cn/item/1/", "h" * 90]),
    st.sampled_from(["", "023-00001234"]),
)
def test_a_message_always_fits_and_never_breaks_a_figure(short, title, plain, address, phone):
    words = Words("某组织", short, title, plain.strip(), (), "500222Z01/2026-00045", phone)
    said = message(words, address)
    assert units(said) <= MESSAGE_MOST and said.startswith("【")
    body = said.partition("】")[2]
    cut = re.search(r"([0-9.,]+)…", body)
    assert cut is None or cut[1] in set(re.findall(r"[0-9.,]+", f"{title} {plain}"))


def test_a_message_prefers_the_whole_sentence_to_the_address():
    assert message(WORDS, "https://x.cn/i/1/") == "【上书村】9月收党费180元，月末还剩412.60元。全文https://x.cn/i/1/"
    said = message(WORDS, "https://x.cn/" + "i" * 60)
    assert said == "【上书村】9月收党费180元，月末还剩412.60元。索引号500222Z01-C01/2026-00045"
    assert shortened("一二三四五六七八九十一二三，后面的话放不下", 16) == "一二三四五六七八九十一二三…"
    assert shortened("太短，后面的话放不下后面的话", 8) == ""


@covers("R22", "R174")
def test_only_what_reaches_a_circle_is_made_for_it():
    assert scripts_for(Audience.INDIVIDUAL) == ()
    assert scripts_for(Audience.PARTY) == (Script.SHEET, Script.MESSAGE, Script.MEETING)
    assert scripts_for(Audience.UNIT) == (Script.SHEET, Script.MESSAGE, Script.MEETING, Script.RADIO)
    assert scripts_for(Audience.PUBLIC) == (Script.SHEET, Script.MESSAGE, Script.RADIO)
    assert indoors(Audience.PARTY) and not indoors(Audience.PUBLIC)


@covers("R174")
def test_scripts_say_all_three_parts_and_ask_for_opinions():
    sections = meeting(WORDS)
    assert [one.heading for one in sections] == ["开场", "内容", "程序", "结果", "征求意见"]
    assert "023-00001234" in sections[-1].lines[0]
    lines = radio(WORDS)
    assert lines[2] == "内容：应交一百八十六元，实交一百八十元。交费三十一人，占百分之九十六。"
    assert sum("还剩四百一十二点六元" in line for line in lines) == 2 and "零二三，零零零零，一二三四" in lines[-3]
    late = Words("某", "某", "公示", "", (), "1", until=date(2026, 10, 9))
    assert "公示到十月九日。" in radio(late) and "公示到10月9日" in meeting(late)[-1].lines[0]
    assert minutes(lines) == 1 and minutes(["字" * 900]) == 4
