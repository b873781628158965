"""Organizations end and people move while something waits: each has a defined outcome, told to whom it concerns."""

from datetime import timedelta

import pytest

from gongkai.orgs import actions as orgs
from gongkai.orgs import queries as tree
from gongkai.participation import actions, queries
from gongkai.rules.actor import Actor
from tests.covers import covers
from tests.participation.asking import DRAFT, refusal


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


def begun(voices) -> tuple[int, int, int]:
    done = actions.pass_on_ended(Actor.clock(), **voices.when)
    return done["consultations"], done["hearings"], done["messages"]


def ask_all(voices, *verbs):
    """A consultation that came as far as these verbs lead."""
    row = actions.draft_consultation(
        voices.at("clerk"), org_id=voices.world.village.pk, audience="party",
        closes_on=voices.today + timedelta(days=10), **DRAFT, **voices.when,
    )  # fmt: skip
    for verb, who in zip(verbs, ("clerk", "head", "head"), strict=False):
        remark = "另有安排。" if verb == "withdraw" else ""
        row = actions.move_consultation(voices.at(who), number=row.number, verb=verb, remark=remark, **voices.when)
    return row


def hear(voices, *verbs):
    """A hearing as far as these verbs lead."""
    row = actions.draft_hearing(
        voices.at("clerk"), org_id=voices.world.village.pk, title="党费结余怎么用", matter="三种用法，各听一遍。",
        audience="party", place="会议室", held_at=voices.now + timedelta(days=14),
        signup_until=voices.today + timedelta(days=7), seats=2, seed="风调雨顺", **voices.when,
    )  # fmt: skip
    for verb, who in zip(verbs, ("clerk", "head"), strict=False):
        row = actions.move_hearing(voices.at(who), number=row.number, verb=verb, **voices.when)
    return row


@covers("R64", "R6")
def test_a_consultation_that_members_were_told_of_is_ended_by_the_successor_with_all_that_was_said(voices):
    running, stopped = ask_all(voices, "submit", "open"), ask_all(voices, "submit", "open", "withdraw")
    drafts = [ask_all(voices), ask_all(voices, "submit")]
    actions.answer_consultation(
        voices.at("member"), number=running.number, said={0: "同意"}, words="先修桥", **voices.when
    )
    assert begun(voices) == (0, 0, 0)
    village, heir = voices.world.village, voices.world.other_village
    merge(voices, village, heir)
    assert begun(voices) == (3, 0, 0) and begun(voices) == (0, 0, 0)
    row = queries.consultation(voices.at("charlie"), number=running.number)
    assert (row.org, row.first, row.state, row.passed_on) == (heir, village, "open", voices.today)
    assert row.closes_on == running.closes_on
    for there in (village, heir):
        found = queries.consultations(voices.at("charlie"), org_id=there.pk)
        assert running.number in {one.number for one in found}
    stopped.refresh_from_db()
    assert (stopped.org, stopped.state) == (village, "withdrawn")  # what has ended stays where it ended
    for one in drafts:
        one.refresh_from_db()
        assert (one.org, one.state, one.remark) == (village, "dropped", "上书村已经撤并，没有签发的随着作废。")
    voices.later(11)
    [word] = queries.consultation_view(voices.at("charlie"), number=running.number, today=voices.today).unsorted
    assert word.text == "先修桥"
    point = actions.sort_words(
        voices.at("charlie"), number=running.number, word_ids=[str(word.pk)], opinion="先修桥", **voices.when
    )
    assert point.opinion == "先修桥"


@covers("R65", "R6")
@pytest.mark.parametrize(("verbs", "state"), [((), "dropped"), (("submit",), "dropped"), (("submit", "announce"), "announced")])  # fmt: skip
def test_a_hearing_that_was_announced_is_held_by_the_successor_and_a_draft_ends(voices, verbs, state):
    row = hear(voices, *verbs)
    if state == "announced":
        actions.sign_up(voices.at("member"), number=row.number, wants="听听", **voices.when)
    merge(voices, voices.world.village, voices.world.other_village)
    assert begun(voices) == (0, 1, 0) and begun(voices) == (0, 0, 0)
    row.refresh_from_db()
    passed = state == "announced"
    assert (row.state, row.org == voices.world.other_village, row.first_id is not None) == (state, passed, passed)
    if passed:
        voices.later(8)
        row = actions.move_hearing(voices.at("charlie"), number=row.number, verb="settle", **voices.when)
        assert (row.state, row.pool) == ("settled", [1])


@covers("R67", "R6")
@pytest.mark.parametrize("both", [False, True])
def test_a_message_nobody_signed_for_is_signed_by_the_successor_once(voices, both):
    village, heir, town = voices.world.village, voices.world.other_village, voices.world.town
    to = [village.pk, heir.pk] if both else [village.pk]
    row = actions.send_message(
        voices.at("superior"), org_id=town.pk, to_ids=to, title="报送情况", text="月底前。", **voices.when
    )
    merge(voices, village, heir)
    assert begun(voices) == (0, 0, 1) and begun(voices) == (0, 0, 0)
    paths = (heir.path,)
    [left] = queries.messages_received(voices.at("charlie"), paths=paths, unsigned=True)
    assert (left.org, queries.receipt_to_sign(voices.at("charlie"), number=row.number)) == (heir, left)
    sign = {"number": row.number, "answer": "按时报。", "now": voices.now}
    actions.sign_for(voices.at("charlie"), org_id=heir.pk, **sign)
    assert refusal(actions.sign_for, voices.at("superior"), org_id=village.pk, **sign).code in {
        "message_received", "no_permission",
    }  # fmt: skip
    [sent] = queries.messages(voices.at("superior"), org_id=town.pk)
    assert (sent.signed, sent.addressed) == (1, 1)
    ended = next(one for one in queries.receipts(voices.at("superior"), number=row.number) if one.org == village)
    assert (ended.received_at, ended.heir, ended.passed_on) == (None, heir, voices.today)


@covers("R67", "R6")
def test_what_the_heir_wrote_itself_asks_nobody_any_more(voices):
    """The town wrote to the village and then takes it over: there is nobody left to sign."""
    town = voices.world.town
    actions.send_message(
        voices.at("superior"), org_id=town.pk, to_ids=[voices.world.village.pk], title="报送情况", text="月底前。",
        **voices.when,
    )  # fmt: skip
    merge(voices, voices.world.village, town)
    assert begun(voices) == (0, 0, 1) and begun(voices) == (0, 0, 0)
    [sent] = queries.messages(voices.at("superior"), org_id=town.pk)
    assert (sent.signed, sent.addressed) == (0, 0)


def test_only_the_clock_passes_on(voices):
    for who in ("clerk", "superior", "visitor"):
        assert refusal(actions.pass_on_ended, voices.at(who), **voices.when).hidden
