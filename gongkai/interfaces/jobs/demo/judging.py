"""Last year's assessment in every state, the running year as a simulation with a self-score, and cases of accountability."""

import tempfile
from datetime import date, datetime, time
from pathlib import Path

from gongkai.assessment import actions as assessment
from gongkai.assessment import queries as judged
from gongkai.interfaces.jobs.demo.desk import CLERK, HEAD, Desk
from gongkai.interfaces.jobs.demo.structure import NEXT_VILLAGE, TRY_TOWN, TRY_VILLAGE
from gongkai.rules.accountability import Measure, Step, Target, Trigger
from gongkai.rules.actor import Actor
from gongkai.rules.duties import LOCAL
from gongkai.rules.scoring import Line

OFFICE, SUPERIOR, SECOND = "xian-bangongshi", "zhen-shangji", "xian-shouli"
SELF = {
    "total": 9200,
    "head": 9000,
    "reason": "每月按时公开，三部分齐全；意见有一条答复晚了三天。支委会四次研究党务公开，见会议记录。",
}
# What the other villages of the try-out town have come to, one state each.
WAYS = {
    "published": ("submit", "review", "grade", "publish"),
    "graded": ("submit", "review", "grade"),
    "submitted": ("submit",),
}


def load(by_code: dict, desk: Desk) -> dict[str, str]:
    """Judge last year in the try-out town; the try-out village disputes a line. Answers addresses to show."""
    year = desk.today.year - 1
    town = by_code[TRY_TOWN].path
    others = [
        org.code for org in by_code.values()
        if org.path.startswith(town) and org.code not in (TRY_TOWN, TRY_VILLAGE) and org.lives and org.owes_duties
    ]  # fmt: skip
    for code, way in zip(others, WAYS.values(), strict=False):
        _year(desk, code, year, way)
    _year(desk, TRY_VILLAGE, year - 1, WAYS["published"])
    _disputed(desk, year)
    _self(TRY_VILLAGE, desk.today.year, desk.at(CLERK), desk.now, desk.today)
    numbers = _cases(desk)
    return {
        "考评：提了异议": f"/desk/assessment/{TRY_VILLAGE}/{year}/",
        "考评：公布的结果": f"/org/{TRY_VILLAGE}/grades/",
        "考评：今年试算": f"/desk/assessment/{TRY_VILLAGE}/{desk.today.year}/",
        "责任追究：听取陈述申辩": f"/desk/accountability/{numbers[0]}/",
        "责任追究：决定书": f"/desk/accountability/{numbers[1]}/print/",
    }


def _self(code: str, year: int, actor: Actor, now: datetime, today: date) -> None:
    assessment.score_self(actor, code=code, year=year, **SELF, now=now, today=today)


def _year(desk: Desk, code: str, year: int, way: tuple[str, ...]) -> None:
    days = {
        "submit": date(year + 1, 1, 8),
        "review": date(year + 1, 1, 15),
        "grade": date(year + 1, 2, 10),
        "publish": date(year + 1, 2, 12),
    }
    clock = Actor.clock()
    first = days["submit"]
    if first > desk.today:
        return
    _self(code, year, clock, datetime.combine(first, time(9), LOCAL), first)
    for verb in way:
        who = clock if verb == "submit" else desk.at(SUPERIOR if verb == "review" else OFFICE)
        day = min(days[verb], desk.today)
        assessment.move_sheet(
            who, code=code, year=year, verb=verb, now=datetime.combine(day, time(10), LOCAL), today=day
        )
    if way[-1] == "publish":
        assessment.record_use(
            desk.at(OFFICE), code=code, year=year, text=f"计入{year}年度党建工作考核。", now=desk.tick()
        )


def _disputed(desk: Desk, year: int) -> None:
    where = {"code": TRY_VILLAGE, "year": year}
    _self(TRY_VILLAGE, year, desk.at(CLERK), desk.tick(), desk.today)
    assessment.move_sheet(desk.at(HEAD), verb="submit", **where, **desk.when)
    assessment.move_sheet(desk.at(SUPERIOR), verb="review", **where, **desk.when)
    assessment.file_dispute(
        desk.at(HEAD),
        line=Line.ON_TIME,
        text="7月的两项在党员大会上按时通报了，会后才补录，有会议记录和签到。",
        **where,
        **desk.when,
    )


def _cases(desk: Desk) -> tuple[str, str]:
    """One that the village's head can answer, with its leader apart, and one decided about another village's person."""
    office = desk.at(OFFICE)
    made = []
    for code, target, name in ((TRY_VILLAGE, Target.ORGANIZATION, ""), (NEXT_VILLAGE, Target.DIRECT, "代春燕")):
        facts = "连续三个月有应公开的事项没有公开，也没有零报告或者备案，催办后没有说明。"
        row = assessment.open_case(
            office, code=code, year=desk.today.year, trigger=Trigger.NOT_DISCLOSED, step=Step.CORRECT, target=target,
            facts=facts, person_name=name, now=desk.tick(), links=_records(desk, code),
        )  # fmt: skip
        assessment.write_case(office, number=row.number, facts=facts, measure=Measure.DEADLINE, now=desk.tick())
        assessment.move_case(office, number=row.number, verb="tell", **desk.when)
        made.append(row.number)
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / "statement.txt"
        paper.write_text("陈述申辩（签字件的演示文件）\n人员变动时没有交接好，已经补上。\n", encoding="utf-8")
        assessment.state_own(
            office, number=made[1], text="人员变动时没有交接好，已经补上。", by_name="代春燕", paper=paper,
            paper_name="陈述申辩签字件.txt", **desk.when,
        )  # fmt: skip
    assessment.move_case(
        desk.at(SECOND), number=made[1], verb="decide", remark="责令一个月内补齐，并向党员说明。", **desk.when
    )
    assessment.open_case(
        office, code=TRY_VILLAGE, year=desk.today.year, trigger=Trigger.NOT_DISCLOSED, step=Step.CORRECT,
        target=Target.LEADER, facts="公开没有列入支委会议题，催办后没有安排。", person_name="谭光明", now=desk.tick(),
        beside=made[0], links=_records(desk, TRY_VILLAGE),
    )  # fmt: skip
    return made[0], made[1]


def _records(desk: Desk, code: str) -> list[str]:
    """The first of the records on which a case can rest."""
    office = desk.at(OFFICE)
    org = judged.organization_for_case(office, code=code)
    return [one.key for one in judged.known_facts(office, org=org, today=desk.today)][:4]
