"""The checks that only ask for a second look: what they notice, and what they leave alone."""

from dataclasses import replace

import pytest

from gongkai.rules import checks
from gongkai.rules.checks import AttachedFile, DraftFacts, EntryTerms, Part, words
from gongkai.rules.periods import Period
from tests.covers import covers
from tests.rules.test_checks_stop import SOUND


def codes(draft: DraftFacts) -> list[str]:
    report = checks.run(draft)
    assert report.stops == ()
    return [found.code for found in report.warnings]


def test_the_plain_sentence():
    assert codes(replace(SOUND, plain="")) == ["plain_missing"]
    assert codes(replace(SOUND, plain="话" * 60)) == []
    assert codes(replace(SOUND, plain="话" * 61)) == ["plain_long"]


@covers("R20")
@pytest.mark.parametrize(
    ("result", "wanted"),
    [
        ("已按要求认真落实，效果良好。", ["not_concrete"]),
        ("修好便道1.2公里。", []),
        ("三名党员按期转正。", []),
        ("党员没有异议。", ["not_concrete"]),
        ("全部办结。", []),
    ],
)
def test_results_are_concrete(result, wanted):
    assert codes(replace(SOUND, result=result)) == wanted


@pytest.mark.parametrize(
    ("procedure", "wanted"),
    [
        ("9月30日支部委员会审核。", ["attendance_missing"]),
        ("9月30日支部委员会审核，应到5人，实到4人。", []),
        ("党员大会通过，31名党员参加。", []),
        ("党员大会通过，到会党员二十八人。", []),
        ("书记审核。", []),
    ],
)
def test_meetings_say_how_many_came(procedure, wanted):
    assert codes(replace(SOUND, procedure=procedure)) == wanted


@covers("R70")
@pytest.mark.parametrize(
    ("title", "content", "wanted"),
    [
        ("2026年8月党费", "", []),
        ("2026年7月党费", "", [Part.TITLE]),
        ("2026年7月和8月党费", "", []),
        ("2025年8月党费", "", [Part.TITLE]),
        ("党费", "7月收缴", [Part.CONTENT]),
        ("党费", "7月收缴，比6月多", [Part.CONTENT]),
        ("党费", "8月收缴，比7月多", []),
        ("党费", "6—9月每月收缴，比5月多", []),
        ("党费", "8月31日前收缴，比7月多", []),
        ("党费", "9月2日研究", []),
        ("2026年7月党费", "7月收缴", [Part.TITLE, Part.CONTENT]),
        ("党费", "本月收缴", []),
    ],
)
def test_a_monthly_item_tells_of_its_month(title, content, wanted):
    draft = replace(SOUND, title=title, plain="话", content=content or "无", procedure="会议", result="3人")
    assert "wrong_period" not in codes(draft)
    about = replace(draft, reports_on=Period(2026, 8))
    found = [one for one in checks.run(about).warnings if one.code == "wrong_period"]
    assert [one.part for one in found] == wanted
    assert all("2026年8月" in one.sentence and one.article == "第八条（二）" for one in found)


def test_who_is_late_says_why():
    assert codes(replace(SOUND, late_days=3)) == ["late_unexplained"]
    assert codes(replace(SOUND, late_days=3, late_reason="会议改期。")) == []
    assert codes(replace(SOUND, late_reason="")) == []
    (found,) = checks.run(replace(SOUND, late_days=3)).warnings
    assert "已经迟了3天" in found.sentence and found.article == "第八条"


TABLE = "项目\t金额\t人数\n订报\t1,200.50\t3\n慰问\t300\t2\n合计\t{total}\t5"


@covers("R20")
@pytest.mark.parametrize(
    ("total", "wanted"),
    [("1500.50", []), ("1,500.50元", []), ("1500.5", []), ("1510.50", ["total_differs"]), ("见附件", [])],
)
def test_columns_add_up(total, wanted):
    assert codes(replace(SOUND, content=TABLE.format(total=total))) == wanted


def test_the_message_names_both_figures():
    (found,) = checks.run(replace(SOUND, content=TABLE.format(total="1510.50"))).warnings
    assert found.sentence == "“金额”写的是1510.50，各项相加是1500.50。请核对。"


def test_rows_add_up():
    table = "支部\t男\t女\t合计\n一组\t3\t4\t7\n二组\t5\t1\t{last}"
    assert codes(replace(SOUND, content=table.format(last=6))) == []
    assert codes(replace(SOUND, content=table.format(last=8))) == ["total_differs"]


def test_tables_with_words_or_gaps_are_left_alone():
    assert codes(replace(SOUND, content="甲\t乙\n合计\t3")) == []
    assert codes(replace(SOUND, content="项目\t金额\n订报\t待定\n慰问\t300\n合计\t900")) == []
    assert codes(replace(SOUND, content="项目\t金额\n小计\t1\n订报\t2\n合计\t9")) == []


BALANCE = "上月结余394.60元，留存54.00元，用于订阅学习资料36.00元，月末结余{last}元。"


@covers("R20")
def test_balances_come_out():
    assert codes(replace(SOUND, content=BALANCE.format(last="412.60"))) == []
    (found,) = checks.run(replace(SOUND, content=BALANCE.format(last="421.60"))).warnings
    assert found.code == "balance_differs" and "412.60" in found.sentence and "421.60" in found.sentence


def test_the_opening_balance_is_the_last_closing_one():
    before = ("8月，月末结余396.60元。", "书记审核。", "通报。")
    draft = replace(SOUND, content=BALANCE.format(last="412.60"), previous=before)
    assert codes(draft) == ["opening_differs"]
    assert codes(replace(draft, previous=("8月，月末结余394.60元。", "", ""))) == []


def test_personal_words_and_words_of_secrecy_warn():
    assert codes(replace(SOUND, content="走访低保户张三，患有糖尿病，发放300元。")) == ["personal_words"]
    assert codes(replace(SOUND, content="讨论了涉密事项1件。")) == ["secrecy_words"]
    assert codes(replace(SOUND, content="保密审查认为不涉及国家秘密，共1件。")) == []


@covers("R22")
def test_a_single_carrier_for_the_public_warns():
    entry = EntryTerms(("public",), ("gl",), ("periodic",))
    draft = replace(SOUND, entry=entry, audiences=("public",), methods=("gl",))
    assert codes(draft) == ["single_carrier"]
    assert codes(replace(draft, methods=("gl", "wz"))) == []


@covers("R33")
def test_a_plan_without_its_implementation_warns():
    entry = replace(SOUND.entry, sub_items=("2c",))
    plan = replace(SOUND, entry=entry, content="10月学习计划：两次集中学习。", result="10月20日前学习2次。")
    assert codes(plan) == ["implementation_missing"]
    assert codes(replace(plan, result="9月的两次学习均已完成。")) == []
    assert codes(replace(plan, entry=SOUND.entry)) == []


def test_last_months_text_again_warns():
    before = (SOUND.content, "不同的程序。", SOUND.result)
    assert codes(replace(SOUND, previous=before)) == ["same_as_before"]
    short = replace(SOUND, result="无异议，0人。", previous=("", "", "无异议，0人。"))
    assert codes(short) == []


def test_doubts_about_files_are_passed_on():
    draft = replace(SOUND, attachments=(AttachedFile("照片.jpg", warnings=("图片里的文字没有检查。",)),))
    (found,) = checks.run(draft).warnings
    assert found.sentence == "“照片.jpg”：图片里的文字没有检查。"


def test_titles_and_sentences_are_for_the_same_codes():
    assert words.TITLES.keys() == words.SENTENCES.keys()


def test_check_codes_are_distinct():
    assert len({check.code for check in checks.ALL}) == len(checks.ALL)
