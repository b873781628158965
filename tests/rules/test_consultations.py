"""Asking before deciding: periods, questions, who is asked, how replies are counted (第七条, R64)."""

from datetime import date, timedelta

import pytest

from gongkai.rules.actor import Actor, ActorKind, HeldGrant
from gongkai.rules.consultations import (
    LONGEST,
    MOST_OPTIONS,
    MOST_QUESTIONS,
    Question,
    belongs,
    demand_general_words,
    demand_period,
    demand_reply,
    least_days,
    read_questions,
    tally,
    write_questions,
)
from gongkai.rules.methods import Audience
from gongkai.rules.permissions import Role
from gongkai.rules.procedures.consultation import CONSULTATION, ConsultationFacts, ConsultationState
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.refusals import Refused
from tests.covers import covers

DAY = date(2026, 9, 28)
VILLAGE, TOWN = "000100010001", "00010001"
ROADS = Question("同意硬化便道吗？", ("同意", "不同意"))
WORDS = Question("有什么建议？")


def code_of(act, *args):
    with pytest.raises(Refused) as refused:
        act(*args)
    return refused.value.code


@covers("R64")
@pytest.mark.parametrize(("audience", "least"), [(Audience.PARTY, 7), (Audience.UNIT, 15), (Audience.PUBLIC, 15)])
def test_outside_the_party_the_longer_period_holds(audience, least):
    assert least_days(audience, party=7, society=15) == least


@covers("R64")
@pytest.mark.parametrize("days", range(-3, 12))
def test_the_first_day_is_not_counted(days):
    if days >= 7:
        assert demand_period(DAY, DAY + timedelta(days=days), 7) is None
        return
    with pytest.raises(Refused) as refused:
        demand_period(DAY, DAY + timedelta(days=days), 7)
    assert refused.value.facts == {"days": max(days, 0), "least": 7, "earliest": DAY + timedelta(days=7)}


def test_questions_are_read_from_lines():
    assert read_questions(" 同意硬化便道吗？|同意| 不同意 \n\n有什么建议？\n") == (ROADS, WORDS)
    assert read_questions("同意硬化便道吗？｜同意｜不同意|") == (ROADS,)
    assert read_questions(write_questions((ROADS, WORDS))) == (ROADS, WORDS)


@pytest.mark.parametrize(("text", "code"), [
    ("", "question_count"), ("\n \n", "question_count"), ("甲？\n" * (MOST_QUESTIONS + 1), "question_count"),
    ("|同意|不同意", "question_empty"), ("甲？|同意", "question_options"), ("甲？|同意|同意", "question_options"),
    ("甲？|" + "|".join(map(str, range(MOST_OPTIONS + 1))), "question_options"),
])  # fmt: skip
def test_questions_that_nobody_can_answer_are_refused(text, code):
    assert code_of(read_questions, text) == code


def someone(*, party=(), units=(), grants=()):
    return Actor(ActorKind.PERSON, 7, "某人", grants, party, units)


OFFICER = someone(grants=(HeldGrant(Role.HEAD, 1, VILLAGE),))


@covers("R64", "R158")
@pytest.mark.parametrize(("actor", "asked"), [
    (someone(party=(VILLAGE,)), {"party", "unit", "public"}), (someone(units=(VILLAGE,)), {"unit", "public"}),
    (someone(party=(TOWN,)), {"public"}), (someone(units=(TOWN,)), {"public"}), (OFFICER, {"public"}),
    (Actor.visitor(), set()), (Actor.clock(), set()),
])  # fmt: skip
def test_who_is_asked_by_the_village(actor, asked):
    assert {
        circle.value for circle in Audience if circle != Audience.INDIVIDUAL and belongs(actor, circle, VILLAGE)
    } == asked


def test_the_town_asks_the_members_of_its_villages_too():
    assert belongs(someone(party=(VILLAGE,)), Audience.PARTY, TOWN)


@pytest.mark.parametrize(("said", "words", "kept"), [
    ({0: "同意", 1: " 慢慢来 "}, "", {0: "同意", 1: "慢慢来"}), ({}, "先修桥", {}), ({1: "字" * LONGEST}, "", {1: "字" * LONGEST}),
    ({0: "", 1: "好"}, "", {1: "好"}), ({5: "无此问题", 0: "同意"}, "", {0: "同意"}),
])  # fmt: skip
def test_a_reply_keeps_what_was_said(said, words, kept):
    assert demand_reply((ROADS, WORDS), said, words) == kept


@pytest.mark.parametrize(("said", "words", "code"), [
    ({}, "", "reply_empty"), ({0: " "}, " ", "reply_empty"), ({0: "随便"}, "", "reply_unknown"),
    ({1: "字" * (LONGEST + 1)}, "", "text_too_long"), ({0: "同意"}, "字" * (LONGEST + 1), "text_too_long"),
])  # fmt: skip
def test_a_reply_that_cannot_be_counted_is_refused(said, words, code):
    assert code_of(demand_reply, (ROADS, WORDS), said, words) == code


@covers("R64")
def test_replies_are_counted_by_people_and_add_up():
    roads, words = tally((ROADS, WORDS), [({"0": "同意"}, 12), ({"0": "不同意", "1": "先修桥"}, 1), ({"1": "快些"}, 2)])
    assert (roads.numbers, roads.answered) == ((("同意", 12), ("不同意", 1)), 13)
    assert (words.numbers, words.answered) == ((), 3)


@covers("R147")
def test_a_telephone_number_is_no_general_word():
    assert demand_general_words("意见", "先修桥，后修路，预算48,600元") is None
    with pytest.raises(Refused) as refused:
        demand_general_words("意见", f"打{'138' + '0' * 4 + '1234'}找他")
    assert refused.value.facts["part"] == "意见" and "00001234" not in refused.value.facts["found"]


HEAD = someone(grants=(HeldGrant(Role.HEAD, 1, VILLAGE),))
GUARDS = {
    "over": {"days": 0},
    "nothing_left_out": {"unsorted": 1},
    "all_answered": {"unanswered": 1},
    "result_written": {"result": " "},
}
CODES = {
    "over": "consultation_running",
    "nothing_left_out": "words_unsorted",
    "all_answered": "points_unanswered",
    "result_written": "consultation_result_missing",
}


@covers("R64")
@pytest.mark.parametrize("guard", GUARDS)
def test_nothing_is_closed_with_rows_without_an_answer(guard):
    done = {"days": -1, "unsorted": 0, "unanswered": 0, "result": "按多数意见办。"}
    facts = ConsultationFacts(ConsultationState.OPEN, Bodies(VILLAGE), **(done | GUARDS[guard]))
    verdict = CONSULTATION.guards[guard](HEAD, facts)
    assert (verdict if isinstance(verdict, str) else verdict[0]) == CODES[guard]
    assert CONSULTATION.guards[guard](HEAD, ConsultationFacts(ConsultationState.OPEN, Bodies(VILLAGE), **done)) is None
