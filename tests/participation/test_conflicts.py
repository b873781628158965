"""The organization complained about never handles the complaint, and never learns that there is one (R102, P33)."""

from datetime import timedelta
from random import Random

import pytest

from gongkai.ledger.models import AuditEvent
from gongkai.orgs import actions as orgs
from gongkai.orgs.models import Grant
from gongkai.participation import actions, queries
from gongkai.participation.facts import barred_paths, case_of
from gongkai.participation.models import Opinion
from gongkai.participation.queries.opinions import seen
from gongkai.rules.actor import Actor, ActorKind, HeldGrant
from gongkai.rules.opinions import Concern, OpinionKind
from gongkai.rules.permissions import Role
from gongkai.rules.refusals import Refused
from gongkai.rules.routing import may_know
from tests.covers import covers
from tests.participation.test_opinions import refusal

ACCUSED = ("keeper", "clerk", "head", "deputy", "secrecy")
OTHERS = ("superior", "maker", "county_office", "county_maker", "charlie", "town_head", "member", "villager", "visitor")


def traces(voices, name) -> list:
    """Everything an account can ask about opinions of the village."""
    actor, today, town = voices.at(name), voices.today, voices.world.town.path
    return [
        queries.register(actor, today=today)[0], queries.inbox(actor, today=today),
        queries.escalated(actor, path=town), queries.overdue_counts(actor, path=town, today=today),
        queries.opinion_report(actor, year=2026).total, queries.unanswered(actor, org_id=voices.world.village.pk, today=today).count,
        queries.general_results(actor, org_id=voices.world.village.pk),
    ]  # fmt: skip


@covers("R102")
@pytest.mark.parametrize(
    "more", [{"kind": "report"}, {"concern": "leaders"}, {"concern": "keeper"}, {"concern": "handler"}]
)
def test_no_account_but_the_ear_sees_anything_counts_included(voices, more):
    opinion = voices.submit(text="账目不对。", **more)
    assert opinion.handler_path == voices.world.town.path and opinion.number.startswith("BM-2026-")
    for name in (*ACCUSED, *OTHERS, "county_ear"):
        assert not any(traces(voices, name)), name
        assert refusal(queries.opinion, voices.at(name), opinion_id=opinion.pk) == "not_found"
        assert (
            refusal(queries.opinion_offers, voices.at(name), opinion_id=opinion.pk, today=voices.today) == "not_found"
        )
        assert refusal(queries.trail, voices.at(name), opinion_id=opinion.pk) == "not_found"
        for verb in ("assign", "handle", "decide", "tell", "close", "speak", "extend", "publish"):
            assert refusal(voices.move, opinion, verb, name, remark="x") == "not_found"
    assert [row.pk for row in queries.inbox(voices.at("town_ear"), today=voices.today)] == [opinion.pk]


@covers("R102")
def test_the_ear_handles_it_alone_from_beginning_to_end(voices):
    opinion = voices.submit(kind="report", text="账目不对。")
    voices.move(opinion, "assign", "town_ear", assigned_to="镇纪委")
    voices.move(opinion, "handle", "town_ear", remark="已经核查。")
    voices.move(opinion, "decide", "town_ear", result="adopted", answer="已按规定处理。")
    assert (
        refusal(voices.move, opinion, "publish", "town_ear", question="问", public_answer="答")
        == "opinion_confidential"
    )
    told = voices.move(opinion, "tell", "town_ear", way="in_person", by_name="吕七", text="当面告知。")
    assert told.state == "told"
    events = AuditEvent.objects.filter(subject=f"opinion:{opinion.pk}")
    assert {event.org_path for event in events} == {voices.world.town.path}
    voices.rate(opinion, "dissatisfied", "没有查清。")
    voices.move(opinion, "handle", "town_ear", remark="再查。")
    voices.move(opinion, "decide", "town_ear", result="explained", answer="查了两遍。")
    voices.move(opinion, "tell", "town_ear", way="in_person", by_name="吕七", text="当面告知。")
    up = voices.rate(opinion, "dissatisfied", "还是没有查清。")
    assert (up.handler_path, up.confidential, up.state) == (voices.world.county.path, True, "received")
    assert voices.sees("county_ear", opinion) and not voices.sees("town_ear", opinion)


@covers("R102", "R11")
def test_what_the_office_typed_in_about_its_leaders_leaves_it_at_once(voices):
    opinion = actions.enter(
        voices.at("clerk"), org_id=voices.world.village.pk, text="书记占用公车。", kind="criticism", concern="leaders",
        channel="phone", received_on=voices.today, **voices.when,
    )  # fmt: skip
    assert not voices.sees("clerk", opinion) and voices.sees("town_ear", opinion)


def test_numbers_of_the_village_have_no_gap_where_a_confidential_one_was(voices):
    numbers = [voices.submit("visitor", sign=False, kind=kind).number for kind in ("inquiry", "report", "inquiry")]
    assert [number[-4:] for number in numbers if "YJ" in number] == ["0001", "0002"]


@covers("R102")
def test_an_anonymous_one_about_leaders_goes_the_same_way(voices):
    opinion = actions.receive(
        Actor.clock(), org_id=voices.world.village.pk, text="账目不对。", kind="criticism", received_on=voices.today,
        about_leaders=True, now=voices.now,
    )  # fmt: skip
    assert opinion.handler_path == voices.world.town.path and not voices.sees("head", opinion)


@covers("R102", "R159")
def test_the_accused_secretary_is_promoted_to_the_towns_ear(voices):
    opinion = voices.submit(concern="leaders")
    voices.hire("head", voices.world.town, role=Role.CONFIDENTIAL, user=voices.world.head)
    assert not voices.sees("head", opinion) and voices.sees("town_ear", opinion)


@covers("R102", "R159")
def test_the_accused_secretary_now_leads_the_town(voices):
    opinion = voices.submit(concern="leaders")
    voices.hire("head", voices.world.town, duty="head", user=voices.world.head, from_date=voices.today)
    assert actions.reroute(Actor.clock(), **voices.when) == 1
    assert voices.sees("county_ear", opinion) and not voices.sees("town_ear", opinion)
    assert actions.reroute(Actor.clock(), **voices.when) == 0


@covers("R159")
def test_a_clerk_of_the_accused_to_whom_the_ears_work_is_delegated(voices):
    opinion = voices.submit(kind="report")
    voices.hire("clerk", voices.world.town, role=Role.CONFIDENTIAL, user=voices.world.clerk, acting=True, basis="代理")
    assert not voices.sees("clerk", opinion)
    assert refusal(queries.opinion, voices.at("clerk"), opinion_id=opinion.pk) == "not_found"


@covers("R102")
def test_the_ear_takes_up_work_in_the_accused_village(voices):
    opinion = voices.submit(kind="report")
    voices.hire("town_ear", voices.world.village, role=Role.CLERK, user=voices.people["town_ear"])
    assert not voices.sees("town_ear", opinion)
    actions.reroute(Actor.clock(), **voices.when)
    assert voices.sees("county_ear", opinion)


@covers("R102")
def test_without_any_ear_the_countys_office_stands_in_until_one_is_there(voices):
    for name in ("town_ear", "county_ear"):
        grant = voices.at(name).grants[0]
        orgs.end_grant(Actor.clock(), grant_id=_grant_id(voices, name, grant), on=voices.today, now=voices.now)
    opinion = voices.submit(kind="report")
    assert opinion.by_office and voices.sees("county_office", opinion)
    voices.hire("new_ear", voices.world.county, role=Role.CONFIDENTIAL)
    actions.reroute(Actor.clock(), **voices.when)
    assert voices.sees("new_ear", opinion) and not voices.sees("county_office", opinion)


def _grant_id(voices, name, grant):
    return Grant.objects.get(user=voices.people[name], role=grant.role, org_id=grant.org_id).pk


@covers("R102", "R6")
def test_the_accused_village_is_merged_and_its_successor_learns_nothing(voices):
    opinion = voices.submit(kind="report")
    voices.hire("town_ear", voices.world.other_village, role=Role.CLERK, user=voices.people["town_ear"])
    assert voices.sees("town_ear", opinion)
    orgs.merge(
        Actor.clock(), org_id=voices.world.village.pk, successor_id=voices.world.other_village.pk, on=voices.today,
        basis="演示", now=voices.now,
    )  # fmt: skip
    assert not voices.sees("charlie", opinion) and not voices.sees("town_ear", opinion)
    actions.reroute(Actor.clock(), **voices.when)
    assert voices.sees("county_ear", opinion)


@covers("R102", "R6")
def test_the_accused_village_moves_under_another_body(voices):
    opinion = voices.submit(kind="report")
    plain = voices.submit()
    orgs.move(
        Actor.clock(), org_id=voices.world.village.pk, superior_id=voices.world.organs_committee.pk,
        from_date=voices.today, basis="演示", now=voices.now,
    )  # fmt: skip
    for name in ACCUSED:
        assert not voices.sees(name, opinion), name
    assert voices.sees("town_ear", opinion) and voices.sees("keeper", plain)


@covers("R102")
def test_an_overdue_confidential_one_passes_to_the_next_ear_and_appears_on_no_list(voices):
    opinion = voices.submit(kind="report")
    voices.later(10)
    assert actions.escalate_overdue(Actor.clock(), **voices.when) == 1
    assert voices.sees("county_ear", opinion) and not voices.sees("superior", opinion)
    assert queries.escalated(voices.at("county_office"), path=voices.world.county.path) == []


@covers("R102", "R13")
def test_lists_show_exactly_what_the_law_lets_each_person_know(voices):
    """The SQL twin: over many made-up people and opinions, the list holds what `may_know` says."""
    dice = Random(2011)
    bodies = [
        voices.world.county,
        voices.world.town,
        voices.world.village,
        voices.world.other_village,
        voices.world.school,
    ]
    for place in range(24):
        opinion = voices.submit(
            "visitor", sign=False, org=dice.choice(bodies), kind=dice.choice(list(OpinionKind)),
            concern=dice.choice(list(Concern)), text=f"第{place}条",
        )  # fmt: skip
        Opinion.objects.filter(pk=opinion.pk).update(
            escalated_on=dice.choice([None, voices.today]),
            concerned=dice.sample(range(1, 8), 2),
            by_office=opinion.confidential and dice.random() < 0.3,
        )
    rows = list(Opinion.objects.select_related("org"))
    cases = {row.pk: case_of(row, barred=barred_paths(Actor.clock(), row.org)) for row in rows}
    known = 0
    for user_id in range(1, 161):
        grants = tuple(
            HeldGrant(dice.choice(list(Role)), body.pk, body.path, dice.random() < 0.4)
            for body in dice.choices(bodies, k=dice.randint(0, 3))
        )
        party = tuple(body.path for body in dice.choices(bodies, k=dice.randint(0, 1)))
        actor = Actor(ActorKind.PERSON, user_id % 9, "某人", grants, party)
        wanted = {pk for pk, case in cases.items() if may_know(actor, case)}
        assert set(seen(actor).values_list("pk", flat=True)) == wanted
        known += len(wanted)
    assert 0 < known < 160 * 24


def test_a_report_is_not_told_apart_from_a_missing_page(voices):
    opinion = voices.submit(kind="report")
    for key in (opinion.pk, opinion.pk + 1):
        with pytest.raises(Refused) as refused:
            queries.opinion(voices.at("head"), opinion_id=key)
        assert (refused.value.code, refused.value.hidden, refused.value.facts) == ("not_found", True, {})


def test_days_pass_and_nothing_is_rerouted_without_need(voices):
    voices.submit(kind="report")
    voices.today += timedelta(days=1)
    assert actions.reroute(Actor.clock(), **voices.when) == 0
