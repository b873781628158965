"""A joint column in the demonstration: what the village's own platform disclosed, imported from its list (R17)."""

from datetime import timedelta

from gongkai.interfaces.jobs.demo.desk import CLERK, Desk
from gongkai.publication import actions as publication

TITLES = (
    "低保、特困供养对象名单公示",
    "村集体经济收支明细",
    "公益林补偿款发放表",
    "村道路灯维修工程结算",
    "耕地地力保护补贴公示",
)


def load(desk: Desk) -> dict[str, str]:
    """Register the source, look its list through and show it; one more list waits to be confirmed."""
    clerk = desk.at(CLERK)
    source = publication.register_joint(
        clerk, org_id=desk.org.pk, kind="village", name=f"{desk.org.short_name}村务公开平台（演示）",
        home="https://cunwu.example.cn/", now=desk.tick(),
    )  # fmt: skip
    lines = [
        f"{title},https://cunwu.example.cn/item/{number},{desk.today - timedelta(days=9 * number):%Y-%m-%d}"
        for number, title in enumerate(TITLES, 1)
    ]
    runs = []
    for shown in (lines[1:], lines):
        content = "\n".join(("标题,网址,日期", *shown)).encode()
        runs.append(
            publication.look_through_joint(
                clerk, source_id=source.pk, content=content, name="村务公开清单.csv", now=desk.tick(), today=desk.today
            )
        )
        if len(runs) == 1:
            publication.apply_joint(clerk, run_id=runs[0].pk, now=desk.tick())
    return {"联合公开栏": f"/desk/joint/{source.pk}/", "联合公开栏：看一遍": f"/desk/joint/run/{runs[1].pk}/"}
