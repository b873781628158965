"""A town inspects at the desk: plan, draw, sheet, findings, notice; the village puts right (R103, R104, R120)."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.publication.models import Carrier
from gongkai.supervision.models import Inspection, InspectionPlan, Rectification
from tests.covers import covers
from tests.factories.drafts import Desk
from tests.factories.duties import bound_county
from tests.factories.world import moment_of
from tests.interfaces.leaving import SCRIPT, downloaded, page_like
from tests.interfaces.workbench.test_month import desk
from tests.supervision.inspecting import LOT, Inspecting


@pytest.fixture
def field(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    today = timezone.localdate()
    made = Inspecting(Desk(bound_county(moment_of(today), today).world))
    made.desk.now, made.desk.today = timezone.now() - timedelta(hours=1), today
    return made


def sheet(number, **fields):
    return f"/desk/inspection/{number}/", fields


@covers("R103")
def test_a_plan_is_written_announced_and_read_by_everybody(field):
    town, today = desk(field.world.superior), field.desk.today
    given = {
        "title": "三季度检查", "team": "周九", "sample": "9", "draw_on": f"{today + timedelta(1)}", "lot_source": "双色球号码",
        "visit_on": f"{today + timedelta(2)}",
    }  # fmt: skip
    answer = town.post("/desk/inspections/plans/new/", given)
    assert "不能多过范围里的组织" in answer.text and "双色球号码" in answer.text
    assert town.post("/desk/inspections/plans/new/", given | {"sample": "2"}).status_code == 302
    row = InspectionPlan.objects.get()
    address = f"/desk/inspections/plan/{row.number}/"
    assert town.post(address, {"verb": "announce"}).status_code == 302
    assert "还有1天才到公告的抽签日" in town.get(address).text
    page = Client().get(f"/inspections/{row.number}/").text
    assert "上书村" in page and "双色球号码" in page and "抽中" not in page.split("<tbody")[1]
    assert "三季度检查" in Client().get("/inspections/").text
    row = field.drawn(sample=1)
    page = Client().get(f"/inspections/{row.number}/").text
    assert LOT in page and "<b>抽中</b>" in page
    assert row.title in town.get("/desk/inspections/").text
    assert "检查" in town.get(address).text


@covers("R104")
def test_the_sheet_is_filled_scored_and_concluded(field):
    town, village = desk(field.world.superior), desk(field.world.head)
    answer = town.post(
        "/desk/inspections/appoint/", {"org_id": field.world.village.pk, "team": "周九", "visit_on": f"{field.desk.today}"}
    )  # fmt: skip
    row = Inspection.objects.get()
    address = f"/desk/inspection/{row.number}/"
    assert answer.url == address
    assert "检查上书村" in town.get("/desk/").text
    town.post(address, {"verb": "begin"})
    page = town.get(address).text
    assert "专人已登记" in page and "系统比不出来" in page and "看记录" in page
    assert f'href="/desk/archive/?org={field.world.village.code}"' in page and "没有公布过民主评议" in page
    assert town.get(f"/desk/archive/?org={field.world.village.code}").status_code == 200
    assert town.get(f"{address}letter/").status_code == 404
    folded = {
        point.split('"')[0]: '<details class="fold"><summary>' in point
        for point in page.split('aria-labelledby="p')[1:]
    }
    unscored = {code[0] for code in row.lines.filter(tenths=None).values_list("code", flat=True)}
    assert folded == {point: point not in unscored for point in "123456"} and {"2", "6"} <= unscored < set("123456")
    codes = list(row.lines.values_list("code", "most"))
    wrong = {"verb": "score", "p_2d": "9"} | {f"c_{code}": "" for code, _ in codes}
    answer = town.post(address, wrong)
    assert "“抽查的公开件内容真实”最多6分" in answer.text and 'value="9"' in answer.text
    assert "“抽查的公开件内容真实得分”要写成数字" in town.post(address, wrong | {"p_2d": "好"}).text
    given = {"verb": "score"} | {f"p_{code}": f"{most / 20:.1f}" for code, most in codes}
    assert "打别的分要在说明里写原因" in town.post(address, given).text
    given |= {f"c_{code}": "现场看过" for code, _ in codes}
    assert town.post(address, given).status_code == 302
    find = {"verb": "find", "point": "4", "facts": "公开栏玻璃破损", "article": "某处", "required": "修好", "seen": ""}
    assert "公开栏玻璃破损" in town.post(address, find).text
    assert town.post(address, find | {"article": "第七条"}).status_code == 302
    assert "还有 1 个问题没有证据" in town.get(address).text
    finding = row.findings.get()
    upload = page_like("看到的.txt")
    assert "还没有选文件" in town.post(address, {"verb": "file", "finding": finding.pk, "caption": "公开栏"}).text
    town.post(address, {"verb": "file", "finding": finding.pk, "caption": "公开栏", "file": upload})
    token = finding.evidence.get().file.token
    assert downloaded(town.get(f"{address}file/{token}/")) == SCRIPT
    assert village.get(address).status_code == 404
    town.post(address, {"verb": "summary", "text": "总的不错。"})
    assert town.post(address, {"verb": "conclude", "remark": ""}).status_code == 302
    page = village.get(address)
    assert "总的不错。" in page.text and "存下分数" not in page.text and "限期整改" in village.get("/desk/").text
    letter = village.get(f"{address}letter/").text
    assert "等次为" in letter and Rectification.objects.get().number in letter
    assert desk(field.world.charlie).get(address).status_code == 404
    assert town.post(address, {"verb": "recheck", "visit_on": f"{field.desk.today}"}).status_code == 302
    assert Inspection.objects.filter(recheck_of=row).count() == 1


@covers("R120", "R156")
def test_the_village_puts_right_and_the_town_accepts(field):
    row = field.notice()
    clerk, head, town = desk(field.world.clerk), desk(field.world.head), desk(field.world.superior)
    address = f"/desk/rectification/{row.number}/"
    clerk.post(address, {"verb": "receive"})
    one = row.problems.get()
    given = {
        "verb": "measure",
        "problem": one.pk,
        "measure": "换玻璃",
        "person": "王五",
        "finish_on": f"{row.due_on + timedelta(1)}",
    }
    answer = clerk.post(address, given)
    assert "完成日期不能晚于整改期限" in answer.text and "换玻璃" in answer.text
    clerk.post(address, given | {"finish_on": f"{row.due_on}"})
    head.post(address, {"verb": "plan"})
    assert "问题1没有写改得怎么样" in head.get(address).text and "请经办人写好整改情况" in head.get(address).text
    clerk.post(address, {"verb": "done", "problem": one.pk, "text": "换好了"})
    upload = page_like("换好.txt")
    clerk.post(address, {"verb": "file", "problem": one.pk, "caption": "新玻璃", "file": upload})
    shown = clerk.get(f"{address}file/{one.proofs.get().file.token}/")
    assert downloaded(shown) == SCRIPT
    head.post(address, {"verb": "report"})
    assert "退回时写原因" not in town.get(address).text and "退回或撤回时写原因" in town.get(address).text
    assert "原因" in town.post(address, {"verb": "refuse", "remark": ""}).text
    assert town.post(address, {"verb": "accept", "remark": ""}).status_code == 302
    assert "已销号" in clerk.get(address).text
    assert desk(field.world.charlie).get(address).status_code == 404
    assert clerk.post(address, {"verb": "nothing"}).status_code == 200


@covers("R170")
def test_lists_and_ledgers_of_both_sides(field):
    row = field.notice()
    for user in (field.world.superior, field.world.head):
        page = desk(user).get("/desk/inspections/").text
        assert row.number in page and "分，" in page
        for name in ("inspections", "rectifications"):
            assert desk(user).get(f"/desk/{name}.xlsx").content.startswith(b"PK")
    assert row.number not in desk(field.world.charlie).get("/desk/inspections/").text
    assert "还没有检查结果" in desk(field.world.charlie).get("/desk/inspections/").text


def test_pages_cost_the_same_whatever_they_hold(field):
    town = desk(field.world.superior)
    few, many = field.begun(), field.begun(org=field.world.other_village)
    field.find(few)
    for _ in range(6):
        field.find(many)
    counts = []
    for row in (few, many):
        town.get(f"/desk/inspection/{row.number}/")
        with CaptureQueriesContext(connection) as found:
            town.get(f"/desk/inspection/{row.number}/")
        counts.append(len(found))
    assert counts[0] == counts[1] <= 20


@covers("R104")
def test_the_records_of_a_line_are_those_of_the_organization(field):
    """看记录 opens what the line counted: its boards, all of them; its opinions one by one; its twelve months."""
    town, village = desk(field.world.superior), field.world.village
    for place in ("村委会门口", "三组路口"):
        Carrier.objects.create(
            org=village, org_path=village.path, kind="board", name=place, place=place, from_date=field.desk.today,
            registered_at=field.desk.now,
        )  # fmt: skip
    town.post("/desk/inspections/appoint/", {"org_id": village.pk, "team": "周九", "visit_on": f"{field.desk.today}"})
    row = Inspection.objects.get()
    town.post(f"/desk/inspection/{row.number}/", {"verb": "begin"})
    page = town.get(f"/desk/inspection/{row.number}/").text
    assert "登记载体2处" in page
    links = set(re.findall(r'<a href="([^"]+)">看记录</a>', page))
    boards = f"/desk/carriers/stale/?org={village.code}&amp;light=all"
    opinions = f"/desk/assessment/{village.code}/{field.desk.today.year}/opinions/"
    assert {boards, opinions, f"/org/{village.code}/#past"} <= links
    shown = {link: town.get(unescape(link)) for link in links}
    assert {link: answer.status_code for link, answer in shown.items() if answer.status_code != 200} == {}
    assert "村委会门口" in shown[boards].text and "三组路口" in shown[boards].text
    assert 'id="past"' in shown[f"/org/{village.code}/#past"].text
