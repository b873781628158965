"""第十五条: the rules hold from 2011-06-21; no duty comes from a day before it, whatever is asked (R142)."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.obligations import actions
from gongkai.obligations.models import DueItem, Trigger
from gongkai.rulebook import queries as rulebook
from gongkai.rules.duties import LOCAL
from gongkai.rules.in_force import SINCE, counted_from, demand_in_force
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain
from tests.covers import covers
from tests.factories.duties import village_catalog
from tests.factories.world import build_world

NOW, TODAY = datetime(2011, 9, 5, 9, 0, tzinfo=LOCAL), date(2011, 9, 5)
BEFORE = date(2011, 6, 20)


@pytest.fixture
def county(db):
    """A catalog that its maker dated back to January: older than the rules."""
    return village_catalog(build_world(NOW, TODAY), period_from="2011-01")


@covers("R142")
@given(st.dates(date(2001, 1, 1), date(2041, 1, 1)))
def test_a_day_counts_from_the_day_of_issue_on(day):
    assert counted_from(day) == sorted([day, SINCE])[1]
    if day >= SINCE:
        demand_in_force(day)
        return
    with pytest.raises(Refused) as refused:
        demand_in_force(day)
    assert "2011年6月21日起施行" in explain(refused.value.code, refused.value.facts)


@covers("R142")
def test_months_before_the_rules_owe_nothing_and_the_first_owed_day_is_in_july(county):
    assert rulebook.disclosure_day(county.world.clock, period="2011-06").due < SINCE
    assert DueItem.objects.order_by("period").values_list("period", flat=True)[0] == "2011-07"
    assert actions.ensure_due_items(county.world.clock, first="2010-01", last="2011-06", now=NOW) == set()
    assert not DueItem.objects.filter(due_on__lt=SINCE).exists()
    assert not Trigger.objects.filter(event_on__lt=SINCE).exists()


@covers("R142")
@pytest.mark.parametrize("act", ["event", "matter"])
def test_what_happened_before_cannot_be_registered_and_what_happened_since_can(county, act):
    clerk, village = county.world.actor(county.world.clerk), county.world.village

    def register(day):
        given = {"org_id": village.pk, "code": code, "title": "村道硬化", "now": NOW, "today": TODAY}
        if act == "event":
            return actions.register_event(clerk, event_on=day, **given)
        return actions.open_matter(clerk, opened_on=day, expected_end=None, **given)

    kind = {"event": "instant", "matter": "staged"}[act]
    code = next(one.code for one in rulebook.entries(clerk, version_id=county.version.pk) if one.time_kind == kind)
    with pytest.raises(Refused) as refused:
        register(BEFORE)
    assert refused.value.code == "before_in_force"
    assert register(SINCE).pk
    assert not Trigger.objects.filter(event_on__lt=SINCE).exists()
