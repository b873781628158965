"""What a parameter is worth on a day, on what it rests, and what makes a file unsound."""

from copy import deepcopy
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.parameters import Mark, Unit, build, problems
from tests.covers import covers

FIRST, SECOND = date(2031, 3, 1), date(2032, 7, 1)

RAW = [
    {
        "key": "answer",
        "name": "答复",
        "unit": "working_days",
        "article": "第九条（三）",
        "values": [
            {"effective_from": FIRST, "value": 10, "basis": "默认", "mark": "default"},
            {"effective_from": SECOND, "value": 7, "basis": "第八条（二）", "mark": "text", "note": "改短了"},
        ],
    },
    {
        "key": "regime",
        "name": "谁制定",
        "unit": "choice",
        "options": {"upper": "上级制定", "own": "自己制定"},
        "values": [{"effective_from": FIRST, "value": "upper", "basis": "第六条", "mark": "text"}],
    },
    {
        "key": "reminders",
        "name": "提醒",
        "unit": "working_days",
        "values": [{"effective_from": FIRST, "value": [5, 2, 0], "basis": "默认", "mark": "default"}],
    },
    {
        "key": "party_first",
        "name": "先后",
        "unit": "switch",
        "values": [{"effective_from": FIRST, "value": True, "basis": "第四条（二）", "mark": "text"}],
    },
    {
        "key": "photo",
        "name": "照片",
        "unit": "megabytes",
        "values": [{"effective_from": FIRST, "value": 10, "basis": "默认", "mark": "default"}],
    },
]


@pytest.fixture
def parameters():
    return build(deepcopy(RAW))


def test_the_value_and_its_basis_are_those_of_the_day(parameters):
    before, on = SECOND - timedelta(days=1), SECOND
    assert (parameters.int("answer", before), parameters.basis("answer", before)) == (10, "默认")
    assert (parameters.int("answer", on), parameters.basis("answer", on)) == (7, "第八条（二）")
    assert parameters["answer"].on(on).mark is Mark.TEXT
    assert parameters["answer"].on(on).note == "改短了"
    assert parameters["answer"].unit is Unit.WORKING_DAYS


@covers("R142")
def test_nothing_holds_before_the_first_day(parameters):
    assert parameters.int("answer", FIRST) == 10
    with pytest.raises(LookupError, match="answer.*2031-02-28.*2031-03-01"):
        parameters.value("answer", FIRST - timedelta(days=1))


def test_an_unknown_key_is_named(parameters):
    with pytest.raises(KeyError, match="no parameter 'anser'"):
        parameters.value("anser", FIRST)


@pytest.mark.parametrize("key", ["regime", "reminders", "party_first"])
def test_only_one_number_is_read_as_a_number(parameters, key):
    with pytest.raises(TypeError, match=key):
        parameters.int(key, FIRST)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("answer", "10个工作日"),
        ("regime", "上级制定"),
        ("reminders", "5、2、0个工作日"),
        ("party_first", "开"),
        ("photo", "10 MB"),
    ],
)
def test_values_in_words(parameters, key, words):
    assert parameters[key].words(FIRST) == words


def test_a_layer_wins_from_its_day_and_leaves_the_rest(parameters):
    layer = deepcopy(RAW[:1])
    layer[0]["values"] = [{"effective_from": SECOND, "value": 3, "basis": "默认", "mark": "default"}]
    layered = build(layer).over(parameters)
    assert layered.int("answer", FIRST) == 10
    assert layered.int("answer", SECOND) == 3
    assert layered.value("regime", SECOND) == "upper"
    assert parameters.int("answer", SECOND) == 7
    assert {parameter.key for parameter in layered} == {parameter.key for parameter in parameters}


def test_a_sound_file_has_no_problems():
    assert problems(RAW) == []


def broken(change):
    raw = deepcopy(RAW)
    change(raw)
    return raw


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda raw: raw[0].pop("key"), "第1个参数没有写明 key"),
        (lambda raw: raw[1].update(key="answer"), "answer：出现了两次"),
        (lambda raw: raw[0].pop("name"), "answer：没有中文名称"),
        (lambda raw: raw[0].update(unit="weeks"), "单位“weeks”不认识"),
        (lambda raw: raw[0].update(article="第九"), "“第九”不像一处条款"),
        (lambda raw: raw[0].update(values=[]), "answer：没有任何取值"),
        (lambda raw: raw[0]["values"][0].pop("effective_from"), "第1个取值没有起始日"),
        (lambda raw: raw[0]["values"][0].update(effective_from="2031-03-01"), "没有起始日"),
        (lambda raw: raw[0]["values"][1].pop("basis"), "第2个取值没有依据"),
        (lambda raw: raw[0]["values"][1].update(basis="默认"), "注明出自条文，但“默认”"),
        (lambda raw: raw[0]["values"][0].pop("mark"), "没有注明来源"),
        (lambda raw: raw[0]["values"].reverse(), "没有按起始日先后排列"),
        (lambda raw: raw[0]["values"][1].update(effective_from=FIRST), "同一天起始"),
        (lambda raw: raw[0]["values"][0].update(value="十"), "“十”与单位“working_days”不符"),
        (lambda raw: raw[0]["values"][0].update(value=True), "不符"),
        (lambda raw: raw[0]["values"][0].update(value=-1), "不符"),
        (lambda raw: raw[1]["values"][0].update(value="nobody"), "“nobody”与单位“choice”不符"),
        (lambda raw: raw[2]["values"][0].update(value=[]), "不符"),
        (lambda raw: raw[3]["values"][0].update(value=1), "不符"),
        (lambda raw: raw[0].update(unit="percent") or raw[0]["values"][0].update(value=101), "不符"),
        (lambda raw: raw[0].update(unit="time") or raw[0]["values"][0].update(value="24:01"), "不符"),
    ],
)
def test_every_fault_is_said_and_stops_the_file(change, says):
    raw = broken(change)
    found = problems(raw)
    assert any(says in problem for problem in found), found
    with pytest.raises(ValueError, match="个|：|没有"):
        build(raw)


@pytest.mark.parametrize("nothing", [None, [], {}, "answer: 10"])
def test_a_file_without_parameters_is_said(nothing):
    assert problems(nothing) == ["没有读到参数。“parameters”下面应当是一个列表。"]


@given(st.lists(st.dates(date(2000, 1, 1), date(2040, 1, 1)), min_size=1, max_size=8, unique=True), st.dates())
def test_the_latest_value_not_after_the_day_holds(days, day):
    values = [
        {"effective_from": start, "value": n, "basis": "默认", "mark": "default"}
        for n, start in enumerate(sorted(days))
    ]
    parameters = build([{"key": "k", "name": "数", "unit": "count", "values": values}])
    past = [start for start in days if start <= day]
    if past:
        assert parameters.int("k", day) == sorted(days).index(max(past))
    else:
        with pytest.raises(LookupError):
            parameters.int("k", day)


def test_a_time_of_day_and_several_numbers_are_read_as_such():
    def figure(key, unit, value):
        dated = {"effective_from": FIRST, "value": value, "basis": "默认", "mark": "default"}
        return {"key": key, "name": key, "unit": unit, "values": [dated]}

    law = build([figure("at", "time", "07:30"), figure("days", "working_days", [5, 2, 0]), figure("one", "count", 3)])
    assert law.hour("at", FIRST) == time(7, 30)
    assert (law.several("days", FIRST), law.several("one", FIRST)) == ((5, 2, 0), (3,))
    for wrong in (lambda: law.hour("one", FIRST), lambda: law.several("at", FIRST)):
        with pytest.raises(TypeError):
            wrong()
