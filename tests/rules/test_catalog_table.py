"""The table form: whatever is written out is read back the same, and faults are told by column."""

from random import Random
from string import ascii_uppercase, digits

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.rules.catalog_table import COLUMNS, entry_of, judge_row, read_time, row_of, time_text
from gongkai.rules.entries import EntryFacts, NoticeUnit, TimeKind, TimeRule, in_order
from gongkai.rules.methods import METHODS, Audience, MethodUse
from gongkai.rules.organizations import OrgKind
from tests.covers import covers
from tests.dice import throws

LETTERS = "公开党务组织决议村社区ABz09 ，。：“”"


def _words(dice: Random) -> str:
    """A short text without spaces at its ends."""
    made = "".join(dice.choices(LETTERS, k=dice.randint(1, 12))).strip()
    return made or "公"


def _code(dice: Random) -> str:
    return "".join(dice.choices(ascii_uppercase, k=dice.randint(1, 2))) + "".join(
        dice.choices(digits, k=dice.randint(2, 3))
    )


def _some(dice: Random, make, least: int, most: int) -> tuple:
    """Different ones, in any order."""
    return tuple(dict.fromkeys(make(dice) for _ in range(dice.randint(least, most))))


def _of(dice: Random, choices, least: int = 0) -> list:
    everything = list(choices)
    return dice.sample(everything, dice.randint(least, len(everything)))


def _time_rule(dice: Random, kind: TimeKind) -> TimeRule:
    if kind is TimeKind.STAGED:
        return TimeRule(kind, stages=_some(dice, _words, 1, 4))
    if kind is TimeKind.INSTANT:
        notice = dice.choice((None, 1, dice.randint(1, 60)))
        return TimeRule(
            kind,
            trigger=_words(dice),
            limit_days=dice.choice((None, 1, dice.randint(1, 60))),
            notice_days=notice,
            notice_unit=dice.choice(list(NoticeUnit)) if notice else NoticeUnit.WORKDAY,
            notice_by_rule=dice.random() < 0.5,
        )
    return TimeRule(kind)


def _use(dice: Random) -> MethodUse:
    return MethodUse(dice.choice(METHODS).code, dice.choice(("", "室内", "职代会")))


def invented(seed: int) -> EntryFacts:
    """Any entry that a catalog may hold."""
    dice = Random(seed)
    scope = in_order(_of(dice, Audience, 1))
    times = [_time_rule(dice, kind) for kind in _of(dice, TimeKind, 1)]
    return EntryFacts(
        code=_code(dice),
        name=_words(dice),
        category=dice.randint(1, 8),
        sub_items=tuple(_of(dice, ("1a", "3h", "8"))),
        elements=_some(dice, _words, 1, 5),
        scope=scope,
        methods=tuple((audience, _some(dice, _use, 1, 3)) for audience in scope),
        time=times[0],
        also=tuple(times[1:]),
        by_rule=dice.random() < 0.5,
        privacy=dice.random() < 0.5,
        default=dice.random() < 0.5,
        types=tuple(_of(dice, OrgKind)),
        basis=tuple(_of(dice, ("第五条（三）", "第八条（二）", "第七条"))),
        note=dice.choice(("", _words(dice))),
        merged_from=_some(dice, _code, 0, 3),
    )


# An entry from one number: a hundred times quicker than asking Hypothesis for every part.
ENTRIES = st.integers(0, 2**64 - 1).map(invented)


@covers("R42", "R175")
@settings(max_examples=throws(100, 20_000))
@given(ENTRIES)
def test_every_entry_comes_back_from_its_row(entry):
    row = row_of(entry)
    assert tuple(row) == COLUMNS
    assert entry_of(row) == entry


@settings(max_examples=throws(100, 20_000))
@given(ENTRIES)
def test_a_spreadsheet_may_give_other_line_ends_spaces_and_empty_cells(entry):
    row = {column: f" {text}\n".replace("\n", "\r\n") if text else None for column, text in row_of(entry).items()}
    assert entry_of(row) == entry


SOUND = row_of(
    EntryFacts(
        code="C11",
        name="发展党员公示",
        category=3,
        sub_items=("3e",),
        elements=("基本情况", "公示期"),
        scope=(Audience.PARTY, Audience.UNIT),
        methods=(
            (Audience.PARTY, (MethodUse("hy"), MethodUse("gl", "室内"))),
            (Audience.UNIT, (MethodUse("gl"),)),
        ),
        time=TimeRule(TimeKind.INSTANT, trigger="形成意见", limit_days=1, notice_days=5),
        also=(TimeRule(TimeKind.PERIODIC),),
        privacy=True,
        types=(OrgKind.VILLAGE, OrgKind.BUREAU),
        basis=("第五条（三）", "第八条（四）"),
        note="只写到月",
        merged_from=("C11", "C12"),
    )
)


def test_the_row_reads_as_an_official_would_write_it():
    assert SOUND["类别"] == "3 组织建设"
    assert SOUND["公开范围"] == "党内→本单位群众"
    assert SOUND["公开方式"] == "党内：会议、公开栏（室内）\n本单位群众：公开栏"
    assert SOUND["公开时限"] == "即时公开：1个工作日内；公示5个工作日；触发：形成意见\n定期公开"
    assert SOUND["适用类型"] == "村党组织；县级部门、人民团体党组（党委）"
    assert (SOUND["遮盖个人信息"], SOUND["按干部任免规定"]) == ("是", "否")


@pytest.mark.parametrize("cell", [3, 3.0, "3", "组织建设", "3 组织建设"])
def test_the_category_may_be_written_in_several_ways(cell):
    assert entry_of(SOUND | {"类别": cell}) == entry_of(SOUND)


@covers("R175")
@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("类别", "12", "“12”不是类别里有的写法。"),
        ("类别", 3.5, "“3.5”不是类别里有的写法。"),
        ("类别", None, "“”不是类别里有的写法。"),
        ("公开范围", "全县→社会", "“全县”不是公开范围里有的写法。"),
        ("公开方式", "党内：喊话", "“喊话”不是公开方式里有的写法。"),
        ("公开方式", "党内：会议（（甲）", "方式“会议（（甲）”读不懂。"),
        ("公开时限", "", "没有写时限。"),
        ("公开时限", "随时", "“随时”不是公开时限里有的写法。"),
        ("公开时限", "定期公开：每季", "“定期公开”后面的“每季”读不懂。"),
        ("公开时限", "即时公开：马上", "即时公开里的“马上”读不懂。"),
        ("遮盖个人信息", "也许", "“也许”读不懂。"),
        ("适用类型", "乡镇", "“乡镇”不是适用类型里有的写法。"),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_with_column_and_remedy(column, cell, words):
    found = entry_of(SOUND | {column: cell})
    assert isinstance(found, tuple)
    assert [(p.code, p.place, p.reason) for p in found] == [("C11", column, words)]
    assert found[0].remedy.startswith("请")


@covers("R175")
def test_all_faults_of_a_row_are_told_at_once():
    found = entry_of({})
    assert isinstance(found, tuple)
    assert [problem.place for problem in found] == ["类别", "公开时限"]
    assert {problem.code for problem in found} == {"（无编码）"}


@covers("R175")
@pytest.mark.parametrize(
    ("wrong", "places"),
    [
        ({}, []),
        ({"公开方式": "党内：喊话", "依据": ""}, ["公开方式", "依据"]),
        ({"公开范围": "全县", "公开方式": "党内：电视", "编码": "c"}, ["公开范围", "编码"]),
        ({"类别": "九", "公开事项": ""}, ["类别", "公开事项"]),
        ({"公开时限": "随时", "内容要素": ""}, ["公开时限", "内容要素"]),
        ({"公开方式": "党内：电视"}, ["公开方式"] * 3),
    ],
)
def test_what_cannot_be_read_and_what_makes_no_sense_are_told_in_one_round(wrong, places):
    entry, problems = judge_row(SOUND | wrong)
    assert [problem.place for problem in problems] == places
    assert entry == (None if wrong else entry_of(SOUND))


def test_an_instant_limit_without_a_figure_leaves_it_to_the_rulebook():
    rule = TimeRule(TimeKind.INSTANT, trigger="处理决定生效", notice_by_rule=True)
    assert time_text(rule) == "即时公开：按默认时限；公示期按干部规定；触发：处理决定生效"
    assert read_time(time_text(rule)) == rule
