"""Working funds of the demonstration: the try-out village keeps its ledger, every second organization has a budget."""

from datetime import date, datetime, time
from random import Random

from gongkai.interfaces.jobs.demo.desk import CLERK, Desk
from gongkai.interfaces.jobs.demo.structure import TRY_VILLAGE
from gongkai.rules.actor import Actor
from gongkai.rules.duties import LOCAL
from gongkai.rules.funds import FundKind, Purpose
from gongkai.supervision import actions as supervising

# tenths of the year gone by, kind, yuan, what, voucher, purpose
LINES = (
    (0, FundKind.BUDGET, 6000, "村级运转经费列支，支部委员会会议定", "", ""),
    (1, FundKind.INCOME, 3000, "镇党委拨付上半年公开经费", "拨0012", ""),
    (3, FundKind.SPENDING, 860, "公开栏换玻璃两块", "票0107", Purpose.CARRIERS),
    (5, FundKind.SPENDING, 420, "印公开问答折页", "票0131", Purpose.PUBLICITY),
    (6, FundKind.INCOME, 2000, "镇党委拨付下半年公开经费", "拨0035", ""),
    (8, FundKind.SPENDING, 120, "监督员会议误餐费", "票0166", Purpose.SUPERVISION),
)
WRONG = (9, FundKind.SPENDING, 860, "公开栏换玻璃两块", "票0107", Purpose.CARRIERS)


def load(by_code: dict, desk: Desk) -> dict[str, str]:
    """Enter them; one line of the village was entered twice and made void."""
    for code, org in sorted(by_code.items()):
        rng = Random(f"{desk.seed}:funds:{code}")  # noqa: S311 - invented data
        if org.owes_duties and org.lives and code != TRY_VILLAGE and rng.random() < 0.5:
            _entered(Actor.clock(), org, desk.today, LINES[0])
    who = desk.at(CLERK)
    numbers = [_entered(who, desk.org, desk.today, one) for one in (*LINES, WRONG)]
    supervising.void_fund(who, number=numbers[-1], reason="同一张票记了两次。", now=desk.tick())
    return {"工作经费的一笔": f"/desk/fund/{numbers[2]}/"}


def _entered(who: Actor, org, today: date, line: tuple) -> str:
    tenths, kind, yuan, what, voucher, purpose = line
    first = date(today.year, 1, 1)
    day = first + (today - first) * tenths // 10
    row = supervising.record_fund(
        who, org_id=org.pk, kind=kind, day=day, cents=yuan * 100, what=what, voucher=voucher, purpose=purpose,
        now=datetime.combine(day, time(17), LOCAL), today=day,
    )  # fmt: skip
    return row.number
