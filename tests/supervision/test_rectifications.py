"""Rectification: one notice from its sending to its closing, with its clocks (第九条（八）)."""

from datetime import timedelta

import pytest

from gongkai.rules.notices import Asked
from gongkai.supervision import actions, queries
from tests.covers import covers
from tests.supervision.inspecting import refusal


@pytest.fixture
def photo(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    path = tmp_path / "a.txt"
    path.write_text("换好的公开栏", encoding="utf-8")
    return path


@covers("R156")
def test_what_is_late_waits_for_the_superior_and_rings_on_both_sides(field):
    row = field.notice()
    paths = {"working": (), "inspecting": (field.world.town.path,)}

    def waits():
        return [one.pk for one in queries.rectifications_waiting(field.at("superior"), **paths, today=field.desk.today)]

    def rings():
        return {
            (one.kind, one.org_path) for one in queries.deadlines(field.world.clock, asked=Asked(field.desk.today))
            if one.ref == f"rectification:{row.pk}"
        }  # fmt: skip

    town, village = field.world.town.path, field.world.village.path
    assert (waits(), rings()) == ([], {("rectification", village)})
    field.desk.today = row.plan_due
    assert (waits(), rings()) == ([], {("rectification", village)})
    field.later(1)
    assert (waits(), rings()) == ([row.pk], {("rectification", village), ("rectification_above", town)})
    field.step(row, "receive", "clerk")
    field.measured(row)
    field.step(row, "plan", "head")
    assert (waits(), rings()) == ([], {("rectification", village)})
    field.desk.today = row.due_on
    field.later(1)
    assert waits() == [row.pk]


@covers("R120", "R156")
def test_a_notice_goes_from_its_sending_to_its_closing(field, photo):
    row = field.notice(findings=2)
    day = field.desk.today
    assert (row.number, row.state, row.due_on) == ("Z01-C01-ZG-2026-001", "issued", day + timedelta(days=30))
    assert row.plan_due > day and row.issuer_name == "周九"
    assert [one.article for one in row.problems.all()] == ["第七条", "第七条"]
    row = field.step(row, "receive", "clerk")
    assert row.receiver_name == "王五"
    assert refusal(field.step, row, "plan", "head").code == "problems_unplanned"
    field.measured(row)
    row = field.step(row, "plan", "head")
    assert refusal(field.step, row, "report", "head").facts == {
        "what": "问题1、问题2没有写改得怎么样，问题1、问题2没有证据"
    }
    field.proved(row, photo)
    assert queries.shown_before(field.at("superior"), row=row) == {}, "proofs of one notice may be one photo"
    row = field.step(row, "report", "head")
    row = field.step(row, "refuse", "superior", remark="玻璃还是裂的")
    assert (row.state, row.refused, row.remark) == ("planned", 1, "玻璃还是裂的")
    row = field.step(row, "report", "head")
    row = field.step(row, "accept", "superior")
    assert (row.state, row.late) == ("closed", False) and row.closed_at is not None


@covers("R156")
def test_whoever_accepts_sees_that_a_proof_was_shown_elsewhere(field, photo):
    first, second = field.notice(), field.notice()
    for row in (first, second):
        field.step(row, "receive", "clerk")
        field.measured(row)
        field.step(row, "plan", "head")
        field.proved(row, photo)
    (number,) = set(queries.shown_before(field.at("superior"), row=second).values())
    assert number == first.number
    assert queries.shown_before(field.at("clerk"), row=second) == {}


@covers("R120")
def test_a_report_after_the_limit_stays_late(field, photo):
    row = field.notice()
    field.step(row, "receive", "clerk")
    field.measured(row)
    field.step(row, "plan", "head")
    field.later(31)
    field.proved(row, photo)
    assert field.step(row, "report", "head").late
    field.step(row, "refuse", "superior", remark="再改")
    assert field.step(row, "report", "head").late


@covers("R156")
def test_each_side_does_its_own_part_and_others_know_nothing(field):
    row = field.notice()
    for verb, who in (("receive", "superior"), ("withdraw", "head")):
        if verb == "receive":
            assert refusal(field.step, row, verb, who).code == "no_permission"
        else:
            assert refusal(field.step, row, verb, who, remark="…").code == "no_permission"
    for actor in (field.at("charlie"), field.at("member"), field.world.visitor):
        assert refusal(queries.rectification, actor, number=row.number).hidden
        assert queries.rectifications(actor) == []
    field.step(row, "receive", "clerk")
    assert refusal(field.measured, row, who="head").code == "no_permission"
    assert field.step(row, "withdraw", "superior", remark="发错了").state == "withdrawn"


def test_measures_are_whole_and_within_the_limit(field):
    row = field.notice()
    assert refusal(field.measured, row).code == "rectification_closed"
    field.step(row, "receive", "clerk")
    assert refusal(field.measured, row, person=" ").code == "measure_fields"
    assert refusal(field.measured, row, finish_on=row.due_on + timedelta(days=1)).code == "measure_late"
    fields = {"measure": "换", "person": "王五", "finish_on": row.due_on, "now": field.tick()}
    assert refusal(actions.write_measure, field.at("clerk"), number=row.number, problem_id=0, **fields).hidden


def test_proofs_are_seen_by_both_sides_only(field, photo):
    row = field.notice()
    field.step(row, "receive", "clerk")
    field.measured(row)
    field.step(row, "plan", "head")
    one = row.problems.get()
    assert (
        refusal(
            actions.write_done, field.at("clerk"), number=row.number, problem_id=one.pk, text=" ", now=field.tick()
        ).code
        == "done_missing"
    )
    field.proved(row, photo)
    token = one.proofs.get().file.token
    for who in ("clerk", "superior"):
        assert queries.proof_file(field.at(who), number=row.number, token=token)[0].exists()
    assert refusal(queries.proof_file, field.at("charlie"), number=row.number, token=token).hidden
    assert refusal(queries.proof_file, field.at("clerk"), number=row.number, token="0" * 32).hidden


@covers("R170")
def test_the_ledger_has_open_ones_first_and_the_inbox_its_side(field):
    closed = field.notice()
    field.step(closed, "withdraw", "superior", remark="发错了")
    row = field.notice()
    rows = queries.rectifications(field.at("superior"), inspector_path=field.world.town.path)
    assert [one.pk for one in rows] == [row.pk, closed.pk]
    assert [one.pk for one in queries.rectifications(field.at("head"), path=field.world.village.path)] == [
        row.pk,
        closed.pk,
    ]
    waits = queries.rectifications_waiting
    own, above = (field.world.village.path,), (field.world.town.path,)
    assert [one.pk for one in waits(field.at("clerk"), working=own, inspecting=(), today=field.desk.today)] == [row.pk]
    assert waits(field.at("superior"), working=(), inspecting=above, today=field.desk.today) == []
    assert queries.rectification_offers(field.at("clerk"), number=row.number)[0].verb == "receive"
