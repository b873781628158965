"""Campaigns through the pages: opened, filed with its file, checked, the board and its table (第十三条)."""

from datetime import timedelta

import pytest

from gongkai.approvals.models import PlanFiling
from gongkai.rulebook import actions as rulebook
from gongkai.rules.campaigns import PlanTick
from tests.covers import covers
from tests.interfaces.leaving import SCRIPT, downloaded, page_like
from tests.interfaces.workbench.office import problems, sheet, text

CODE = "qijiang-2011"


@pytest.fixture
def library(world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    rulebook.load_digest(world.clock, now=world.now)
    return world


def sheet_of(world, **more):
    return {
        "document_number": "东溪委〔2026〕5号", "adopted_on": world.today.isoformat(), "group": "组长：书记", "office": "纪委",
        "person": "周九", "phone": "000-0000102", "budget": "5000元",
    } | more  # fmt: skip


@covers("R140")
def test_the_office_asks_one_more_from_the_board(library, see, send):
    office, today = library.county_office, library.today.isoformat()
    send(office, "campaign_new", code=CODE, classes=["towns"], issued_on=today)
    assert "补充布置一个单位" in text(see(office, "campaign", CODE))
    assert see(library.superior, "plan_ask", CODE).status_code == 404
    asking = see(office, "plan_ask", CODE).content.decode()
    due = library.today + timedelta(days=10)
    assert "请选一个单位" in asking and f"{due.year}年{due.month}月{due.day}日前报" in asking  # nothing is preset
    assert asking.count(" selected") == 1 and f'href="/desk/campaign/{CODE}/"' in asking
    assert "还没有" in problems(send(office, "plan_ask", CODE, org=""))
    assert send(office, "plan_ask", CODE, org="GW01").status_code == 302
    board = text(see(office, "campaign", CODE))
    assert "补充布置，" in board and "应报 2 个" in board
    assert "GW01" not in see(office, "plan_ask", CODE).content.decode().split("<main")[1]
    for code in ("GW02", "GW03"):
        send(office, "plan_ask", CODE, org=code)
    assert see(office, "plan_ask", CODE).status_code == 302  # nobody is left
    assert "补充布置一个单位" not in text(see(office, "campaign", CODE))


@covers("R139", "R140", "R154")
def test_from_the_office_to_the_town_and_back(library, see, send, client):
    world, office, town = library, library.county_office, library.superior
    assert "还没有布置过" in text(see(office, "campaigns"))
    assert "各镇党委（1）" in text(see(office, "campaign_new"))
    sent = send(office, "campaign_new", code=CODE, classes=["towns"], issued_on=world.today.isoformat())
    assert sent.status_code == 302, problems(sent)
    assert "要报备案的实施方案" in text(see(town, "home"))
    assert see(world.clerk, "plan_file", CODE, "Z01").status_code == 404
    assert send(office, "plan_excuse", CODE, "Z01", reason="由县委办合报").status_code == 302
    assert "由县委办合报" in text(see(office, "campaign", CODE)) and "1 个写明不用报" in text(
        see(office, "campaign", CODE)
    )
    assert "已经写明这里不用报" in problems(
        send(town, "plan_file", CODE, "Z01", **sheet_of(world, file=page_like("案.txt")))
    )
    assert see(town, "plan_excuse", CODE, "Z01").status_code == 404
    send(office, "plan_excuse", CODE, "Z01", reason="")
    assert "当天不算" in text(see(town, "plan_file", CODE, "Z01"))
    bare = send(town, "plan_file", CODE, "Z01", **sheet_of(world))
    assert "“实施方案”还没有选文件" in problems(bare) and "东溪委〔2026〕5号" in text(bare)
    plan = page_like("方案.txt")
    sent = send(town, "plan_file", CODE, "Z01", **sheet_of(world, file=plan))
    assert sent.status_code == 302, problems(sent)
    row = PlanFiling.objects.get()
    assert see(town, "plan_file", CODE, "Z01").status_code == 302
    assert "待核对的实施方案" in text(see(office, "home"))
    assert see(world.charlie, "plan_filing", row.number).status_code == 404
    assert downloaded(see(town, "plan_text", row.number, row.file.token)) == SCRIPT
    assert "没有核对上" in problems(send(office, "plan_filing", row.number, verb="check"))
    send(office, "plan_filing", row.number, verb="ask", remark="缺经费")
    assert "缺经费" in text(see(town, "plan_filing", row.number)) and "实施方案要补充" in text(see(town, "home"))
    sent = send(town, "plan_filing", row.number, verb="mend", **sheet_of(world, budget="从党建经费出"))
    assert sent.status_code == 302, problems(sent)
    send(town, "plan_filing", row.number, verb="complete")
    send(office, "plan_filing", row.number, verb="tick", ticks=[tick.value for tick in PlanTick])
    assert send(office, "plan_filing", row.number, verb="check").status_code == 302
    board = text(see(office, "campaign", CODE))
    assert "已备案" in board and "按所在街镇的实施方案办" in board
    assert text(client.get("/rules/plans/")).count("备案编号") == 1
    assert downloaded(client.get(f"/rules/plans/{row.number}/")) == SCRIPT
    assert [line[6] for line in sheet(see(office, "campaign_xlsx", CODE))[1:]] == ["按时报了"]
    assert row.number in text(see(town, "campaigns")) and "村、学校和支部不用报" in text(see(world.clerk, "campaigns"))
    assert see(town, "campaign", CODE).status_code == 404
