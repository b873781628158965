"""Working funds: lines with vouchers, a balance that is reckoned, void lines that stay, the disclosure of it (R138)."""

from datetime import date

import pytest

from gongkai.disclosures import queries as reading
from gongkai.rules.refusals import Refused
from gongkai.supervision import actions, queries
from tests.covers import covers
from tests.factories.drafts import Desk


@pytest.fixture
def desk(db):
    return Desk()


def kept(desk, kind="income", cents=200_000, who="clerk", **more):
    fields = {"day": date(2026, 9, 1), "what": "镇党委拨付", "voucher": "拨0012", "purpose": ""} | more
    return actions.record_fund(
        desk.at(who), org_id=desk.world.village.pk, kind=kind, cents=cents, now=desk.tick(), today=desk.today, **fields
    )  # fmt: skip


def spent(desk, cents, **more):
    return kept(desk, "spending", cents, **({"purpose": "carriers", "what": "公开栏换玻璃", "voucher": "票07"} | more))


def refusal(act, *args, **kwargs) -> Refused:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value


@covers("R138")
def test_money_that_never_came_is_struck_out_only_with_a_word_on_who_advanced_it(desk):
    first, _ = kept(desk), kept(desk, cents=100_000, day=date(2026, 9, 10))
    spent(desk, 250_000, day=date(2026, 9, 20))
    void = {"number": first.number, "reason": "拨款单记错了组织", "now": desk.tick()}
    said = refusal(actions.void_fund, desk.at("clerk"), **void)
    assert (said.code, said.facts["short"]) == ("fund_void_overdrawn", "1,500.00")
    path = desk.world.village.path
    assert queries.funds_of_year(desk.at("clerk"), path=path, year=2026).balance == 50_000
    row = actions.void_fund(desk.at("clerk"), **void, advanced="修公开栏的钱由村集体先垫")
    assert (row.void_reason, row.reason) == ("拨款单记错了组织", "修公开栏的钱由村集体先垫")
    assert queries.funds_of_year(desk.at("clerk"), path=path, year=2026).balance == -150_000


@covers("R138")
def test_a_day_in_between_counts_although_the_end_of_the_year_is_covered(desk):
    first = kept(desk)
    spent(desk, 150_000, day=date(2026, 9, 5))
    kept(desk, cents=400_000, day=date(2026, 9, 20))
    void = {"number": first.number, "reason": "没有到账", "now": desk.tick()}
    assert refusal(actions.void_fund, desk.at("clerk"), **void).facts["short"] == "1,500.00"


@covers("R138")
def test_what_is_still_covered_is_struck_out_without_further_words(desk):
    first = kept(desk)
    kept(desk, cents=400_000)
    paid = spent(desk, 400_000)
    for row in (first, paid):
        actions.void_fund(desk.at("clerk"), number=row.number, reason="记重了", now=desk.tick())
    assert queries.funds_of_year(desk.at("clerk"), path=desk.world.village.path, year=2026).balance == 400_000


@covers("R138")
def test_the_balance_follows_from_the_lines(desk):
    kept(desk, "budget", 500_000, what="村级运转经费")
    assert kept(desk).number == "Z01-C01-JF-2026-002"
    spent(desk, 136_300)
    path = desk.world.village.path
    found = queries.funds_of_year(desk.at("head"), path=path, year=2026)
    assert (found.budget, found.income, found.spent, found.balance) == (500_000, 200_000, 136_300, 63_700)
    assert queries.funds_of_year(desk.at("head"), path=path, year=2027).carried == 63_700
    assert [row.kind for row in queries.fund_lines(desk.at("head"), path=path, year=2026)] == [
        "spending", "income", "budget",
    ]  # fmt: skip


@covers("R138")
def test_nobody_spends_what_is_not_there_without_a_reason(desk):
    kept(desk)
    said = refusal(spent, desk, 200_001)
    assert (said.code, said.facts["short"]) == ("fund_overdrawn", "0.01")
    assert refusal(spent, desk, 1, day=date(2026, 8, 1)).code == "fund_overdrawn"  # before the money came
    row = spent(desk, 300_000, reason="汛期抢修公开栏，先由村里垫付")
    path = desk.world.village.path
    assert queries.funds_of_year(desk.at("clerk"), path=path, year=2026).balance == -100_000
    actions.void_fund(desk.at("clerk"), number=row.number, reason="发票退了", now=desk.tick())
    assert queries.funds_of_year(desk.at("clerk"), path=path, year=2026).balance == 200_000
    assert (
        refusal(actions.void_fund, desk.at("clerk"), number=row.number, reason="…", now=desk.tick()).code == "fund_void"
    )
    assert len(queries.fund_lines(desk.at("clerk"), path=path, year=2026)) == 2


@covers("R138")
def test_a_year_has_one_budget_and_who_has_none_stands_first(desk):
    first = kept(desk, "budget", 500_000)
    said = refusal(kept, desk, "budget", 1)
    assert (said.code, said.facts["number"]) == ("fund_budget_twice", first.number)
    listed = queries.funds_by_organization(desk.at("superior"), path=desk.world.town.path, year=2026)
    assert [one.pk for one, found in listed if found.budget] == [desk.world.village.pk]
    assert listed[-1][0].pk == desk.world.village.pk and len(listed) > 1
    actions.void_fund(desk.at("clerk"), number=first.number, reason="调整", now=desk.tick())
    assert kept(desk, "budget", 600_000).cents == 600_000


@covers("R138", "R171")
def test_the_years_money_becomes_a_draft_once_and_written_words_stay(desk):
    start = {"org_id": desk.world.village.pk, "today": desk.today}
    assert refusal(actions.draft_funds, desk.at("clerk"), now=desk.tick(), **start).code == "fund_empty"
    kept(desk)
    spent(desk, 136_300)
    edition = actions.draft_funds(desk.at("clerk"), now=desk.tick(), **start)
    text = reading.revision(desk.at("clerk"), edition_id=edition.pk)
    assert text.title == "2026年党务公开工作经费收支情况"
    assert (
        "支出1,363.00元" in text.content and "结余637.00元" in text.content and "公开栏等载体1,363.00元" in text.content
    )
    spent(desk, 100)
    again = actions.draft_funds(desk.at("clerk"), now=desk.tick(), **start)
    assert again.pk == edition.pk
    assert reading.revision(desk.at("clerk"), edition_id=edition.pk).number == text.number


@covers("R138")
def test_receipts_and_lines_are_for_those_who_work_there(desk, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    paper = tmp_path / "a.txt"
    paper.write_text("收据", encoding="utf-8")
    row = kept(desk)
    hung = actions.hang_receipt(
        desk.at("clerk"), number=row.number, path=paper, name="收据.txt", caption="", now=desk.tick()
    )
    token = hung.file.token
    assert queries.fund_receipt(desk.at("superior"), number=row.number, token=token)[0].read_text("utf-8") == "收据"
    for who in (desk.world.visitor, desk.at("member"), desk.at("charlie")):
        assert refusal(queries.fund_receipt, who, number=row.number, token=token).hidden
        assert queries.fund_lines(who, path=row.org_path, year=2026) == []
        assert queries.funds_of_year(who, path=row.org_path, year=2026).lines == 0
    assert refusal(queries.fund_receipt, desk.at("clerk"), number=row.number, token="0" * 32).hidden
    assert refusal(kept, desk, who="charlie").hidden
    assert refusal(kept, desk, who="head").code == "no_permission"
    assert (
        refusal(
            actions.draft_funds, desk.at("head"), org_id=desk.world.village.pk, now=desk.tick(), today=desk.today
        ).code
        == "no_permission"
    )
