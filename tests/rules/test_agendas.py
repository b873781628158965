"""What a record of the agenda demands, when a committee is behind, what a year came to (R126, R127)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.agendas import (
    MOST_DECISIONS,
    AgendaBody,
    AgendaFacts,
    AgendaMatter,
    Decided,
    DecisionFacts,
    Studied,
    agenda_due,
    agenda_points,
    agenda_year,
    demand_decision,
    demand_record,
    expected,
    puts_on_agenda,
)
from gongkai.rules.organizations import OrgKind
from gongkai.rules.refusals import Refused
from tests.covers import covers

TODAY = date(2026, 9, 28)
HELD = AgendaFacts(AgendaBody.COMMITTEE, date(2026, 9, 10), "党委委员7人", "听取党务公开情况汇报")
DECIDED = DecisionFacts("三块公开栏换新", "党政办", date(2026, 10, 31))
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"attended": ""}, "agenda_fields"), ({"studied": ""}, "agenda_fields"),
        ({"held_on": TODAY + timedelta(days=1)}, "agenda_future"), ({"studied": "研" * 2001}, "text_too_long"),
        ({"studied": "研究身份证500222194901010018的事"}, "personal_in_words"),
    ],
)  # fmt: skip
@covers("R126")
def test_a_record_says_what_is_missing(more, code):
    demand_record(HELD, today=TODAY)
    with pytest.raises(Refused) as refused:
        demand_record(replace(HELD, **more), today=TODAY)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("more", "known", "code"),
    [
        ({"what": ""}, 0, "agenda_decision"), ({"who": ""}, 0, "agenda_decision"),
        ({"due_on": date(2026, 9, 9)}, 0, "agenda_due"), ({}, MOST_DECISIONS, "agenda_decisions"),
        ({"what": "给500222194901010018送达"}, 0, "personal_in_words"),
    ],
)  # fmt: skip
@covers("R126")
def test_a_decision_names_who_does_it_until_when(more, known, code):
    demand_decision(replace(DECIDED, due_on=HELD.held_on), held_on=HELD.held_on, known=MOST_DECISIONS - 1)
    with pytest.raises(Refused) as refused:
        demand_decision(replace(DECIDED, **more), held_on=HELD.held_on, known=known)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("day", "times", "wanted"),
    [
        (date(2026, 6, 30), 2, 0), (date(2026, 7, 1), 2, 1), (date(2026, 12, 31), 2, 1), (date(2027, 1, 1), 2, 2),
        (date(2025, 12, 31), 2, 0), (date(2026, 3, 31), 4, 0), (date(2026, 4, 1), 4, 1),
    ],
)  # fmt: skip
@covers("R126")
def test_each_meeting_is_due_when_its_share_of_the_year_is_over(day, times, wanted):
    assert expected(times, year=2026, today=day) == wanted


@given(DAYS, DAYS, st.integers(0, 12))
def test_what_is_expected_never_shrinks_and_never_exceeds_the_year(one, other, times):
    early, late = sorted((one, other))
    found = [expected(times, year=2026, today=day) for day in (early, late)]
    assert 0 <= found[0] <= found[1] <= times


@covers("R126", "R127")
def test_a_year_is_added_up_for_those_who_are_asked():
    done, late, on = (date(2026, 9, 1), date(2026, 9, 20)), (date(2026, 9, 27), None), (TODAY, None)
    records = [(False, [done, late]), (False, [on])]

    def found(kind, rows=records):
        return agenda_year(rows, kind=kind, times=2, year=2026, today=TODAY)

    town = found(OrgKind.TOWN)
    assert (town.held, town.behind, town.left, town.decisions, town.open, town.overdue) == (2, 0, 0, 3, 2, 1)
    assert town.grassroots_missing and not found(OrgKind.TOWN, [(True, [])]).grassroots_missing
    assert not found(OrgKind.BUREAU).grassroots_missing
    assert (found(OrgKind.BUREAU, []).behind, found(OrgKind.BUREAU, []).left) == (1, 2)
    assert (found(OrgKind.VILLAGE, []).behind, found(OrgKind.VILLAGE, []).times) == (0, 0)


def test_committees_are_asked_and_branches_are_not():
    asked = {kind for kind in OrgKind if puts_on_agenda(kind)}
    assert asked == {OrgKind.TOWN, OrgKind.COUNTY_COMMITTEE, OrgKind.WORK_COMMITTEE, OrgKind.BUREAU}


@given(times=st.integers(1, 12), held=st.integers(0, 14), day=st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_a_committee_is_behind_exactly_when_the_day_of_its_next_meeting_has_passed(times, held, day):
    due = agenda_due(held, times, year=2026)
    assert (due is not None and due < day) == (expected(times, year=2026, today=day) > held)
    assert (due is None) == (held >= times)
    assert due is None or due.year == 2026


DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
MEETINGS = st.lists(
    st.builds(Studied, st.just("n"), st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.booleans()), max_size=6
)
DECISIONS = st.lists(st.builds(Decided, st.just("n"), st.just("换新"), DAYS, st.none() | DAYS), max_size=6)


@covers("R126", "R127")
@given(MEETINGS, DECISIONS, st.sampled_from(OrgKind), st.integers(1, 4), st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_what_counts_of_a_year_is_what_a_naive_count_comes_to(studied, decided, kind, times, today):
    found = agenda_points(studied, decided, kind=kind, times=times, year=2026, today=today)
    owed = 0
    if puts_on_agenda(kind):
        owed = times if today.year > 2026 else times * (today.month - 1) // 12
    meetings = [one for one in found if one.matter is AgendaMatter.STUDY]
    assert (len(meetings), sum(one.good for one in meetings)) == (owed, min(owed, len(studied)))
    about = [one.good for one in found if one.matter is AgendaMatter.GRASSROOTS]
    told = any(one.grassroots for one in studied)
    assert about == ([told] if kind is OrgKind.TOWN and (owed or told) else [])
    over = [one for one in decided if one.due_on.year == 2026 and (one.done_on or one.due_on < today)]
    done = [one for one in over if one.done_on and one.done_on <= one.due_on]
    counted = [one.good for one in found if one.matter is AgendaMatter.DECISION]
    assert (len(counted), sum(counted)) == (len(over), len(done))
