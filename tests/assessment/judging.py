"""A year brought to where a test wants it; every act by the one whose part it is."""

from datetime import timedelta

from gongkai.assessment import actions, queries
from gongkai.rules.scoring import Line
from gongkai.rules.terms import explain
from tests.participation import asking

YEAR = 2026
SELF = {"total": 9250, "head": 9000, "reason": "每月按时公开，一条意见答复晚了三天"}


def refusal(act, *args, **kwargs):
    """The refusal of an act; its sentence can be said with its facts."""
    found = asking.refusal(act, *args, **kwargs)
    assert explain(found.code, found.facts)
    return found


class Judging:
    def __init__(self, world, now, today):
        self.world, self.now, self.today = world, now, today
        self.code = world.village.code

    def at(self, name):
        return self.world.actor(getattr(self.world, name))

    @property
    def when(self):
        self.now += timedelta(minutes=1)
        return {"now": self.now, "today": self.today}

    def later(self, days):
        self.today += timedelta(days=days)
        self.now += timedelta(days=days)

    @property
    def sheet(self):
        return {"code": self.code, "year": YEAR}

    def view(self, who="head", year=YEAR):
        return queries.sheet_view(self.at(who), code=self.code, year=year, today=self.today)

    def self_score(self, who="clerk", year=YEAR, **more):
        return actions.score_self(self.at(who), code=self.code, year=year, **(SELF | more), **self.when)

    def move(self, verb, who, remark="", year=YEAR):
        return actions.move_sheet(self.at(who), code=self.code, year=year, verb=verb, remark=remark, **self.when)

    def reviewed(self, by="superior"):
        self.self_score()
        self.move("submit", "head")
        return self.move("review", by)

    def dispute(self, who="head", line=Line.ON_TIME, text="9月的党员大会记录可以证明按时公开了。"):
        return actions.file_dispute(self.at(who), **self.sheet, line=line, text=text, **self.when)

    def decide(self, row, verb="uphold", who="county_office", points=900, remark="会议记录属实。"):
        return actions.decide_dispute(
            self.at(who), dispute_id=row.pk, verb=verb, remark=remark, points=points, now=self.when["now"]
        )

    def graded(self):
        self.reviewed()
        self.later(15)
        return self.move("grade", "county_office")

    def published(self):
        self.graded()
        return self.move("publish", "county_office")

    def case(
        self, who="county_office", step="correct", target="organization", person_name="", facts="三个月没有公开。"
    ):
        return actions.open_case(
            self.at(who), code=self.code, year=YEAR, trigger="not_disclosed", step=step, target=target, facts=facts,
            person_name=person_name, now=self.when["now"],
        )  # fmt: skip

    def write(self, row, measure="criticism", who="county_office", facts="三个月没有公开。"):
        return actions.write_case(self.at(who), number=row.number, facts=facts, measure=measure, now=self.when["now"])

    def move_case(self, row, verb, who="county_office", remark="写明。"):
        return actions.move_case(self.at(who), number=row.number, verb=verb, remark=remark, **self.when)
