"""The ranking with what is asked beside it: the same figures as the records, for those who oversee, at any size."""

import re
from datetime import datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.assessment import queries as assessment
from gongkai.interfaces.workbench.views.board import newest_month
from gongkai.interfaces.workbench.views.burden import MONTHS, claim, drawn
from gongkai.obligations import queries as obligations
from gongkai.obligations.models import OrgMonth
from gongkai.rules.burden import Ask, Burden, Weight
from gongkai.rules.duties import LOCAL, Counts
from gongkai.rules.periods import Period
from gongkai.rules.refusals import Refused
from gongkai.supervision.models import Inspection, Rectification, SupervisorsMeeting
from tests.covers import covers
from tests.interfaces.workbench.office import sheet, text


def rows(world, path, who="county_office"):
    today = timezone.localdate()
    actor = world.actor(getattr(world, who))
    return assessment.burdens(
        actor, path=path, period=newest_month(actor, today), months=MONTHS, today=today
    )  # fmt: skip


def noon(day):
    return datetime.combine(day, time(12), LOCAL)


@pytest.fixture
def asked(world):
    """The village was inspected, told to put something right, and its supervisors met; one visit is long past."""
    village, town = world.village, world.town
    day = Period.parse(newest_month(world.visitor, timezone.localdate())).opens_on
    common = {"org": village, "org_path": village.path}
    for number, visit_on in (("甲", day), ("乙", day.replace(year=day.year - 3))):
        Inspection.objects.create(
            **common, inspector=town, inspector_path=town.path, number=number, team="两人", visit_on=visit_on,
            created_at=noon(visit_on),
        )  # fmt: skip
    Rectification.objects.create(
        **common, inspector=town, inspector_path=town.path, source="inspection:1", number="改一", title="公开栏没有更新",
        issued_at=noon(day), plan_due=day, due_on=day,
    )  # fmt: skip
    SupervisorsMeeting.objects.create(
        **common, number="会一", meets_on=day, place="会议室", topic="半年例会", called_at=noon(day)
    )  # fmt: skip


@covers("R160")
def test_each_place_stands_with_its_duties_and_all_that_was_asked_of_it(world, asked):
    found = {row.code: row for row in rows(world, world.town.path)}
    months = OrgMonth.objects.filter(
        org_id=world.village.pk, period__lte=newest_month(world.visitor, timezone.localdate())
    )
    burden = found["Z01-C01"].burden
    assert burden.asked == {
        Ask.DUTY: sum(row.expected for row in months), Ask.DOCUMENT: 0, Ask.PLAN: 0, Ask.CHECK: 2, Ask.MEETING: 1,
    }  # fmt: skip
    assert burden.org_months == months.count() > 1
    other = found["Z01-C02"].burden
    assert (other.asked[Ask.CHECK], other.asked[Ask.MEETING]) == (0, 0)
    assert other.asked[Ask.DUTY] == burden.asked[Ask.DUTY]


def test_the_county_sees_the_sum_of_the_town(world, asked):
    (town,) = rows(world, world.county.path)
    villages = rows(world, world.town.path)
    assert town.code == "Z01" and not town.own
    assert town.burden.total == sum(row.burden.total for row in villages)
    assert town.burden.org_months == sum(row.burden.org_months for row in villages)
    assert town.counts == sum((row.counts for row in villages), Counts())


def test_a_single_organization_is_shown_as_itself(world):
    (row,) = rows(world, world.village.path)
    assert row.own and row.code == "Z01-C01" and row.weight is Weight.USUAL


def test_the_year_is_what_the_months_say(world):
    today = timezone.localdate()
    period = newest_month(world.visitor, today)
    series = obligations.trend(world.visitor, path=world.county.path, period=period, today=today, months=MONTHS)
    (town,) = rows(world, world.county.path)
    assert town.counts == sum((counts for _, counts in series), Counts())


def test_whoever_does_not_oversee_gets_nothing(world, see):
    with pytest.raises(Refused) as refused:
        rows(world, world.county.path, who="superior")
    assert refused.value.hidden
    assert see(world.superior, "burden", org=world.county.code).status_code == 404
    assert see(world.clerk, "burden").status_code == 404


def test_the_page_is_a_table_that_says_every_bar_in_figures(world, asked, see):
    body = text(see(world.superior, "burden"))
    found = rows(world, world.town.path, who="superior")
    for row in found:
        assert f"{row.burden.each():.1f}件" in body
    assert "受检查和整改 2" in body
    assert body.count('<svg class="meter"') == 2 * sum(row.counts.on_time_rate is not None for row in found) + sum(
        row.counts.on_time_rate is None for row in found
    )
    assert all('aria-hidden="true"' in svg for svg in re.findall(r'<svg class="meter"[^>]*>', body))
    head, *lines = sheet(see(world.superior, "burden_xlsx"))
    assert [line[head.index("合计")] for line in lines] == [row.burden.total for row in found]


def test_the_page_asks_as_often_for_the_county_as_for_the_town(world, see):
    see(world.county_office, "burden")
    with CaptureQueriesContext(connection) as county:
        see(world.county_office, "burden")
    with CaptureQueriesContext(connection) as town:
        see(world.county_office, "burden", org="Z01")
    assert abs(len(county) - len(town)) <= 1


def row(name, duties, months=10, weight=Weight.USUAL):
    asked = dict.fromkeys(Ask, 0) | {Ask.DUTY: duties}
    return assessment.BurdenRow(name, name, False, Counts(), Burden(months, asked), weight)


def test_the_claim_names_the_heavy_and_no_more_than_three():
    assert claim([]) == "下面还没有组织用上目录。"
    assert claim([row("甲", 100), row("乙", 110)]) == "近12个月，平均每个组织每月要办10.5件。各地方差不多。"
    heavy = [row(name, 300, weight=Weight.HEAVY) for name in "甲乙丙丁"]
    assert "甲、乙、丙等4个地方比一般重" in claim(heavy)
    assert claim(heavy[:1]).endswith("甲比一般重，先看是不是要得太多。")


def test_the_longest_bar_is_the_heaviest_place_and_nobody_has_none():
    found = drawn([row("甲", 100), row("乙", 25), row("丙", 0, months=0)])
    assert [one.width for one in found] == [100, 25, 0]
    assert found[2].each is None
    assert [one.width for one in drawn([row("甲", 0)])] == [0]
