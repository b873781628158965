"""People without a role learn in the morning what they are asked; who has answered cannot be told from it (R10)."""

from datetime import timedelta

import pytest

from gongkai.interfaces.jobs import notices
from gongkai.interfaces.ui import clocks
from gongkai.orgs import actions as orgs
from gongkai.participation import queries
from gongkai.rules.actor import Actor
from gongkai.rules.notices import Asked
from tests.covers import covers
from tests.participation.asking import Asking, refusal


@pytest.fixture
def asking(desk):
    return Asking(desk)


def told(asking, who: str) -> list:
    lines = notices.lines_of_everyone(Actor.clock(), today=asking.today)[1].get(getattr(asking.world, who).pk, [])
    return [(line.kind, line.org) for line in lines if line.kind in ("vote", "asked", "signup")]


@covers("R10", "R64")
def test_a_member_is_told_once_of_a_draft_decision_and_again_as_its_end_comes_near(asking):
    row = asking.opened(days=24)  # opened on Monday 28 September, until Thursday 22 October
    assert told(asking, "member") == []
    asking.later(1)
    assert told(asking, "member") == [("asked", "上书村")]
    assert told(asking, "villager") == told(asking, "charlie") == []
    asking.answer(row, "member")
    assert told(asking, "member") == [("asked", "上书村")]  # whoever answered is not told from who did not
    mornings = []
    for _ in range(25):
        asking.later(1)
        if told(asking, "member"):
            mornings.append((row.closes_on - asking.today).days)
    assert mornings == [7, 2, 0]


@covers("R10", "R64")
def test_the_people_of_a_unit_are_told_when_the_unit_is_asked(asking):
    asking.opened(audience="unit", days=20)
    asking.later(1)
    assert told(asking, "member") == told(asking, "villager") == [("asked", "上书村")]
    assert told(asking, "charlie") == []


def test_a_closed_account_and_a_left_roll_are_told_nothing(asking):
    asking.opened(audience="unit", days=20)
    asking.later(1)
    orgs.close_account(asking.world.clock, user_id=asking.world.villager.pk, now=asking.tick())
    assert told(asking, "villager") == [] and told(asking, "member") != []


def test_ones_own_calendar_shows_what_one_is_asked(asking):
    asking.opened(days=24)
    kinds = {one.kind for one in clocks.of_person(asking.at("member"), today=asking.today)}
    assert kinds == {"asked"} and clocks.of_person(asking.at("villager"), today=asking.today) == []


def test_calls_are_for_the_clock_and_their_number_of_questions_is_fixed(asking, django_assert_max_num_queries):
    asked = Asked(asking.today)
    assert refusal(lambda: list(queries.calls(asking.at("member"), asked=asked))).hidden
    asking.opened(days=24)
    asking.opened(days=24, audience="unit")
    with django_assert_max_num_queries(6):
        found = list(queries.calls(Actor.clock(), asked=asked))
    assert len(found) == 2 and all(one.persons for one in found)
    assert list(queries.calls(Actor.clock(), asked=Asked(asking.today + timedelta(days=30)))) == []
