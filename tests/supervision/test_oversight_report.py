"""The report of R168: supervisors, meetings, marks, points and activities, publicity, whole and in three forms."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gongkai.participation import actions as voicing
from gongkai.supervision import queries
from tests.covers import covers
from tests.factories.drafts import Desk
from tests.factories.duties import bound_county
from tests.factories.world import moment_of
from tests.interfaces.workbench.office import sheet, text
from tests.supervision.inspecting import refusal
from tests.supervision.overseeing import Overseeing
from tests.supervision.pointing import Pointing


@pytest.fixture
def full(db):
    """One of everything, as of the real day: what the report has to hold."""
    today = timezone.localdate()
    desk = Desk(bound_county(moment_of(today), today).world)
    desk.now, desk.today = timezone.now() - timedelta(hours=3), today
    watch, points = Overseeing(desk), Pointing(desk)
    watch.appointed()
    watch.held(watch.called())
    mark = watch.marked()
    watch.move(mark, "reply", "clerk", reply="已补上。")
    withdrawn = watch.marked(mark.item_number, kind="late")
    watch.move(withdrawn, "withdraw", "member")
    row = points.named()
    points.guide(row.batch)
    points.work(row)
    for subject in ("rules", "rights"):
        voicing.record_activity(
            watch.at("clerk"), org_id=desk.world.village.pk, register="publicity", way="lecture", subjects=(subject,),
            title="宣讲", held_on=today, place="院坝", host="书记", content="怎样公开", people=30, **watch.when,
        )  # fmt: skip
    return desk


def report(desk, who="superior", org="town", year=None):
    found = queries.oversight_by_organization(
        desk.at(who), path=getattr(desk.world, org).path, year=year or desk.today.year, today=desk.today
    )
    return {org.pk: row for org, row in found}


@covers("R168")
def test_every_part_of_the_report_is_counted_where_it_happened(full):
    world, found = full.world, report(full)
    village, town = found[world.village.pk], found[world.town.pk]
    assert (village.supervisors, village.meetings, village.marks, village.answered) == (1, 1, 1, 1)
    assert (village.points, village.works, village.publicity, village.people) == (1, 1, 2, 60)
    assert (village.guidance, town.guidance, town.points) == (0, 1, 0)  # guidance is its keeper's
    assert found[world.other_village.pk] == queries.OversightYear()
    assert report(full, year=full.today.year - 1)[world.village.pk] == queries.OversightYear()
    assert refusal(report, full, who="clerk").hidden


@covers("R168")
def test_the_questions_do_not_grow_with_what_is_counted(full):
    with CaptureQueriesContext(connection) as few:
        report(full, who="county_office", org="county")
    assert len(few) <= 14


@covers("R168")
def test_the_report_stands_whole_on_screen_in_excel_and_on_paper(full):
    client, year = Client(), full.today.year
    client.force_login(full.world.superior)
    village = full.world.village
    head, total, *rows = sheet(client.get(reverse("workbench:ledger_xlsx", args=["oversight"])))
    line = dict(zip(head, next(row for row in rows if row[1] == village.code), strict=True))
    assert (line["监督员"], line["监督员会议"], line["监督意见"], line["联系点、示范点"], line["宣传教育次数"]) == (
        1,
        1,
        1,
        1,
        2,
    )
    assert (
        total[0] == "合计"
        and total[9] == 1
        and [sum(row[n] or 0 for row in rows) for n in range(3, 14)] == list(total[3:])
    )
    for form in ("ledger", "ledger_print"):
        page = text(client.get(reverse(f"workbench:{form}", args=["oversight"])))
        assert f"{year}年" in page and village.short_name in page and "指导活动" in page
    screen = text(client.get(reverse("workbench:ledger", args=["oversight"])))
    assert f"?year={year - 1}" in screen
    assert client.get(reverse("workbench:ledger_xlsx", args=["oversight"]), {"year": "1999"}).status_code == 404
    client.force_login(full.world.clerk)
    assert client.get(reverse("workbench:ledger_xlsx", args=["oversight"])).status_code == 404


def test_a_past_year_counts_terms_and_points_as_they_stood_on_its_last_day(full):
    full.world.today = full.today
    later = queries.oversight_by_organization(
        full.at("superior"), path=full.world.town.path, year=full.today.year, today=full.today
    )
    assert sum(row.supervisors for _, row in later) == 1
    before = date(full.today.year - 1, 12, 31)
    earlier = queries.oversight_by_organization(
        full.at("superior"), path=full.world.town.path, year=before.year, today=full.today
    )
    assert sum(row.supervisors + row.points for _, row in earlier) == 0
