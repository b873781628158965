"""Opinions of the try-out village and its neighbours: one in every state, made by the same acts as in daily work."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.contrib.auth import get_user_model

from gongkai.interfaces.jobs.demo.structure import NEXT_VILLAGE, TRY_VILLAGE
from gongkai.ledger.claims import claim_code
from gongkai.orgs import queries as orgs
from gongkai.participation import actions as participation
from gongkai.rules.actor import Actor
from gongkai.rules.procedures.opinion import STATES

KEEPER, CLERK, HEAD, MEMBER, VILLAGER = "cun-zhuanren", "cun-jingban", "cun-shuji", "dangyuan", "cunmin"


STANDS = {**{state.value: word for state, word in STATES.items()}, "appealed": "转上级", "transferred": "转给该管的村"}


@dataclass(frozen=True)
class Told:
    """One opinion: how many days ago it came, what was said, and how far it has got."""

    ago: int
    text: str
    kind: str
    until: str
    who: str = ""
    channel: str = ""
    concern: str = "nobody"
    result: str = "explained"
    reason: str = ""
    answer: str = ""
    question: str = ""
    at: str = TRY_VILLAGE
    name: str = field(default="")
    claims: str = ""  # the account that may take it over with the code on its paper
    to: str = ""  # the organization it is handed on to


OPINIONS = (
    Told(1, "三组的路灯坏了两盏，晚上走路不方便，什么时候能修？", "inquiry", "received", who=VILLAGER),
    Told(3, "建议把低保评议的票数也写在公开栏上。", "suggestion", "assigned", who=MEMBER),
    Told(9, "便道用工的工钱算法没有看懂，想请村里说一说。", "inquiry", "handling", channel="visit", name="一位村民"),
    Told(6, "自来水晚上压力小，二楼上不去水，想知道什么时候修。", "inquiry", "assigned", channel="visit", name="文学林", claims=VILLAGER),
    Told(34, "活动室的开放时间经常改，去了几次都没有开门。", "criticism", "handling", channel="phone"),
    Told(16, "党费公开里少了去年结转的数。", "objection", "decided", who=MEMBER, result="adopted", answer="您说得对，已在这个月的公开里补上结转数。"),
    Told(20, "为什么今年没有评议低保？", "inquiry", "told", who=VILLAGER, answer="评议放在下个月，日期会先在公开栏公布。"),
    Told(4, "河对岸村口的便桥松动了，车子不敢过。", "inquiry", "transferred", channel="phone", to=NEXT_VILLAGE),
    Told(45, "公开栏的字太小，老人看不清。", "suggestion", "closed", channel="meeting", result="adopted", answer="已换成大字版，每月公开日张贴。", question="公开栏的字太小，能不能放大？"),
    Told(60, "能不能把村里的账每天都公开？", "suggestion", "closed", who=VILLAGER, result="rejected", reason="按目录每月公开一次，每天公开工作量太大", answer="每月公开日公开上个月的收支。急着想看，可以申请公开。", question="村里的账能不能每天公开？"),
    Told(75, "慰问名单怎么定的？", "inquiry", "closed", channel="letter", result="partly", reason="名单涉及个人情况，只公开条件和人数", answer="条件、程序和人数已经公开，名单只告诉本人。", question="慰问对象是怎么定的？"),
    Told(50, "修路的钱从哪里来，一直没有说清楚。", "criticism", "appealed", who=VILLAGER, answer="钱由镇里补助一部分，村里筹一部分。"),
    Told(2, "反映有人优亲厚友，请上级查一查。", "report", "received", who=MEMBER),
    Told(5, "说好的院坝会没有开，想知道改到哪天。", "inquiry", "received", channel="box", at=NEXT_VILLAGE),
)  # fmt: skip


class _Office:
    """The village's office on the days of one opinion."""

    def __init__(self, now: datetime, code: str) -> None:
        self.now, self.code = now, code

    def when(self, ago: int) -> dict:
        moment = self.now - timedelta(days=ago)
        return {"now": moment, "today": moment.date()}

    def at(self, username: str, ago: int) -> Actor:
        day = (self.now - timedelta(days=ago)).date()
        return orgs.actor_for(get_user_model().objects.get(username=username), today=day)


def load(by_code: dict, today: date, now: datetime) -> dict[str, str]:
    """Put the opinions on the desk; answers with addresses by what is shown there."""
    shown: dict[str, str] = {}
    for told in OPINIONS:
        office = _Office(now, told.at)
        opinion = _receive(office, by_code[told.at], told)
        _handle(office, opinion, told)
        shown[f"意见：{STANDS[told.until]}，{told.text[:12]}"] = f"/desk/opinions/{opinion.pk}/"
        if told.claims:
            code = claim_code(opinion.number)
            shown[f"凭纸上的编号{opinion.number}、领取码{code}收到{told.claims}名下"] = "/opinion/mine/"
    participation.escalate_overdue(Actor.clock(), today=today, now=now)
    return shown


def _receive(office: _Office, org, told: Told):
    words = {"org_id": org.pk, "text": told.text, "kind": told.kind, "concern": told.concern}
    when = office.when(told.ago)
    if told.channel:
        typist = KEEPER if told.at == TRY_VILLAGE else "ling-cun"
        return participation.enter(
            office.at(typist, told.ago), channel=told.channel, received_on=when["today"], submitter="resident",
            name=told.name, contact="到村委会来问" if told.name else "", **words, **when,
        )  # fmt: skip
    return participation.submit(office.at(told.who, told.ago), sign=True, contact="", **words, **when)


def _handle(office: _Office, opinion, told: Told) -> None:
    """Along the way of the procedure to where it stands now, a day for each step."""
    if told.until == "received":
        return
    ago = told.ago

    def move(verb: str, who: str, **fields) -> None:
        nonlocal ago
        ago = max(ago - 1, 0)
        participation.move(office.at(who, ago), opinion_id=opinion.pk, verb=verb, **fields, **office.when(ago))

    def answer() -> None:
        move("handle", CLERK, remark="问过经手的人，看了记录。")
        move("decide", HEAD, result=told.result, reason=told.reason, answer=told.answer, remark="同意")
        if opinion.signed and told.until != "decided":
            move("tell", KEEPER, way="in_person", by_name="意见收集专人", text=told.answer)

    move("assign", KEEPER, assigned_to="陈素兰", remark="请问清楚后答复。")
    if told.until == "transferred":
        participation.transfer(
            office.at(KEEPER, ago), opinion_id=opinion.pk, to=told.to, remark="便桥归那边的村管养。", **office.when(ago)
        )
        return
    if told.until == "assigned":
        return
    if told.until == "handling":
        return move("handle", CLERK, remark="已经问过经手的人，正在核对。")
    answer()
    if told.until == "appealed":
        rate = {"receipt": opinion.receipt, "value": "dissatisfied"}
        participation.rate(Actor.visitor(), remark="还是没有说清楚。", **rate, **office.when(ago))
        answer()
        participation.rate(Actor.visitor(), remark="没有写明数目。", **rate, **office.when(ago))
    if told.question:
        move("publish", KEEPER, question=told.question, public_answer=told.answer)
    if told.until == "closed" and opinion.signed:
        participation.rate(Actor.visitor(), receipt=opinion.receipt, value="mostly", **office.when(ago))
    elif told.until == "closed":
        move("close", KEEPER)
    return None
