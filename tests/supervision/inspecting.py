"""Inspections brought to where a test wants them."""

from datetime import timedelta

import pytest

from gongkai.rules.refusals import Refused
from gongkai.supervision import actions, queries

LOT = "01 07 12 20 28 33 + 09"
FOUND = {
    "point": "4", "facts": "公开栏玻璃破损，9月党费没有张贴。", "article": "第七条", "required": "修好公开栏，补贴9月党费。",
    "seen": "检查组两人现场看到，村书记在场。",
}  # fmt: skip


def refusal(act, *args, **kwargs) -> Refused:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value


class Inspecting:
    """The town inspects its villages; `later` runs the day on, whoever acts."""

    def __init__(self, desk):
        self.desk = desk

    def __getattr__(self, name):
        return getattr(self.desk, name)

    @property
    def when(self) -> dict:
        return {"now": self.tick(), "today": self.desk.today}

    def later(self, days: int) -> None:
        self.desk.today += timedelta(days=days)
        self.desk.now += timedelta(days=days)

    def plan(self, who="superior", sample=1, **more):
        fields = {
            "title": "三季度检查", "team": "周九、吴十", "draw_on": self.desk.today + timedelta(days=1),
            "visit_on": self.desk.today + timedelta(days=3), "lot_source": "抽签当天双色球开奖号码", "sample": sample,
        } | more  # fmt: skip
        return actions.draft_plan(self.at(who), org_id=self.world.town.pk, **fields, **self.when)

    def move_plan(self, row, verb, who="superior", **more):
        return actions.move_plan(self.at(who), number=row.number, verb=verb, **more, **self.when)

    def drawn(self, **more):
        row = self.plan(**more)
        self.move_plan(row, "announce")
        self.later(1)
        return self.move_plan(row, "draw", lot=LOT)

    def appointed(self, org=None, who="superior", **more):
        fields = {"inspector_id": self.world.town.pk, "team": "周九、吴十", "visit_on": self.desk.today} | more
        return actions.appoint(self.at(who), org_id=(org or self.world.village).pk, **fields, **self.when)

    def move(self, row, verb, who="superior", **more):
        return actions.move_inspection(self.at(who), number=row.number, verb=verb, **more, **self.when)

    def begun(self, **more):
        return self.move(self.appointed(**more), "begin")

    def find(self, row, who="superior", **more):
        return actions.add_finding(self.at(who), number=row.number, **(FOUND | more), now=self.tick())

    def score_rest(self, row, who="superior"):
        """Half of the points where the records said nothing."""
        view = queries.inspection_view(self.at(who), number=row.number)
        lines = [line for point in view.points for line in point.lines if line.tenths is None]
        actions.score(
            self.at(who), number=row.number, given={line.code: (line.most // 2, "现场看过") for line in lines}, now=self.tick()
        )  # fmt: skip

    def concluded(self, findings=1, **more):
        row = self.begun(**more)
        for _ in range(findings):
            self.find(row)
        self.score_rest(row)
        actions.write_summary(self.at("superior"), number=row.number, text="总的不错，公开栏要修。", now=self.tick())
        return self.move(row, "conclude")

    def notice(self, **more):
        row = self.concluded(**more)
        return queries.rectification_of(self.at("superior"), source=f"inspection:{row.pk}")

    def step(self, row, verb, who, **more):
        return actions.move_rectification(self.at(who), number=row.number, verb=verb, **more, **self.when)

    def measured(self, row, who="clerk", **more):
        fields = {
            "measure": "换玻璃，补贴。",
            "person": "王五",
            "finish_on": self.desk.today + timedelta(days=10),
        } | more
        for one in row.problems.all():
            actions.write_measure(self.at(who), number=row.number, problem_id=one.pk, **fields, now=self.tick())

    def proved(self, row, path, who="clerk"):
        for one in row.problems.all():
            actions.write_done(
                self.at(who), number=row.number, problem_id=one.pk, text="换好了，补贴了。", now=self.tick()
            )
            actions.hang_proof(
                self.at(who), number=row.number, problem_id=one.pk, path=path, name="照片.txt", caption="换好的公开栏",
                now=self.tick(),
            )  # fmt: skip
