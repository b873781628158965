"""The effect report: who came, asked and was answered, what was changed for it, what others found true (R16)."""

from dataclasses import dataclass

from django.shortcuts import render
from django.urls import reverse

from gongkai.assessment import queries as assessment
from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.workbench.frame import desk, frame, home_of
from gongkai.interfaces.workbench.three_forms import as_file
from gongkai.rules.effects import COUNTED_FROM, NUMBERS, TERMS, Effect, Measure, Span, offered, together
from gongkai.rules.refusals import Refused, missing

NAME = "公开效果"


@dataclass(frozen=True)
class Shown:
    """One measure in words."""

    name: str
    value: str  # empty where there was nothing to measure
    of: str
    about: str
    width: int | None


def _span(request) -> Span:
    """What is asked for, else the running quarter."""
    asked = request.GET.get("span", "")
    try:
        span = Span.parse(asked) if asked else Span.quarter_of(request.today)
    except Refused as wrong:
        raise missing() from wrong
    if span.since > request.today:
        raise missing()
    return span


def shown(effect: Effect, found: Measure) -> Shown:
    """A number as it is; a share with what it is of, and nothing where there was nothing to measure."""
    if effect in NUMBERS:
        return Shown(TERMS[effect], f"{found.total:,}", "", COUNTED_FROM[effect], None)
    if found.share is None:
        return Shown(TERMS[effect], "", "", COUNTED_FROM[effect], None)
    return Shown(
        TERMS[effect], f"{found.share:.0f}%", f"{found.total:,}件里{found.good:,}件", COUNTED_FROM[effect],
        round(found.share),
    )  # fmt: skip


def claim(rows, whole) -> str:
    """What the table says in a sentence."""
    if not rows:
        return "这段时间没有公开件，也没有人来问。"
    hollow = [row.name for row in rows if row.effects.hollow]
    if hollow:
        return f"{'、'.join(hollow[:3])}{f'等{len(hollow)}个地方' if len(hollow) > 3 else ''}公开了没有回音：没有人来看来问，也没有人提意见。先看是不是贴在没人看的地方，写得看不看得懂。"
    answered, improved = whole.of(Effect.OPINIONS).share, whole.of(Effect.IMPROVED).total
    said = "没有到期要答复的意见" if answered is None else f"意见按时答复{answered:.0f}%"
    return f"{said}，按意见改了再公开{improved}件。"


@desk
def effect(request):
    """The whole of a place measure by measure, then every place below it."""
    org, span = home_of(request), _span(request)
    rows = assessment.effects(request.actor, path=org.path, span=span, today=request.today)
    whole = together(row.effects for row in rows)
    context = frame(
        request, "workbench:ledgers", crumbs=(("台账", reverse("workbench:ledgers")), (NAME, "")), org=org, span=span,
        spans=offered(request.today), claim=claim(rows, whole), items=whole.items,
        measures=[shown(one, whole.of(one)) for one in Effect],
        hollow=[row for row in rows if row.effects.hollow],
        rows=[(row, [shown(one, row.effects.of(one)) for one in Effect]) for row in rows], headings=[TERMS[one] for one in Effect],
    )  # fmt: skip
    return render(request, "workbench/effect.html", context)


def effects_table(request) -> Table:
    """The same for paper: a column for each measure, a share with what it is of."""
    rows, name = _rows(request)
    headings = ("地方", *(TERMS[one] for one in Effect), "没有回音", "公开件数（只作对照）")

    def cell(effect: Effect, found: Measure) -> str:
        said = shown(effect, found)
        return f"{said.value}（{found.good}/{found.total}）" if said.of else said.value

    lines = (
        (_place(row), *(cell(one, row.effects.of(one)) for one in Effect), _hollow(row), row.effects.items)
        for row in rows
    )
    return Table(headings, lines, name)


def effects_workbook(request) -> Table:
    """The same to reckon with: shares in percent, and beside each how many it is of."""
    rows, name = _rows(request)
    headings = ["地方", "代码"]
    for one in Effect:
        headings += [TERMS[one]] if one in NUMBERS else [f"{TERMS[one]}%", f"{TERMS[one]}：多少件里"]

    def line(row) -> list:
        cells: list = [_place(row), row.code]
        for one in Effect:
            found = row.effects.of(one)
            share = None if found.share is None else round(found.share, 1)
            cells += [found.total] if one in NUMBERS else [share, found.total]
        return [*cells, _hollow(row), row.effects.items]

    return Table((*headings, "没有回音", "公开件数（只作对照）"), (line(row) for row in rows), name)


def _rows(request) -> tuple[list, str]:
    org, span = home_of(request), _span(request)
    rows = assessment.effects(request.actor, path=org.path, span=span, today=request.today)
    return rows, f"effect-{org.code}-{span.text}"


def _place(row) -> str:
    return f"{row.name}本级" if row.own else row.name


def _hollow(row) -> str:
    return "是" if row.effects.hollow else ""


effect_xlsx = as_file(effects_workbook)
