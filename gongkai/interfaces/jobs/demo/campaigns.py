"""Two invented regulations with plans to be filed: one whose day has passed, one that still runs; plans in every state."""

import tempfile
from datetime import timedelta
from pathlib import Path

from gongkai.approvals import actions as approvals
from gongkai.interfaces.jobs.demo.desk import Desk
from gongkai.interfaces.jobs.demo.structure import TRY_TOWN
from gongkai.rulebook import actions as rulebook
from gongkai.rulebook import queries as library
from gongkai.rules.actor import Actor
from gongkai.rules.campaigns import PlanTick

EXCUSED = "GW02"
OFFICE, TOWN = "xian-bangongshi", "zhen-shangji"
CODES = ("yanshi-dangri-1", "yanshi-wangye-2")
TITLES = ("关于公开日工作的补充规定（演示）", "关于网页公开工作的补充规定（演示）")
TEXT = "{title}\n第一条 公开日当天有人值班，接待来问的党员群众。\n第二条 各单位制定实施方案，报县领导小组办公室备案。\n"
# filed so many days ago, and what the office did: the first document was issued twelve days ago, due two days ago
ANSWERS = (
    ("Z02", 8, "check"), ("Z03", 7, "check"), ("Z04", 5, "ask"), ("Z05", 4, ""), ("Z06", 1, ""), ("GW01", 6, "check"),
    ("Z07", 0, ""),
)  # fmt: skip


def load(by_code: dict, desk: Desk) -> dict[str, str]:
    """Make them; answers with addresses by what they show."""
    shown = {"实施方案：布置过的": "/desk/campaigns/"}
    with tempfile.TemporaryDirectory() as folder:
        for code, title, ago in zip(CODES, TITLES, (12, 4), strict=True):
            _opened(desk, Path(folder), code, title, ago)
            shown[f"实施方案：看板 {title}"] = f"/desk/campaign/{code}/"
        path = Path(folder) / "实施方案.txt"
        path.write_text("实施方案（演示）：领导小组、步骤、制度、经费。", encoding="utf-8")
        for place, (org, ago, verb) in enumerate(ANSWERS):
            if org in by_code and org != TRY_TOWN:
                row = _filed(desk, by_code[org], CODES[0], ago, verb, path, place)
                shown[f"实施方案备案：{verb or '待核对'}"] = f"/desk/implementation/{row.number}/"
        _filed(desk, by_code[TRY_TOWN], CODES[0], 3, "check", path, len(ANSWERS), who=TOWN)
    if EXCUSED in by_code:
        approvals.excuse_plan(
            desk.at(OFFICE),
            code=CODES[0],
            org_id=by_code[EXCUSED].pk,
            reason="和县委办公室合报，见它的方案。",
            now=desk.tick(),
        )
    for code in CODES:
        _signed_for(desk, code)
    return shown


def _ago(desk: Desk, days: int) -> dict:
    return {"now": desk.tick() - timedelta(days=days), "today": desk.today - timedelta(days=days)}


def _opened(desk: Desk, folder: Path, code: str, title: str, ago: int) -> None:
    when, office = _ago(desk, ago), desk.at(OFFICE)
    path = folder / f"{code}.txt"
    path.write_text(TEXT.format(title=title), encoding="utf-8")
    rulebook.import_regulation(office, path=path, code=code, name=path.name, issued_on=when["today"], now=when["now"])
    classes = [name.value for name in library.addressees(office)]
    approvals.open_campaign(office, code=code, classes=classes, issued_on=when["today"], **when)


def _filed(desk: Desk, org, code: str, ago: int, verb: str, path: Path, place: int, who: str = ""):
    when, office = _ago(desk, ago), desk.at(OFFICE)
    row = approvals.file_plan(
        desk.at(who or f"{org.code.lower()}-clerk"), code=code, org_id=org.pk, path=path, name=path.name,
        adopted_on=when["today"], document_number=f"演示发〔{desk.today.year}〕{place + 11}号",
        group="组长：党委书记；副组长：纪委书记、组织委员；成员：各办公室主任", office="设在纪委，纪委书记任主任",
        person="演示专人", phone=f"000-0000{600 + place}", budget="列入本级年度预算，5000元", **when,
    )  # fmt: skip
    wanted = list(PlanTick) if verb == "check" else list(PlanTick)[:3]
    if verb:
        approvals.tick_plan(office, number=row.number, ticks=wanted, now=when["now"])
        remark = "请补充经费从哪里出。" if verb == "ask" else ""
        approvals.move_plan_filing(office, number=row.number, verb=verb, remark=remark, now=when["now"])
    return row


def _signed_for(desk: Desk, code: str) -> None:
    """Most signed for the document; one in six has not yet."""
    clock, when = Actor.clock(), _ago(desk, 2)
    for place, row in enumerate(library.distributions(clock, regulation_code=code)):
        if place % 6:
            rulebook.acknowledge(clock, distribution_id=row.pk, now=when["now"])
