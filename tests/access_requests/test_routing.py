"""Who may ask and know; the wrong organization, merged superiors, members who move, typed-in applications."""

from datetime import date

import pytest

from gongkai.access_requests import actions, queries
from gongkai.orgs import actions as orgs
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Role
from tests.access_requests.asking import ANSWER, refusal
from tests.covers import covers

PEOPLE = ("visitor", "villager", "charlie", "charlie_head", "maker", "county_office", "secrecy", "superior")


@covers("R89")
def test_what_the_asker_may_not_know_does_not_exist(asking):
    row = asking.apply()
    assert [who for who in PEOPLE if asking.sees(row, who)] == []
    assert all(asking.sees(row, who) for who in ("member", "clerk", "head", "deputy"))
    asking.proposed(asking.move(row, "accept"))
    assert [who for who in PEOPLE if asking.sees(row, who)] == ["superior"]
    assert refusal(actions.move, asking.at("charlie"), number=row.number, verb="grant", **asking.when) == "not_found"
    assert refusal(asking.view, type(row)(number="X-SQ-2026-001"), "clerk") == "not_found"


@covers("R89")
def test_lists_hold_only_what_is_the_readers(asking):
    row = asking.apply()
    assert [one.pk for one in queries.my_requests(asking.at("member"))] == [row.pk]
    assert [one.pk for one in queries.inbox(asking.at("clerk"))] == [row.pk]
    assert [one.pk for one in queries.register(asking.at("head"), year=2026, org_id=row.org_id)] == [row.pk]
    for who in (*PEOPLE, "member"):
        actor = asking.at(who)
        assert queries.inbox(actor) == queries.register(actor) == queries.to_rule(actor) == queries.filed(actor) == []
    assert all(queries.my_requests(asking.at(who)) == [] for who in (*PEOPLE, "clerk"))


@covers("R89")
def test_a_member_applies_to_the_own_organization_and_above_others_are_told_where_to_go(asking):
    form = queries.apply_form(asking.at("member"), today=asking.today)
    assert [org.pk for org in form.organizations] == [
        asking.world.village.pk,
        asking.world.town.pk,
        asking.world.county.pk,
    ]
    assert (form.check_days, form.answer_days) == (3, 10)
    assert queries.may_apply_somewhere(asking.at("member"))
    assert asking.apply(org=asking.world.town).number == "Z01-SQ-2026-001"
    assert refusal(asking.apply, org=asking.world.other_village) == "request_not_member"
    for who in ("visitor", "villager", "clerk"):
        assert refusal(asking.apply, who) == "request_not_member"
        assert not queries.apply_form(asking.at(who), today=asking.today).organizations


@covers("R89")
@pytest.mark.parametrize("channel", ["oral", "letter", "phone"])
def test_the_clerk_types_in_for_a_member_who_then_follows_it(asking, channel):
    row = asking.enter(channel=channel, received_on=date(2026, 9, 25))
    assert (row.channel, row.typed_name, row.received_on, row.due_on) == (
        channel, "王五", date(2026, 9, 25), date(2026, 9, 30),
    )  # fmt: skip
    assert asking.sees(row, "member")


@covers("R89")
def test_typed_in_for_one_without_an_account_and_what_cannot_be_typed_in(asking):
    asking.enroll("old", "002", name="冯大爷", account=False)
    row = asking.enter(name="冯大爷", roll_number="002")
    assert (row.applicant_id, row.applicant_name) == (None, "冯大爷")
    assert asking.move(asking.move(row, "ask_correction", remark="哪一年？"), "correct", remark="2025年").correction
    assert refusal(asking.enter, name="冯大爷", roll_number="003") == "request_applicant_unknown"
    assert refusal(asking.enter, channel="online") == refusal(asking.enter, channel="x") == "request_choice"
    assert refusal(asking.enter, received_on=date(2026, 9, 29)) == "request_future"
    assert refusal(asking.enter, "charlie") == refusal(asking.enter, "member") == "not_found"


@covers("R89")
def test_two_of_one_name_below_the_town_are_told_apart(asking):
    asking.hire("town_clerk", asking.world.town, Role.CLERK, subtree=False)
    asking.enroll("other", "001", org=asking.world.other_village, name="陈三")
    entered = {"who": "town_clerk", "org": asking.world.town}
    assert refusal(asking.enter, **entered) == "request_applicant_twice"
    row = asking.enter(**entered, member_org_id=asking.world.other_village.pk)
    assert row.applicant_org_id == asking.world.other_village.pk and asking.sees(row, "other")
    assert not asking.sees(row, "member")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"matter": " "}, "request_fields"), ({"description": ""}, "request_fields"),
        ({"matter": "字" * 121}, "request_text_long"), ({"contact": "字" * 61}, "request_text_long"),
        ({"form": "pigeon"}, "request_choice"), ({"category": "9"}, "category_unknown"),
        ({"category": "x"}, "category_unknown"),
    ],
)  # fmt: skip
def test_bad_input_is_told_by_field(asking, more, code):
    assert refusal(asking.apply, **more) == code


def test_pressed_twice_is_one_application(asking):
    assert asking.apply().pk == asking.apply().pk
    assert asking.apply(description="另一件").number == "Z01-C01-SQ-2026-002"


def test_a_clerk_does_not_handle_the_own_application(asking):
    orgs.enroll(
        Actor.clock(), org_id=asking.world.village.pk, roll_number="009", name="王五", from_date=date(2005, 7, 1),
        user_id=asking.world.clerk.pk, now=asking.desk.now,
    )  # fmt: skip
    row = asking.apply("clerk")
    assert refusal(asking.move, row, "accept", "clerk") == "request_own"
    assert asking.verbs(row, "clerk") == {"withdraw"}
    assert asking.move(row, "accept", "head").state == "accepted"


@covers("R150")
def test_nobody_rules_on_the_own_proposal(asking):
    orgs.give_grant(
        Actor.clock(), org_id=asking.world.village.pk, user_id=asking.world.superior.pk, role=Role.CLERK,
        from_date=date(2005, 7, 1), now=asking.desk.now,
    )  # fmt: skip
    row = asking.move(
        asking.accepted(), "propose", "superior", kind="never", reasons="涉及他人隐私。", basis="第四条（二）"
    )
    assert refusal(asking.move, row, "agree", "superior", remark="同意") == "request_proposer"


def other_town(asking):
    town = orgs.register(
        Actor.clock(), superior_id=asking.world.county.pk, kind="town", name="西溪镇党委", short_name="西溪镇",
        code="Z02", now=asking.desk.tick(), today=asking.today,
    )  # fmt: skip
    asking.hire("new_superior", town, Role.SUPERIOR)
    return town


@covers("R92")
def test_a_superior_that_is_merged_away_while_it_rules_hands_the_duty_to_its_successor(asking):
    row = asking.proposed()
    town = other_town(asking)
    asking.later(1)
    moved = {"from_date": asking.today, "basis": "演示〔2026〕3号", "now": asking.desk.now}
    for org in ("village", "other_village", "community", "new_org"):
        orgs.move(Actor.clock(), org_id=getattr(asking.world, org).pk, superior_id=town.pk, **moved)
    orgs.merge(
        Actor.clock(), org_id=asking.world.town.pk, successor_id=town.pk, on=asking.today, basis="演示〔2026〕3号",
        now=asking.desk.now,
    )  # fmt: skip
    assert [one.pk for one in queries.to_rule(asking.at("new_superior"))] == [row.pk]
    assert not asking.sees(row, "superior")
    assert asking.clock()["pass_on"] == 1
    assert asking.clock()["pass_on"] == 0
    view = asking.view(row, "new_superior")
    assert (view.row.due_on, view.proposal.superior_id) == (date(2026, 10, 12), town.pk)
    assert view.steps[-1].text == "东溪镇党委不再是上级，由西溪镇党委审定。"
    row = asking.move(row, "agree", "new_superior", remark="同意。")
    row = asking.move(row, "tell")
    assert row.filing_number == "Z02-SQBA-2026-001"
    letter = queries.letter(
        asking.at("member"), number=row.number, key=queries.letters(asking.at("member"), number=row.number)[-1].key
    )
    assert "西溪镇党委" in letter.letter.attachment[-1]


@covers("R89")
def test_an_organization_that_ends_passes_its_applications_to_its_successor(asking):
    row = asking.accepted()
    asking.later(1)
    orgs.merge(
        Actor.clock(), org_id=asking.world.village.pk, successor_id=asking.world.other_village.pk, on=asking.today,
        basis="演示〔2026〕4号", now=asking.desk.now,
    )  # fmt: skip
    assert refusal(asking.apply) == "request_org_ended"
    assert asking.clock()["pass_on"] == 1
    assert [one.pk for one in queries.inbox(asking.at("charlie"))] == [row.pk]
    assert not asking.sees(row, "clerk")
    row = asking.move(row, "grant", "charlie", **ANSWER)
    assert (row.result, row.number, asking.sees(row, "member")) == ("granted", "Z01-C01-SQ-2026-001", True)


@covers("R89")
def test_a_member_who_moves_keeps_the_application_and_gets_the_answer(asking):
    row = asking.move(asking.apply(), "ask_correction", remark="哪一年的？")
    membership = row.membership_id
    orgs.leave_roll(Actor.clock(), membership_id=membership, on=asking.today, now=asking.desk.now)
    orgs.enroll(
        Actor.clock(), org_id=asking.world.community.pk, roll_number="055", name="陈三", from_date=asking.today,
        user_id=asking.world.member.pk, now=asking.desk.now,
    )  # fmt: skip
    asking.later(1)
    row = asking.move(row, "correct", "member", remark="2025年的。")
    row = asking.move(asking.move(row, "accept"), "grant", **ANSWER)
    assert asking.view(row).row.answer == ANSWER["answer"]
    assert refusal(asking.apply) == "request_not_member"
    assert asking.apply(org=asking.world.community).org_id == asking.world.community.pk


@covers("R97")
def test_what_is_overdue_is_reported_to_the_body_above_once_a_stage(asking):
    row = asking.apply()
    asking.later(10)
    assert asking.clock()["escalate"] == 0  # 8 October is the last day
    asking.later(1)
    assert asking.clock()["escalate"] == 1
    assert asking.clock()["escalate"] == 0
    assert [one.pk for one in queries.overdue(asking.at("superior"))] == [row.pk]
    assert asking.sees(row, "superior")
    row = asking.move(row, "accept")
    assert (row.late, row.escalated_on, asking.sees(row, "superior")) == (True, None, False)
    row = asking.proposed(row)
    asking.hire("county_superior", asking.world.county, Role.SUPERIOR, subtree=False)
    assert not asking.sees(row, "county_superior")
    asking.later(30)
    assert asking.clock()["escalate"] == 1
    assert [one.pk for one in queries.overdue(asking.at("county_superior"))] == [row.pk]
    row = asking.move(row, "agree", "superior", remark="同意")
    assert (row.ruling_late, asking.sees(row, "county_superior")) == (True, False)


def test_only_the_clock_keeps_the_clock(asking):
    for act in (actions.lapse_uncorrected, actions.escalate_overdue, actions.pass_on_ended):
        assert refusal(act, asking.at("clerk"), today=asking.today, now=asking.desk.now) == "not_found"
