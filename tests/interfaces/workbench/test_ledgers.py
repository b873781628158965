"""The ledgers to take away hold what the pages show, and nothing of others."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.utils import timezone

from gongkai.approvals import actions as approvals
from gongkai.obligations import actions as obligations
from gongkai.rules.methods import Audience
from tests.covers import covers

pytestmark = pytest.mark.twice


@pytest.fixture
def filed(world):
    """An exemption and an off-catalog plan of the village; its text looks like a formula."""
    clerk, when = world.actor(world.clerk), {"now": timezone.now(), "today": world.today}
    filing = obligations.file_exemption(
        clerk, org_id=world.village.pk, period=f"{world.today:%Y-%m}", code="C14", trigger_id=0, kind="temporary",
        reason="=1+1，正在核实", basis="第九条（二）", decided_by="支部委员会", until=world.today + timedelta(days=30), **when,
    )  # fmt: skip
    plan = approvals.draft_plan(
        clerk, org_id=world.village.pk, wanted_on=world.today + timedelta(days=9), title="古桥修缮捐款使用情况", category="8",
        why_outside="目录里没有", content="捐款明细", procedure="", expected_result="", audiences=[Audience.UNIT],
        methods=["gl"], owner_name="王五", risk="", feedback_plan="", **when,
    )  # fmt: skip
    return filing, plan


def table(answer):
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@covers("R147", "R146")
def test_the_ledgers_hold_every_filing_and_plan(world, filed, see):
    filing, plan = filed
    head, *rows = table(see(world.clerk, "filings_xlsx"))
    assert head == ["种类", "编号", "事项", "情况", "日期", "理由"]
    assert [row[:4] for row in rows] == [
        ["暂不公开备案", filing.number, filing.item_name, "已报备案"],
        ["目录外公开工作方案", plan.number, "古桥修缮捐款使用情况", "草拟"],
    ]
    assert rows[0][5] == "=1+1，正在核实"


def test_another_village_takes_away_only_its_own(world, filed, see):
    assert len(table(see(world.charlie, "filings_xlsx"))) == 1
    assert see(world.charlie, "filings_xlsx", org=world.village.code).status_code == 404
