"""Points brought to where a test wants them: the town keeps them, the village is one."""

from datetime import timedelta

from gongkai.supervision import actions
from tests.supervision.inspecting import Inspecting

MARKS = {"leadership": (9, "书记每月研究"), "basis": (8, "都按时公开"), "example": (7, "三个村来看过")}
WORDS = {"reason": "公开做得早", "duties": "研究怎样念账本", "liaison": "王五", "liaison_phone": "000-0000101"}


class Pointing(Inspecting):
    """Every act with its usual person and words; `more` changes them."""

    def batch(self, who="superior", keeper=None, **more):
        fields = {
            "kind": "contact", "city": False, "title": "第一批联系点", "starts_on": self.desk.today,
            "ends_on": self.desk.today + timedelta(days=400),
        } | more  # fmt: skip
        keeper = keeper or (self.world.county if who == "county_office" else self.world.town)
        return actions.open_batch(self.at(who), org_id=keeper.pk, **fields, **self.when)

    def nomination(self, batch=None, who="clerk", org=None, **more):
        fields = {"batch": (batch or self.batch()).number, "marks": MARKS, **WORDS} | more
        return actions.nominate(self.at(who), org_id=(org or self.world.village).pk, **fields, **self.when)

    def step(self, row, verb, who, **more):
        return actions.move_point(self.at(who), number=row.number, verb=verb, **more, **self.when)

    def submitted(self, **more):
        return self.step(self.nomination(**more), "submit", "head")

    def checked(self, row, who="superior", points=8):
        return actions.check_marks(
            self.at(who), number=row.number, checked=dict.fromkeys(MARKS, points), now=self.tick()
        )

    def named(self, who="superior", **more):
        batch = self.batch(who=who)
        row = self.submitted(batch=batch, **more)
        self.checked(row, who)
        return self.step(row, "name", who)

    def work(self, row, who="clerk", **more):
        fields = {"kind": "experience", "title": "念账本", "text": "院坝会上念三笔账。"} | more
        return actions.hand_in(self.at(who), number=row.number, **fields, **self.when)

    def move_work(self, row, verb, who="superior", **more):
        return actions.move_work(self.at(who), number=row.number, verb=verb, **more, **self.when)

    def guide(self, batch, who="superior", **more):
        fields = {
            "kind": "talk", "day": self.desk.today, "title": "座谈会", "people": 12, "output": "交流了念账本",
        } | more  # fmt: skip
        return actions.record_activity(self.at(who), number=batch.number, **fields, **self.when)
