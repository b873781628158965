"""The try-out town inspects: a plan in each state, inspections with their sheet, a notice at every step of rectification."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from PIL import Image, ImageDraw

from gongkai.interfaces.jobs.demo.desk import CLERK, HEAD, Desk
from gongkai.interfaces.jobs.demo.structure import TRY_TOWN
from gongkai.rules.actor import Actor
from gongkai.supervision import actions as supervising
from gongkai.supervision import queries as supervision

TOWN = "zhen-shangji"
TEAM, SOURCE = "周远志、蒋明华", "抽签当天双色球开奖号码，按公布的次序写"
LOT = "03 08 14 21 26 30 + 11"
PLANS = (
    ("四季度党务公开检查", 0, "draft"), ("党员大会后的抽查", 0, "announced"), ("三季度党务公开检查", 9, "drawn"),
    ("与县里重复的检查", 6, "cancelled"), ("旧的检查计划", 0, "dropped"),
)  # fmt: skip
FINDINGS = (
    ("4", "村委会门口公开栏玻璃裂了一角，雨水淋湿了9月的张贴页。", "第七条", "换好玻璃，补贴当月内容。"),
    ("2", "两项应按月公开的内容晚了三天以上。", "第八条（二）", "写明原因，以后在公开日前一天检查。"),
)  # fmt: skip
STEPS = ("receive", "plan", "report", "accept")
# visited so many days ago, how far its rectification has come: None without problems
VISITS = ((70, "accept"), (40, None), (24, "report"), (12, "plan"), (5, "receive"), (2, ""))


def load(by_code: dict, desk: Desk) -> dict[str, str]:
    """Make them; answers with addresses by what they show."""
    acts, shown = _Acts(desk, by_code[TRY_TOWN]), {}
    for title, ago, state in PLANS:
        shown[f"检查计划：{state}"] = _planned(acts, title, ago, state)
    with photo() as path:
        for ago, until in VISITS:
            shown[f"检查：整改到 {until or '通知' if until is not None else '没有问题'}"] = _visited(
                acts, ago, until, path
            )
        shown |= _spots(acts, path)
    row = acts.appoint(0)
    acts.move(row, "begin", acts.ago(0))
    shown["检查：正在检查"] = f"/desk/inspection/{row.number}/"
    return shown


class _Acts:
    """The town's acts on days before; people are looked up once."""

    def __init__(self, desk: Desk, town) -> None:
        self.desk, self.town = desk, town
        self._actors: dict[str, Actor] = {}

    def at(self, username: str) -> Actor:
        if username not in self._actors:
            self._actors[username] = self.desk.at(username)
        return self._actors[username]

    def ago(self, days: int) -> dict:
        return {"now": self.desk.tick() - timedelta(days=days), "today": self.desk.today - timedelta(days=days)}

    def appoint(self, ago: int):
        when = self.ago(ago)
        return supervising.appoint(
            self.at(TOWN), inspector_id=self.town.pk, org_id=self.desk.org.pk, team=TEAM, visit_on=when["today"], **when
        )

    def move(self, row, verb: str, when: dict) -> None:
        supervising.move_inspection(self.at(TOWN), number=row.number, verb=verb, **when)


def _planned(acts: _Acts, title: str, ago: int, state: str) -> str:
    begun, town = acts.ago(ago), acts.at(TOWN)
    drawing: date = begun["today"] + timedelta(days=4)
    row = supervising.draft_plan(
        town, org_id=acts.town.pk, title=title, team=TEAM, draw_on=drawing, visit_on=drawing + timedelta(days=14),
        lot_source=SOURCE, sample=3, **begun,
    )  # fmt: skip
    steps = {"draft": (), "dropped": ("drop",), "announced": ("announce",)}.get(state, ("announce", ""))
    for verb in filter(None, steps):
        supervising.move_plan(town, number=row.number, verb=verb, **begun)
    if state == "drawn":
        supervising.move_plan(town, number=row.number, verb="draw", lot=LOT, **acts.ago(ago - 4))
    elif state == "cancelled":
        supervising.move_plan(town, number=row.number, verb="cancel", remark="与县里的检查合并进行。", **begun)
    return (
        f"/inspections/{row.number}/"
        if state in ("announced", "drawn", "cancelled")
        else f"/desk/inspections/plan/{row.number}/"
    )


def _visited(acts: _Acts, ago: int, until: str | None, path: Path) -> str:
    when, town = acts.ago(ago), acts.at(TOWN)
    row = acts.appoint(ago)
    acts.move(row, "begin", when)
    view = supervision.inspection_view(town, number=row.number)
    lines = [line for point in view.points for line in point.lines if line.tenths is None]
    supervising.score(
        town, number=row.number, given={line.code: (line.most - 5, "现场看过") for line in lines}, now=when["now"]
    )
    for point, facts, article, required in FINDINGS if until is not None else ():
        found = supervising.add_finding(
            town, number=row.number, point=point, facts=facts, article=article, required=required,
            seen="检查组两人看到，村书记在场。", now=when["now"],
        )  # fmt: skip
        if point == "4":
            supervising.hang_evidence(
                town, number=row.number, finding_id=found.pk, path=path, name=path.name, caption="检查当天的公开栏",
                now=when["now"],
            )  # fmt: skip
    supervising.write_summary(
        town, number=row.number, text="公开及时，群众能看到；公开栏的维护要有人管。", now=when["now"]
    )
    acts.move(row, "conclude", when)
    if until:
        _put_right(acts, row, ago, until, path)
    return f"/desk/inspection/{row.number}/"


def _put_right(acts: _Acts, row, ago: int, until: str, path: Path) -> None:
    clerk = acts.at(CLERK)
    notice = supervision.rectification_of(clerk, source=f"inspection:{row.pk}")
    for place, verb in enumerate(STEPS[: STEPS.index(until) + 1]):
        when = acts.ago(max(ago - 2 * place - 1, 0))
        for problem in notice.problems.all() if verb in ("plan", "report") else ():
            named = {"number": notice.number, "problem_id": problem.pk, "now": when["now"]}
            if verb == "plan":
                supervising.write_measure(
                    clerk, measure="支部委员包干，一周内改好。", person="陈素兰", finish_on=notice.due_on, **named
                )
            else:
                supervising.write_done(clerk, text="已经改好，请来看。", **named)
                supervising.hang_proof(clerk, path=path, name=path.name, caption="改好以后", **named)
        who = {"receive": CLERK, "accept": TOWN}.get(verb, HEAD)
        supervising.move_rectification(acts.at(who), number=notice.number, verb=verb, **when)


def _spots(acts: _Acts, path: Path) -> dict[str, str]:
    """The board photographed twice: a photo that was taken, and one that is a crop of it."""
    town, clerk, village = acts.at(TOWN), acts.at(CLERK), acts.desk.org
    boards = supervision.boards_of(clerk, org_id=village.pk, day=acts.desk.today)
    shown: dict[str, str] = {}
    for ago, cut, verb in ((20, 0, "take"), (3, 20, "")) if boards else ():
        when = acts.ago(ago)
        codes = supervision.codes_of_day(town, path=acts.town.path, day=when["today"])
        code = dict(codes[acts.town])[village]
        near = path.with_name(f"spot-{ago}.jpg")
        with Image.open(path) as whole:
            whole.crop((cut, cut, whole.width - cut, whole.height - cut)).convert("RGB").save(near)
        row = supervising.send_spot_photo(
            clerk, org_id=village.pk, carrier_id=boards[0][0], code=code, photo=near, photo_name=near.name,
            words="当月内容都在。", **when,
        )  # fmt: skip
        if verb:
            supervising.move_spot_check(town, number=row.number, verb=verb, now=when["now"])
        shown[f"公开栏抽查：{verb or '像以前的一张'}"] = f"/desk/spot-check/{row.number}/"
    shown["交公开栏照片"] = f"/desk/spot-checks/{village.code}/new/"
    return shown


@contextmanager
def photo() -> Iterator[Path]:
    """An invented picture of a board."""
    picture = Image.new("RGB", (480, 320), "#dcd7cf")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((40, 40, 440, 260), fill="#fdfcfa", outline="#9b1c1f", width=8)
    for line in range(70, 240, 20):
        pen.line((70, line, 410, line), fill="#8c857b", width=2)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "board.png"
        picture.save(path)
        yield path
