"""An opinion given to the wrong organization is handed on, not only answered so (第九条（四）, R98, R102)."""

import pytest

from gongkai.participation import actions, queries
from gongkai.participation.models import OpinionStep
from tests.covers import covers
from tests.participation.asking import refusal

WHY = "便桥归那边的村管养。"


def hand_on(voices, opinion, to=None, who="keeper", remark=WHY, **more):
    return actions.transfer(
        voices.at(who), opinion_id=opinion.pk, to=to or voices.world.other_village.code, remark=remark, **more,
        **voices.when,
    )  # fmt: skip


def sees(voices, who, opinion) -> bool:
    return opinion.pk in {row.pk for row in queries.register(voices.at(who), today=voices.today)[0]}


@pytest.fixture
def neighbour(voices):
    """The keeper of the village it belongs to."""
    voices.hire("next_keeper", voices.world.other_village, duty="keeper", name="孔二")
    return voices


@covers("R98", "R99")
@pytest.mark.parametrize("state", ["received", "assigned", "handling"])
def test_it_moves_with_a_clock_of_its_own_and_both_keep_what_was_done(neighbour, state):
    voices, opinion = neighbour, neighbour.submit()
    if state != "received":
        voices.move(opinion, "assign", assigned_to="王五")
    if state == "handling":
        voices.move(opinion, "handle", remark="查过，桥不在本村。")
    first_due = opinion.answer_by
    voices.later(7)
    moved = hand_on(voices, opinion)
    assert (moved.state, moved.org, moved.handler, moved.first) == (
        "received", voices.world.other_village, voices.world.other_village, voices.world.village,
    )  # fmt: skip
    assert moved.number == opinion.number, "a number is for good"
    assert moved.due_on > voices.today and moved.answer_by > first_due and moved.assigned_to == ""
    for who in ("keeper", "next_keeper"):
        assert sees(voices, who, moved)
        steps = queries.trail(voices.at(who), opinion_id=moved.pk).steps
        assert (
            steps[-1].text == f"由{voices.world.village.short_name}转给{voices.world.other_village.short_name}。{WHY}"
        )
    assert moved in queries.inbox(voices.at("next_keeper"), today=voices.today)
    assert moved not in queries.inbox(voices.at("keeper"), today=voices.today)
    assert refusal(voices.move, moved, "assign", assigned_to="王五").code == "no_permission"
    assert voices.move(moved, "assign", "next_keeper", assigned_to="孔三").state == "assigned"


@covers("R100")
def test_the_author_reads_where_it_went_and_why(neighbour):
    opinion = neighbour.submit()
    moved = hand_on(neighbour, opinion)
    view = queries.by_receipt(neighbour.at("visitor"), receipt=opinion.receipt, today=neighbour.today)
    assert not view.elsewhere and view.org_name == neighbour.world.other_village.name
    [word] = view.messages
    assert neighbour.world.other_village.name in word.text and WHY in word.text
    assert f"{moved.answer_by.month}月{moved.answer_by.day}日前答复" in word.text


@covers("R102")
def test_what_is_about_people_there_goes_past_them(neighbour):
    """P33: neither the accused nor who handed it on sees it any more."""
    voices = neighbour
    moved = hand_on(voices, voices.submit(), concern="keeper")
    assert (moved.confidential, moved.handler, moved.why) == (True, voices.world.town, "keeper")
    assert sees(voices, "town_ear", moved)
    for who in ("next_keeper", "keeper", "clerk", "head", "town_head", "county_office"):
        assert not sees(voices, who, moved)
        assert refusal(queries.opinion, voices.at(who), opinion_id=moved.pk).hidden
    assert queries.unanswered(voices.at("visitor"), org_id=voices.world.other_village.pk, today=voices.today).count == 0


def test_it_is_counted_where_it_is_now(neighbour):
    voices = neighbour
    hand_on(voices, voices.submit())
    counts = [
        queries.unanswered(voices.at("visitor"), org_id=org.pk, today=voices.today).count
        for org in (voices.world.village, voices.world.other_village)
    ]
    assert counts == [0, 1]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"to": "没有这个组织"}, "opinion_transfer_org"), ({"to": " "}, "opinion_transfer_org"),
        ({"to": "HERE"}, "opinion_transfer_here"), ({"concern": "x"}, "opinion_choice"),
        ({"remark": " "}, "remark_needed"), ({"who": "clerk"}, "no_permission"), ({"who": "villager"}, "not_found"),
    ],
)  # fmt: skip
def test_what_cannot_be_handed_on_stays_where_it_is(neighbour, more, code):
    opinion = neighbour.submit()
    if more.get("to") == "HERE":
        more = {"to": neighbour.world.village.name}
    assert refusal(hand_on, neighbour, opinion, **more).code == code
    opinion.refresh_from_db()
    assert opinion.org == neighbour.world.village and not OpinionStep.objects.exists()


def test_once_only_and_never_what_is_confidential_answered_or_with_the_superior(neighbour):
    voices = neighbour
    moved = hand_on(voices, voices.submit())
    back = {"to": voices.world.village.code, "who": "next_keeper"}
    assert refusal(hand_on, voices, moved, **back).code == "opinion_transferred"
    report = voices.submit("villager", kind="report")
    assert refusal(hand_on, voices, report, who="town_ear").code in ("opinion_confidential", "no_permission")
    assert refusal(hand_on, voices, voices.decided()).code == "wrong_state"
