"""Working funds through the pages (R138, R171)."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.covers import covers
from tests.interfaces.leaving import SCRIPT, downloaded, page_like
from tests.interfaces.workbench.test_month import desk, world  # noqa: F401


def sent(world, **more):  # noqa: F811
    return {"day": world.today.isoformat(), "yuan": "2000", "what": "镇党委拨付", "voucher": "拨0012"} | more


@covers("R138")
def test_a_clerk_keeps_the_money_with_receipts_and_begins_its_disclosure(world, settings, tmp_path):  # noqa: F811
    settings.MEDIA_ROOT = tmp_path
    clerk = desk(world.clerk)
    assert "还没有记预算" in clerk.get("/desk/funds/").content.decode()
    spending = sent(world, yuan="1363.50", what="公开栏换玻璃", purpose="carriers", voucher="票07")
    short = clerk.post("/desk/funds/new/spending/", spending).content.decode()
    assert "账上会差1,363.50元" in short and "公开栏换玻璃" in short
    clerk.post("/desk/funds/new/budget/", sent(world, yuan="5000", what="村级运转经费"))
    clerk.post("/desk/funds/new/income/", sent(world))
    page = clerk.post("/desk/funds/new/spending/", spending)["Location"]
    photo = page_like("发票.txt")
    assert clerk.post(page, {"verb": "receipt", "file": photo, "caption": "发票"}).status_code == 302
    token = clerk.get(page).content.decode().split("/receipt/")[1].split('"')[0]
    assert downloaded(clerk.get(f"{page}receipt/{token}")) == SCRIPT
    assert desk(world.charlie).get(f"{page}receipt/{token}").status_code == 404
    shown = clerk.get("/desk/funds/").content.decode()
    assert "结余 636.50 元" in shown and "还没有记预算" not in shown
    draft = clerk.post("/desk/funds/")
    assert draft.status_code == 302
    assert "结余636.50元" in clerk.get(draft["Location"]).content.decode()
    assert clerk.post(page, {"verb": "void", "remark": ""}).status_code == 200  # the reason is asked for
    clerk.post(page, {"verb": "void", "remark": "发票退了"})
    assert "结余 2,000.00 元" in clerk.get("/desk/funds/").content.decode()


@covers("R138")
def test_the_page_asks_who_advanced_what_then_did_not_come_in(world):  # noqa: F811
    clerk = desk(world.clerk)
    income = clerk.post("/desk/funds/new/income/", sent(world))["Location"]
    paid = clerk.post(
        "/desk/funds/new/spending/", sent(world, yuan="1500", what="换玻璃", purpose="carriers", voucher="票07")
    )["Location"]
    assert 'name="advanced"' not in clerk.get(paid).content.decode()
    void = {"verb": "void", "remark": "拨款单记错了组织"}
    page = clerk.post(income, void)
    said = page.content.decode()
    assert page.status_code == 200 and "账上会差1,500.00元" in said and "拨款单记错了组织" in said
    assert clerk.post(income, void | {"advanced": "村集体先垫"}).status_code == 302
    shown = clerk.get("/desk/funds/").content.decode()
    assert "结余 -1,500.00 元" in shown and "账上是垫付的" in shown and "村集体先垫" in shown


@covers("R171")
def test_the_town_sees_who_has_no_budget_and_takes_the_report(world):  # noqa: F811
    town = desk(world.superior)
    assert "没有经费预算" in town.get("/desk/funds/below/").content.decode()
    desk(world.clerk).post("/desk/funds/new/budget/", sent(world, yuan="5000"))
    book = load_workbook(BytesIO(b"".join(town.get("/desk/funds/below.xlsx"))))
    rows = {row[1]: row[2] for row in book.active.iter_rows(min_row=2, values_only=True)}
    assert rows[world.village.code] == 5000


@pytest.mark.parametrize(
    ("kind", "asked"), [("budget", "从哪里出"), ("income", "从哪里来"), ("spending", "用在什么事上")]
)
def test_an_error_names_the_field_as_the_page_does(world, kind, asked):  # noqa: F811
    page = desk(world.clerk).post(f"/desk/funds/new/{kind}/", {"yuan": "十元", "voucher": "票9"}).content.decode()
    assert f"“{asked}”还没有写" in page and "事由" not in page
    assert "要写成数字" in page and 'value="十元"' in page  # nothing that was typed is lost


def test_the_ledger_says_each_cell_by_its_heading_and_money_as_money(world):  # noqa: F811
    clerk = desk(world.clerk)
    clerk.post("/desk/funds/new/budget/", sent(world, yuan="5000"))
    for form in ("/desk/ledgers/funds/", "/desk/ledgers/funds/print/"):
        page = clerk.get(form).content.decode()
        assert "5,000.00</td>" in page and "5000.0<" not in page
    assert 'data-k="金额（元）">5,000.00</td>' in clerk.get("/desk/ledgers/funds/").content.decode()
