"""The ranking of places with a meter of what is asked of them beside it: a table that is its own chart (R160)."""

from dataclasses import dataclass

from django.shortcuts import render
from django.urls import reverse

from gongkai.assessment import queries as assessment
from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.workbench.frame import desk, frame
from gongkai.interfaces.workbench.three_forms import as_file
from gongkai.interfaces.workbench.views.board import newest_month, overseen
from gongkai.rules.burden import TERMS, Ask, Weight
from gongkai.rules.periods import Period

NAME = "按时率和工作量"
MONTHS = 12


@dataclass(frozen=True)
class Drawn:
    """One line with the lengths of its two bars, in hundredths of the widest."""

    row: object
    each: float | None
    width: int
    rate: float | None
    parts: tuple[tuple[str, int], ...]

    @property
    def weight(self) -> str:
        return TERMS[self.row.weight]

    @property
    def heavy(self) -> bool:
        return self.row.weight is Weight.HEAVY


def found(request, org):
    """The rows, and the newest month they reach to."""
    period = newest_month(request.actor, request.today)
    rows = assessment.burdens(request.actor, path=org.path, period=period, months=MONTHS, today=request.today)
    return rows, period


def drawn(rows) -> list[Drawn]:
    """The rows with their bars; all share the longest as scale."""
    most = max((row.burden.each() or 0 for row in rows), default=0) or 1
    return [
        Drawn(
            row, row.burden.each(), round(100 * (row.burden.each() or 0) / most), row.counts.on_time_rate,
            tuple((TERMS[ask], row.burden.asked[ask]) for ask in Ask),
        )
        for row in rows
    ]  # fmt: skip


def claim(rows) -> str:
    """What the picture says in a sentence."""
    if not rows:
        return "下面还没有组织用上目录。"
    total, months = sum(row.burden.total for row in rows), sum(row.burden.org_months for row in rows)
    said = f"近{MONTHS}个月，平均每个组织每月要办{total / months:.1f}件。" if months else ""
    heavy = [row.name for row in rows if row.weight is Weight.HEAVY]
    if heavy:
        return f"{said}{'、'.join(heavy[:3])}{f'等{len(heavy)}个地方' if len(heavy) > 3 else ''}比一般重，先看是不是要得太多。"
    return f"{said}各地方差不多。"


@desk
def burden(request):
    """Those needing help first; beside each what it is asked to do."""
    org = overseen(request)
    rows, period = found(request, org)
    crumbs = (("看板", f"{reverse('workbench:board')}?org={org.code}"), (NAME, ""))
    context = frame(
        request, "workbench:board", crumbs=crumbs, org=org, lines=drawn(rows), claim=claim(rows),
        since=str(Period.parse(period).plus(1 - MONTHS)), period=period, kinds=[TERMS[ask] for ask in Ask],
    )  # fmt: skip
    return render(request, "workbench/burden.html", context)


def burden_table(request) -> Table:
    """The same as a table."""
    org = overseen(request)
    rows, period = found(request, org)
    headings = ("地方", "代码", "按时率%", "逾期", *(TERMS[ask] for ask in Ask), "合计", "每个组织每月", "轻重")
    cells = (
        (
            row.name, row.code, None if row.counts.on_time_rate is None else round(row.counts.on_time_rate, 1),
            row.counts.overdue, *(row.burden.asked[ask] for ask in Ask), row.burden.total,
            None if row.burden.each() is None else round(row.burden.each(), 1), TERMS[row.weight],
        )
        for row in rows
    )  # fmt: skip
    return Table(headings, cells, f"burden-{org.code}-{period}")


burden_xlsx = as_file(burden_table)
