"""Accountability: people decide, the person is heard, strangers hear nothing (第九条（八）)."""

import pytest

from gongkai.assessment import actions, queries
from gongkai.assessment.models import Case
from gongkai.rules.accountability import Trigger
from gongkai.rules.procedures.accountability import CaseState
from tests.assessment.judging import YEAR, refusal
from tests.covers import covers


def statement(judging, row, who="head", text="三月已经补上。", by_name=""):
    return actions.state_own(judging.at(who), number=row.number, text=text, by_name=by_name, **judging.when)


def hearing(judging, **more):
    row = judging.case(**more)
    judging.write(row, measure=more.get("measure", "criticism") if more.get("step") in (None, "correct") else "talk")
    return judging.move_case(row, "tell")


@covers("R120")
def test_the_facts_point_and_nothing_happens_until_a_person_acts(judging):
    found = queries.proposals(judging.at("county_office"), today=judging.today)
    mine = next(one for one in found if one.org.pk == judging.world.village.pk)
    assert mine.triggers == (Trigger.NOT_DISCLOSED,) and mine.overdue > 0
    assert Case.objects.count() == 0
    judging.later(-11)  # the year of the case is the running one
    assert refusal(queries.proposals, judging.at("superior"), today=judging.today).hidden


@covers("R120")
def test_a_case_is_told_heard_and_decided_by_a_second_person(judging):
    row = hearing(judging)
    assert row.state == CaseState.HEARING and row.until > judging.today
    assert refusal(judging.move_case, row, "decide", "confidential").code == "not_heard"
    statement(judging, row)
    assert refusal(judging.move_case, row, "decide", "county_office").code == "same_person_decides"
    made = judging.move_case(row, "decide", "confidential", remark="批评教育，一个月内补上。")
    assert (made.state, made.decider_name, made.stated_by) == (CaseState.DECIDED, "朱七", "张三")
    before = judging.view().sheet
    assert before.deduction == 200
    assert judging.move_case(made, "close", "confidential").state == CaseState.CLOSED
    assert judging.view().sheet.deduction == 200


def test_without_a_statement_the_decision_waits_until_the_days_are_over(judging):
    row = hearing(judging)
    judging.later(14)
    assert refusal(statement, judging, row).code == "statement_closed"
    assert judging.move_case(row, "decide", "confidential").state == CaseState.DECIDED


@covers("R121")
def test_the_upper_steps_meet_persons_and_never_the_organization(judging):
    assert refusal(judging.case, step="hold").code == "step_target"
    assert refusal(judging.case, step="hold", target="leader").code == "case_person"
    assert refusal(judging.case, person_name="张三").code == "case_person"
    row = hearing(judging, step="hold", target="leader", person_name="张三")
    assert row.person_id == judging.world.head.pk
    assert refusal(judging.write, row, measure="criticism").code == "measure_wrong"
    statement(judging, row)
    made = judging.move_case(row, "decide", "confidential")
    assert refusal(judging.move_case, made, "transfer", "confidential").code == "not_by_law"


@covers("R122")
def test_the_third_step_is_transferred_with_a_record(judging):
    row = judging.case(step="by_law", target="direct", person_name="王五")
    judging.write(row, measure="transfer")
    judging.move_case(row, "tell")
    statement(judging, row, who="clerk", text="我有责任。")
    made = judging.move_case(row, "decide", "confidential")
    moved = judging.move_case(made, "transfer", "confidential", remark="县纪委案管室，移送函第3号")
    assert (moved.state, moved.transfer) == (CaseState.TRANSFERRED, "县纪委案管室，移送函第3号")


@covers("R122")
@pytest.mark.parametrize("who", ["head", "clerk", "deputy", "superior", "charlie", "member", "villager", "leader"])
def test_nobody_else_knows_of_a_case_before_it_is_told(judging, who):
    row = judging.case(target="direct", person_name="王五")
    assert refusal(queries.case, judging.at(who), number=row.number).hidden
    assert queries.cases(judging.at(who)) == []
    judging.write(row)
    judging.move_case(row, "tell")
    if who == "clerk":
        assert queries.case(judging.at(who), number=row.number).pk == row.pk
        assert queries.case_offers(judging.at(who), number=row.number, today=judging.today) == []
    else:
        assert refusal(queries.case, judging.at(who), number=row.number).hidden


def test_the_head_answers_for_the_organization(judging):
    row = hearing(judging)
    assert refusal(statement, judging, row, who="clerk").hidden
    typed = statement(judging, row, who="county_office", text="书面：已经补上。", by_name="张三")
    assert typed.typed and typed.statement.startswith("书面")
    own = statement(judging, row)
    assert (own.stated_by, own.typed) == ("张三", False)
    assert refusal(statement, judging, row, who="county_office", by_name="张三").code == "statement_own"


def test_told_facts_do_not_change_and_a_case_can_be_dropped(judging):
    row = judging.case(facts="")
    assert refusal(judging.move_case, row, "tell").code == "case_facts_missing"
    assert refusal(judging.write, row, facts=" ").code == "case_text"
    judging.write(row)
    judging.move_case(row, "tell")
    assert refusal(judging.write, row, facts="另写一遍").code == "case_told"
    assert judging.write(row, measure="deadline").facts == "三个月没有公开。"
    ended = judging.move_case(row, "dismiss", remark="已经补上，情节轻微。")
    assert ended.state == CaseState.DISMISSED
    assert refusal(judging.write, row).code == "case_closed"
    assert judging.view().sheet.deduction == 0
    assert queries.cases(judging.at("head")) == []


def test_only_those_who_hold_to_account_open_cases(judging):
    for who in ("superior", "head", "member"):
        assert refusal(judging.case, who=who).hidden
    assert judging.case(who="confidential").number == f"XW-ZJ-{YEAR}-001"
