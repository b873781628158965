"""Personal information is found through every disguise, and nothing else stops a text (P29)."""

import random
import time
from datetime import date, timedelta

import pytest

from gongkai.rules.personal_numbers import id_check_digit, luhn, valid_id_number
from gongkai.rules.privacy import TERMS, NumberKind, Severity, WordKind, find, mask, stops
from tests.dice import throws

FULL = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")
SEX = random.Random(20111008)


def made_id(chance: random.Random = SEX) -> str:
    born = date(1930, 1, 1) + timedelta(days=chance.randrange(33000))
    first = (
        f"{chance.choice(['500222', '500110', '110101', '650102', '371302'])}{born:%Y%m%d}{chance.randrange(1000):03d}"
    )
    return first + id_check_digit(first)


def made_card(length: int = 19, start: str = "62") -> str:
    body = start + "".join(str(SEX.randrange(10)) for _ in range(length - len(start) - 1))
    return next(body + str(last) for last in range(10) if luhn(body + str(last)))


def made_mobile() -> str:
    return f"1{SEX.choice('3456789')}{SEX.randrange(10**9):09d}"


DISGUISES = {
    "plain": lambda n: n,
    "full width": lambda n: n.translate(FULL),
    "zero width": lambda n: "\u200b".join(n),
    "spaces": lambda n: f"{n[:6]} {n[6:14]} {n[14:]}",
    "dashes": lambda n: "-".join(n),
    "dots": lambda n: "·".join(n),
    "lower or wide x": lambda n: n.replace("X", "ｘ").lower(),
    "mixed": lambda n: f"{n[:6].translate(FULL)}\u2060\u00a0{n[6:10]}．{n[10:]}",
    "chinese numerals": lambda n: n.translate(CHINESE),
    "letter o and l": lambda n: n.replace("0", "O").replace("1", "l"),
    "broken line": lambda n: f"{n[:9]}\n{n[9:]}",
    "circled": lambda n: n.replace("1", "①").replace("2", "②"),
    "cyrillic x": lambda n: n.replace("X", "Х"),
    "glued to a telephone": lambda n: "138" + "00000000" + n,
}


def kinds(text: str) -> list[str]:
    return [found.kind for found in find(text)]


NUMBERS = [made_id() for _ in range(throws(100, 2000))]


def test_the_invented_numbers_end_in_every_sign():
    assert {number[-1] for number in NUMBERS} == set("0123456789X")


@pytest.mark.parametrize("disguise", DISGUISES)
def test_every_valid_number_is_found_in_every_disguise(disguise):
    for number in NUMBERS:
        text = f"公示：张某某，身份证{DISGUISES[disguise](number)}，东溪镇。"
        everything = find(text)
        found = [one for one in everything if one.kind == NumberKind.ID_CARD]
        assert len(found) == 1, (disguise, text)
        assert found[0].severity is Severity.STOP
        assert not stops(find(mask(text, everything)))


def test_no_random_number_that_fails_the_check_is_taken_for_a_person():
    chance = random.Random(7)
    many = throws(3000, 100_000)
    numbers = [f"{chance.randrange(10**18):018d}" for _ in range(many)]
    wrong = [number for number in numbers if number[17] != id_check_digit(number[:17])]
    assert len(wrong) > many * 22 // 25
    assert not [one for one in find("\n".join(wrong)) if one.kind == NumberKind.ID_CARD]
    assert not [one for number in wrong[: many // 10] for one in find(number) if one.kind == NumberKind.ID_CARD]


def test_check_digit_guards_every_single_wrong_digit():
    number = made_id()
    assert valid_id_number(number)
    for place in range(17):
        for digit in "0123456789":
            changed = number[:place] + digit + number[place + 1 :]
            assert valid_id_number(changed) is (changed == number)


@pytest.mark.parametrize(
    "head",
    ["000222", "990222", "500222"],
)
def test_impossible_province_or_birth_date_is_no_identity_number(head):
    day = "19900101" if head != "500222" else "19900231"
    first = f"{head}{day}001"
    assert not valid_id_number(first + id_check_digit(first))


def test_a_mistyped_number_after_the_word_identity_card_warns():
    number = made_id()
    wrong = number[:17] + ("1" if number[17] != "1" else "2")
    (found,) = find(f"身份证号：{wrong}")
    assert (found.kind, found.severity) == (NumberKind.ID_CARD, Severity.WARN)


def test_fifteen_digits_of_the_old_form_stop():
    text = "老身份证500222" + "651008" + "123"
    assert kinds(text) == [NumberKind.ID_CARD]
    assert kinds("编号500222" + "651308" + "123") == []
    assert kinds("编号9" + "500222" + "651008" + "123") == []


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("王小明（身份证后四位0000）", Severity.STOP),
        ("身份证号后4位：1234", Severity.STOP),
        ("身份证尾号123X", Severity.STOP),
        ("身份证号码（末六位）０１２３４５", Severity.STOP),
        ("证件号码最后四位为1234", Severity.STOP),
        ("身份证后两位12", Severity.WARN),
        ("500222********1234", Severity.STOP),
        ("500222＊＊＊＊＊＊＊＊123X", Severity.STOP),
        ("50022219900101****", None),
        ("138****0000", None),
        ("卡号6222****0000", None),
    ],
)
def test_a_piece_of_an_identity_number_counts(text, severity):
    found = [one.severity for one in find(text) if one.kind == NumberKind.ID_TAIL]
    assert found == ([severity] if severity else [])


MOBILE_FORMS = [
    lambda n: n,
    lambda n: f"{n[:3]} {n[3:7]} {n[7:]}",
    lambda n: f"{n[:3]}-{n[3:7]}-{n[7:]}",
    lambda n: f"+86 {n}",
    lambda n: f"86{n}",
    lambda n: " ".join(n),
    lambda n: n.translate(FULL),
    lambda n: "\u200d".join(n),
    lambda n: n.translate(CHINESE),
    lambda n: f"2024-10-08 {n}",
]


@pytest.mark.parametrize("form", range(len(MOBILE_FORMS)))
def test_mobile_numbers_are_found_and_masked(form):
    for _ in range(throws(40, 300)):
        number = made_mobile()
        text = f"联系电话：{MOBILE_FORMS[form](number)}，联系人李某"
        found = stops(find(text))
        assert [one.kind for one in found] == [NumberKind.PHONE], text
        assert f"{number[:3]}****{number[-4:]}" in mask(text, found)


@pytest.mark.parametrize(
    "text",
    [
        "监督电话023-00001234",
        "办公电话（023）00001234",
        "2024-10-08，第12号，收入1580202.40元",
        "1999-12-31 8:30，19900101",
        "1 3 5 2 0 4 8 1 1 0 2 4 5 6",
        "13.80000000",
        "编号20111008000123456",
        "1\t3\t5\t2\t0\t4\t8\t1\t1\t0\t2",
        "金额合计 1 380 000.00 元",
        "统一社会信用代码前六位915002",
        "索引号500222ZJ03/2011-00017",
    ],
)
def test_office_telephones_dates_amounts_and_tables_do_not_stop(text):
    assert stops(find(text)) == []


def test_landline_only_warns():
    (found,) = find("监督电话023-00001234")
    assert (found.kind, found.severity) == (NumberKind.LANDLINE, Severity.WARN)
    assert found.shown == "023-00001234"


@pytest.mark.parametrize("length", [16, 17, 18, 19])
def test_bank_cards_stop_in_the_usual_writings(length):
    for _ in range(throws(40, 200)):
        number = made_card(length)
        if valid_id_number(number):
            continue
        fours = " ".join(number[at : at + 4] for at in range(0, length, 4))
        for text in (f"户名张某 {number}", fours, number.translate(FULL), "-".join(number)):
            found = stops(find(text))
            assert [one.kind for one in found] == [NumberKind.BANK_CARD], text
            assert found[0].masked == "****" + number[-4:]


def test_other_card_numbers_warn_and_named_accounts_warn_without_check():
    assert [one.severity for one in find(made_card(16, "4"))] == [Severity.WARN]
    number = made_card(19)
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert find(wrong) == []
    assert [one.severity for one in find(f"账号：{wrong}")] == [Severity.WARN]


@pytest.mark.parametrize(
    ("text", "kind", "masked"),
    [
        ("住上书村3组18号", WordKind.ADDRESS, "住上书村3组**号"),
        ("住上书村三组十八号附2号", WordKind.ADDRESS, "住上书村三组**号"),
        ("某小区3栋2单元501室", WordKind.ADDRESS, "某小区3栋**号"),
        ("文龙街12号附3号", WordKind.ADDRESS, "文龙街**号"),
        ("出生日期：1990年1月12日", WordKind.BIRTH_DATE, "出生日期：1990年1月"),
        ("1990年1月12日生，汉族", WordKind.BIRTH_DATE, "1990年1月出生，汉族"),
        ("低保户张某，患有胃癌，生活困难", WordKind.HEALTH, "低保户张某，〔健康情况不公开〕，生活困难"),
        ("李大明 精神残疾二级", WordKind.HEALTH, "李大明 〔健康情况不公开〕"),
        ("李大明、尿毒症、救助3000元", WordKind.HEALTH, "李大明、〔健康情况不公开〕、救助3000元"),
        ("姓名：张某某，艾滋病", WordKind.HEALTH, "姓名：张某某，〔健康情况不公开〕"),
        ("资助学生王小明，300元", WordKind.MINOR, "资助学生王**，300元"),
        ("王小明（12岁），留守", WordKind.MINOR, "王**（12岁），留守"),
        ("护照E" + "12345678", WordKind.PASSPORT, "护照〔护照号已隐去〕"),
        ("车牌渝A·00000", WordKind.PLATE, "车牌渝A****"),
        ("邮箱demo@example.invalid", WordKind.EMAIL, "邮箱d***@example.invalid"),
    ],
)
def test_details_in_words_warn_and_can_be_masked(text, kind, masked):
    found = find(text)
    assert [(one.kind, one.severity) for one in found] == [(kind, Severity.WARN)]
    assert mask(text, found) == masked


@pytest.mark.parametrize(
    "text",
    [
        "开展艾滋病防治宣传，村民参加120人",
        "癌症筛查300人次",
        "第3组党员12名，第18号文件",
        "中共某镇委员会〔2011〕5号",
        "支部大会2024年1月5日召开，生效日期2024年2月1日",
        "学生高度重视",
        "3栋教学楼",
        "关爱精神残疾人联合会工作",
        "渝A级景区",
        "@所有人",
    ],
)
def test_ordinary_sentences_are_left_alone(text):
    assert find(text) == []


def test_places_are_those_of_the_original_text():
    number = made_id()
    text = "甲\u200b㈠" + "\u200b".join(number.translate(FULL)) + "乙"
    (found,) = find(text)
    assert text[found.start : found.end] == found.shown
    assert found.shown == "\u200b".join(number.translate(FULL))
    assert mask(text, [found]) == "甲\u200b㈠〔身份证号已隐去〕乙"


def test_masking_is_complete_and_keeps_the_name():
    text = f"张三，{made_id()}，{made_mobile()}，卡号{made_card()}，住3组18号"
    masked = mask(text, find(text))
    assert masked.startswith("张三，")
    assert stops(find(masked)) == []
    assert mask(masked, find(masked)) == mask(masked, find(masked))


HOSTILE = ("1 ", "a", "1", "@", "62 ", "-", "身份证后", "0", "*1", "1*", "王", "a@", "组1", "12·", "\u200b", "\ufb03")


def seconds(text: str) -> float:
    """Computing time, whatever else the machine does; the better of two."""
    took = []
    for _ in range(2):
        began = time.process_time()
        find(text)
        took.append(time.process_time() - began)
    return min(took)


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_texts_take_time_in_proportion(piece):
    """No pattern runs away on the pieces its own parts are made of: eight times the text, not sixty-four times the time."""
    length = throws(1000, 25_000)
    short, long = (seconds(piece * (times * length // len(piece))) for times in (1, 8))
    assert long < 24 * short + 0.05


def test_every_kind_has_its_official_word():
    assert set(TERMS) == {*NumberKind, *WordKind, *Severity}
