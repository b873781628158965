"""What the county's leading group gave its units to do: one in every state (第十条)."""

from datetime import timedelta

from gongkai.interfaces.jobs.demo.desk import Desk
from gongkai.interfaces.jobs.demo.structure import COUNTY, TRY_TOWN
from gongkai.rules.group_tasks import GroupDuty
from gongkai.supervision import actions as supervising

OFFICE, TOWN = "xian-bangongshi", "zhen-shangji"
# duty, what, organization or name, helpers, given so many days ago, to be done within, acts
GIVEN = (
    (GroupDuty.COORDINATE, "把村务、党务两块公开栏的更新日子对齐，一张表发到各村", TRY_TOWN, "县民政局、县农业农村委", 20, 30,
     (("report", "对齐了，8个村同一天更新，表已经发下去。"),)),
    (GroupDuty.GUIDE, "到三个晚报的村看一次，帮经办人把零报告做会", TRY_TOWN, "", 12, 18, ()),
    (GroupDuty.LEAD, "提出明年党务公开工作要点，报领导小组会议研究", "县委组织部办公室", "县纪委党风政风监督室", 15, 25,
     (("enter", "要点已经报领导小组会议，会议原则同意。"),)),
    (GroupDuty.COORDINATE, "县电视台每月留两分钟播公开日预告", "县融媒体中心", "", 9, 40, ()),
)  # fmt: skip


def load(by_code: dict, desk: Desk) -> dict[str, str]:
    """Give them; answers with addresses."""
    office, county = desk.at(OFFICE), by_code[COUNTY]
    shown = {"领导小组的工作": f"/desk/groups/work/{COUNTY}/"}
    for duty, what, unit, helpers, ago, within, acts in GIVEN:
        then, day = desk.tick() - timedelta(days=ago), desk.today - timedelta(days=ago)
        row = supervising.give_group_task(
            office, org_id=county.pk, duty=duty, what=what, helpers=helpers, now=then, today=day,
            due_on=day + timedelta(days=within), **({"unit_code": unit} if unit in by_code else {"unit": unit}),
        )  # fmt: skip
        for verb, words in acts:
            who = desk.at(TOWN) if row.org_path else office
            supervising.move_group_task(who, number=row.number, verb=verb, remark=words, now=desk.tick())
        shown[f"领导小组交办的事：{row.number}"] = f"/desk/group-task/{row.number}/"
    return shown
