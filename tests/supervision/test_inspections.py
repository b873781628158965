"""Inspections: announced, drawn so that anybody can draw again, filled from data, proved, told (第九条（五）)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.ledger.models import AuditEvent
from gongkai.orgs import actions as orgs
from gongkai.rules.draw import draw
from gongkai.rules.periods import Period
from gongkai.supervision import actions, queries
from gongkai.supervision.models import Inspection, SheetLine
from tests.covers import covers
from tests.supervision.inspecting import LOT, refusal


@covers("R103")
def test_the_sample_follows_from_a_number_that_nobody_knew(field):
    row = field.plan(sample=2)
    assert row.number == "Z01-JC-2026-001"
    assert [name for *_, name in row.pool] == ["农机合作社", "上书村", "朝阳村", "正街社区"]
    field.move_plan(row, "announce")
    assert refusal(field.move_plan, row, "draw", lot=LOT).code == "draw_too_early"
    field.later(1)
    assert refusal(field.move_plan, row, "draw", lot=" ").code == "lot_missing"
    row = field.move_plan(row, "draw", lot=LOT)
    view = queries.plan_view(field.world.visitor, number=row.number)
    again = draw(view.seed, [ticket for ticket, *_ in view.listed], row.sample)
    assert [ticket for ticket, _, _, drawn in view.listed if drawn] == list(again) == row.drawn
    made = queries.inspections(field.at("superior"), plan_id=row.pk)
    by_ticket = {ticket: org_id for ticket, org_id, *_ in row.pool}
    assert {one.org_id for one in made} == {by_ticket[ticket] for ticket in again}
    assert {(one.team, one.visit_on, one.state) for one in made} == {("周九、吴十", row.visit_on, "planned")}


@covers("R103")
def test_a_draft_is_known_to_those_who_inspect_only(field):
    row = field.plan()
    for actor in (field.world.visitor, field.at("clerk"), field.at("charlie")):
        assert refusal(queries.inspection_plan, actor, number=row.number).hidden
    field.move_plan(row, "announce")
    assert queries.inspection_plan(field.world.visitor, number=row.number).pk == row.pk
    assert [one.pk for one in queries.plans(field.world.visitor)] == [row.pk]
    field.move_plan(row, "cancel", remark="与县里的检查合并")
    assert queries.plan_view(field.world.visitor, number=row.number).row.remark == "与县里的检查合并"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"sample": 0}, "sample_size"), ({"sample": 5}, "sample_size"), ({"title": " "}, "plan_fields"),
        ({"lot_source": ""}, "plan_fields"), ({"team": ""}, "plan_fields"),
    ],
)  # fmt: skip
def test_a_plan_says_what_is_wrong(field, more, code):
    assert refusal(field.plan, **more).code == code


def test_days_of_a_plan_are_in_order(field):
    today = field.desk.today
    assert refusal(field.plan, draw_on=today).code == "draw_not_ahead"
    assert refusal(field.plan, visit_on=today).code == "visit_before_draw"


def test_only_bodies_below_are_inspected_and_only_by_those_who_may(field):
    assert refusal(field.appointed, org=field.world.school).code == "not_below"
    assert refusal(field.appointed, org=field.world.town).code == "not_below"
    assert refusal(field.appointed, team=" ").code == "plan_fields"
    assert refusal(field.appointed, who="charlie").hidden
    village = field.world.village.pk
    assert refusal(field.appointed, who="head", inspector_id=village).code == "no_permission"
    when = {"draw_on": field.desk.today, "visit_on": field.desk.today, "lot_source": "…", "sample": 1, **field.when}
    said = refusal(actions.draft_plan, field.at("county_office"), org_id=village, title="…", team="…", **when)
    assert said.code == "nobody_below"


@covers("R104")
def test_the_six_points_are_filled_from_the_records_with_where_they_are(field):
    row = field.begun()
    view = queries.inspection_view(field.at("superior"), number=row.number)
    assert [(point.point, point.most) for point in view.points] == [
        ("1", "15"), ("2", "25"), ("3", "15"), ("4", "10"), ("5", "15"), ("6", "20"),
    ]  # fmt: skip
    lines = {line.code: line for point in view.points for line in point.lines}
    assert (lines["1a"].found, lines["1a"].tenths, lines["1a"].records) == (
        "按规定不要求设领导小组",
        30,
        "organization",
    )
    assert (lines["1c"].found, lines["1c"].tenths) == ("专人已登记", 20)
    assert (lines["4b"].found, lines["4b"].tenths) == ("登记载体0处", 0)
    assert lines["2d"].tenths is None and lines["2d"].found.startswith("真不真")
    seen = queries.figures(field.at("superior"), org_id=field.world.village.pk, today=field.desk.today)
    assert (
        lines["2a"].found
        == f"{Period.parse(seen.span[0]).label}至{Period.parse(seen.span[1]).label}应公开{seen.due}项，已有交代{seen.answered}项，逾期{seen.overdue}项，晚公开{seen.late}项"
    )
    assert lines["2a"].tenths == max(0, 100 - 10 * seen.overdue - 5 * seen.late)


@covers("R103", "R104")
def test_no_result_without_points_evidence_and_words(field):
    row = field.begun()
    bare = field.find(row, seen=" ")
    assert refusal(field.move, row, "conclude").code == "lines_unscored"
    field.score_rest(row)
    assert refusal(field.move, row, "conclude").code == "findings_bare"
    actions.drop_finding(field.at("superior"), number=row.number, finding_id=bare.pk, now=field.tick())
    field.find(row)
    assert refusal(field.move, row, "conclude").code == "inspection_summary_missing"
    actions.write_summary(field.at("superior"), number=row.number, text="总的不错。", now=field.tick())
    row = field.move(row, "conclude")
    total = sum(SheetLine.objects.filter(inspection=row).values_list("tenths", flat=True))
    assert (row.state, row.total, row.concluder_name) == ("concluded", total, "周九")
    assert row.grade == (
        "excellent" if total >= 900 else "qualified" if total >= 750 else "basic" if total >= 600 else "failed"
    )
    assert refusal(field.find, row).code == "inspection_closed"
    verbs = list(
        AuditEvent.objects.filter(subject=f"inspection:{row.pk}").order_by("id").values_list("verb", flat=True)
    )
    assert verbs[0] == "inspection.appoint" and verbs[-1] == "inspection.conclude"


def test_points_stay_within_the_line(field):
    row = field.begun()
    act = actions.score
    for given, code in (({"2a": (101, "")}, "points_wrong"), ({"9z": (0, "")}, "line_unknown")):
        assert refusal(act, field.at("superior"), number=row.number, given=given, now=field.tick()).code == code
    act(field.at("superior"), number=row.number, given={"2a": (75, "少两项"), "2d": (None, "")}, now=field.tick())
    line = SheetLine.objects.get(inspection=row, code="2a")
    assert (line.tenths, line.comment) == (75, "少两项") and line.proposed is not None


def test_a_finding_names_its_provision(field):
    row = field.begun()
    assert refusal(field.find, row, article="某条").code == "citation_unreadable"
    assert refusal(field.find, row, facts=" ").code == "finding_fields"
    assert refusal(actions.drop_finding, field.at("superior"), number=row.number, finding_id=0, now=field.tick()).hidden


def test_evidence_is_kept_and_seen_by_those_who_may_read(field, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    path = tmp_path / "a.txt"
    path.write_text("现场记录", encoding="utf-8")
    row = field.begun()
    found = field.find(row, seen="")
    hung = actions.hang_evidence(
        field.at("superior"), number=row.number, finding_id=found.pk, path=path, name="记录.txt", caption="现场", now=field.tick()
    )  # fmt: skip
    kept, file = queries.evidence_file(field.at("superior"), number=row.number, token=hung.file.token)
    assert kept.read_text(encoding="utf-8") == "现场记录" and file.media_type == "text/plain"
    assert refusal(queries.evidence_file, field.at("head"), number=row.number, token=hung.file.token).hidden
    assert refusal(queries.evidence_file, field.at("superior"), number=row.number, token="0" * 32).hidden
    field.score_rest(row)
    actions.write_summary(field.at("superior"), number=row.number, text="记录在案。", now=field.tick())
    field.move(row, "conclude")
    assert queries.evidence_file(field.at("head"), number=row.number, token=hung.file.token)[0] == kept


@covers("R103")
def test_the_organization_reads_its_result_and_others_read_nothing(field):
    row = field.begun()
    assert refusal(queries.inspection, field.at("head"), number=row.number).hidden
    row = field.concluded(findings=0)
    assert queries.inspection(field.at("head"), number=row.number).pk == row.pk
    assert queries.inspection(field.at("county_office"), number=row.number).pk == row.pk
    for actor in (field.at("charlie"), field.at("member"), field.world.visitor):
        assert refusal(queries.inspection, actor, number=row.number).hidden
        assert queries.inspections(actor) == []
    found = queries.latest_inspections(field.at("superior"), path=field.world.town.path, year=2026)
    assert found[field.world.village.pk].pk == row.pk
    assert queries.rectification_of(field.at("superior"), source=f"inspection:{row.pk}") is None


@covers("R103")
def test_a_result_can_be_checked_again(field):
    row = field.concluded()
    again = actions.recheck(field.at("superior"), number=row.number, visit_on=field.desk.today, **field.when)
    assert (again.recheck_of_id, again.team, again.state) == (row.pk, row.team, "planned")
    said = refusal(actions.recheck, field.at("superior"), number=again.number, visit_on=field.desk.today, **field.when)
    assert said.code == "not_concluded"
    assert (
        refusal(actions.recheck, field.at("head"), number=row.number, visit_on=field.desk.today, **field.when).code
        == "no_permission"
    )


def test_what_waits_for_the_inspectors(field):
    row = field.appointed()
    path = (field.world.town.path,)
    assert [one.pk for one in queries.to_inspect(field.at("superior"), paths=path, today=field.desk.today)] == [row.pk]
    field.move(row, "cancel", remark="改期")
    assert queries.to_inspect(field.at("superior"), paths=path, today=field.desk.today) == []


def test_a_moved_body_takes_its_inspections_along(field):
    row = field.appointed()
    orgs.move(
        field.at("county_office"), org_id=field.world.village.pk, superior_id=field.world.soe.pk,
        from_date=field.desk.today, basis="演示〔2026〕3号", now=field.tick(),
    )  # fmt: skip
    row.refresh_from_db()
    assert row.org_path.startswith(field.world.soe.path) and row.inspector_path == field.world.town.path


def test_the_sheet_is_read_with_the_same_number_of_queries(field):
    few = field.begun()
    field.find(few)
    many = field.begun(org=field.world.other_village)
    for _ in range(5):
        field.find(many)
    actor, counts = field.at("superior"), []
    for row in (few, many):
        with CaptureQueriesContext(
            connection,
        ) as found:
            queries.inspection_view(actor, number=row.number)
        counts.append(len(found))
    assert counts[0] == counts[1] <= 4
    assert Inspection.objects.count() == 2


@covers("R103")
def test_a_visit_is_moved_before_it_begins_with_its_reason(field):
    row = field.appointed(visit_on=field.desk.today + timedelta(days=5))
    later = field.desk.today + timedelta(days=9)

    def move(who="superior", **more):
        fields = {"visit_on": later, "reason": "汛期"} | more
        return actions.move_visit(field.at(who), number=row.number, **fields, **field.when)

    assert refusal(move, reason=" ").code == "visit_moved"
    assert refusal(move, visit_on=row.visit_on).code == "visit_moved"
    assert refusal(move, visit_on=field.desk.today - timedelta(days=1)).code == "visit_moved"
    assert refusal(move, who="head").hidden
    assert move().visit_on == later
    event = AuditEvent.objects.get(verb="inspection.move_visit")
    assert event.facts == {"from": row.visit_on.isoformat(), "to": later.isoformat(), "reason": "汛期"}
    field.later(9)
    field.move(row, "begin")
    assert refusal(move).code == "visit_begun"


def test_ledgers_read_in_pieces_say_what_the_lists_say(field):
    for _ in range(3):
        field.notice()
    town = {"inspector_path": field.world.town.path}
    actor = field.at("superior")
    assert [one.pk for one in queries.inspection_ledger(actor, **town)] == [
        one.pk for one in queries.inspections(actor, **town)
    ]
    listed = {one.pk for one in queries.rectifications(actor, **town)}
    assert {one.pk for one in queries.rectification_ledger(actor, **town)} == listed and len(listed) == 3
    assert list(queries.rectification_ledger(field.at("charlie"), **town)) == []
