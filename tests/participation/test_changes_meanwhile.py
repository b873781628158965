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
