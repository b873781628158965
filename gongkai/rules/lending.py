"""Lending what is filed: who, what for, until when; a record is out with one borrower at a time (第六条（四）, R53)."""

from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.rules.consultations import demand_general_words
from gongkai.rules.refusals import Refused

REFUSALS = {
    "loan_fields": "请写明谁借、借去做什么。（第六条（四））",
    "loan_future": "借出的日期{day:%Y年%-m月%-d日}还没有到。",
    "loan_due": "归还日期要在借出以后，最迟{latest:%Y年%-m月%-d日}（一次最多借{most}天）。",
    "loan_out": "这一件{borrower}借着，{due:%Y年%-m月%-d日}到期，还没有还。",
    "loan_back": "这一次已经还了。",
    "loan_return_day": "归还日期不能早于借出的{lent:%Y年%-m月%-d日}，也不能晚于今天。",
}


@dataclass(frozen=True)
class LoanFacts:
    """A loan as it is to be registered."""

    borrower: str
    unit: str
    purpose: str
    lent_on: date
    due_on: date


def demand_loan(facts: LoanFacts, *, most: int, today: date) -> None:
    """Refuse a loan that is not whole, not yet begun, or longer than `most` days."""
    if not facts.borrower or not facts.purpose:
        raise Refused("loan_fields")
    if facts.lent_on > today:
        raise Refused("loan_future", day=facts.lent_on)
    latest = facts.lent_on + timedelta(days=most)
    if not facts.lent_on <= facts.due_on <= latest:
        raise Refused("loan_due", latest=latest, most=most)
    demand_general_words("用途", facts.purpose)


def demand_return(*, lent_on: date, returned_on: date, today: date) -> None:
    """What comes back comes back between the loan and today."""
    if not lent_on <= returned_on <= today:
        raise Refused("loan_return_day", lent=lent_on)
