"""What a line of the funds ledger demands, how a year adds up, when an account falls below nothing (R138)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.funds import FundFacts, FundKind, demand_covered, demand_line, fund_figures, lowest, summary
from gongkai.rules.refusals import Refused
from tests.covers import covers

TODAY = date(2026, 9, 28)
SPENT = FundFacts(FundKind.SPENDING, date(2026, 9, 10), 5000, "印公开栏海报", "票07", "publicity")
LINES = st.lists(
    st.tuples(
        st.dates(date(2025, 1, 1), date(2026, 12, 31)), st.sampled_from(list(FundKind)), st.integers(1, 10_000)
    )  # fmt: skip
)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"what": ""}, "fund_fields"), ({"cents": 0}, "fund_amount"), ({"cents": 10**13}, "fund_amount"),
        ({"day": TODAY + timedelta(days=1)}, "fund_future"), ({"voucher": ""}, "fund_voucher"),
        ({"purpose": ""}, "fund_purpose"), ({"what": "付身份证500222194901010018的误工费"}, "personal_in_words"),
    ],
)  # fmt: skip
@covers("R138")
def test_a_line_says_what_is_missing(more, code):
    demand_line(SPENT, today=TODAY)
    with pytest.raises(Refused) as refused:
        demand_line(replace(SPENT, **more), today=TODAY)
    assert refused.value.code == code


def test_a_plan_needs_no_voucher_and_covers_nothing():
    plan = replace(SPENT, kind=FundKind.BUDGET, voucher="", purpose="")
    demand_line(plan, today=TODAY)
    with pytest.raises(Refused):
        demand_covered([(plan.day, plan.kind, 10**6)], facts=SPENT)


@given(LINES)
@covers("R138")
def test_the_balance_is_what_came_less_what_went(lines):
    found = fund_figures(((*line, "") for line in lines), year=2026)
    by_hand = sum({"income": cents, "spending": -cents, "budget": 0}[kind] for _, kind, cents in lines)
    assert found.balance == by_hand


@given(LINES, st.dates(date(2025, 1, 1), date(2026, 12, 31)))
def test_the_lowest_day_is_found(lines, since):
    days = [since + timedelta(days=n) for n in range((date(2026, 12, 31) - since).days + 1)]
    changes = [(day, {"income": cents, "spending": -cents, "budget": 0}[kind]) for day, kind, cents in lines]
    assert lowest(lines, since=since) == min(sum(c for day, c in changes if day <= end) for end in days)


def test_a_day_may_end_at_nothing_and_later_spending_counts():
    came = (date(2026, 9, 1), "income", 5000)
    demand_covered([came], facts=SPENT)
    late = (date(2026, 9, 20), "spending", 1)
    with pytest.raises(Refused):
        demand_covered([came, late], facts=SPENT)
    demand_covered([came, late], facts=replace(SPENT, reason="先垫付"))


def test_the_summary_says_when_there_was_no_budget():
    _, content = summary(fund_figures([(date(2026, 9, 1), "income", 5, "")], year=2026), year=2026, on=TODAY)
    assert "没有编预算" in content and "结余0.05元" in content and "支出用在" not in content
