"""The table form: whatever is written out is read back the same, and faults are told by column."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.catalog_table import COLUMNS, entry_of, read_time, row_of, time_text
from gongkai.rules.entries import EntryFacts, NoticeUnit, TimeKind, TimeRule, in_order
from gongkai.rules.methods import METHODS, Audience, MethodUse
from gongkai.rules.organizations import OrgKind
from tests.covers import covers

LETTERS = "公开党务组织决议村社区ABz09 ，。：“”"
PLAIN = st.text(LETTERS, min_size=1, max_size=12).map(str.strip).filter(bool)
CODES = st.from_regex(r"[A-Z]{1,2}[0-9]{2,3}", fullmatch=True)
DAYS = st.none() | st.integers(1, 60)


def unique(strategy, **sizes):
    return st.lists(strategy, unique=True, **sizes).map(tuple)


@st.composite
def time_rules(draw, kind):
    if kind is TimeKind.STAGED:
        return TimeRule(kind, stages=draw(unique(PLAIN, min_size=1, max_size=4)))
    if kind is TimeKind.INSTANT:
        notice = draw(DAYS)
        unit = draw(st.sampled_from(NoticeUnit)) if notice else NoticeUnit.WORKDAY
        by_rule = draw(st.booleans())
        return TimeRule(
            kind,
            trigger=draw(PLAIN),
            limit_days=draw(DAYS),
            notice_days=notice,
            notice_unit=unit,
            notice_by_rule=by_rule,
        )
    return TimeRule(kind)


@st.composite
def entries(draw):
    scope = in_order(draw(st.sets(st.sampled_from(Audience), min_size=1)))
    uses = st.builds(MethodUse, st.sampled_from([m.code for m in METHODS]), st.sampled_from(["", "室内", "职代会"]))
    kinds = draw(st.lists(st.sampled_from(TimeKind), unique=True, min_size=1))
    times = [draw(time_rules(kind)) for kind in kinds]
    return EntryFacts(
        code=draw(CODES),
        name=draw(PLAIN),
        category=draw(st.integers(1, 8)),
        sub_items=draw(unique(st.sampled_from(["1a", "3h", "8"]))),
        elements=draw(unique(PLAIN, min_size=1)),
        scope=scope,
        methods=tuple((audience, draw(unique(uses, min_size=1, max_size=3))) for audience in scope),
        time=times[0],
        also=tuple(times[1:]),
        by_rule=draw(st.booleans()),
        privacy=draw(st.booleans()),
        default=draw(st.booleans()),
        types=draw(unique(st.sampled_from(OrgKind))),
        basis=draw(unique(st.sampled_from(["第五条（三）", "第八条（二）", "第七条"]))),
        note=draw(st.just("") | PLAIN),
        merged_from=draw(unique(CODES, max_size=3)),
    )


@covers("R42", "R175")
@given(entries())
def test_every_entry_comes_back_from_its_row(entry):
    row = row_of(entry)
    assert tuple(row) == COLUMNS
    assert entry_of(row) == entry


@given(entries())
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


def test_an_instant_limit_without_a_figure_leaves_it_to_the_rulebook():
    rule = TimeRule(TimeKind.INSTANT, trigger="处理决定生效", notice_by_rule=True)
    assert time_text(rule) == "即时公开：按默认时限；公示期按干部规定；触发：处理决定生效"
    assert read_time(time_text(rule)) == rule
