"""Pressure on an author is told to the handler above alone, and nobody there can let it lie (R12)."""

from datetime import date, datetime

import pytest

from gongkai.orgs import actions as orgs
from gongkai.participation import actions, queries
from gongkai.rules.actor import Actor
from gongkai.rules.duties import LOCAL
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.participation.protectors import NOW, TODAY, table
from tests.participation.test_anonymous import deliver, read, refused, write
from tests.participation.test_vault_roles import EVERYONE, code

WORDS = "书记到我家里说，再提就取消低保。"


def pressed(protected, **more):
    opinion, ref = protected.signed(**more)
    return actions.report_pressure(protected.actor("member"), ref=ref, text=WORDS, now=NOW), ref


@covers("R12")
@pytest.mark.parametrize("leaders", [True, False])
@pytest.mark.parametrize("who", EVERYONE)
def test_only_the_handler_above_knows(protected, who, leaders):
    """Also when the organization itself handles the opinion."""
    row, _ = pressed(protected, leaders=leaders)
    knows = who in {"handler", "second", "county_handler"}
    actor = protected.actor(who)
    assert code(lambda: queries.pressure(actor, pressure_id=row.pk)) == ("ok" if knows else "hidden")
    listed = code(lambda: queries.pressures(actor))
    assert (listed == "ok" and row in queries.pressures(actor)) is knows
    acted = code(lambda: actions.move_pressure(actor, pressure_id=row.pk, verb="take_up", now=NOW))
    assert acted == ("ok" if knows else "hidden")


def test_taken_up_answered_and_read_by_the_author(protected):
    row, _ = pressed(protected)
    assert row.due_on == date(2026, 10, 15)
    handler = protected.actor("handler")
    assert (
        refused(actions.move_pressure, handler, pressure_id=row.pk, verb="answer", remark="x", now=NOW) == "wrong_state"
    )
    row = actions.move_pressure(handler, pressure_id=row.pk, verb="take_up", now=NOW)
    assert row.due_on == date(2026, 10, 21)
    assert refused(actions.move_pressure, handler, pressure_id=row.pk, verb="answer", now=NOW) == "remark_needed"
    actions.move_pressure(handler, pressure_id=row.pk, verb="answer", remark="已找书记谈话，低保不受影响。", now=NOW)
    [own] = queries.own_pressures(protected.actor("member"))
    assert own.answer == "已找书记谈话，低保不受影响。" and own.state_name == "已答复"
    assert queries.own_pressures(protected.actor("villager")) == ()


def test_with_the_receipt_code_and_without_a_name(protected):
    written = write(protected)
    row = actions.report_pressure_with_receipt(Actor.visitor(), code=written, text=WORDS, source="a", today=TODAY)
    again = actions.report_pressure_with_receipt(Actor.visitor(), code=written, text=WORDS, source="a", today=TODAY)
    assert row.pk == again.pk and row.handler_path == protected.world.town.path and row.anonymous
    actions.move_pressure(protected.actor("handler"), pressure_id=row.pk, verb="take_up", now=NOW)
    assert [one.state_name for one in read(written).reported] == ["已受理"]
    report = actions.report_pressure_with_receipt
    assert refused(report, Actor.visitor(), code="0" * 24, text=WORDS, source="a", today=TODAY) == "receipt_wrong"


def test_of_a_name_that_is_not_ones_own_nobody_reports(protected):
    _, ref = protected.signed()
    act = actions.report_pressure
    assert refused(act, protected.actor("villager"), ref=ref, text=WORDS, now=NOW) == "not_found"
    assert refused(act, Actor.visitor(), ref=ref, text=WORDS, now=NOW) == "not_found"


def test_nobody_took_it_up_so_it_goes_up_once(protected):
    row, _ = pressed(protected)
    clock = Actor.clock()
    friday = datetime(2026, 10, 16, 0, 5, tzinfo=LOCAL)
    assert actions.escalate_pressure(clock, today=row.due_on, now=NOW) == 0
    assert actions.escalate_pressure(clock, today=friday.date(), now=friday) == 1
    assert actions.escalate_pressure(clock, today=date(2026, 11, 16), now=friday) == 0
    row.refresh_from_db()
    assert row.handler_path == protected.world.county.path and row.due_on == date(2026, 10, 19)
    assert code(lambda: queries.pressure(protected.actor("handler"), pressure_id=row.pk)) == "hidden"
    assert queries.pressure(protected.actor("county_handler"), pressure_id=row.pk)


def test_where_no_handler_is_independent_the_countys_office_stands_in(protected):
    for grant in table("Opinion").model._meta.apps.get_model("orgs.Grant").objects.filter(role="confidential"):
        orgs.end_grant(Actor.clock(), grant_id=grant.pk, on=TODAY, now=NOW)
    row, _ = pressed(protected)
    assert row.by_office and row.handler_path == protected.world.county.path
    assert queries.pressure(protected.actor("county_office"), pressure_id=row.pk)
    assert code(lambda: queries.pressure(protected.actor("superior"), pressure_id=row.pk)) == "hidden"


def test_a_report_leaves_no_event_and_only_a_day(protected):
    events = table("Opinion").model._meta.apps.get_model("ledger.AuditEvent").objects
    _, ref = protected.signed()
    before = events.count()
    row = actions.report_pressure(protected.actor("member"), ref=ref, text=WORDS, now=NOW)
    assert events.count() == before
    assert not any("DateTime" in type(field).__name__ for field in row._meta.fields)


@pytest.mark.parametrize("text", ["", "  ", "长" * 1001])
def test_words_that_cannot_be_kept_are_refused(protected, text):
    _, ref = protected.signed()
    assert refused(actions.report_pressure, protected.actor("member"), ref=ref, text=text, now=NOW) == "pressure_text"


def test_delivering_does_not_touch_reports(protected):
    written = write(protected)
    actions.report_pressure_with_receipt(Actor.visitor(), code=written, text=WORDS, source="a", today=TODAY)
    deliver()
    assert not any(WORDS in text for text in table("Opinion").values_list("text", flat=True))
    with pytest.raises(Refused):
        queries.pressures(protected.actor("head"))
