"""The yearly report of R168 as one table: supervisors, meetings, marks, points and activities, publicity."""

from dataclasses import astuple
from itertools import chain

from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.workbench.views.board import overseen
from gongkai.interfaces.workbench.years import asked_year
from gongkai.supervision import queries as supervision
from gongkai.supervision.queries import OversightYear

HEADINGS = (
    "组织", "代码", "上级", "监督员", "监督员会议", "监督意见", "其中按期答复", "履职保障", "联系点、示范点", "指导活动", "交的成果",
    "宣传教育次数", "宣传教育人次", "公开日活动次数",
)  # fmt: skip
ALL = "合计"


def oversight_table(request) -> Table:
    """The total first, then every organization below in the order of the tree."""
    org, year = overseen(request), asked_year(request)
    rows = supervision.oversight_by_organization(request.actor, path=org.path, year=year, today=request.today)
    names = {one.pk: one.short_name for one, _ in rows}
    total = sum((found for _, found in rows), OversightYear())
    cells = chain(
        ((ALL, "", "", *astuple(total)),),
        ((one.short_name, one.code, names.get(one.superior_id, ""), *astuple(found)) for one, found in rows),
    )
    return Table(HEADINGS, cells, f"oversight-{org.code}-{year}")
