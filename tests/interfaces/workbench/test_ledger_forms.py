"""Every ledger in three forms from one table, in the rooms of the person; the ledgers of R163–R165 with all their columns."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai.approvals import actions as approvals
from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.workbench import three_forms
from gongkai.interfaces.workbench.frame import ENTRIES
from gongkai.interfaces.workbench.views import ledgers as views
from gongkai.interfaces.workbench.views.ledgers import BY_SLUG, LEDGERS, readable
from gongkai.obligations import actions as obligations
from gongkai.rulebook import queries as rulebook
from gongkai.rules.methods import Audience
from tests.covers import covers
from tests.interfaces.workbench.office import sheet, text


@pytest.fixture
def filed(world):
    """An exemption and an off-catalog plan of the village, sent to the maker."""
    clerk, when = world.actor(world.clerk), {"now": timezone.now(), "today": world.today}
    filing = obligations.file_exemption(
        clerk, org_id=world.village.pk, period=f"{world.today:%Y-%m}", code="C14", trigger_id=0, kind="temporary",
        reason="<b>正在核实</b>", basis="第九条（二）", decided_by="支部委员会", until=world.today + timedelta(days=30), **when,
    )  # fmt: skip
    plan = approvals.draft_plan(
        clerk, org_id=world.village.pk, wanted_on=world.today + timedelta(days=9), title="古桥修缮捐款使用情况", category="8",
        why_outside="目录里没有", content="捐款明细", procedure="支委会通过", expected_result="公布明细", audiences=[Audience.UNIT],
        methods=["gl"], owner_name="王五", risk="没有", feedback_plan="会上答复", **when,
    )  # fmt: skip
    return filing, plan


def as_dicts(answer) -> list[dict]:
    head, *rows = sheet(answer)
    return [dict(zip(head, row, strict=True)) for row in rows]


@covers("R163")
def test_the_exemption_ledger_has_reasons_and_ages_of_all_below(world, filed, see):
    filing, _ = filed
    for user in (world.clerk, world.superior, world.county_office):
        (row,) = as_dicts(see(user, "ledger_xlsx", "exemptions"))
        assert (row["编号"], row["组织"], row["上级"]) == (
            filing.number, world.village.short_name, world.town.short_name,
        )  # fmt: skip
        assert (row["理由"], row["依据"], row["决定机关"]) == ("<b>正在核实</b>", "第九条（二）", "支部委员会")
        assert (row["种类"], row["情况"]) == ("暂时不宜公开", "已报备案")
        assert row["期限"] == (world.today + timedelta(days=30)).isoformat()
    filing.filed_at -= timedelta(days=40)
    filing.save()
    (row,) = as_dicts(see(world.county_office, "ledger_xlsx", "exemptions"))
    assert row["已备案天数"] == 40
    assert as_dicts(see(world.charlie, "ledger_xlsx", "exemptions")) == []


@covers("R164")
def test_the_off_catalog_ledger_has_the_plan_and_what_the_maker_said(world, filed, see):
    _, plan = filed
    clerk, when = world.actor(world.clerk), {"now": timezone.now(), "today": world.today}
    (row,) = as_dicts(see(world.clerk, "ledger_xlsx", "off-catalog"))
    assert (row["事项"], row["情况"], row["为什么不在目录里"]) == ("古桥修缮捐款使用情况", "草拟", "目录里没有")
    assert row["答复"] is None
    approvals.move_plan(clerk, plan_id=plan.pk, verb="submit", **when)
    approvals.move_plan(world.actor(world.maker), plan_id=plan.pk, verb="refuse", remark="已有条目可用", **when)
    (row,) = as_dicts(see(world.county_office, "ledger_xlsx", "off-catalog"))
    assert (row["编号"], row["意见"], row["答复"]) == (plan.number, "已有条目可用", world.today.isoformat())
    assert as_dicts(see(world.charlie, "ledger_xlsx", "off-catalog")) == []


def cells_of(body: str) -> list[str]:
    return [one.strip() for one in re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", body)]


@covers("R163")
def test_screen_workbook_and_paper_show_the_same_cells(world, filed, see):
    head, row = sheet(see(world.clerk, "ledger_xlsx", "exemptions"))
    said = ["" if cell is None else str(cell) for cell in (*head, *row)]
    for form in ("ledger", "ledger_print"):
        body = see(world.clerk, form, "exemptions").content.decode()
        assert "<b>正在核实</b>" not in body
        assert cells_of(body) == [one.replace("<", "&lt;").replace(">", "&gt;") for one in said]
        assert 'scope="col"' in body and 'scope="row"' in body and "<caption" in body


def test_the_index_names_each_readable_ledger_once_with_its_three_forms(world, see):
    body = see(world.county_office, "ledgers").content.decode()
    expected = [one for _, rows in readable(world.actor(world.county_office)) for one in rows]
    assert len(expected) > 20
    for one in expected:
        for form in ("ledger", "ledger_xlsx", "ledger_print"):
            assert (
                body.count(f'"{reverse(f"workbench:{form}", args=[one.slug])}?')
                + body.count(f'"{reverse(f"workbench:{form}", args=[one.slug])}"')
                == 1
            ), (one.slug, form)
    assert f"您能看的{len(expected)}种台账" in text(see(world.county_office, "ledgers"))


@pytest.mark.parametrize("role", ["clerk", "superior", "county_office", "head", "charlie"])
def test_every_ledger_in_the_index_opens_in_all_forms_and_no_other_does(world, see, role):
    user = getattr(world, role)
    mine = {one.slug for _, rows in readable(world.actor(user)) for one in rows}
    body = see(user, "ledgers").content.decode()
    links = re.findall(r'href="(/desk/ledgers/[^"]+)"', body)
    assert len(links) == 3 * len(mine)
    client = Client()
    client.force_login(user)
    for link in links:
        assert client.get(link).status_code == 200, link
    for slug in BY_SLUG.keys() - mine:
        for form in ("ledger", "ledger_xlsx", "ledger_print"):
            assert see(user, form, slug).status_code == 404, (slug, form)


def test_every_ledger_gives_its_rows_one_by_one(world, see, monkeypatch):
    tables = []
    monkeypatch.setattr(views, "download", lambda table: tables.append(table) or three_forms.download(table))
    for _, rows in readable(world.actor(world.county_office)):
        for one in rows:
            assert see(world.county_office, "ledger_xlsx", one.slug).status_code == 200
    assert len(tables) > 20
    assert [table.name for table in tables if not isinstance(table.rows, Iterator)] == []


def test_slugs_are_unique_and_every_room_is_in_the_navigation():
    assert len(BY_SLUG) == len(LEDGERS)
    assert {f"workbench:{one.room}" for one in LEDGERS} <= {one.name for one in ENTRIES}


@pytest.fixture
def long(monkeypatch):
    """A ledger of a hundred and twenty rows in the place of the exemptions."""
    one = BY_SLUG["exemptions"]
    rows = [(f"第{n:03}号", n) for n in range(1, 121)]
    monkeypatch.setitem(one.__dict__, "table", lambda request: Table(("编号", "数"), iter(rows), "长"))
    return one


def test_a_long_ledger_is_read_a_page_at_a_time(world, see, long):
    first, last = (text(see(world.clerk, "ledger", long.slug, page=page)) for page in ("1", "3"))
    assert "第001号" in first and "第050号" in first and "第051号" not in first and "下一页" in first
    assert "第120号" in last and "第101号" in last and "第100号" not in last and "下一页" not in last
    assert "第 101–120 行" in last
    assert "没有第 9 页" in text(see(world.clerk, "ledger", long.slug, page="9"))
    for strange in ("0", "-1", "x", "9" * 30, "²"):
        assert see(world.clerk, "ledger", long.slug, page=strange).status_code == 200


@covers("R174")
def test_a_long_ledger_is_printed_whole_in_volumes_that_say_which_of_how_many_they_are(world, see, long, monkeypatch):
    whole = text(see(world.clerk, "ledger_print", long.slug))
    assert "第120号" in whole and "120 行" in whole and "第 1 册" not in whole
    assert "屏幕上先看前 30 行，打印出来是这一册的全部 120 行" in whole
    monkeypatch.setattr(three_forms, "ON_PAPER", 50)
    printed = []
    for part, rows in ((1, "1–50"), (2, "51–100"), (3, "101–120")):
        body = text(see(world.clerk, "ledger_print", long.slug, part=str(part)))
        printed += re.findall(r"第\d{3}号", body)
        assert f"第 {part} 册，共 3 册" in body and f"第 {rows} 行，一共 120 行" in body
        assert re.findall(r"\?part=(\d)", body) == [str(other) for other in (1, 2, 3) if other != part]
    assert printed == [f"第{n:03}号" for n in range(1, 121)]
    assert "没有第 9 册，共 3 册" in text(see(world.clerk, "ledger_print", long.slug, part="9"))


@pytest.mark.parametrize(("rows", "volumes"), [(49, 1), (50, 1), (51, 2), (100, 2), (101, 3)])
def test_the_number_of_volumes_is_right_at_the_edges(rows, volumes):
    for number in range(1, volumes + 1):
        piece = three_forms._piece(Table(("数",), ((n,) for n in range(rows)), "长"), number, 50, count=True)
        assert (len(piece.pieces), piece.total, piece.more) == (volumes, rows, number < volumes)


def test_the_part_is_kept_out_of_the_other_forms(world, see, long, monkeypatch):
    monkeypatch.setattr(three_forms, "ON_PAPER", 50)
    body = text(see(world.clerk, "ledger_print", long.slug, part="2", year="2026"))
    assert "?year=2026&amp;part=3" in body and "?year=2026&amp;part=1" in body
    assert f'{reverse("workbench:ledger", args=[long.slug])}?year=2026"' in body


@covers("R169")
def test_matters_under_way_say_what_is_past_its_expected_end(world):
    clerk, today = world.actor(world.clerk), world.today
    staged = next(
        one
        for one in rulebook.entries_of(clerk, org_id=world.village.pk, period=f"{today:%Y-%m}")
        if one.time_kind == "staged"
    )
    for title, opened, end in (
        ("便道维修", today - timedelta(days=40), today - timedelta(days=3)),
        ("渡槽加固", today - timedelta(days=20), None),
    ):
        obligations.open_matter(
            clerk, org_id=world.village.pk, code=staged.code, title=title, opened_on=opened, expected_end=end,
            now=timezone.now(), today=today,
        )  # fmt: skip
    desk = Client()
    desk.force_login(world.clerk)
    found = {row["事项"]: row for row in as_dicts(desk.get("/desk/ledgers/matters.xlsx"))}
    assert found["便道维修"]["超过多少天"] == 3 and not found["便道维修"]["跨年没有总结"]
    assert not found["渡槽加固"]["超过多少天"] and found["渡槽加固"]["预计结束"] is None
    page = text(desk.get("/desk/matters/"))
    assert page.count("过了预计结束的日子") == 1 and "/desk/ledgers/matters/" in page
