"""Contact and demonstration points: nominated, decided, guided, ended; their experience and its bonus (第九条（六）)."""

from datetime import timedelta

import pytest

from gongkai.assessment import queries as assessment
from gongkai.ledger.models import AuditEvent
from gongkai.rules.deadlines import Light, months_later
from gongkai.rules.notices import Asked
from gongkai.supervision import actions, queries
from tests.covers import covers
from tests.factories.drafts import Desk, made_id
from tests.supervision.inspecting import refusal
from tests.supervision.pointing import MARKS, Pointing


@pytest.fixture
def field(county, db):
    return Pointing(Desk(county))


@covers("R112", "R153")
def test_a_point_goes_from_its_nomination_to_its_exit(field):
    batch = field.batch(who="county_office")
    row = field.nomination(batch=batch, marks=MARKS | {"basis": (None, "")})
    assert (batch.number, batch.level, row.number) == ("XW-LX-2026-001", "county", "XW-LX-2026-001-01")
    assert refusal(field.step, row, "submit", "head").facts == {"count": 1}
    actions.write_nomination(
        field.at("clerk"),
        number=row.number,
        reason="早",
        duties="念账本",
        liaison="王五",
        marks=MARKS,
        now=field.tick(),
    )
    row = field.step(row, "submit", "head")
    assert row.submitter_name == "张三"
    assert refusal(field.step, row, "name", "county_office").code == "criteria_unchecked"
    field.checked(row, "county_office", points=5)
    said = refusal(field.step, row, "name", "county_office")
    assert said.code == "criteria_low" and said.facts["names"] == "领导重视、工作基础好、示范作用强"
    row = field.step(row, "send_back", "county_office", remark="请补依据")
    row = field.step(row, "submit", "head")
    assert [one.checked for one in row.marks.all()] == [None] * 3
    field.checked(row, "county_office")
    row = field.step(row, "name", "county_office")
    assert (row.state, row.named_on, row.decider_name, row.remark) == ("named", field.desk.today, "郑一", "")
    view = queries.public_point(field.world.visitor, number=row.number, today=field.desk.today)
    assert view.plaque == "县级党务公开工作联系点" and view.marks == () and view.tasks == ()
    row = field.step(row, "review", "county_office", remark="做得好")
    assert refusal(field.step, row, "review", "county_office", remark="又一次").code == "point_reviewed"
    row = field.step(row, "exit", "county_office", remark="合并")
    assert (row.state, row.exited_on, row.remark) == ("exited", field.desk.today, "合并")
    verbs = AuditEvent.objects.filter(subject=f"point:{row.pk}").order_by("id").values_list("verb", flat=True)
    assert [verb.removeprefix("point.") for verb in verbs] == [
        "nominate", "write", "submit", "check", "send_back", "submit", "check", "name", "review", "exit",
    ]  # fmt: skip


@covers("R111")
def test_the_city_decides_and_the_county_keeps_list_liaison_and_tasks(field):
    batch = field.batch(who="county_office", city=True)
    row = field.submitted(batch=batch)
    field.checked(row, "county_office")
    assert refusal(field.step, row, "name", "county_office").code == "remark_needed"
    row = field.step(row, "name", "county_office", remark="市里发文确定")
    assert (row.batch.level, row.state, row.decision) == ("city", "named", "市里发文确定")
    due = field.desk.today + timedelta(days=9)
    task = actions.give_task(field.at("county_office"), number=row.number, title="报研究题目", due_on=due, **field.when)
    late = {"title": "…", "due_on": field.desk.today - timedelta(days=1)}
    assert (
        refusal(actions.give_task, field.at("county_office"), number=row.number, **late, **field.when).code
        == "task_day"
    )
    done = {"number": row.number, "task_id": task.pk, "text": "报了", "now": field.tick()}
    assert refusal(actions.finish_task, field.at("superior"), **done).code == "no_permission"
    actions.finish_task(field.at("clerk"), **done)
    assert refusal(actions.finish_task, field.at("clerk"), **done).code == "changed_meanwhile"
    assert refusal(field.batch, city=True).code == "points_no_keeper"


@covers("R112", "R153")
def test_before_the_decision_it_is_known_to_both_sides_only(field):
    row = field.submitted()
    for actor in (field.at("charlie"), field.at("member"), field.world.visitor):
        assert refusal(queries.point, actor, number=row.number).hidden
        assert queries.points(actor) == []
    for who in ("clerk", "head", "superior", "county_office"):
        assert queries.point(field.at(who), number=row.number).pk == row.pk
    assert refusal(field.step, row, "name", "charlie").hidden
    assert refusal(field.checked, row, "head").code == "no_permission"
    row = field.step(row, "refuse", "superior", remark="明年再报")
    assert refusal(queries.point, field.world.visitor, number=row.number).hidden
    assert refusal(actions.write_nomination, field.at("clerk"), number=row.number, reason="早", duties="…", liaison="…",
                   marks=MARKS, now=field.tick()).code == "point_closed"  # fmt: skip


@covers("R115")
def test_towns_keep_their_own_and_the_tree_shows_the_share_without_a_limit(field):
    row = field.named()
    county = field.named(who="county_office")
    assert (row.batch.level, county.batch.level) == ("town", "county")
    top, below = queries.tree(field.world.visitor)
    assert (top.keeper.code, below.keeper.code) == ("XW", "Z01")
    assert (below.places, below.below, below.share) == (1, 4, 25)
    assert queries.tree(field.at("superior"), path=field.world.town.path)[0].keeper.code == "Z01"
    assert queries.tree(field.world.visitor, kind="demonstration") == []
    assert refusal(field.submitted, batch=row.batch).code == "point_twice"
    assert refusal(field.batch, who="head", keeper=field.world.village).code == "no_permission"
    assert refusal(field.nomination, batch=row.batch, org=field.world.school, who="county_maker").hidden
    stranger = field.batch(who="county_office", keeper=field.world.education_committee)
    assert stranger.level == "department"
    assert refusal(field.nomination, batch=stranger).code == "batch_not_above"


def test_a_batch_and_a_nomination_say_what_is_wrong(field):
    assert refusal(field.batch, title=" ").code == "batch_fields"
    assert refusal(field.batch, ends_on=field.desk.today).code == "batch_days"
    assert refusal(field.nomination, liaison=" ").code == "point_fields"
    assert refusal(field.nomination, marks=MARKS | {"basis": (11, "…")}).facts["name"] == "工作基础好"
    row = field.nomination(batch=field.batch(ends_on=field.desk.today + timedelta(days=3)))
    field.later(4)
    assert refusal(field.step, row, "submit", "head").code == "batch_over"
    assert refusal(field.nomination, batch=row.batch).code == "batch_not_above"


@covers("R113")
def test_guidance_has_day_people_output_and_a_clock_that_warns(field):
    row = field.named()
    clock = queries.point_deadlines
    start = field.desk.today

    def due():
        found = clock(field.world.clock, asked=Asked(field.desk.today, named=True))
        return {one.kind: one.due_on for one in found if one.org_path == field.world.town.path}

    assert due()["guidance"] == months_later(start, 3)
    view = queries.batch_view(field.at("superior"), number=row.batch.number, today=months_later(start, 3))
    assert view.clock.light is Light.YELLOW
    assert refusal(field.guide, row.batch, day=start + timedelta(days=1)).code == "activity_day"
    assert refusal(field.guide, row.batch, output=" ").code == "activity_fields"
    assert refusal(field.guide, row.batch, people=0).code == "activity_people"
    assert refusal(field.guide, row.batch, who="head").code == "no_permission"
    assert refusal(field.guide, row.batch, who="member").hidden
    field.later(40)
    field.guide(row.batch)
    assert due()["guidance"] == months_later(field.desk.today, 3)
    assert len(queries.activities(field.at("clerk"), batch_id=row.batch_id)) == 1
    assert queries.activities(field.world.visitor, batch_id=row.batch_id) == []
    field.step(row, "exit", "superior", remark="合并")
    assert due() == {} and refusal(list, clock(field.at("superior"), asked=Asked(start))).hidden


@covers("R114")
def test_works_are_owed_half_yearly_and_adopted_experience_is_public(field):
    row = field.named()
    view = queries.point_view(field.at("clerk"), number=row.number, today=field.desk.today)
    assert view.clock.due == months_later(field.desk.today, 6)
    assert refusal(field.work, row, title=" ").code == "work_fields"
    assert refusal(field.work, row, who="superior").code == "no_permission"
    work = field.work(row)
    assert work.number == "Z01-C01-JY-2026-001"
    assert refusal(queries.experience, field.world.visitor, number=work.number).hidden
    assert [one.pk for one in queries.works_waiting(field.at("superior"), keeping=(field.world.town.path,))] == [
        work.pk
    ]
    dirty = field.work(row, text=f"经办人身份证{made_id()}。")
    assert refusal(field.move_work, dirty, "adopt").code == "work_personal"
    assert refusal(field.move_work, field.work(row, kind="topic"), "adopt").code == "work_no_experience"
    field.move_work(work, "adopt")
    assert queries.experience(field.world.visitor, number=work.number).title == "念账本"
    for words, found in (("念账本 上书", [work.pk]), ("三笔", [work.pk]), ("没有", [])):
        assert [one.pk for one in queries.library(field.world.visitor, words=words)] == found
    assert queries.library(field.world.visitor, county_only=True) == []
    field.move_work(work, "retire", remark="过时了")
    assert refusal(queries.experience, field.world.visitor, number=work.number).hidden
    field.step(row, "exit", "superior", remark="合并")
    assert refusal(field.work, row).code == "point_not_named"


@covers("R114", "R116")
def test_experience_adopted_by_the_county_counts_in_the_year_and_has_a_most(field):
    row, village = field.named(), field.world.village
    path, year = village.path, field.desk.today.year

    def bonus():
        view = assessment.sheet_view(field.at("head"), code=village.code, year=year, today=field.desk.today)
        return view.sheet.bonus

    work = field.work(row)
    field.move_work(work, "adopt")
    assert bonus() == 0
    assert refusal(field.move_work, work, "adopt_county").code == "no_permission"
    field.move_work(work, "adopt_county", who="county_office")
    asked = queries.experience_bonus_by_organization
    assert asked(field.world.clock, path=path, year=year) == {village.pk: 100} and bonus() == 100
    assert asked(field.world.clock, path=path, year=year + 1) == {}
    for _ in range(6):
        field.move_work(field.work(row), "adopt_county", who="county_office")
    assert asked(field.world.clock, path=path, year=year) == {village.pk: 700} and bonus() == 500


@covers("R19")
def test_a_point_shows_only_what_is_public_and_its_own(field):
    row = field.named()
    act = {"number": row.number, "now": field.tick()}
    assert refusal(actions.show_item, field.at("clerk"), item="没有这个号", **act).code == "show_unknown"
    assert refusal(actions.show_item, field.at("charlie"), item="…", **act).code == "no_permission"
    assert queries.public_point(field.world.visitor, number=row.number, today=field.desk.today).shown == ()


@covers("R168")
def test_the_ledger_keeps_ended_points_and_costs_the_same(field, django_assert_max_num_queries):
    row = field.named()
    field.step(row, "exit", "superior", remark="合并")
    again = field.named()
    town = field.at("superior")
    with django_assert_max_num_queries(1):
        found = list(queries.points_below(town, path=field.world.town.path))
        assert [(one.state, one.org.short_name, one.batch.keeper.short_name) for one in found] == [
            ("exited", "上书村", "东溪镇"), ("named", "上书村", "东溪镇"),
        ]  # fmt: skip
    assert found[1].pk == again.pk
