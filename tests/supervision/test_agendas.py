"""Disclosure on the agenda: records with decisions, void ones that stay, who is behind, the inspection sheet (R126, R127)."""

from datetime import date

import pytest

from gongkai.ledger.models import AuditEvent
from gongkai.rules.actor import Actor
from gongkai.rules.notices import Asked
from gongkai.rules.refusals import Refused
from gongkai.supervision import actions, queries
from gongkai.supervision.queries import deadlines as supervision_deadlines
from tests.covers import covers
from tests.factories.drafts import Desk


@pytest.fixture
def desk(db):
    return Desk()


def kept(desk, who="superior", org="town", **more):
    fields = {
        "body": "committee", "held_on": date(2026, 9, 1), "attended": "党委委员7人", "studied": "听取党务公开情况汇报",
        "what": "三块公开栏换新", "who": "党政办", "due_on": date(2026, 9, 20),
    }  # fmt: skip
    return actions.record_agenda(
        desk.at(who), org_id=getattr(desk.world, org).pk, now=desk.tick(), today=desk.today, **(fields | more)
    )


def year(desk, who="superior", org="town"):
    return queries.agenda_of_year(desk.at(who), org=getattr(desk.world, org), year=2026, today=desk.today)


def refusal(act, *args, **kwargs) -> Refused:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value


@covers("R126")
def test_a_committee_that_did_not_study_it_is_behind_until_it_did(desk):
    assert (year(desk).times, year(desk).behind) == (2, 1)
    row = kept(desk)
    assert row.number == "Z01-RC-2026-001" and row.recorder_name
    assert (year(desk).held, year(desk).behind, year(desk).left, year(desk).overdue) == (1, 0, 1, 1)
    assert [one.verb for one in AuditEvent.objects.filter(subject=f"agenda:{row.pk}")] == ["agenda.record"]
    assert refusal(kept, desk, what="").code == "agenda_decision"
    assert kept(desk).number == "Z01-RC-2026-002"  # a refused one takes no number


@covers("R126")
def test_decisions_are_carried_out_once_and_a_void_record_stays(desk):
    row, town = kept(desk), desk.at("superior")
    more = actions.add_decision(
        town, number=row.number, what="开一次会", who="纪检办", due_on=desk.today, now=desk.tick()
    )
    done = {"number": row.number, "decision_id": more.pk, "today": desk.today}
    assert refusal(actions.finish_decision, town, done=" ", now=desk.tick(), **done).code == "agenda_done"
    assert actions.finish_decision(town, done="开了", now=desk.tick(), **done).done_on == desk.today
    assert refusal(actions.finish_decision, town, done="又开了", now=desk.tick(), **done).code == "agenda_done_already"
    assert refusal(actions.finish_decision, town, done="开了", now=desk.tick(), **(done | {"decision_id": 0})).hidden
    assert (year(desk).decisions, year(desk).open) == (2, 1)
    void = {"number": row.number}
    assert refusal(actions.void_agenda, town, reason="", now=desk.tick(), **void).code == "agenda_void_reason"
    actions.void_agenda(town, reason="登记了两次", now=desk.tick(), **void)
    assert refusal(actions.void_agenda, town, reason="…", now=desk.tick(), **void).code == "agenda_void"
    assert (year(desk).held, year(desk).behind, year(desk).decisions) == (0, 1, 0)
    listed = queries.agenda_records(town, path=desk.world.town.path, year=2026)
    assert [(one.number, one.void_reason) for one in listed] == [(row.number, "登记了两次")]


@covers("R126", "R127")
def test_the_superior_sees_who_is_behind_first(desk):
    def listed():
        found = queries.agendas_by_organization(
            desk.at("county_office"), path=desk.world.county.path, year=2026, today=desk.today
        )
        return {one.code: each for one, each in found}, [one.code for one, _ in found]

    before, _ = listed()
    assert before["Z01"].behind == 1 and "Z01-C01" not in before
    kept(desk, grassroots=True)
    kept(desk, "clerk", "village", body="branch")
    after, order = listed()
    assert order.index("Z01") > order.index("GW01") and after["GW01"].behind == 1
    assert (after["Z01"].behind, after["Z01"].grassroots_missing) == (0, False)
    assert (after["Z01-C01"].held, after["Z01-C01"].times) == (1, 0)


@covers("R126")
def test_the_inspection_counts_the_last_twelve_months(desk):
    def found(org):
        asked = {"org_id": getattr(desk.world, org).pk, "today": desk.today}
        figures = queries.figures(desk.at("county_office"), **asked)
        return figures.agenda_held, figures.agenda_owed

    assert (found("town"), found("village")) == ((0, 2), (0, 0))
    kept(desk, held_on=date(2025, 9, 28), due_on=date(2025, 10, 1))
    assert found("town") == (0, 2)
    kept(desk, held_on=date(2025, 9, 29), due_on=date(2025, 10, 1))
    row = kept(desk)
    assert found("town") == (2, 2)
    actions.void_agenda(desk.at("superior"), number=row.number, reason="登记了两次", now=desk.tick())
    assert found("town") == (1, 2)


@covers("R126")
def test_records_are_for_those_who_work_there_or_oversee(desk):
    row = kept(desk, "clerk", "village", body="branch")
    path = desk.world.village.path
    assert queries.agenda_record(desk.at("superior"), number=row.number).pk == row.pk
    for who in (desk.world.visitor, desk.at("member"), desk.at("charlie")):
        assert refusal(queries.agenda_record, who, number=row.number).hidden
        assert queries.agenda_records(who, path=path, year=2026) == []
        assert queries.agenda_of_year(who, org=desk.world.village, year=2026, today=desk.today).held == 0
    assert refusal(kept, desk, "charlie", "village").hidden
    assert refusal(kept, desk, "deputy", "village").code == "no_permission"
    assert refusal(actions.void_agenda, desk.at("deputy"), number=row.number, reason="…", now=desk.tick()).code == (
        "no_permission"
    )


def rings(desk, **asked):
    found = supervision_deadlines(Actor.clock(), asked=Asked(desk.today, **asked))
    return {(one.kind, one.org_path, one.due_on) for one in found if one.kind.startswith("agenda")}


@covers("R126")
def test_the_committee_that_must_meet_hears_its_clock(desk):
    town, county = desk.world.town.path, desk.world.county.path
    assert (("agenda", town, date(2026, 6, 30)) in rings(desk)) and (
        ("agenda", county, date(2026, 6, 30)) in rings(desk)
    )
    assert {path for _, path, _ in rings(desk)}.isdisjoint({desk.world.village.path, desk.world.other_village.path})
    kept(desk, due_on=date(2026, 9, 20))
    here = {"paths": (town,)}
    assert rings(desk, **here) == {("agenda", town, date(2026, 12, 31)), ("agenda_decision", town, date(2026, 9, 20))}
    assert rings(desk, until=desk.today, **here) == {("agenda_decision", town, date(2026, 9, 20))}
    kept(desk, held_on=date(2026, 9, 2), due_on=date(2027, 1, 5))
    assert {kind for kind, *_ in rings(desk, **here)} == {"agenda_decision"}


@covers("R126")
def test_a_void_record_does_not_quiet_the_clock(desk):
    row = kept(desk)
    actions.void_agenda(desk.at("superior"), number=row.number, reason="登记了两次", now=desk.tick())
    assert rings(desk, paths=(desk.world.town.path,)) == {("agenda", desk.world.town.path, date(2026, 6, 30))}


@covers("R126")
def test_only_who_keeps_the_agenda_is_told_at_the_desk(desk):
    places = [desk.world.town, desk.world.village]

    def due(who):
        return [
            (org.code, held, day)
            for org, held, day in queries.agendas_due(desk.at(who), places=places, today=desk.today)
        ]

    assert due("superior") == [("Z01", 0, date(2026, 6, 30))]
    assert due("clerk") == due("member") == []
    kept(desk)
    assert due("superior") == [("Z01", 1, date(2026, 12, 31))]
    soon = {"paths": (desk.world.town.path,), "until": date(2026, 9, 30)}
    assert [one.what for one in queries.decisions_due(desk.at("superior"), **soon)] == ["三块公开栏换新"]
    assert queries.decisions_due(desk.at("clerk"), **soon) == []
