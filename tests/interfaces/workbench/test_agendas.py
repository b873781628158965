"""Disclosure on the agenda through the pages (R126, R127)."""

from datetime import timedelta
from io import BytesIO

from openpyxl import load_workbook

from gongkai.interfaces.workbench.inbox import supervision as supervision_inbox
from tests.covers import covers
from tests.interfaces.workbench.test_month import desk, world  # noqa: F401


def sent(world, **more):  # noqa: F811
    day = world.today.isoformat()
    return {
        "body": "committee", "held_on": day, "attended": "党委委员7人", "studied": "听取汇报", "what": "三块公开栏换新",
        "who": "党政办", "due_on": day,
    } | more  # fmt: skip


@covers("R126", "R127")
def test_a_town_keeps_its_meetings_and_what_came_of_them(world):  # noqa: F811
    town = desk(world.superior)
    short = town.post("/desk/agendas/new/", sent(world, due_on="2000-01-01")).content.decode()
    assert "不能早于开会那天" in short and "三块公开栏换新" in short
    assert "村、社区基层组织建设的一项内容研究过" in town.get("/desk/agendas/").content.decode()
    page = town.post("/desk/agendas/new/", sent(world, grassroots="on"))["Location"]
    assert "村、社区基层组织建设的一项内容研究过" not in town.get("/desk/agendas/").content.decode()
    town.post(page, {"verb": "decide", "what": "开一次座谈会", "who": "纪检办", "due_on": world.today.isoformat()})
    shown = town.get(page).content.decode()
    assert "开一次座谈会" in shown and shown.count("正在办") == 2
    number = shown.split('name="decision" value="')[1].split('"')[0]
    assert town.post(page, {"verb": "done", "decision": number, f"d{number}-done": ""}).status_code == 200
    town.post(page, {"verb": "done", "decision": number, f"d{number}-done": "换好了"})
    assert "换好了" in town.get(page).content.decode()
    book = load_workbook(BytesIO(b"".join(town.get("/desk/agendas.xlsx"))))
    assert [row[10] for row in book.active.iter_rows(min_row=2, values_only=True)] == ["换好了", None]
    assert town.post(page, {"verb": "void", "remark": ""}).status_code == 200  # the reason is asked for
    town.post(page, {"verb": "void", "remark": "登记了两次"})
    assert "已作废，不计数：登记了两次" in town.get("/desk/agendas/").content.decode()
    assert desk(world.charlie).get(page).status_code == 404


@covers("R126")
def test_the_county_sees_who_studied_it(world):  # noqa: F811
    desk(world.superior).post("/desk/agendas/new/", sent(world))
    office = desk(world.county_office)
    assert "东溪镇党委" in office.get("/desk/agendas/below/").content.decode()
    book = load_workbook(BytesIO(b"".join(office.get("/desk/agendas/below.xlsx"))))
    rows = {row[1]: row[2] for row in book.active.iter_rows(min_row=2, values_only=True)}
    assert rows[world.town.code] == 1


@covers("R126")
def test_the_to_do_asks_the_committee_to_meet_until_all_meetings_of_the_year_are_there(world, monkeypatch):  # noqa: F811
    monkeypatch.setattr(supervision_inbox, "AHEAD", timedelta(days=400))
    town, clerk = desk(world.superior), desk(world.clerk)

    def asked(person) -> str:
        return person.get("/desk/").content.decode()

    assert "开会研究党务公开" in asked(town) and "今年已研究 0 次" in asked(town)
    assert "开会研究党务公开" not in asked(clerk)
    town.post("/desk/agendas/new/", sent(world))
    assert "今年已研究 1 次" in asked(town) and "三块公开栏换新" in asked(town)
    town.post("/desk/agendas/new/", sent(world, what="公开栏加灯"))
    assert "开会研究党务公开" not in asked(town) and "公开栏加灯" in asked(town)
