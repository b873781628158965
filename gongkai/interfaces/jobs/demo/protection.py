"""One anonymous conversation of the demonstration: written, delivered, continued, and pressure reported."""

from datetime import date, datetime, time, timedelta

from gongkai.interfaces.jobs.demo.structure import TRY_VILLAGE
from gongkai.participation import actions as participation
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.duties import LOCAL

WRITTEN_BEFORE = 14  # days; longer than any holiday, so that it was delivered
SOURCE = "demo"
TEXT = "低保户评议那天只来了几个人，名单就定了。希望按规定开村民代表会，把评议记录贴出来。"
MORE = "听说名单已经报到镇里，请先不要批。"
PRESSURE = "这几天有人挨家打听是谁写的，还说以后办事要卡一卡。"


def load(by_code: dict, today: date) -> dict[str, str]:
    """Write it two weeks ago, let the clock deliver it; answers with the address and the receipt code."""
    if TRY_VILLAGE not in by_code:
        return {}
    day = today - timedelta(days=WRITTEN_BEFORE)
    code = participation.write_anonymous(
        Actor.visitor(), org_code=TRY_VILLAGE, text=TEXT, kind="criticism", about_leaders=True, source=SOURCE, today=day
    )
    calendar, morning = rulebook.calendar(Actor.clock()), day + timedelta(days=1)
    while not calendar.is_workday(morning):
        morning += timedelta(days=1)
    participation.deliver(Actor.clock(), today=morning, now=datetime.combine(morning, time(8), LOCAL))
    lately = today - timedelta(days=1)
    participation.say_more(Actor.visitor(), code=code, text=MORE, source=SOURCE, today=lately)
    participation.report_pressure_with_receipt(
        Actor.visitor(), code=code, text=PRESSURE, source=SOURCE, today=lately
    )  # fmt: skip
    return {"address": "/yijian/huizhi/", "organization": TRY_VILLAGE, "receipt": code}
