"""Points at the desk and for everybody: batch, nomination, decision, guidance, works, library (第九条（六）)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.supervision.models import Point, PointBatch, PointWork
from tests.covers import covers
from tests.factories.drafts import Desk
from tests.factories.duties import bound_county
from tests.factories.world import moment_of
from tests.interfaces.workbench.office import sheet
from tests.interfaces.workbench.test_month import desk
from tests.supervision.pointing import MARKS, WORDS, Pointing


@pytest.fixture
def field(db):
    today = timezone.localdate()
    made = Pointing(Desk(bound_county(moment_of(today), today).world))
    made.desk.now, made.desk.today = timezone.now() - timedelta(hours=1), today
    return made


def filled(**more) -> dict:
    marks = {
        f"{one}_{what}": value
        for one, pair in MARKS.items()
        for what, value in zip(("score", "evidence"), pair, strict=True)
    }
    return {**WORDS, **marks, **more}


@covers("R112", "R153")
def test_a_town_opens_a_batch_and_its_village_becomes_a_point(field):
    town, clerk, head = desk(field.world.superior), desk(field.world.clerk), desk(field.world.head)
    today = field.desk.today
    given = {"kind": "demonstration", "title": "第一批示范点", "starts_on": f"{today}", "ends_on": f"{today}"}
    page = town.post("/desk/points/batch/new/", given)
    assert "结束的日子要晚于开始的日子" in page.text and "第一批示范点" in page.text and "市级的点" not in page.text
    assert "上级现在没有正在办的一批" in clerk.get("/desk/points/nominate/", follow=True).text
    town.post("/desk/points/batch/new/", given | {"ends_on": f"{today + timedelta(days=300)}"})
    batch = PointBatch.objects.get()
    assert "第一批示范点" in clerk.get("/desk/points/").text
    page = clerk.post("/desk/points/nominate/", filled(batch=batch.number, basis_score="99"))
    assert "“工作基础好”最多10分" in page.text and "书记每月研究" in page.text
    answer = clerk.post("/desk/points/nominate/", filled(batch=batch.number, basis_score=""))
    row = Point.objects.get()
    address = f"/desk/point/{row.number}/"
    assert answer.url == address
    assert "三条标准里还有 1 条没有打分" in head.get(address).text
    assert clerk.post(address, filled(verb="write")).status_code == 302
    head.post(address, {"verb": "submit", "remark": ""})
    assert "上书村申报第一批示范点" in town.get("/desk/").text
    page = town.get(address).text
    assert "暂不能确定" in page and "登记市里的决定" not in page
    assert "“领导重视”最多10分" in town.post(address, {"verb": "check", "leadership": "12"}).text
    town.post(address, {"verb": "check", **dict.fromkeys(MARKS, "8")})
    assert Client().get(f"/points/{row.number}/").status_code == 404
    assert town.post(address, {"verb": "name", "remark": ""}).status_code == 302
    page = Client().get(f"/points/{row.number}/").text
    assert "镇街级党务公开工作示范点" in page and "公开做得早" in page and "书记每月研究" not in page
    assert "上书村" in Client().get("/points/?kind=demonstration").text
    own = f"/org/{field.world.village.code}/"
    assert "镇街级示范点" in Client().get(own).text
    assert "还没有这一种在册的点" in Client().get("/points/?kind=contact").text
    form = town.get(f"{address}form/").text
    assert "申报审批表" in form and "同意确定" in form and "书记每月研究" in form
    assert "镇街级党务公开工作示范点" in town.get(f"{address}plaque/").text
    assert "退出" in town.post(address, {"verb": "exit", "remark": ""}).text
    town.post(address, {"verb": "exit", "remark": "合并了"})
    assert "镇街级示范点" not in Client().get(own).text
    assert "退出原因：“合并了”" in Client().get(f"/points/{row.number}/").text


@covers("R113")
def test_guidance_is_recorded_with_people_and_output(field):
    row, town = field.named(), desk(field.world.superior)
    address = f"/desk/points/batch/{row.batch.number}/"
    given = {"kind": "brief", "day": f"{field.desk.today}", "title": "简报第1期", "people": "0", "output": "介绍念账本"}
    page = town.post(address, given)
    assert "参加人数要写1以上的整数" in page.text and "介绍念账本" in page.text
    assert town.post(address, given | {"people": "8"}).status_code == 302
    page = desk(field.world.clerk).get(address).text
    assert "简报第1期" in page and "登记一次活动" not in page
    assert sheet(town.get("/desk/points/guidance.xlsx"))[1][2:6] == ("编发简报", f"{field.desk.today}", "简报第1期", 8)
    assert desk(field.world.member).get(address).status_code == 404


@covers("R111", "R114")
def test_tasks_and_works_go_up_and_adopted_experience_is_found(field):
    row = field.named(who="county_office")
    office, clerk, head = desk(field.world.county_office), desk(field.world.clerk), desk(field.world.head)
    address = f"/desk/point/{row.number}/"
    assert "研究什么”还没有写" in office.post(address, {"verb": "task", "title": "", "due_on": ""}).text
    office.post(address, {"verb": "task", "title": "研究广播稿", "due_on": f"{field.desk.today}"})
    task = row.tasks.get()
    assert "怎么完成的”还没有写" in clerk.post(address, {"verb": "done", "task": task.pk, "text": ""}).text
    clerk.post(address, {"verb": "done", "task": task.pk, "text": "试了三次"})
    assert "试了三次" in office.get(address).text
    given = {"verb": "hand_in", "kind": "experience", "title": "念账本", "text": "院坝会上念三笔账。"}
    assert "院坝会" in clerk.post(address, given | {"title": ""}).text
    clerk.post(address, given)
    work = PointWork.objects.get()
    place = f"/desk/point-work/{work.number}/"
    assert "念账本" in office.get("/desk/").text and "还没有被采用的经验" in Client().get("/experience/").text
    assert "县里采用" not in head.get(place).text
    assert office.post(place, {"verb": "adopt_county", "remark": ""}).status_code == 302
    assert "念账本" in Client().get("/experience/", {"q": "三笔"}).text
    assert "没有找到“低保”" in Client().get("/experience/", {"q": "低保"}).text
    page = Client().get(f"/experience/{work.number}/").text
    assert "院坝会上念三笔账" in page and "上书村" in page
    assert sheet(Client().get("/experience.xlsx"))[1][1:4] == ("念账本", "上书村党支部", "县里")
    assert "没有找到这个索引号" in clerk.post(address, {"verb": "show", "item": "没有这个号"}).text
    assert clerk.post(address, {"verb": "hide", "item": "x"}).status_code == 302
    assert "1" in head.get(f"/desk/assessment/{field.world.village.code}/{field.desk.today.year}/").text
    assert desk(field.world.charlie).get(place).status_code == 404


@covers("R115", "R168")
def test_ledgers_of_both_sides_on_screen_sheet_and_paper(field):
    row = field.named()
    for user, shown in ((field.world.superior, "打印台账"), (field.world.head, "上书村自己")):
        page = desk(user).get("/desk/points/").text
        assert shown in page and row.number.rpartition("-")[0] in page
    assert "25%" in desk(field.world.superior).get("/desk/points/").text
    assert sheet(desk(field.world.superior).get("/desk/points.xlsx"))[1][5:7] == ("上书村", "在册")
    assert sheet(Client().get("/points.xlsx"))[1][5] == "上书村党支部"
    assert row.number in desk(field.world.superior).get("/desk/ledgers/points/print/").text
    assert "台账还是空的" in desk(field.world.head).get("/desk/ledgers/points/print/").text


def test_pages_cost_the_same_whatever_they_hold(field):
    town, row = desk(field.world.superior), field.named()
    counts = []
    for number in (1, 6):
        for _ in range(number):
            field.work(row)
            field.guide(row.batch)
        town.get(f"/desk/point/{row.number}/")
        with CaptureQueriesContext(connection) as found:
            for address in (f"/desk/point/{row.number}/", "/desk/points/", f"/desk/points/batch/{row.batch.number}/"):
                town.get(address)
        counts.append(len(found))
    assert counts[0] == counts[1]
