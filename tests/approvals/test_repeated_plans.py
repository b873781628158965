"""A matter agreed to outside the catalog again and again is proposed for it, once (R50)."""

from gongkai.approvals import actions
from gongkai.rulebook import actions as rulebook_actions
from gongkai.rulebook import queries as rulebook
from tests.approvals.test_plans import PLAN, move
from tests.covers import covers

TITLES = ("2024年春节慰问困难党员", "2025年春节慰问困难党员", "2026年春节慰问困难党员")


def agreed(desk, title, org="village", who="clerk"):
    plan = written(desk, title, org, who)
    move(desk, plan, "submit", who)
    return move(desk, plan, "consent", "maker")


def written(desk, title, org="village", who="clerk"):
    return actions.draft_plan(
        desk.at(who), org_id=getattr(desk.world, org).pk, now=desk.tick(), today=desk.today,
        **(PLAN | {"title": title}),
    )  # fmt: skip


def proposals(desk):
    return rulebook.proposals(desk.at("maker"), path=desk.world.town.path, states=("proposed",))


@covers("R50")
def test_the_third_of_its_kind_brings_a_proposal_with_the_plans_it_rests_on(desk):
    first = agreed(desk, TITLES[0])
    second = agreed(desk, TITLES[1], org="other_village", who="charlie")
    agreed(desk, "古桥修缮捐款收支")
    assert proposals(desk) == []
    third = agreed(desk, TITLES[2])
    (found,) = proposals(desk)
    assert found.body["plans"] == [first.number, second.number, third.number]
    assert (found.name, found.category, found.proposed_by) == (TITLES[2], "6", None)
    assert "3 次" in found.reason and "第六条（二）" in found.reason


@covers("R50")
def test_a_fourth_brings_no_second_proposal_not_even_after_a_refusal(desk):
    for title in TITLES:
        agreed(desk, title)
    (found,) = proposals(desk)
    rulebook_actions.decide_proposal(
        desk.at("maker"), proposal_id=found.pk, verb="refuse", now=desk.tick(), remark="每年情况不同，仍按方案办。"
    )
    agreed(desk, "2027年春节慰问困难党员")
    assert proposals(desk) == []


@covers("R50")
def test_what_was_refused_or_never_sent_does_not_count(desk):
    agreed(desk, TITLES[0])
    refused = written(desk, TITLES[1])
    move(desk, refused, "submit", "clerk")
    move(desk, refused, "refuse", "maker", remark="不属于党务。")
    written(desk, TITLES[1])
    agreed(desk, TITLES[2])
    assert proposals(desk) == []
