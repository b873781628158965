"""Applications of the try-out village's members: one in every state, made by the same acts as in daily work."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model

from gongkai.access_requests import actions as applying
from gongkai.interfaces.jobs.demo.structure import TRY_VILLAGE
from gongkai.orgs import queries as orgs
from gongkai.rules.actor import Actor
from gongkai.rules.procedures.access_request import STATES

MEMBER, CLERK, HEAD, SUPERIOR = "dangyuan", "cun-jingban", "cun-shuji", "zhen-shangji"
ANSWER = {"answer": "您要的已经抄在后面，原件在村委会可以看。", "cleared": True}
WITHHELD = {
    "kind": "not_yet", "reasons": "有一笔还在核对，现在公开容易说错。", "basis": "《党务公开实施细则》第四条（二）",
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One act: how many days after the last one, the verb, who, and what is said."""

    after: int
    verb: str
    who: str = CLERK
    remark: str = ""
    given: dict[str, Any] = field(default_factory=dict)


ACCEPT = Step(1, "accept")
PROPOSE = Step(2, "propose", given=WITHHELD)


@dataclass(frozen=True)
class Told:
    """An application: how many days ago, what was wanted, who asked (a number of the roll when typed in), its steps."""

    ago: int
    matter: str
    steps: tuple[Step, ...] = ()
    member: int = 0
    channel: str = "oral"


APPLICATIONS = (
    Told(0, "今年党员活动室添置桌椅的发票和验收单"),
    Told(2, "村集体外出学习的费用", (Step(1, "ask_correction", remark="请写明是哪一年、去哪里的那一次。"),)),
    Told(4, "三组便道硬化的招标文件", (ACCEPT,)),
    Told(9, "堰塘承包人交款记录", (ACCEPT, Step(2, "consult", remark="是否同意公开交款日期和金额？", given={"third_party": "堰塘承包人"})), member=3),
    Told(20, "党费结余使用的会议记录", (ACCEPT, Step(8, "extend", remark="会议记录在整理，有几页字迹不清。", given={"consent": "支部书记谭光明"}))),
    Told(6, "民主评议低保时每个人的票数", (ACCEPT, PROPOSE)),
    Told(16, "村干部绩效考核打分表", (ACCEPT, PROPOSE, Step(3, "must", SUPERIOR, "打分结果应当公开，个人住址等除外。")), member=4, channel="letter"),
    Told(30, "慰问困难党员的名单和金额", (ACCEPT, PROPOSE, Step(3, "partly", SUPERIOR, "人数、标准、金额公开，姓名不公开。"), Step(2, "grant_part", given={"answer": "共慰问12人，每人500元，按困难党员条件评定。", "cleared": True}))),
    Told(45, "举报件的办理经过", (ACCEPT, PROPOSE, Step(4, "agree", SUPERIOR, "同意。核查结束以后公开结果。"), Step(1, "tell", remark="核查结束会在公开栏公布。")), member=5, channel="phone"),
    Told(60, "去年党建经费的明细账", (ACCEPT, Step(4, "grant", given=ANSWER), Step(3, "acknowledge", SUPERIOR))),
    Told(70, "今年的公开目录", (Step(1, "point_public", remark="公开栏第二格，网上在“公开目录”里。"), Step(2, "acknowledge", SUPERIOR)), member=6),
    Told(75, "镇卫生院的药品价格", (Step(1, "point_elsewhere", remark="这件事由镇卫生院掌握，请向镇政府申请。"),), member=7),
    Told(80, "2009年以前的入党登记表", (ACCEPT, Step(5, "absent", remark="查了村里的档案柜，2009年以前的没有留存。"))),
    Told(34, "修渡槽时义务工的记录", (ACCEPT,), member=8),
)  # fmt: skip


def load(by_code: dict, today: date, now: datetime) -> dict[str, str]:
    """Put the applications on the desk; answers with addresses by what is shown there."""
    org = by_code[TRY_VILLAGE]
    clock = Actor.clock()
    roll = {one.roll_number: one for one in orgs.voting_members(clock, org_id=org.pk, day=today)}
    shown: dict[str, str] = {}
    for told in APPLICATIONS:
        ago = told.ago

        def when(days: int) -> dict:
            moment = now - timedelta(days=days)
            return {"now": moment, "today": moment.date()}

        def at(username: str, days: int) -> Actor:
            return orgs.actor_for(get_user_model().objects.get(username=username), today=when(days)["today"])

        words = {"org_id": org.pk, "matter": told.matter, "description": f"想看{told.matter}，看得清楚就行。"}
        if told.member:
            number = f"{TRY_VILLAGE}-{told.member:04}"
            row = applying.enter(
                at(CLERK, ago), name=roll[number].name, roll_number=number, channel=told.channel,
                received_on=when(ago)["today"], **words, **when(ago),
            )  # fmt: skip
        else:
            row = applying.apply(at(MEMBER, ago), **words, **when(ago))
        for step in told.steps:
            ago = max(ago - step.after, 0)
            row = applying.move(
                at(step.who, ago), number=row.number, verb=step.verb, remark=step.remark, **step.given, **when(ago)
            )
        shown[f"依申请公开：{STATES[row.state]}，{told.matter[:12]}"] = f"/desk/application/{row.number}/"
    applying.keep_clock(clock, today=today, now=now)
    return shown
