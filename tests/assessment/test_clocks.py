"""What waits in accountability and assessment reaches those whom it concerns, and nobody else (R108, R116, R120)."""

from datetime import timedelta

import pytest

from gongkai.assessment import queries
from gongkai.assessment.models import Case
from gongkai.interfaces.ui import clocks
from gongkai.rules.actor import Actor
from gongkai.rules.notices import Asked, concerns
from tests.assessment.judging import refusal
from tests.assessment.test_cases import hearing, statement
from tests.covers import covers

EVERYBODY = (
    "county_office", "confidential", "leader", "superior", "head", "clerk", "deputy", "charlie", "member", "villager",
)  # fmt: skip


def waiting(judging, who):
    found = queries.cases_waiting(judging.at(who), today=judging.today)
    return len(found.decide), len(found.state)


def told(judging, kind):
    """Who hears of a kind in the morning."""
    asked, clock = Asked(judging.today), Actor.clock()
    found = [*queries.deadlines(clock, asked=asked), *queries.calls(clock, asked=asked)]
    mine = [one for one in found if one.kind == kind]

    def hears(who):
        actor = judging.at(who)
        held = [(grant.role, grant.org_path) for grant in actor.grants]
        return any(concerns(one, user_id=actor.user_id, grants=held) for one in mine)

    return {who for who in EVERYBODY if hears(who)}


def holds(judging, wanted):
    return {who: waiting(judging, who) for who in EVERYBODY if waiting(judging, who) != (0, 0)} == wanted


@covers("R120", "R122")
def test_a_case_about_the_organization_waits_for_its_head_and_then_for_who_decides(judging):
    row = hearing(judging)
    assert holds(judging, {"head": (0, 1)})
    assert told(judging, "case_statement") == {"head"} and told(judging, "case_decide") == set()
    statement(judging, row)
    assert holds(judging, {"confidential": (1, 0)})  # the opener may not decide
    assert told(judging, "case_decide") == {"confidential"} and told(judging, "case_statement") == set()
    judging.move_case(row, "decide", "confidential")
    assert holds(judging, {}) and told(judging, "case_decide") == set()


@covers("R120", "R122")
def test_a_case_about_a_person_waits_for_him_alone(judging):
    row = hearing(judging, target="direct", person_name="王五")
    assert holds(judging, {"clerk": (0, 1)}) and told(judging, "case_statement") == {"clerk"}
    statement(judging, row, who="county_office", by_name="王五")
    assert holds(judging, {"clerk": (0, 1)})  # nobody signed it: he can still be heard
    judging.later(14)
    assert holds(judging, {"confidential": (1, 0)}) and told(judging, "case_decide") == {"confidential"}


@covers("R120")
def test_a_case_without_a_measure_comes_back_to_its_opener_too(judging):
    row = judging.case()
    judging.write(row, measure="")
    judging.move_case(row, "tell")
    statement(judging, row)
    assert holds(judging, {"confidential": (1, 0), "county_office": (1, 0)})


def test_nobody_hears_of_a_case_that_was_not_told(judging):
    judging.case()
    assert holds(judging, {}) and told(judging, "case_statement") == told(judging, "case_decide") == set()


@covers("R108", "R120")
def test_a_decision_has_ten_working_days_from_the_statement_or_from_the_last_day(judging):
    def due():
        ((_, day),) = queries.cases_waiting(judging.at("confidential"), today=judging.today).decide
        (one,) = (
            one for one in queries.deadlines(Actor.clock(), asked=Asked(judging.today)) if one.kind == "case_decide"
        )
        assert one.due_on == day and "ZJ" not in one.title
        assert not list(queries.deadlines(Actor.clock(), asked=Asked(judging.today, until=day - timedelta(days=1))))
        return day

    row = hearing(judging)  # on a Tuesday, 12 January 2027
    judging.later(14)
    after_the_last_day = due()
    assert (after_the_last_day - row.until).days >= 14 > 10
    Case.objects.filter(pk=row.pk).update(stated_at=judging.now - timedelta(days=14))
    assert (due() - judging.today + timedelta(days=14)).days == 14  # the twenty-sixth, ten working days later


def test_as_many_questions_for_many_cases_as_for_one(judging, django_assert_max_num_queries):
    hearing(judging)
    clock = Actor.clock()

    def asked():
        return [
            *queries.deadlines(clock, asked=Asked(judging.today)),
            *queries.calls(clock, asked=Asked(judging.today)),
        ]

    asked()
    for name in ("王五", "张三", "某人"):
        hearing(judging, target="direct", person_name=name)
    judging.later(14)
    with django_assert_max_num_queries(5):
        assert len(asked()) == 4


@covers("R116")
def test_a_self_score_waits_for_the_superior_and_a_dispute_for_another_at_the_county(judging):
    judging.self_score()
    judging.move("submit", "head")
    town = (judging.world.town.path,)
    assert [row.org.code for row, _ in queries.sheets_to_review(judging.at("superior"), paths=town)] == [judging.code]
    assert queries.sheets_to_review(judging.at("head"), paths=town) == []
    assert queries.sheets_to_review(judging.at("county_office"), paths=(judging.world.county.path,)) == []
    assert "superior" in told(judging, "self_review") and not told(judging, "self_review") & {"head", "clerk", "deputy"}
    judging.move("review", "county_office")  # it may, and then does not decide about its own review
    row = judging.dispute()
    assert {who for who in EVERYBODY if queries.disputes_to_review(judging.at(who))} == {"leader"}
    assert told(judging, "dispute_review") == {"leader"} and told(judging, "self_review") == set()
    body, why = queries.dispute_reviewer(judging.at("county_office"), row=row)
    assert (body, why) == (judging.world.county.short_name, "own_review")
    assert queries.dispute_reviewer(judging.at("head"), row=row)[1] == "own_dispute"
    assert queries.dispute_reviewer(judging.at("superior"), row=row)[1] is None
    judging.decide(row, who="leader")
    assert queries.disputes_to_review(judging.at("leader")) == []


def test_clocks_are_asked_by_the_clock_and_narrowed_to_places_and_persons(judging):
    hearing(judging)
    hearing(judging, target="direct", person_name="王五")
    for source in (queries.deadlines, queries.calls):
        assert refusal(lambda ask=source: list(ask(judging.at("head"), asked=Asked(judging.today)))).hidden
    elsewhere = Asked(judging.today, paths=(judging.world.other_village.path,))
    assert list(queries.deadlines(Actor.clock(), asked=elsewhere)) == []
    other = Asked(judging.today, person=judging.world.head.pk)
    assert list(queries.calls(Actor.clock(), asked=other)) == []
    (one,) = queries.calls(Actor.clock(), asked=Asked(judging.today, person=judging.world.clerk.pk))
    assert one.title == "陈述申辩" and one.due_on >= judging.today + timedelta(days=5)


@covers("R122")
@pytest.mark.parametrize("who", ["clerk", "deputy"])
def test_colleagues_do_not_read_of_a_case_in_the_organizations_calendar(judging, who):
    hearing(judging)
    path = judging.world.village.path
    kinds = {one.kind for one in clocks.of_organization(judging.at(who), path, today=judging.today)}
    assert "case_statement" not in kinds
    assert "case_statement" in {
        one.kind for one in clocks.of_organization(judging.at("head"), path, today=judging.today)
    }
