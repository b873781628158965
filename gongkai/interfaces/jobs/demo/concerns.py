"""Public concerns and typical cases of the demonstration: some of each in every state, answered by what is public."""

from datetime import datetime, time, timedelta

from gongkai.interfaces.jobs.demo.desk import CLERK, HEAD, Desk
from gongkai.participation import actions as voicing
from gongkai.publication import queries as publication
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.concerns import CaseKind, ConcernSource
from gongkai.rules.duties import LOCAL
from gongkai.rules.entries import TimeKind
from gongkai.rules.periods import Period

OFFICE = "xian-bangongshi"
HEARD = (
    # what, source, where, days ago, asked by
    ("公路边的路灯什么时候装", ConcernSource.HOTLINE, "公开电话，一周里接到六次", 2, 6),
    ("党费结余今年怎么用", ConcernSource.MEETING, "上月党员大会", 16, 9),
    ("村里的便道为什么停工", ConcernSource.VISIT, "走访时多户问到", 4, 12),
    ("接待群众的日子能不能改到赶场天", ConcernSource.OPINION, "意见箱三张条子", 20, 3),
    ("县里的医保缴费标准", ConcernSource.MEDIA, "本地论坛", 9, 20),
)  # fmt: skip
CASES = (
    (CaseKind.EXPERIENCE, "账目一月一贴，一年没有人再问", "每月公开日当天贴账，旁边放一支笔，看过的人可以写意见。", "adopt"),
    (CaseKind.RESULT, "接访安排提前贴，群众少跑路", "下月哪天谁接待，提前一个月贴出来。", "adopt"),
    (CaseKind.EXEMPLAR, "老党员义务当公开栏讲解员", "赶场天站在公开栏前讲解，看不清字的也听得懂。", ""),
    (CaseKind.EXPERIENCE, "公开内容进院坝会", "把当月公开的内容带到院坝会上念一遍。", "return"),
)  # fmt: skip


def load(by_code: dict, desk: Desk) -> dict[str, str]:
    """The village's concerns; cases recommended by it and by the first organizations that have something public."""
    rows = [_heard(desk, *one) for one in HEARD]
    shown = publication.latest(Actor.visitor(), path=desk.org.path, limit=3)
    if shown:
        answered = rows[3]
        voicing.link_answer(desk.at(CLERK), number=answered.number, item=shown[0].number, now=desk.tick())
        voicing.move_concern(desk.at(CLERK), number=answered.number, verb="answer", now=desk.tick())
    listed = rulebook.entries_of(Actor.clock(), org_id=desk.org.pk, period=str(Period.of(desk.today)))
    standing = next(one for one in listed if one.time_kind == TimeKind.STANDING)
    voicing.draft_answer(desk.at(CLERK), number=rows[2].number, code=standing.code, **desk.when)
    remark = "属于县里统一规定的事，请看县医保部门的公告。"
    voicing.move_concern(desk.at(HEAD), number=rows[4].number, verb="decline", remark=remark, now=desk.tick())
    cases = _cases(by_code, desk)
    return {"社会关切": f"/desk/concern/{rows[0].number}/", "社会关切的公开页": "/concerns/"} | (
        {"典型案例": f"/desk/typical-case/{cases[-1]}/", "典型案例库": "/cases/"} if cases else {}
    )


def _heard(desk: Desk, matter: str, source: str, note: str, back: int, people: int):
    day = desk.today - timedelta(days=back)
    return voicing.register_concern(
        desk.at(CLERK), org_id=desk.org.pk, matter=matter, source=source, source_note=note, heard_on=day, asked_by=people,
        now=datetime.combine(day, time(17), LOCAL), today=day,
    )  # fmt: skip


def _cases(by_code: dict, desk: Desk) -> list[str]:
    made = []
    for code in sorted(by_code, key=lambda one: (one != desk.org.code, one)):
        if len(made) == len(CASES):
            break
        items = publication.latest(Actor.visitor(), path=by_code[code].path, limit=5)
        own = next((one for one in items if one.org_id == by_code[code].pk), None)
        if own is None or by_code[code].status != "active":
            continue
        kind, title, summary, verb = CASES[len(made)]
        who = desk.at(CLERK) if code == desk.org.code else Actor.clock()
        row = voicing.recommend_case(
            who, org_id=by_code[code].pk, item=own.number, kind=kind, title=title, summary=summary, now=desk.tick()
        )
        if verb:
            remark = "再办一段时间，有了效果再推荐。" if verb == "return" else ""
            voicing.move_case(desk.at(OFFICE), number=row.number, verb=verb, remark=remark, now=desk.tick())
        made.append(row.number)
    return made
