"""Contact and demonstration points of the demonstration: city, county and town, in every state, with guidance, works and a library."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from gongkai.interfaces.jobs.demo.desk import CLERK, HEAD, Desk
from gongkai.interfaces.jobs.demo.structure import NEXT_VILLAGE, TRY_TOWN, TRY_VILLAGE
from gongkai.orgs import queries as orgs
from gongkai.publication import queries as publication
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Role
from gongkai.supervision import actions as supervising

OFFICE, TOWN = "xian-bangongshi", "zhen-shangji"
MARKS = {
    "leadership": (9, "书记每月主持一次研究，公开栏和网页由副书记分管。"),
    "basis": (8, "去年应公开的都按时公开，公开栏、广播、网页内容一致。"),
    "example": (8, "邻近三个村来看过“一事一码”的做法。"),
}
WORDS = {
    "reason": "公开做得早，群众看得懂，问得到人。", "duties": "一、把账目讲成大白话；二、让不识字的老人也听得到；三、意见当天有回音。",
    "liaison": "陈素兰", "liaison_phone": "000-0000505",
}  # fmt: skip
ARTICLES = (
    ("experience", "院坝会上念账本，老人也听得懂", "每季度第一个赶场天，村务监督委员会在院坝会上念三笔账：收了多少、花在哪里、还剩多少。\n\n念完当场问，问了当场答；答不了的记下来，三天内贴在公开栏上。\n\n半年下来，来问低保和修路款的电话少了一半。", "adopt_county"),
    ("experience", "公开栏边上放一支笔", "公开栏旁挂一个本子和一支笔，谁有话谁写。每天收一次，写了名字的当天回电话。", "adopt"),
    ("problems", "公开工作中的三个难点", "一、外出务工的党员看不到公开栏；二、工程类事项分期公开容易断档；三、经办人换人后资料不全。", "keep"),
    ("summary", "上半年联系点工作总结", "完成两项研究课题，接待参观三次，提出建议五条。", ""),
)  # fmt: skip


def load(by_code: dict, desk: Desk) -> dict[str, str]:
    """Make them; answers with addresses by what they show."""
    acts = _Acts(desk, by_code)
    county = acts.batch(OFFICE, "XW", "contact", "第一批县级联系点", 240, 500)
    town = acts.batch(TOWN, TRY_TOWN, "demonstration", "第一批镇级示范点", 200, 300)
    city = acts.batch(OFFICE, "XW", "contact", "市级联系点", 150, 600, city=True)
    old = acts.batch(OFFICE, "XW", "demonstration", "试点示范点", 700, -30)
    mine = acts.named(county, TRY_VILLAGE, OFFICE, 230)
    acts.named(county, "X01", OFFICE, 230)
    acts.named(city, "Y01", OFFICE, 140, remark="市党务公开工作领导小组办公室发文确定。")
    shown = acts.named(town, TRY_VILLAGE, TOWN, 190)
    gone = acts.named(town, "Z05-S01", TOWN, 190)
    acts.move(TOWN, gone, "exit", 20, remark="社区合并办公，不再单独作示范。")
    acts.named(old, "G01", OFFICE, 690)
    waiting = acts.nominated(county, NEXT_VILLAGE, 3)
    back = acts.nominated(town, NEXT_VILLAGE, 8)
    acts.move(TOWN, back, "send_back", 5, remark="“示范作用强”请写清别的村学了什么。")
    refused = acts.nominated(county, "G01", 60)
    acts.move(OFFICE, refused, "refuse", 55, remark="先把去年漏公开的补齐，明年再报。")
    for batch, who, kind, ago, title in (
        (county, OFFICE, "talk", 150, "联系点工作座谈会"), (county, OFFICE, "brief", 40, "联系点简报第2期"), (town, TOWN, "visit", 88, "看上一年度的公开栏"),
    ):  # fmt: skip
        acts.guided(batch, who, kind, ago, title)
    acts.tasks(mine)
    work = acts.worked(mine, shown)
    acts.prolonged(town)
    return {
        "联系点：在册": f"/desk/point/{mine}/", "联系点：待确定": f"/desk/point/{waiting}/",
        "联系点：退回补充": f"/desk/point/{back}/", "联系点：没有确定": f"/desk/point/{refused}/",
        "示范点：已退出": f"/points/{gone}/", "联系点批次": f"/desk/points/batch/{county}/",
        "联系点成果": f"/desk/point-work/{work}/", "联系点批次延长": f"/desk/points/batch/{town}/", "经验库": "/experience/",
    }  # fmt: skip


@contextmanager
def _paper(name: str, text: str, ending: str = ".txt") -> Iterator[dict]:
    """A small invented file, as an act takes it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"paper{ending}"
        path.write_text(text, encoding="utf-8")
        yield {"path": path, "name": name + ending}


class _Acts:
    """Acts on days before, each by the one whose part it is; people are looked up once."""

    def __init__(self, desk: Desk, by_code: dict) -> None:
        self.desk, self.by_code = desk, by_code
        self._actors: dict[str, Actor] = {}

    def at(self, username: str) -> Actor:
        if username not in self._actors:
            self._actors[username] = self.desk.at(username)
        return self._actors[username]

    def of(self, role: Role, code: str) -> Actor:
        """Whoever holds a role at an organization, else the clock."""
        key = f"{role}:{code}"
        if key not in self._actors:
            org_id = self.by_code[code].pk
            found = orgs.actors_holding(Actor.clock(), role=role, org_ids=[org_id], day=self.desk.today)[org_id]
            self._actors[key] = found[0] if found else Actor.clock()
        return self._actors[key]

    def ago(self, days: int) -> dict:
        return {"now": self.desk.tick() - timedelta(days=days), "today": self.desk.today - timedelta(days=days)}

    def batch(self, who: str, code: str, kind: str, title: str, ago: int, ends: int, city: bool = False) -> str:
        today = self.desk.today
        row = supervising.open_batch(
            self.at(who), org_id=self.by_code[code].pk, kind=kind, city=city, title=title,
            starts_on=today - timedelta(days=ago), ends_on=today + timedelta(days=ends), **self.ago(ago),
        )  # fmt: skip
        return row.number

    def nominated(self, batch: str, code: str, ago: int) -> str:
        clerk, head = (
            (self.at(CLERK), self.at(HEAD))
            if code == TRY_VILLAGE
            else (self.of(Role.CLERK, code), self.of(Role.HEAD, code))
        )
        row = supervising.nominate(
            clerk, org_id=self.by_code[code].pk, batch=batch, marks=MARKS, **WORDS, **self.ago(ago)
        )
        supervising.move_point(head, number=row.number, verb="submit", **self.ago(ago))
        return row.number

    def named(self, batch: str, code: str, who: str, ago: int, remark: str = "") -> str:
        number = self.nominated(batch, code, ago)
        checked = {criterion: points for criterion, (points, _) in MARKS.items()}
        supervising.check_marks(self.at(who), number=number, checked=checked, now=self.ago(ago)["now"])
        self.move(who, number, "name", ago, remark)
        return number

    def move(self, who: str, number: str, verb: str, ago: int, remark: str = "") -> None:
        supervising.move_point(self.at(who), number=number, verb=verb, remark=remark, **self.ago(ago))

    def guided(self, batch: str, who: str, kind: str, ago: int, title: str) -> None:
        when = self.ago(ago)
        made = supervising.record_activity(
            self.at(who), number=batch, kind=kind, day=when["today"], title=title, people=14, who="各点书记和经办人",
            output="交流了院坝会念账本的做法，定下每季度互相看一次公开栏。", **when,
        )  # fmt: skip
        if kind == "brief":
            with _paper("县级联系点简报第2期", "一、各点进展。二、念账本的做法。三、下季度安排。") as file:
                supervising.hang_activity_file(
                    self.at(who), number=batch, activity_id=made.pk, caption="简报全文", now=when["now"], **file
                )

    def prolonged(self, batch: str) -> None:
        supervising.prolong_batch(
            self.at(TOWN), number=batch, until=self.desk.today + timedelta(days=480),
            reason="“念账本”还要在三个村试一年，镇党委会议定的", **self.ago(10),
        )  # fmt: skip

    def tasks(self, number: str) -> None:
        when = self.ago(100)
        task = supervising.give_task(
            self.at(OFFICE), number=number, title="研究外出党员怎样看到公开内容",
            due_on=self.desk.today - timedelta(days=40), **when,
        )  # fmt: skip
        supervising.finish_task(
            self.at(CLERK),
            number=number,
            task_id=task.pk,
            text="建了外出党员联络群，每月发一次。",
            now=self.ago(50)["now"],
        )
        supervising.give_task(
            self.at(OFFICE), number=number, title="试一试公开内容的广播稿",
            due_on=self.desk.today + timedelta(days=12), **self.ago(9),
        )  # fmt: skip

    def worked(self, contact: str, demonstration: str) -> str:
        """Works of every kind and what became of them; the number of the one that has a file."""
        for place, (kind, title, text, verb) in enumerate(ARTICLES):
            number, ago = (demonstration, 120) if verb == "adopt" else (contact, 110 - 25 * place)
            row = supervising.hand_in(self.at(CLERK), number=number, kind=kind, title=title, text=text, **self.ago(ago))
            if verb == "adopt_county":
                with _paper("样张", "月份,应收,实收,结余\n10月,186.00,186.00,637.00\n", ".csv") as file:
                    supervising.hang_work_file(
                        self.at(CLERK), number=row.number, caption="样张", public=True, now=self.desk.tick(), **file
                    )
            if verb:
                who = TOWN if verb == "adopt" else OFFICE
                supervising.move_work(self.at(who), number=row.number, verb=verb, **self.ago(ago - 20))
        for item in publication.latest(Actor.visitor(), path=self.desk.org.path, limit=2):
            supervising.show_item(self.at(CLERK), number=demonstration, item=item.number, now=self.desk.tick())
        with _paper("半年总结附表", "研究课题,完成日期\n外出党员怎样看到公开内容,10月18日\n", ".csv") as file:
            supervising.hang_work_file(
                self.at(CLERK), number=row.number, caption="课题完成情况表", now=self.desk.tick(), **file
            )
        return row.number
