"""Working funds of disclosure: what was planned, came in and was spent in a year (第十二条, F24, R138)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.rules.consultations import demand_general_words
from gongkai.rules.refusals import Refused

MOST_CENTS = 10**12  # ten thousand million yuan: more is a slip of the keyboard
MOST_RECEIPTS = 9
SUB_ITEM = "3i"  # 党务工作经费管理和使用 (第五条)


class FundKind(StrEnum):
    """The three sorts of lines of the ledger."""

    BUDGET = "budget"
    INCOME = "income"
    SPENDING = "spending"


class Purpose(StrEnum):
    """What the money was for."""

    CARRIERS = "carriers"
    PUBLICITY = "publicity"
    TRAINING = "training"
    SUPERVISION = "supervision"
    OFFICE = "office"
    OTHER = "other"


TERMS = {
    FundKind.BUDGET: "年度预算", FundKind.INCOME: "拨入", FundKind.SPENDING: "支出",
    Purpose.CARRIERS: "公开栏等载体", Purpose.PUBLICITY: "宣传印刷", Purpose.TRAINING: "培训", Purpose.SUPERVISION: "监督员履职",
    Purpose.OFFICE: "日常办公", Purpose.OTHER: "其他",
}  # fmt: skip

REFUSALS = {
    "fund_fields": "请写明这笔钱从哪里来，或者用在什么事上。（第十二条）",
    "fund_amount": "金额要大于0，请核对。",
    "fund_future": "{day:%Y年%-m月%-d日}还没有到。请办完再记账。",
    "fund_voucher": "拨入和支出都要写凭证号，有票据才能记账。（第十二条）",
    "fund_purpose": "支出请选一项用途。（第十二条）",
    "fund_overdrawn": "记上这一笔，账上会差{short}元。先记拨入；确实先垫付的，写明垫付的原因。（第十二条）",
    "fund_budget_twice": "{year}年的预算已经记过（{number}）。有调整的，先作废再记。",
    "fund_void_overdrawn": "作废这一笔拨入，账上会差{short}元。先记上真正拨入的那一笔，或者作废多记的支出；支出确实是垫付的，写明垫付的原因。（第十二条）",
    "fund_void": "这一笔已经作废，不能再改。",
    "fund_void_reason": "请写明为什么作废，作废的那一笔仍然留着。",
    "fund_receipts": "票据最多传{most}份，这一笔已经够了。",
    "fund_empty": "{year}年还没有记过账，没有可以公开的收支。",
    "fund_entry_missing": "本组织的目录里没有党务工作经费这一项（3i）。请先向目录制定机关建议增加。（第五条）",
}


def in_yuan(cents: int) -> str:
    """Hundredths of a yuan as accounts write money: 1,363.00."""
    return f"{cents / 100:,.2f}"


@dataclass(frozen=True)
class FundFacts:
    """One line as it is to be entered."""

    kind: FundKind
    day: date
    cents: int
    what: str
    voucher: str = ""
    purpose: str = ""
    reason: str = ""


def demand_line(facts: FundFacts, *, today: date) -> None:
    """Refuse a line that is not whole, not done yet, or names a person by number."""
    if not facts.what:
        raise Refused("fund_fields")
    if not 0 < facts.cents <= MOST_CENTS:
        raise Refused("fund_amount")
    if facts.day > today:
        raise Refused("fund_future", day=facts.day)
    if facts.kind is not FundKind.BUDGET and not facts.voucher:
        raise Refused("fund_voucher")
    if facts.kind is FundKind.SPENDING and not facts.purpose:
        raise Refused("fund_purpose")
    for part, text in (("事由", facts.what), ("原因", facts.reason)):
        demand_general_words(part, text)


def signed(kind: str, cents: int) -> int:
    """What a line does to the balance: a budget is a plan and does nothing."""
    return {FundKind.BUDGET: 0, FundKind.INCOME: cents, FundKind.SPENDING: -cents}[FundKind(kind)]


def lowest(lines: Iterable[tuple[date, str, int]], *, since: date) -> int:
    """The lowest balance at the end of any day from `since` on; lines of (day, kind, cents)."""
    by_day: dict[date, int] = {since: 0}
    for day, kind, cents in lines:
        by_day[day] = by_day.get(day, 0) + signed(kind, cents)
    balance, least = 0, None
    for day in sorted(by_day):
        balance += by_day[day]
        if day >= since:
            least = balance if least is None else min(least, balance)
    return least or 0


def demand_covered(lines: Iterable[tuple[date, str, int]], *, facts: FundFacts) -> None:
    """No day may end below nothing after this spending, unless it says why (第十二条)."""
    if facts.kind is not FundKind.SPENDING or facts.reason:
        return
    least = lowest((*lines, (facts.day, facts.kind, facts.cents)), since=facts.day)
    if least < 0:
        raise Refused("fund_overdrawn", short=in_yuan(-least))


def demand_covered_without(rest: Iterable[tuple[date, str, int]], *, facts: FundFacts) -> None:
    """A sum that never came in is struck out, but what was spent of it must have come from somewhere.

    No day may end below nothing on the remaining lines, unless `facts.reason` says who advances what is short (第十二条).
    """
    if facts.kind is not FundKind.INCOME or facts.reason:
        return
    least = lowest(rest, since=facts.day)
    if least < 0:
        raise Refused("fund_void_overdrawn", short=in_yuan(-least))


@dataclass(frozen=True)
class FundFigures:
    """A year in money. The balance is reckoned, never kept."""

    budget: int = 0
    carried: int = 0
    income: int = 0
    spent: int = 0
    purposes: tuple[tuple[Purpose, int], ...] = ()
    lines: int = 0

    @property
    def balance(self) -> int:
        return self.carried + self.income - self.spent

    @property
    def used(self) -> tuple[tuple[Purpose, int], ...]:
        """The purposes for which something was spent."""
        return tuple(pair for pair in self.purposes if pair[1])


def fund_figures(lines: Iterable[tuple[date, str, int, str]], *, year: int) -> FundFigures:
    """Add up lines of (day, kind, cents, purpose); what was left of earlier years is carried over."""
    sums, purposes, carried, count = dict.fromkeys(FundKind, 0), dict.fromkeys(Purpose, 0), 0, 0
    for day, kind, cents, purpose in lines:
        if day.year < year:
            carried += signed(kind, cents)
        elif day.year == year:
            sums[FundKind(kind)] += cents
            count += 1
            if purpose:
                purposes[Purpose(purpose)] += cents
    return FundFigures(
        sums[FundKind.BUDGET], carried, sums[FundKind.INCOME], sums[FundKind.SPENDING], tuple(purposes.items()), count
    )  # fmt: skip


def summary(figures: FundFigures, *, year: int, on: date) -> tuple[str, str]:
    """Title and content of the disclosure that tells the year's money (3i)."""
    budget = f"预算{in_yuan(figures.budget)}元" if figures.budget else "没有编预算"
    until = f"{on.year}年{on.month}月{on.day}日"
    money = f"上年结转{in_yuan(figures.carried)}元，拨入{in_yuan(figures.income)}元，支出{in_yuan(figures.spent)}元"
    used = "；".join(f"{TERMS[purpose]}{in_yuan(cents)}元" for purpose, cents in figures.used)
    spent = f"支出用在：{used}。" if used else ""
    content = f"{year}年党务公开工作经费{budget}。截至{until}，{money}，结余{in_yuan(figures.balance)}元。{spent}"
    return f"{year}年党务公开工作经费收支情况", content
