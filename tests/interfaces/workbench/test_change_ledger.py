"""The ledger of changes shows each of the three stamps as it is set (R165)."""

import pytest
from django.urls import reverse

from gongkai.rulebook import calendar_store
from tests.approvals.test_changes import explained, move, public, requested
from tests.covers import covers
from tests.factories.drafts import Desk
from tests.interfaces.workbench.office import sheet


@pytest.fixture
def desk(db):
    """The process forgets its calendar before and after."""
    calendar_store.forget()
    yield Desk()
    calendar_store.forget()


@pytest.fixture
def ledger(desk, client):
    def read(who: str) -> list[dict]:
        client.force_login(getattr(desk.world, who))
        head, *rows = sheet(client.get(reverse("workbench:ledger_xlsx", args=["changes"])))
        return [dict(zip(head, row, strict=True)) for row in rows]

    return read


@covers("R165")
def test_a_withdrawal_is_followed_from_its_reason_to_its_explanation(desk, ledger):
    change = requested(desk, public(desk))
    (row,) = ledger("clerk")
    assert (row["编号"], row["种类"], row["理由"]) == (change.number, "撤销", "金额抄错，影响判断")
    assert row["原来"].startswith("9月党费收缴") and row["组织"] == desk.world.village.short_name
    assert row["对群众的影响"] == "党员会重新看到正确金额"
    assert [row[name] for name in ("批准", "备案", "公布说明")] == [None, None, None]
    move(desk, change, "agree", "maker", remark="同意撤销。")
    move(desk, change, "file", "county_office")
    explained(desk, change)
    change = move(desk, change, "explain", "head")
    for who in ("clerk", "superior", "county_office"):
        (row,) = ledger(who)
        assert (row["批准人"], row["意见"], row["备案编号"]) == ("吴十", "同意撤销。", change.filing_number)
        assert row["批准"] and row["备案"] and row["公布说明"]
        assert row["情况"] == "已公布说明"
    assert ledger("charlie") == []
