"""The board: who sees which, what it says, urging, tables; and the finding in words."""

import io
import re
from dataclasses import replace
from datetime import date, timedelta

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gongkai.interfaces.workbench import finding
from gongkai.obligations import actions as obliging
from gongkai.obligations import queries as obligations
from gongkai.obligations.models import Urge
from gongkai.obligations.views import BoardRow, HeatRow
from gongkai.orgs import actions as organizing
from gongkai.orgs.models import Organization
from gongkai.rulebook import queries as rulebook
from gongkai.rules.ages import spread
from gongkai.rules.duties import Counts
from gongkai.rules.periods import Period
from tests.covers import covers
from tests.interfaces.workbench.office import sheet, text

pytestmark = pytest.mark.twice


@covers("R160")
def test_the_board_says_what_is_overdue_and_where(world, see):
    body = text(see(world.county_office, "board"))
    counts = obligations.totals(
        world.visitor, path=world.county.path, period=str(newest(world)), today=timezone.localdate()
    )
    assert counts.overdue
    assert f"仍有 {counts.overdue} 项没有交代" in body
    assert "全县公开看板" in body
    assert "东溪镇" in body
    assert "催办" in body


def newest(world) -> Period:
    today = timezone.localdate()
    here = Period.of(today)
    due = rulebook.disclosure_day(world.visitor, period=str(here)).due
    return here if due <= today else here.prev()


def test_a_town_sees_its_town_and_not_the_county(world, see):
    assert "东溪镇公开看板" in text(see(world.superior, "board"))
    assert see(world.superior, "board", org=world.county.code).status_code == 404
    assert see(world.superior, "board", org=world.village.code).status_code == 200


@pytest.mark.parametrize("name", ["board", "late", "late_xlsx", "month_xlsx"])
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("abc", "要写成日期"), ("2030-01-01", "这一天还没有到"), ("2026-02-30", "要写成日期"),
    ],
)  # fmt: skip
def test_a_day_that_cannot_be_looked_at_is_said_and_not_answered_with_today(see, world, name, asked, said):
    answer = see(world.county_office, name, as_of=asked)
    body = text(answer)
    assert answer.status_code == 422
    assert said in body and f"“{asked}”不能看" in body and "仍有" not in body
    assert see(world.county_office, name, as_of="").status_code == 200
    assert see(world.superior, name, as_of=asked, org=world.county.code).status_code == 404


def test_the_board_of_a_past_day_knows_only_what_was_known_then(world, see, send):
    yesterday = timezone.localdate() - timedelta(days=1)
    body = text(see(world.county_office, "board", as_of=yesterday.isoformat(), period=str(newest(world))))
    assert "24时已经知道的情况" in body
    for part in ("哪里缺、缺什么", "趋势", "逾期清单", "催办只在今天的看板上做"):
        assert part in body
    assert "发出催办" not in body and f"as_of={yesterday}" in body
    listed = text(see(world.county_office, "late", as_of=yesterday.isoformat()))
    assert "24时的逾期清单" in listed and "发出催办" not in listed
    counts = obligations.totals(
        world.visitor, path=world.county.path, period=str(newest(world)), today=yesterday,
        past=obligations.past(world.visitor, path=world.county.path, as_of=yesterday),
    )  # fmt: skip
    rows = sheet(see(world.county_office, "month_xlsx", as_of=yesterday.isoformat(), period=str(newest(world))))
    assert sum(row[rows[0].index("应公开")] for row in rows[1:]) == counts.expected
    late = sheet(see(world.county_office, "late_xlsx", as_of=yesterday.isoformat()))
    days = {row[late[0].index("逾期天数")] for row in late[1:]}
    now = sheet(see(world.county_office, "late_xlsx"))
    assert days <= {row[now[0].index("逾期天数")] - 1 for row in now[1:]}
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert "这一天还没有到" in text(see(world.county_office, "board", as_of=tomorrow.isoformat()))


def test_the_board_asks_as_often_for_more_organizations(bound, see):
    world = bound.world
    see(world.county_office, "board")  # fills what is kept for the process
    with CaptureQueriesContext(connection) as before:
        see(world.county_office, "board")
    maker = world.actor(world.maker)
    made = [
        organizing.register(
            world.clock, superior_id=world.town.pk, kind="village", name=f"新{n}村党支部", short_name=f"新{n}村",
            code=f"Z01-C1{n}", now=world.now, today=world.today,
        )
        for n in range(5)
    ]  # fmt: skip
    obliging.bind_organizations(
        maker, org_ids=tuple(one.pk for one in made), catalog_id=bound.catalog.pk,
        period_from=str(newest(world).prev()), now=world.now, today=world.today,
    )  # fmt: skip
    with CaptureQueriesContext(connection) as after:
        page = see(world.county_office, "board", org="Z01")
    assert "新4村" in text(page)
    with CaptureQueriesContext(connection) as county:
        see(world.county_office, "board")
    assert len(county) == len(before)
    assert len(after) <= len(before) + 1  # the town is first found by its code


def late_row(world):
    rows, _ = obligations.overdue(world.visitor, path=world.village.path, today=timezone.localdate())
    return rows[0]


def test_urging_is_recorded_and_leads_back(world, send):
    row = late_row(world)
    facts = {"org_id": row.org_id, "period": row.period, "code": row.code, "trigger_id": row.trigger_id}
    back = reverse("workbench:late")
    done = send(world.superior, "urge", next=back, text="请在月底前补上。", **facts)
    assert done.status_code == 302
    assert done.url == back
    made = Urge.objects.get()
    assert (made.text, made.urged_by) == ("请在月底前补上。", world.superior.pk)
    send(world.superior, "urge", next="https://elsewhere.example/", text="再催一次", **facts)
    assert Urge.objects.count() == 1


def test_everything_overdue_in_a_place_is_urged_at_once_and_only_once_a_day(world, send, see):
    row, back = late_row(world), reverse("workbench:late")
    rows, _ = obligations.overdue(world.visitor, path=world.town.path, today=timezone.localdate(), limit=1000)
    of_month = [one for one in rows if one.period == row.period]
    assert len(rows) > len(of_month) > 1
    page = text(see(world.superior, "late", org=world.town.code, period=row.period))
    assert f"全部 {len(of_month)} 项" in page and row.name in page
    facts = {"org_id": row.org_id, "period": row.period, "code": row.code, "trigger_id": row.trigger_id}
    send(world.superior, "urge", next=back, text="请补上。", **facts)

    everything = {"org_id": world.town.pk, "text": "请尽快补上。", "next": back}
    assert send(world.superior, "urge_all", period=row.period, **everything).status_code == 302
    assert Urge.objects.count() == len(of_month), "what was urged before is not urged again"
    assert set(Urge.objects.values_list("period", flat=True)) == {row.period}
    send(world.superior, "urge_all", period="", **everything)
    assert Urge.objects.count() == len(rows)
    send(world.superior, "urge_all", period="", **everything)
    assert Urge.objects.count() == len(rows)
    for stranger in (world.charlie, world.clerk):
        send(stranger, "urge_all", period="", **everything)
    send(world.superior, "urge_all", **{**everything, "text": " "})
    assert Urge.objects.count() == len(rows)


def test_a_stranger_urges_nobody_and_asking_changes_nothing(world, send, see):
    row = late_row(world)
    facts = {"org_id": row.org_id, "period": row.period, "code": row.code, "trigger_id": row.trigger_id}
    send(world.charlie, "urge", text="快", **facts)
    assert see(world.superior, "urge").status_code == 405
    assert not Urge.objects.exists()


@covers("R160")
def test_the_monthly_report_has_one_row_per_organization_and_adds_up(world, see):
    period = str(newest(world))
    rows = sheet(see(world.county_office, "month_xlsx", period=period))
    head, body = rows[0], rows[1:]
    assert {row[0] for row in body} == {world.village.code, world.other_village.code}
    whole = obligations.totals(world.visitor, path=world.county.path, period=period, today=timezone.localdate())
    for column, number in (("应公开", whole.expected), ("逾期", whole.overdue), ("未到期", whole.pending)):
        assert sum(row[head.index(column)] for row in body) == number
    for row in body:
        parts = sum(
            row[head.index(c)] for c in ("已公开", "变更并说明", "本月无此类事项", "已备案暂不公开", "逾期", "未到期")
        )
        assert parts == row[head.index("应公开")]


def test_the_late_table_holds_every_row_and_no_formula(world, see):
    Organization.objects.filter(pk=world.village.pk).update(name="=1+1村党支部")
    response = see(world.county_office, "late_xlsx")
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    rows = list(book.worksheets[0].iter_rows())
    late, rest = obligations.overdue(world.visitor, path=world.county.path, today=timezone.localdate(), limit=100_000)
    assert not rest
    assert len(rows) - 1 == len(late)
    names = [row[0] for row in rows[1:] if row[0].value == "=1+1村党支部"]
    assert names
    assert {cell.data_type for cell in names} == {"s"}


def test_the_finding_adds_up_and_names_places():
    counts = Counts(100, 80, 5, 5, 0, 10, 0, 2)
    rows = [
        BoardRow(1, "a", "打通镇", 3, Counts(50, 44, 0, 0, 0, 6)), BoardRow(2, "b", "石壕镇", 3, Counts(50, 46, 0, 0, 0, 4)),
        BoardRow(3, "c", "永新镇", 3, Counts(10, 10)),
    ]  # fmt: skip
    heat = [HeatRow(1, "a", "打通镇", {"6": 5, "3": 1}), HeatRow(2, "b", "石壕镇", {"6": 4})]
    said = finding.said(counts, rows, heat, [80, 81, 82, 83, 84, 88.0])
    assert said == (
        "按时率 88%，一年来最高。仍有 10 项没有交代，其中 10 项在打通镇、石壕镇；最缺的是“联系服务党员群众”。"
    )


def test_there_is_no_rate_before_the_day_is_over():
    """On the disclosure day who answered early does not make a rate of 100%, the highest of the year."""
    counts = Counts(1216, 1008, 67, 14, 0, 0, 127)
    rates = [94.0] * 11 + [100.0]
    until = date(2026, 11, 6)
    said = finding.said(counts, [], [], rates, until)
    assert said == "已交代 1,089 / 应 1,216。11月6日24时以前公开的都算按时，过了这一天再算按时率。"
    assert "一年来最高" in finding.said(counts, [], [], rates)
    assert finding.said(replace(counts, overdue=3), [], [], rates, until).endswith("3 项已经逾期。")


def test_the_board_of_the_disclosure_day_and_of_the_day_after(world, see):
    month = str(newest(world).prev())
    due = rulebook.disclosure_day(world.visitor, period=month).due
    on_the_day = text(see(world.county_office, "board", as_of=due.isoformat(), period=month))
    assert "各地方已交代多少" in on_the_day and "各地方按时率" not in on_the_day
    assert not re.search(r"一年来最|比上月|按时率 \d", on_the_day.split("趋势")[0])
    after = text(see(world.county_office, "board", as_of=(due + timedelta(days=1)).isoformat(), period=month))
    assert "各地方按时率" in after and re.search(r"按时率 \d", after)


@covers("R160")
def test_the_late_list_of_the_board_is_the_months_worst_places_first(world, see):
    today, path, period = timezone.localdate(), world.county.path, str(newest(world))
    asked = {"path": path, "today": today}
    whole = obligations.late_total(world.visitor, **asked)
    every = obligations.late_days(world.visitor, **asked)
    month = obligations.late_days(world.visitor, period=period, **asked)
    assert whole == len(every) > len(month) > 0
    body = text(see(world.county_office, "board"))
    assert f"各月共 {whole} 项，其中本月 {len(month)} 项" in body and "本月全部" in body
    places = [world.village.path, world.town.path]
    rows = obligations.late_where_worst(world.visitor, places=places, period=period, limit=4, **asked)
    assert {row.period for row in rows} == {period} and len(rows) == 4
    assert [row.org_path.startswith(world.village.path) for row in rows[:2]] == [True, True]
    keys = [(row.org_id, row.code, row.trigger_id) for row in rows]
    assert len(set(keys)) == len(keys)


def test_the_finding_of_a_quiet_month():
    assert finding.said(Counts(12, 12), [], [], []) == "按时率 100%。没有逾期：到期的 12 项都有交代。"
    assert "都还没有到期" in finding.said(Counts(12, pending=12), [], [], [])
    assert "还没有应公开的事项" in finding.said(Counts(), [], [], [])


def test_the_late_list_says_first_for_how_long_and_counts_all_of_it(world, see):
    today = timezone.localdate()
    rows, _ = obligations.overdue(world.visitor, path=world.county.path, today=today, limit=1000)
    days = obligations.late_days(world.visitor, path=world.county.path, today=today)
    assert sorted(days) == sorted(row.days for row in rows) and days
    body = text(see(world.county_office, "late"))
    assert "逾期了多久" in body
    shown = re.findall(r'<th scope="row">([^<]+)</th><td>(\d+) 项<svg class="meter"[^>]*aria-hidden="true"', body)
    assert [(name, int(number)) for name, number in shown] == spread(days)
    rest = text(see(world.county_office, "late", after=f"{world.county.path}@2000-01"))
    assert "逾期了多久" not in rest
