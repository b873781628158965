"""Publicity and disclosure-day activities of the demonstration: the try-out village regularly, others now and then."""

from datetime import date, datetime, time, timedelta
from random import Random

from gongkai.interfaces.jobs.demo.desk import CLERK, Desk
from gongkai.interfaces.jobs.demo.structure import TRY_VILLAGE
from gongkai.participation import actions as voicing
from gongkai.rulebook import queries as rulebook
from gongkai.rules.activities import Register, Subject, Way
from gongkai.rules.actor import Actor
from gongkai.rules.duties import LOCAL
from gongkai.rules.periods import Period

TOLD = (
    (Way.LECTURE, Subject.RIGHTS, "党员权利和义务宣讲", "逐条讲党章规定的党员权利，现场回答了四个问题。", "讲稿"),
    (Way.COLUMN, Subject.RULES, "党务公开实施细则专栏", "公开栏左侧登出细则要点和公开日。", "展板2块"),
    (Way.MEETING, Subject.RESULTS, "学习邻村公开账目的做法", "传达邻村按月公开账目的经验，议定照着做。", ""),
    (Way.LEAFLET, Subject.RULES, "发放党务公开问答", "入户发放问答折页，讲解怎样提意见、怎样申请公开。", "折页60份"),
)  # fmt: skip
EVERY = 3  # one organization in so many has records


def load(by_code: dict, desk: Desk) -> dict[str, str]:
    """Records of the last months; one of the village's was entered twice and made void."""
    first = ""
    for code, org in sorted(by_code.items()):
        rng = Random(f"{desk.seed}:publicity:{code}")  # noqa: S311 - invented data
        if not org.owes_duties or org.status != "active" or (code != TRY_VILLAGE and rng.randrange(EVERY)):
            continue
        who = desk.at(CLERK) if code == TRY_VILLAGE else Actor.clock()
        numbers = [_told(who, org, desk.today, one, back, rng) for back, one in enumerate(TOLD) if rng.random() < 0.8]
        _met(who, org, desk.today, rng)
        if code == TRY_VILLAGE:
            first = numbers[0]
            again = _told(who, org, desk.today, TOLD[0], 0, rng)
            voicing.void_activity(who, number=again, reason="重复登记。", now=desk.tick())
    return {"宣传教育登记": f"/desk/activity/{first}/", "宣传教育公开页": f"/org/{TRY_VILLAGE}/activities/"}


def _at(day: date) -> datetime:
    return datetime.combine(day, time(17), LOCAL)


def _told(who: Actor, org, today: date, one: tuple, back: int, rng: Random) -> str:
    way, subject, title, content, material = one
    day = today - timedelta(days=3 + 21 * back)
    row = voicing.record_activity(
        who, org_id=org.pk, register=Register.PUBLICITY, way=way, subjects=(subject,), title=title, held_on=day,
        place="活动室" if way in (Way.LECTURE, Way.MEETING) else org.short_name, host="党务公开经办人", content=content,
        people=rng.randint(12, 60), material=material, now=_at(day), today=day,
    )  # fmt: skip
    return row.number


def _met(who: Actor, org, today: date, rng: Random) -> None:
    """The disclosure days of the last three months; that of this month is recorded by some only."""
    last = Period.of(today)
    for back in range(3):
        due = rulebook.disclosure_day(Actor.clock(), period=str(last.plus(-back))).due
        if due > today or (not back and (org.code == TRY_VILLAGE or rng.random() < 0.5)):
            continue
        voicing.record_activity(
            who, org_id=org.pk, register=Register.DAY, title=f"{due.month}月公开日接待群众", held_on=due, place="便民服务大厅",
            host="支部书记和经办人", content="讲解当月公开的事项，当场答复群众的提问，答不了的登记下来。", people=rng.randint(0, 20),
            visits=rng.randint(0, 8), opinions=rng.randint(0, 4), now=_at(due), today=due,
        )  # fmt: skip
