"""Two maps of the places below a body × the 44 sub-items of 第五条: what is overdue, what catalogs lack (R32, R162)."""

from dataclasses import dataclass

from django.shortcuts import render
from django.urls import reverse

from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.workbench.frame import desk, frame
from gongkai.interfaces.workbench.three_forms import as_file
from gongkai.interfaces.workbench.views.board import overseen
from gongkai.obligations import queries as obligations
from gongkai.orgs import queries as orgs
from gongkai.rulebook import queries as rulebook
from gongkai.rules.categories import CATEGORIES, OTHER, SUB_ITEMS
from gongkai.rules.periods import Period

NAME = "公开和目录的缺项"
ITEMS = (*SUB_ITEMS, OTHER)
CODES = tuple(item.code for item in ITEMS)
WORST = 5  # sub-items named per place where the whole map does not fit
GROUPS = tuple((one.name, sum(item.category == one.code for item in ITEMS)) for one in CATEGORIES)


@dataclass(frozen=True)
class Line:
    """One place; `holes`: organizations whose catalog lacks it (None: does not apply), `late`: what is overdue."""

    name: str
    code: str
    organizations: int
    holes: tuple[int | None, ...]
    late: tuple[int, ...]
    url: str = ""

    @property
    def lacking(self) -> int:
        return sum(cell or 0 for cell in self.holes)

    @property
    def overdue(self) -> int:
        return sum(self.late)


def lines(request, org) -> list[Line]:
    """One for each place at which somebody follows a catalog, in the order of the tree."""
    actor, today = request.actor, request.today
    late = obligations.late_sub_items(actor, path=org.path, today=today)
    below = {child.path: child for child in orgs.children(actor, org_id=org.pk)}
    drawn = []
    for row in rulebook.coverage_below(actor, path=org.path, period=str(Period.of(today))):
        place, cells = below.get(row.path), late.get(row.path, {})
        name = place.short_name if place else f"{org.short_name}本级"
        url = f"{reverse('workbench:coverage')}?org={place.code}" if place and row.organizations > 1 else ""
        drawn.append(
            Line(
                name, place.code if place else org.code, row.organizations,
                tuple(row.holes.get(code, 0) for code in CODES), tuple(cells.get(code, 0) for code in CODES), url,
            )
        )  # fmt: skip
    return drawn


def worst_of(cells: tuple[int | None, ...]) -> list[tuple[str, int]]:
    """The sub-items of one place with most, at most five, each with its number; none without any."""
    ranked = sorted(zip(ITEMS, cells, strict=True), key=lambda pair: -(pair[1] or 0))
    return [(item.name, number) for item, number in ranked[:WORST] if number]


def _worst(rows: list[tuple[int | None, ...]]) -> tuple[int, str, int]:
    """The sum of a map, the sub-item with most, and how many that are."""
    sums = [sum(cells[place] or 0 for cells in rows) for place in range(len(CODES))]
    most = max(sums, default=0)
    return sum(sums), ITEMS[sums.index(most)].name if most else "", most


def claim(drawn: list[Line]) -> tuple[str, str]:
    """What each of the two pictures says, in a sentence."""
    number = sum(line.organizations for line in drawn)
    late, late_name, late_most = _worst([line.late for line in drawn])
    holes, hole_name, hole_most = _worst([line.holes for line in drawn])
    first = "到期的都有交代，没有一个子项逾期。"
    if late:
        first = f"{number:,}个组织，按子项算有{late:,}处逾期，最多的是“{late_name}”，{late_most:,}处。"
    second = f"{number:,}个组织的目录，44个子项都有条目，或者写明了不适用的理由。"
    if holes:
        second = f"{number:,}个组织的目录共缺{holes:,}处，缺得最多的是“{hole_name}”，{hole_most:,}个组织没有写。"
    return first, second


@desk
def coverage(request):
    """Both maps, those needing help first, read down to a single catalog."""
    org = overseen(request)
    drawn = lines(request, org)
    late_said, holes_said = claim(drawn)
    late = sorted((line for line in drawn if line.overdue), key=lambda line: -line.overdue)
    holes = sorted((line for line in drawn if line.lacking), key=lambda line: -line.lacking)
    crumbs = (("看板", f"{reverse('workbench:board')}?org={org.code}"), (NAME, ""))
    context = frame(
        request, "workbench:board", crumbs=crumbs, org=org, items=ITEMS, groups=GROUPS, late_said=late_said,
        holes_said=holes_said, some=bool(drawn),
        late=[(line, line.late, line.overdue, worst_of(line.late)) for line in late],
        holes=[(line, line.holes, line.lacking, worst_of(line.holes)) for line in holes],
    )  # fmt: skip
    return render(request, "workbench/coverage.html", context)


def coverage_table(request) -> Table:
    """Both maps as one table: a row for each place and sub-item in which something is lacking or overdue."""
    org = overseen(request)
    rows = (
        (
            line.name, line.code, line.organizations, CATEGORIES[item.category - 1].name, item.code, item.name, late,
            "不适用" if hole is None else hole,
        )
        for line in lines(request, org)
        for item, hole, late in zip(ITEMS, line.holes, line.late, strict=True)
    )  # fmt: skip
    headings = ("地方", "代码", "组织数", "类别", "子项编号", "子项", "逾期项数", "目录里没有的组织数")
    return Table(headings, rows, f"coverage-{org.code}-{request.today}")


coverage_xlsx = as_file(coverage_table)
