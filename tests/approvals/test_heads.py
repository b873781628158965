"""The head changes while something waits for a signature: the duty passes to the next (第十一条, R137, R159)."""

from datetime import timedelta

import pytest

from gongkai.approvals import queries
from gongkai.orgs import actions as orgs
from gongkai.orgs import queries as orgs_queries
from gongkai.rules.refusals import Refused
from tests.covers import covers


def appoint(desk, user, *, acting=False, to_date=None):
    orgs.appoint(
        desk.world.clock, org_id=desk.world.village.pk, duty="head", title="党支部书记", user_id=user.pk,
        from_date=desk.today, acting=acting, to_date=to_date, now=desk.now,
    )  # fmt: skip


def waits_for(desk, who, today=None):
    return [row.verb for row in queries.queue(desk.at(who), today=today or desk.today)]


@covers("R137")
def test_what_waits_for_the_head_passes_to_the_next_one(desk):
    edition = desk.bring(desk.written(), "pass_review")
    assert waits_for(desk, "head") == ["approve"]
    appoint(desk, desk.world.charlie_head)
    assert waits_for(desk, "head") == [] and waits_for(desk, "charlie_head") == ["approve"]
    with pytest.raises(Refused) as refused:
        desk.act(edition, "approve", "head")
    assert refused.value.code in {"no_permission", "not_found"}
    (row,) = queries.waiting_elsewhere(desk.at("clerk"), org_id=desk.world.village.pk, today=desk.today)
    assert row.who == "孙八"
    views = queries.procedure(desk.at("clerk"), edition_id=edition.pk, today=desk.today)
    assert [view.who for view in views if view.label == "书记签发"] == ["孙八"]
    desk.act(edition, "approve", "charlie_head")
    edition.refresh_from_db()
    assert edition.head_name == "孙八"


@covers("R159", "R137")
def test_an_acting_head_signs_as_one_and_only_for_the_time_given(desk):
    edition = desk.bring(desk.written(), "pass_review")
    appoint(desk, desk.world.charlie_head, acting=True, to_date=desk.today)
    (row,) = queries.waiting_elsewhere(desk.at("clerk"), org_id=desk.world.village.pk, today=desk.today)
    assert "孙八（代理）" in row.who
    desk.act(edition, "approve", "charlie_head")
    edition.refresh_from_db()
    assert edition.head_name == "孙八（代理）"
    tomorrow = desk.today + timedelta(days=1)
    assert queries.queue(orgs_actor(desk, tomorrow), today=tomorrow) == []


def orgs_actor(desk, day):
    """The one who stood in, on a later day."""
    return orgs_queries.actor_for(desk.world.charlie_head, today=day)
