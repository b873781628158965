"""What a loan of a record must say, and until when it may be out (R53)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gongkai.rules.lending import LoanFacts, demand_loan, demand_return
from gongkai.rules.refusals import Refused

TODAY = date(2026, 11, 27)
LOAN = LoanFacts("何天富", "上书村", "核对台账", TODAY, TODAY + timedelta(days=30))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"borrower": ""}, "loan_fields"),
        ({"purpose": ""}, "loan_fields"),
        ({"lent_on": TODAY + timedelta(days=1)}, "loan_future"),
        ({"due_on": TODAY - timedelta(days=1)}, "loan_due"),
        ({"due_on": TODAY + timedelta(days=31)}, "loan_due"),
    ],
)
def test_a_loan_must_be_whole_and_short(changed, code):
    demand_loan(LOAN, most=30, today=TODAY)
    with pytest.raises(Refused) as refused:
        demand_loan(replace(LOAN, **changed), most=30, today=TODAY)
    assert refused.value.code == code


@pytest.mark.parametrize("day", [TODAY - timedelta(days=2), TODAY + timedelta(days=1)])
def test_it_comes_back_between_the_loan_and_today(day):
    demand_return(lent_on=TODAY - timedelta(days=1), returned_on=TODAY, today=TODAY)
    with pytest.raises(Refused):
        demand_return(lent_on=TODAY - timedelta(days=1), returned_on=day, today=TODAY)
