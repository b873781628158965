"""Organizations end and people move while something waits: each has a defined outcome, told to whom it concerns."""

import pytest

from gongkai.orgs import actions as orgs
from gongkai.orgs import queries as tree
from gongkai.participation import actions, queries
from gongkai.rules.actor import Actor
from tests.covers import covers
from tests.participation.asking import refusal


def merge(voices, org, successor):
    orgs.merge(
        Actor.clock(),
        org_id=org.pk,
        successor_id=successor.pk,
        on=voices.today,
        basis="演示〔2026〕9号",
        now=voices.now,
    )


@covers("R98", "R6")
def test_an_office_is_merged_away_and_its_successor_goes_on(voices):
    voices.hire("next_keeper", voices.world.other_village, duty="keeper", name="孔二")
    waiting = voices.submit()
    voices.move(waiting, "assign", assigned_to="王五")
    told = voices.told(voices.submit("villager"))
    merge(voices, voices.world.village, voices.world.other_village)
    assert actions.reroute(Actor.clock(), **voices.when) == 2
    assert actions.reroute(Actor.clock(), **voices.when) == 0
    waiting.refresh_from_db()
    told.refresh_from_db()
    assert {waiting.handler, told.handler} == {voices.world.other_village}
    assert waiting.assigned_to == "" and waiting in queries.inbox(voices.at("next_keeper"), today=voices.today)
    assert queries.trail(voices.at("next_keeper"), opinion_id=waiting.pk).steps[-1].text.endswith("接着办。")
    voices.move(waiting, "reassign", "next_keeper", assigned_to="孔三", remark="原来的村撤并了。")
    view = queries.by_receipt(voices.at("visitor"), receipt=waiting.receipt, today=voices.today)
    assert view.number == waiting.number and view.handler_name == voices.world.other_village.name


@covers("R101", "R6")
def test_the_superior_is_merged_away_while_an_opinion_waits_for_it(voices):
    """Twice dissatisfied, so the town has it; then the town ends, and the county's successor body has it."""
    opinion = voices.told()
    voices.rate(opinion, "dissatisfied", "没有说清楚。")
    voices.move(opinion, "handle", "keeper", remark="又问了一次。")
    voices.move(opinion, "decide", "head", result="explained", answer="钱由镇里补助。")
    voices.move(opinion, "tell", told_on=voices.today, way="by_phone", by_name="许五", text="又打了电话。")
    voices.rate(opinion, "dissatisfied", "还是没有。")
    opinion.refresh_from_db()
    assert opinion.handler == voices.world.town
    for org in tree.children(Actor.clock(), org_id=voices.world.town.pk):
        orgs.move(
            Actor.clock(), org_id=org.pk, superior_id=voices.world.organs_committee.pk, from_date=voices.today,
            basis="演示", now=voices.now,
        )  # fmt: skip
    merge(voices, voices.world.town, voices.world.organs_committee)
    assert actions.reroute(Actor.clock(), **voices.when) == 1
    opinion.refresh_from_db()
    assert opinion.handler == voices.world.organs_committee and opinion.went_up


@pytest.mark.parametrize("lost", ["", "1.made-up", "二", "9" * 40])
def test_a_lost_receipt_is_replaced_by_nobody(voices, lost):
    voices.submit()
    assert refusal(queries.by_receipt, voices.at("keeper"), receipt=lost, today=voices.today).hidden


def ask(voices, org=None, question="去年的党费什么时候公开？"):
    return actions.ask(
        voices.at("member"), org_id=(org or voices.world.village).pk, question=question, agreed=True, **voices.when
    )


def report(voices, to=None, name_withheld=False):
    return actions.report_situation(
        voices.at("member"), to_id=(to or voices.world.village).pk, title="便道积水", text="三组便道下雨就积水。",
        name_withheld=name_withheld, **voices.when,
    )  # fmt: skip


def passed_on(voices) -> tuple[int, int, int]:
    done = actions.pass_on_ended(Actor.clock(), **voices.when)
    return done["enquiries"], done["reports"], done["answers"]


@covers("R65", "R6")
def test_a_question_at_an_office_that_was_merged_away_is_answered_by_its_successor(voices):
    waiting, answered = ask(voices), ask(voices, question="工作经费呢？")
    actions.move_enquiry(
        voices.at("clerk"), number=answered.number, verb="answer", remark="每季度公开。", now=voices.now
    )
    assert passed_on(voices) == (0, 0, 0)
    village, heir = voices.world.village, voices.world.other_village
    merge(voices, village, heir)
    assert passed_on(voices) == (1, 0, 0) and passed_on(voices) == (0, 0, 0)
    row = queries.enquiry(voices.at("charlie"), number=waiting.number)
    assert (row.org, row.first, row.due_on, row.passed_on) == (heir, village, waiting.due_on, voices.today)
    for there in (village, heir):  # whoever asked finds it at the old address and at the new one
        assert waiting.number in {one.number for one in queries.my_enquiries(voices.at("member"), org_id=there.pk)}
    row = actions.move_enquiry(
        voices.at("charlie"), number=waiting.number, verb="answer", remark="月底公开。", now=voices.now
    )
    assert row.answerer_name == "钱七"
    assert refusal(ask, voices).code == "enquiry_org_ended"
    assert not queries.may_ask(voices.at("member"), org_id=village.pk)


@covers("R63", "R6")
def test_a_report_goes_on_to_the_successor_and_a_withheld_name_stays_behind(voices):
    waiting, hidden = report(voices), report(voices, name_withheld=True)
    actions.move_report(voices.at("clerk"), number=waiting.number, verb="acknowledge", **voices.when)
    merge(voices, voices.world.village, voices.world.other_village)
    voices.later(1)
    assert passed_on(voices) == (0, 2, 0) and passed_on(voices) == (0, 0, 0)
    there = voices.at("charlie")
    row = queries.report(there, number=waiting.number)
    assert (row.org, row.state, row.acknowledged_at) == (voices.world.other_village, "sent", None)
    assert row.ack_due > voices.today
    for actor in (there, voices.at("member")):
        step = queries.report_steps(actor, number=waiting.number)[-1]
        assert (step.verb, step.remark) == ("pass_on", "上书村已经撤并，由朝阳村接着办。")
    secret = queries.report(there, number=hidden.number)
    assert (queries.sender_shown(there, row=row), queries.sender_shown(there, row=secret)) == ("陈三", "姓名保密")
    assert refusal(queries.report, voices.at("villager"), number=waiting.number).hidden
    actions.move_report(there, number=waiting.number, verb="acknowledge", **voices.when)
    actions.move_report(there, number=waiting.number, verb="answer", remark="下月修。", **voices.when)
    assert actions.read_answer(voices.at("member"), number=waiting.number, now=voices.now)


@covers("R63", "R6")
def test_the_answer_to_a_report_of_an_office_that_ended_goes_to_its_successor(voices):
    row = actions.report_for_organization(
        voices.at("clerk"), org_id=voices.world.village.pk, title="请求支持", text="缺办公经费。", **voices.when
    )
    merge(voices, voices.world.village, voices.world.other_village)
    assert passed_on(voices) == (0, 0, 1) and passed_on(voices) == (0, 0, 0)
    for verb, remark in (("acknowledge", ""), ("answer", "下月拨付。")):
        actions.move_report(voices.at("superior"), number=row.number, verb=verb, remark=remark, **voices.when)
    assert actions.read_answer(voices.at("charlie"), number=row.number, now=voices.now)
    row.refresh_from_db()
    assert (row.sender_name, row.sender_org, row.org) == ("上书村", voices.world.other_village, voices.world.town)


def test_only_the_clock_passes_on(voices):
    for who in ("clerk", "superior", "visitor"):
        assert refusal(actions.pass_on_ended, voices.at(who), **voices.when).hidden
