"""The leading group gives its units tasks, and reads what is filed with it; strangers know of neither (R129, R131)."""

from datetime import date, datetime, timedelta

import pytest

from gongkai.approvals import queries as approvals
from gongkai.rules.actor import Actor
from gongkai.rules.duties import LOCAL
from gongkai.rules.notices import Asked
from gongkai.rules.refusals import Refused
from gongkai.supervision import actions, queries
from tests.covers import covers
from tests.factories.world import build_world

TODAY = date(2026, 10, 12)
NOW = datetime(2026, 10, 12, 9, 30, tzinfo=LOCAL)


@pytest.fixture
def world(db):
    return build_world(NOW, TODAY)


def give(world, who="county_office", **more):
    fields = {"duty": "coordinate", "what": "公开栏更新日子对齐", "unit_code": world.town.code, "due_on": TODAY} | more
    return actions.give_group_task(
        world.actor(getattr(world, who)), org_id=world.county.pk, now=NOW, today=TODAY, **fields
    )


def move(world, row, verb, who, remark="都对齐了"):
    return actions.move_group_task(
        world.actor(getattr(world, who)), number=row.number, verb=verb, remark=remark, now=NOW
    )


def code_of(act, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value.code


@covers("R131")
def test_a_unit_of_the_tree_has_it_to_do_reports_and_gets_it_back_or_done(world):
    row = give(world)
    town, office = world.actor(world.superior), world.actor(world.county_office)
    assert (row.number, row.unit, row.org_path) == ("XW-RW-2026-001", world.town.name, world.town.path)
    waiting = {"working": (world.town.path,), "keeping": ()}
    assert [one.pk for one in queries.group_tasks_waiting(town, **waiting)] == [row.pk]
    clocks = [one for one in queries.deadlines(Actor.clock(), asked=Asked(TODAY)) if one.kind == "group_task"]
    assert [(one.org_path, one.due_on) for one in clocks] == [(world.town.path, TODAY)]
    assert row.is_late(TODAY + timedelta(days=1)) and not row.is_late(TODAY)
    assert code_of(move, world, row, "accept", "county_office") == "wrong_state"
    row = move(world, row, "report", "superior")
    assert (row.report, row.reporter_name, row.ended_at) == ("都对齐了", town.name, None)
    assert queries.group_tasks_waiting(town, **waiting) == []
    back = move(world, row, "return", "county_office", "还差两个村")
    assert (back.state, back.remark, back.report) == ("given", "还差两个村", "都对齐了")
    move(world, back, "report", "superior", "补齐了")
    done = move(world, back, "accept", "county_office", "")
    assert done.state == "done" and done.ended_at and done.report == "补齐了"
    assert queries.group_tasks_waiting(office, working=(), keeping=(world.county.path,)) == []


@covers("R131")
def test_a_unit_outside_the_tree_is_written_for_by_the_office(world):
    row = give(world, unit_code="", unit="县融媒体中心")
    office = world.actor(world.county_office)
    assert [one.verb for one in queries.group_task_offers(office, row=row)] == ["enter", "cancel"]
    waiting = queries.group_tasks_waiting(office, working=(), keeping=(world.county.path,))
    assert [one.pk for one in waiting] == [row.pk]
    assert move(world, row, "enter", "county_office", "播了").state == "done"
    assert code_of(give, world, unit_code=world.county.code) == "group_task_unit"


@covers("R131")
@pytest.mark.parametrize("who", ["head", "clerk", "charlie", "member", "villager"])
def test_who_is_neither_of_the_group_nor_the_unit_knows_nothing(world, who):
    row = give(world)
    actor = world.actor(getattr(world, who))
    assert code_of(queries.group_task, actor, number=row.number) == "not_found"
    assert queries.group_tasks(actor, path=world.county.path) == []
    assert code_of(give, world, who) == "not_found"
    assert code_of(approvals.filed_with, actor, county_path=world.county.path) == "not_found"
