"""How a year's score is said on the page and in the workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from gongkai.assessment.queries import Record, SheetView, TableRow
from gongkai.rules.procedures.assessment import STATES
from gongkai.rules.scoring import ARTICLES, TERMS, Line, LineScore, Part, Veto, said, taken_over

NOT_YET = {
    Line.INSPECTION: "这一年还没有检查",
    Line.APPRAISAL: "这一年还没有公布评议结果",
    Line.SUPERVISORS: "这一年还没有监督员评价",
}


@dataclass(frozen=True)
class LineWords:
    """One line of the form in words."""

    key: str
    name: str
    points: str
    weight: str
    made_of: str
    full: bool
    changed: bool
    article: str


@dataclass(frozen=True)
class PartWords:
    name: str
    points: str
    weight: str
    counted: bool
    rows: tuple[LineWords, ...]


def _made_of(one: LineScore, view: SheetView) -> str:
    if one.points is None:
        return NOT_YET[one.line] + "，不计入"
    if one.own:
        kept = (view.row.selves if view.row else {}).get(one.line)
        return f"自评，依据：{kept['evidence'] or '没有写'}" if kept else "自评"
    if one.line in NOT_YET:
        return "按百分制得分折算"
    return f"{one.total:,}项里{one.good:,}项" if one.total else "这一年没有这类事项，不扣分"


def lines_of(view: SheetView) -> list[PartWords]:
    """The form part by part."""
    found = []
    for part in Part:
        rows = tuple(
            LineWords(
                str(one.line), TERMS[one.line], "—" if one.points is None else said(one.points), said(one.weight),
                _made_of(one, view), one.full, one.changed, ARTICLES[one.line],
            )
            for one in view.sheet.lines
            if one.part is part
        )  # fmt: skip
        points, weight = view.sheet.parts[part]
        found.append(PartWords(TERMS[part], said(points) if weight else "—", said(weight), bool(weight), rows))
    return found


def record_url(record: Record, code: str) -> str:
    """Where a record can be opened; empty when it has no page."""
    if record.kind == "activities":
        return reverse("portal:activities", args=[record.ref])
    if record.kind == "agendas":
        return f"{reverse('workbench:agendas')}?org={record.ref}"
    if record.kind == "duty":
        return f"{reverse('portal:month', args=[code, record.period])}#{record.ref}"
    names = {
        "item": "portal:item", "opinion": "workbench:opinion", "edition": "workbench:edition",
        "round": "portal:appraisal", "request": "workbench:application", "inspection": "workbench:inspection",
        "mark": "workbench:mark", "meeting": "workbench:supervisors_meeting",
        "activity": "workbench:activity", "concern": "workbench:concern", "agenda": "workbench:agenda",
    }  # fmt: skip
    return reverse(names[record.kind], args=[record.ref]) if record.kind in names and record.ref else ""


def export_headings(shares: Mapping[str, int]) -> tuple[str, ...]:
    """The columns of the table; one for each yearly assessment and sheet, with the weight it gives."""
    taken = [
        f"{TERMS[name]}（占{percent}%）：{whose}"
        for name, percent in shares.items()
        for whose in ("党组织", "主要负责人")
    ]
    return (
        "名次", "编码", "党组织", "年度", "状态", "党组织得分", "计入分值（满分100）", "等次", "主要负责人得分", "主要负责人等次", "加分", "扣分",
        "一票否决", "党组织自评分", "主要负责人自评分", *taken,
    )  # fmt: skip


def export_row(row: TableRow, year: int, shares: Mapping[str, int]) -> Sequence[str | float | int]:
    """One organization in the workbook."""
    sheet = row.sheet
    own = ("", "") if row.own is None else tuple(points / 100 for points in row.own)
    taken = [taken_over(points, percent) / 100 for percent in shares.values() for points in (sheet.total, sheet.head)]
    return (
        "" if row.place is None else row.place, row.org.code, row.org.name, year, STATES[row.state],
        sheet.total / 100, sheet.counted / 100, TERMS[sheet.grade],
        sheet.head / 100, TERMS[sheet.head_grade], sheet.bonus / 100, sheet.deduction / 100,
        "、".join(TERMS[Veto(one)] for one in sheet.vetoes), *own, *taken,
    )  # fmt: skip
