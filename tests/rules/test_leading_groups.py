"""The composition of leading groups and offices as 第十条 wants it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.in_force import counted_from
from gongkai.rules.leading_groups import (
    GroupState,
    HeldPost,
    OfficeSeat,
    Seat,
    SeatRole,
    blank_seats,
    demands_on,
    look_through,
    state_of,
)
from gongkai.rules.organizations import LeadingGroupRule
from gongkai.rules.terms import explain
from tests.covers import covers

DAY = date(2026, 9, 1)
COUNTY, LOCAL, NONE = LeadingGroupRule.COUNTY, LeadingGroupRule.LOCAL, LeadingGroupRule.NONE
R, P = SeatRole, HeldPost


def filled(rule):
    return [
        replace(seat, name=f"甲{at}", phone="023-0000 0001", duty="分管")
        for at, seat in enumerate(blank_seats(rule, DAY))
    ]


def codes(rule, seats, office_in=OfficeSeat.DISCIPLINE):
    return [one.code for one in look_through(rule, office_in=office_in, seats=seats, day=DAY)]


@covers("R128", "R130")
def test_the_countys_group_and_office_as_the_text_names_them():
    seats = filled(COUNTY)
    assert [(seat.role, seat.post) for seat in seats] == [
        (R.LEADER, P.PARTY_SECRETARY),
        (R.DEPUTY, P.DISCIPLINE_SECRETARY),
        (R.DEPUTY, P.ORGANIZATION_HEAD),
        (R.MEMBER, P.UNIT_HEAD),
        (R.OFFICE_DIRECTOR, P.DISCIPLINE_DEPUTY),
        (R.OFFICE_DEPUTY, P.ORGANIZATION_DEPUTY),
        (R.OFFICE_DEPUTY, P.DISCIPLINE_STANDING),
        (R.OFFICE_STAFF, P.FROM_DISCIPLINE),
        (R.OFFICE_STAFF, P.FROM_ORGANIZATION),
    ]
    assert codes(COUNTY, seats) == []


@covers("R132")
@pytest.mark.parametrize("post", [P.ORGANIZATION_MEMBER, P.PARTY_AFFAIRS_LEADER])
def test_a_town_may_choose_between_two_posts_for_its_second_deputy(post):
    seats = filled(LOCAL)
    seats[2] = replace(seats[2], post=post)
    assert codes(LOCAL, seats) == []
    seats[2] = replace(seats[2], post=P.ORGANIZATION_HEAD)  # a county has one, a town does not
    assert codes(LOCAL, seats) == ["group_seat_missing", "group_post_wrong"]


@pytest.mark.parametrize("rule", [COUNTY, LOCAL])
def test_each_seat_that_is_left_out_is_named(rule):
    whole = filled(rule)
    for at, demand in enumerate(demands_on(rule, DAY)):
        rest = whole[:at] + whole[at + 1 :]
        (found,) = look_through(rule, office_in=OfficeSeat.DISCIPLINE, seats=rest, day=DAY)
        assert (found.code, found.stops, found.facts["post"]) == ("group_seat_missing", True, demand.words)


@covers("R133")
def test_the_office_is_in_the_discipline_organ():
    assert codes(LOCAL, filled(LOCAL), OfficeSeat.ELSEWHERE) == ["group_office_elsewhere"]


@covers("R134")
def test_the_named_person_has_a_deputy_and_both_a_telephone():
    seats = filled(LOCAL)
    assert {R.CONTACT, R.CONTACT_DEPUTY} <= {seat.role for seat in seats}
    seats[5], seats[6] = replace(seats[5], phone=" "), replace(seats[6], name="")
    found = look_through(LOCAL, office_in=OfficeSeat.DISCIPLINE, seats=seats, day=DAY)
    assert [(one.code, one.stops) for one in found] == [("group_contact_phone", True), ("group_seat_vacant", False)]


def test_a_member_without_a_share_of_the_duties_is_told():
    seats = filled(COUNTY)
    seats[3] = replace(seats[3], duty="")
    found = look_through(COUNTY, office_in=OfficeSeat.DISCIPLINE, seats=seats, day=DAY)
    assert [(one.code, one.stops) for one in found] == [("group_duty_missing", False)]


@pytest.mark.parametrize("role", [R.LEADER, R.OFFICE_DIRECTOR, R.CONTACT])
def test_some_seats_are_there_once(role):
    seats = filled(LOCAL)
    double = next(seat for seat in seats if seat.role == role)
    assert codes(LOCAL, [*seats, replace(double, name="乙")]) == ["group_role_twice"]


def test_further_members_and_staff_are_the_groups_own_business():
    further = [Seat(R.MEMBER, P.OTHER, "丙", duty="宣传"), Seat(R.OFFICE_STAFF, P.OTHER, "丁")]
    assert codes(COUNTY, [*filled(COUNTY), *further]) == []


@covers("R136")
def test_villages_and_branches_need_no_group():
    assert blank_seats(NONE, DAY) == ()
    assert codes(NONE, [], OfficeSeat.ELSEWHERE) == []


def test_nothing_is_demanded_before_the_rules_took_effect():
    assert demands_on(LOCAL, date(2011, 6, 20)) == ()
    assert demands_on(LOCAL, date(2011, 6, 21)) != ()
    assert counted_from(date(2005, 7, 1)) == date(2011, 6, 21)
    assert counted_from(DAY) == DAY


@given(
    st.sampled_from([COUNTY, LOCAL, NONE]),
    st.sampled_from(OfficeSeat),
    st.lists(
        st.builds(Seat, st.sampled_from(SeatRole), st.sampled_from(HeldPost), st.sampled_from(["", "甲"])), max_size=12
    ),
)
def test_every_composition_is_judged_in_plain_sentences(rule, office_in, seats):
    found = look_through(rule, office_in=office_in, seats=seats, day=DAY)
    assert all(explain(one.code, one.facts).endswith("（第十条）") for one in found)
    missing = [
        one for one in demands_on(rule, DAY) if not any(s.role == one.role and s.post in one.posts for s in seats)
    ]
    assert len(missing) == sum(one.code == "group_seat_missing" for one in found)


@covers("R135")
def test_how_a_composition_stands():
    bad = look_through(LOCAL, office_in=OfficeSeat.DISCIPLINE, seats=[], day=DAY)
    due, after = date(2026, 9, 8), date(2026, 9, 9)
    assert state_of((), disclosed=True, due=due, today=after) == GroupState.DISCLOSED
    assert state_of(bad, disclosed=False, due=due, today=after) == GroupState.UNSOUND
    assert state_of((), disclosed=False, due=due, today=due) == GroupState.WAITING
    assert state_of((), disclosed=False, due=due, today=after) == GroupState.LATE
