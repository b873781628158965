"""Catalog entries and whole catalogs: duties, merging, gaps, versions, soundness, fit."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules import catalogs
from gongkai.rules.catalogs import ChangeKind, Profile, compact, completeness, coverage, diff
from gongkai.rules.categories import SUB_ITEMS
from gongkai.rules.entries import (
    FIELD_NAMES,
    EntryFacts,
    NoticeUnit,
    TimeKind,
    TimeRule,
    duty_time,
    in_order,
    standard_basis,
)
from gongkai.rules.entry_checks import FITTING, fit, validate
from gongkai.rules.methods import AUDIENCE_ORDER, Audience, MethodUse
from gongkai.rules.organizations import OrgKind
from tests.covers import covers

STANDING = TimeRule(TimeKind.STANDING)
MONTHLY = TimeRule(TimeKind.PERIODIC)
STAGED = TimeRule(TimeKind.STAGED, stages=("方案", "结果"))
INSTANT = TimeRule(TimeKind.INSTANT, trigger="决定作出", limit_days=5)
WAYS = {
    Audience.INDIVIDUAL: (MethodUse("mt"),),
    Audience.PARTY: (MethodUse("hy"),),
    Audience.UNIT: (MethodUse("gl"),),
    Audience.PUBLIC: (MethodUse("wz"),),
}


def entry(code="C14", *, scope=(Audience.PARTY,), **changes):
    facts = EntryFacts(
        code=code,
        name=f"事项{code}",
        category=3,
        sub_items=("3h",),
        elements=("应缴", "实缴"),
        scope=scope,
        methods=tuple((audience, WAYS[audience]) for audience in scope),
        time=MONTHLY,
        types=(OrgKind.VILLAGE,),
        basis=("第五条（三）", "第八条（二）"),
    )
    return replace(facts, **changes)


def places(found):
    return [problem.place for problem in found]


# Duties


@covers("R68", "R70")
@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ((STANDING, MONTHLY), MONTHLY),
        ((MONTHLY, STAGED), MONTHLY),
        ((INSTANT, STAGED), INSTANT),
        ((STANDING,), STANDING),
    ],
)
def test_the_monthly_limit_makes_the_duty_if_there_is_one(times, expected):
    assert duty_time(entry(time=times[0], also=times[1:])) is expected


def test_each_kind_rests_on_its_item_of_the_article():
    assert [rule.article for rule in (STANDING, MONTHLY, STAGED, INSTANT)] == [
        "第八条（一）",
        "第八条（二）",
        "第八条（三）",
        "第八条（四）",
    ]
    assert standard_basis(5, (INSTANT, INSTANT), by_rule=True) == ("第五条（五）", "第八条（四）", "第七条")


@covers("R15")
@given(st.sets(st.sampled_from(AUDIENCE_ORDER)))
def test_audiences_are_ordered_from_narrow_to_wide(audiences):
    ranks = [AUDIENCE_ORDER.index(audience) for audience in in_order(audiences)]
    assert ranks == sorted(ranks)
    assert set(in_order(audiences)) == audiences


def test_every_field_has_a_chinese_name():
    assert set(FIELD_NAMES) == set(EntryFacts.__dataclass_fields__)


# Merging


GROUPED = Profile("compact", "精简", (("C04", "C05", "C06"), ("C08", "C09")), defaults_only=True)


def test_a_group_is_merged_under_the_first_code_present_and_at_its_place():
    given_entries = [
        entry("C03"),
        entry("C05", time=STAGED, sub_items=("1f",)),
        entry("C06", sub_items=("1g",), scope=(Audience.UNIT,)),
    ]
    merged = compact(given_entries, GROUPED)
    assert [e.code for e in merged] == ["C03", "C05"]
    assert merged[1].merged_from == ("C05", "C06")
    assert merged[1].name == "事项C05、事项C06"
    assert merged[1].sub_items == ("1f", "1g")
    assert merged[1].scope == (Audience.PARTY, Audience.UNIT)
    assert merged[1].ways(Audience.UNIT) == WAYS[Audience.UNIT]
    assert merged[1].ways(Audience.PUBLIC) == ()
    assert merged[1].time == STAGED
    assert merged[1].also == (MONTHLY,)


def test_a_group_with_one_entry_stays_as_it_is_and_extras_leave_the_short_profile():
    given_entries = (entry("C08"), entry("V03", default=False))
    assert compact(given_entries, GROUPED) == given_entries[:1]
    assert compact(given_entries, Profile("full", "完整")) == given_entries


def test_time_limits_of_one_kind_become_the_stricter_one():
    one = TimeRule(TimeKind.INSTANT, trigger="任免", limit_days=5, notice_days=7, notice_unit=NoticeUnit.CALENDAR)
    other = TimeRule(TimeKind.INSTANT, trigger="奖惩", limit_days=2, notice_days=5, notice_by_rule=True)
    merged = catalogs.merge([entry("C25", time=one), entry("C26", time=other)])
    assert merged.also == ()
    assert merged.time == TimeRule(
        TimeKind.INSTANT,
        trigger="任免或奖惩",
        limit_days=2,
        notice_days=7,
        notice_unit=NoticeUnit.WORKDAY,
        notice_by_rule=True,
    )


def test_calendar_notice_and_default_limit_survive_merging():
    one = TimeRule(TimeKind.INSTANT, trigger="任免", notice_days=7, notice_unit=NoticeUnit.CALENDAR)
    other = replace(one, limit_days=9)
    merged = catalogs.merge([entry("C25", time=one), entry("C26", time=other)])
    assert merged.time == one
    stages = catalogs.merge(
        [entry("C07", time=STAGED), entry("C08", time=replace(STAGED, stages=("方案", "小结")), note="甲")]
    )
    assert stages.time.stages == ("方案", "结果", "小结")
    assert stages.note == "甲"


@covers("R32")
@given(st.lists(st.sampled_from([item.code for item in SUB_ITEMS]), min_size=3, max_size=3))
def test_merging_never_loses_a_sub_item(codes):
    full = [entry(c, sub_items=(s,)) for c, s in zip(("C04", "C05", "C06"), codes, strict=True)]
    assert completeness(full, {}) == completeness(compact(full, GROUPED), {})


# Gaps


@covers("R32")
def test_missing_sub_items_are_those_neither_covered_nor_declared_with_a_reason():
    found = completeness([entry(sub_items=("3h", "3i", "8"))], {"3a": "无此情况", "3b": " "})
    codes = {item.code for item in found}
    assert codes == {item.code for item in SUB_ITEMS} - {"3h", "3i", "3a"}


@covers("R32")
def test_coverage_has_a_cell_for_each_of_the_44():
    cells = coverage([entry("C14"), entry("N06"), entry("C40", sub_items=("8",))])
    assert len(cells) == 44
    assert cells["3h"] == ("C14", "N06")
    assert cells["1a"] == ()


# Versions


@covers("R43")
def test_versions_are_compared_entry_by_entry_and_field_by_field():
    old = [entry("C01"), entry("C02"), entry("C03")]
    new = [entry("C03", note="改", privacy=True), entry("C04"), entry("C01")]
    changes = diff(old, new)
    assert [(c.kind, c.code, c.field) for c in changes] == [
        (ChangeKind.REMOVED, "C02", ""),
        (ChangeKind.CHANGED, "C03", "privacy"),
        (ChangeKind.CHANGED, "C03", "note"),
        (ChangeKind.ADDED, "C04", ""),
    ]
    assert (changes[1].before, changes[1].after) == (False, True)
    assert changes[0].before == entry("C02")
    assert changes[3].after == entry("C04")
    assert set(catalogs.TERMS) == {*ChangeKind, *catalogs.Wish, *catalogs.Cover}


@covers("R43")
@given(st.sets(st.sampled_from("ABCDEF")), st.sets(st.sampled_from("ABCDEF")))
def test_a_comparison_turns_around(old, new):
    before, after = [entry(f"{c}01") for c in old], [entry(f"{c}01") for c in new]
    there, back = diff(before, after), diff(after, before)
    assert [c.code for c in there] == [c.code for c in back]
    assert [c.before for c in there] == [c.after for c in back]
    assert diff(before, before) == ()


# Fit


@covers("R68")
def test_the_matrix_has_a_cell_for_every_category_and_audience():
    assert set(FITTING) == {(category, audience) for category in range(1, 9) for audience in Audience}


@covers("R68")
@pytest.mark.parametrize(
    ("category", "audience", "time", "remedy"),
    [
        (5, Audience.PARTY, MONTHLY, "可改为长期公开或分期公开或即时公开，或在说明里写清为什么。"),
        (3, Audience.PUBLIC, MONTHLY, "可改为长期公开或分期公开或即时公开，或在说明里写清为什么。"),
        (5, Audience.INDIVIDUAL, STANDING, "可改为即时公开，或在说明里写清为什么。"),
        (1, Audience.INDIVIDUAL, INSTANT, "请核对公开范围。"),
    ],
)
def test_a_time_limit_that_does_not_suit_is_warned_about(category, audience, time, remedy):
    found = fit(entry(category=category, scope=(audience,), time=time))
    assert [problem.remedy for problem in found] == [remedy]


@covers("R68")
def test_suitable_time_limits_pass_and_an_unknown_category_is_left_to_validation():
    assert fit(entry(scope=(Audience.PARTY, Audience.UNIT))) == ()
    assert fit(entry(category=9)) == ()
    assert places(validate(entry(category=9))) == ["类别", "子项"]


# Soundness


@covers("R42")
def test_a_sound_entry_has_no_problems():
    assert validate(entry()) == ()
    assert validate(entry(scope=(Audience.INDIVIDUAL, Audience.PARTY), time=INSTANT)) == ()


@covers("R42")
@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"code": "c14"}, "编码"),
        ({"code": ""}, "编码"),
        ({"name": " "}, "公开事项"),
        ({"name": "长" * 81}, "公开事项"),
        ({"name": "两\n行"}, "公开事项"),
        ({"sub_items": ("3z",)}, "子项"),
        ({"sub_items": ("4a",)}, "子项"),
        ({"elements": ()}, "内容要素"),
        ({"elements": ("应缴；实缴",)}, "内容要素"),
        ({"elements": ("应缴", " ")}, "内容要素"),
        ({"basis": ()}, "依据"),
        ({"basis": ("某某规定",)}, "依据"),
        ({"also": (MONTHLY,)}, "兼有时限"),
        ({"time": replace(MONTHLY, period_months=3)}, "公开时限"),
        ({"time": replace(MONTHLY, stages=("方案",))}, "公开时限"),
        ({"time": replace(MONTHLY, trigger="决定作出")}, "公开时限"),
        ({"time": replace(MONTHLY, limit_days=3)}, "公开时限"),
        ({"time": replace(MONTHLY, notice_by_rule=True)}, "公开时限"),
        ({"time": replace(STAGED, stages=())}, "公开时限"),
        ({"time": replace(STAGED, stages=("方案", "方案"))}, "公开时限"),
        ({"time": replace(STAGED, stages=("方案、结果",))}, "公开时限"),
        ({"time": replace(STAGED, stages=("方案", ""))}, "公开时限"),
        ({"time": replace(INSTANT, trigger="")}, "公开时限"),
        ({"time": replace(INSTANT, trigger="任；免")}, "公开时限"),
        ({"time": replace(INSTANT, limit_days=0)}, "公开时限"),
        ({"time": replace(INSTANT, notice_days=-1)}, "公开时限"),
        ({"scope": (), "methods": ()}, "公开范围"),
    ],
)
def test_each_fault_is_told_at_its_place(changes, place):
    found = validate(entry(**changes))
    assert places(found) == [place]
    assert found[0].reason.endswith("。")
    assert found[0].remedy.endswith("。")
    assert found[0].sentence == f"{found[0].code} {place}：{found[0].reason}{found[0].remedy}"


@covers("R15")
@pytest.mark.parametrize("scope", [(Audience.UNIT, Audience.PARTY), (Audience.PARTY, Audience.PARTY)])
def test_audiences_out_of_order_or_repeated_are_told(scope):
    assert places(validate(entry(scope=scope))) == ["公开范围"]


@covers("R13")
def test_an_entry_for_one_person_only_needs_a_reason():
    alone = entry(scope=(Audience.INDIVIDUAL,), time=INSTANT)
    assert places(validate(alone)) == ["公开范围"]
    assert validate(replace(alone, note="只涉及本人")) == ()


@covers("R60")
@pytest.mark.parametrize(
    ("uses", "words"),
    [
        ((MethodUse("hy"), MethodUse("wz")), "“党建网站”会让党内以外的人看到。"),
        ((MethodUse("gw"),), "所选方式都到不了党内。"),
        ((MethodUse("zz"),), "没有“zz”这种公开方式。"),
        ((MethodUse("hy", "大、小"),), "方式的附注里有顿号、分号、括号或换行。"),
        ((), "所选方式都到不了党内。"),
    ],
)
def test_ways_that_do_not_suit_are_told(uses, words):
    found = validate(entry(methods=((Audience.PARTY, uses),)))
    assert [problem.reason for problem in found] == [words]


def test_ways_must_stand_for_each_audience():
    found = validate(entry(methods=()))
    assert [problem.reason for problem in found] == ["方式没有与公开范围逐一对应。"]


@covers("R23")
def test_the_county_may_add_sub_items_of_its_own():
    assert places(validate(entry(sub_items=("3k",)))) == ["子项"]
    assert validate(entry(sub_items=("3k",)), known_sub_items=("3k",)) == ()
