"""Agenda records of the demonstration: the try-out town keeps them, most committees studied it, some are behind."""

from datetime import date, datetime, time, timedelta
from random import Random

from gongkai.interfaces.jobs.demo.desk import CLERK, Desk
from gongkai.interfaces.jobs.demo.structure import TRY_TOWN
from gongkai.rules.actor import Actor
from gongkai.rules.agendas import AgendaBody, puts_on_agenda
from gongkai.rules.duties import LOCAL
from gongkai.rules.organizations import OrgKind
from gongkai.supervision import actions as supervising

TOWN = "zhen-shangji"
WHO = "党委委员7人，列席：党政办、纪检办、各村党组织书记"
# tenths of the year gone by, about villages and communities, what was studied, decided, by whom, within days, done
MEETINGS = (
    (
        1,
        True,
        "听取上一年党务公开情况汇报，研究今年的安排。",
        "公开栏破损的两个村换新",
        "党建办",
        30,
        "两块都换好了，照片已经存。",
    ),
    (8, False, "研究半年检查发现的问题：三个村党费公开晚了。", "三个村按月公开党费，党政办每月核对", "党政办", 20, ""),
)
MORE = ("请监督员来镇上听一次情况", "纪检办", 75)
VILLAGE = (6, True, "学习镇党委的安排，排出本村下半年要公开的事项。", "公开栏每月8日更新", "村党支部经办人", 60, "")


def load(by_code: dict, desk: Desk) -> dict[str, str]:
    """Enter them; one of the town was entered twice and made void."""
    for code, org in sorted(by_code.items()):
        rng = Random(f"{desk.seed}:agenda:{code}")  # noqa: S311 - invented data
        if puts_on_agenda(OrgKind(org.kind)) and org.lives and code != TRY_TOWN:
            for meeting in MEETINGS[: rng.choice((0, 1, 1, 2))]:
                _held(Actor.clock(), org, desk.today, meeting, AgendaBody.COMMITTEE)
    town, who = by_code[TRY_TOWN], desk.at(TOWN)
    first, second, twice = (
        _held(who, town, desk.today, one, AgendaBody.COMMITTEE) for one in (*MEETINGS, MEETINGS[1])
    )  # fmt: skip
    supervising.void_agenda(who, number=twice.number, reason="同一次会登记了两次。", now=desk.tick())
    what, by, days = MORE
    supervising.add_decision(
        who, number=second.number, what=what, who=by, due_on=second.held_on + timedelta(days=days), now=desk.tick()
    )  # fmt: skip
    _held(desk.at(CLERK), desk.org, desk.today, VILLAGE, AgendaBody.BRANCH)
    return {"议事日程": "/desk/agendas/", "研究党务公开的会议": f"/desk/agenda/{second.number}/"}


def _held(who: Actor, org, today: date, meeting: tuple, body: AgendaBody):
    tenths, grassroots, studied, what, by, days, done = meeting
    first = date(today.year, 1, 1)
    day = first + (today - first) * tenths // 10
    row = supervising.record_agenda(
        who, org_id=org.pk, body=body, held_on=day, attended=WHO if body is AgendaBody.COMMITTEE else "支部委员5人",
        studied=studied, grassroots=grassroots, what=what, who=by, due_on=day + timedelta(days=days),
        now=datetime.combine(day, time(17), LOCAL), today=day,
    )  # fmt: skip
    if done:
        decision = row.decisions.get()
        then = datetime.combine(today, time(8), LOCAL)
        supervising.finish_decision(who, number=row.number, decision_id=decision.pk, done=done, now=then, today=today)
    return row
