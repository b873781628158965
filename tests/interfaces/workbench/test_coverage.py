"""The two maps of places × sub-items: what is overdue, what catalogs lack; the same figures as lists and catalogs (R162)."""

import re
from collections import Counter

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.interfaces.workbench.views.coverage import CODES, GROUPS, ITEMS, Line, claim, worst_of
from gongkai.obligations import queries as obligations
from gongkai.rulebook import queries as rulebook
from gongkai.rulebook.models import CatalogEntry, CatalogVersion
from gongkai.rules.categories import SUB_ITEMS
from gongkai.rules.periods import Period
from tests.covers import covers
from tests.interfaces.workbench.office import sheet, text


def rows_of(see, user, **query) -> dict[tuple[str, str], tuple]:
    head, *rows = sheet(see(user, "coverage_xlsx", **query))
    assert head == ("地方", "代码", "组织数", "类别", "子项编号", "子项", "逾期项数", "目录里没有的组织数")
    return {(row[1], row[4]): row for row in rows}


@covers("R162")
def test_what_is_overdue_is_counted_by_sub_item_as_in_the_late_list(bound, see):
    world, today = bound.world, timezone.localdate()
    late, _ = obligations.overdue(world.visitor, path=world.town.path, today=today, limit=1000)
    sub_items = {row.code: row.sub_items for row in CatalogEntry.objects.filter(version=bound.version)}
    expected = Counter(code for row in late if row.org_id == world.village.pk for code in sub_items[row.code] or ["8"])
    assert sum(expected.values()) > 3
    found = rows_of(see, world.superior)
    assert {code: row[6] for (place, code), row in found.items() if place == "Z01-C01" and row[6]} == dict(expected)
    body = text(see(world.superior, "coverage"))
    assert f"按子项算有{sum(row[6] for row in found.values())}处逾期" in body


@covers("R32", "R162")
def test_a_hole_in_a_catalog_counts_every_organization_that_follows_it(bound, see):
    world = bound.world
    assert {row[7] for row in rows_of(see, world.county_office).values()} <= {0, "不适用"}
    assert "都有条目，或者写明了不适用的理由" in text(see(world.county_office, "coverage"))
    excused = next(iter(CatalogVersion.objects.get(pk=bound.version.pk).not_applicable))
    CatalogVersion.objects.filter(pk=bound.version.pk).update(not_applicable={})
    hole = rows_of(see, world.county_office)["Z01", excused]
    assert (hole[2], hole[7]) == (2, 2)
    assert rows_of(see, world.superior)["Z01-C01", excused][7] == 1
    body = text(see(world.county_office, "coverage"))
    assert re.search(r"2个组织的目录共缺\d+处", body) and 'class="heat heat-many"' in body


def test_without_a_version_in_force_everything_is_a_hole(bound):
    world = bound.world
    CatalogVersion.objects.filter(pk=bound.version.pk).update(period_from="2999-01")
    found = rulebook.coverage_below(
        world.actor(world.county_office), path=world.county.path, period=str(Period.of(world.today))
    )
    assert [row.organizations for row in found] == [2]
    assert found[0].holes == dict.fromkeys((item.code for item in SUB_ITEMS), 2)


def test_only_those_who_oversee_see_the_maps(world, see):
    assert see(world.superior, "coverage", org=world.county.code).status_code == 404
    assert see(world.clerk, "coverage").status_code == 404
    assert see(world.superior, "coverage", org=world.village.code).status_code == 200


def test_the_map_is_a_table_with_named_rows_and_columns(world, see):
    body = text(see(world.county_office, "coverage"))
    table = re.search(r'<table class="heat heat-many">.*?</table>', body, re.S)[0]
    assert "<caption" in table and table.count('scope="row"') >= 1
    assert table.count('<th scope="col">') == 2 + len(CODES) + 1
    assert sum(number for _, number in GROUPS) == len(CODES) == 45
    assert '<span class="only-heard">0</span>' in table  # blank for the eye, said to the ear


def test_the_map_asks_as_often_for_more_places(bound, see):
    world = bound.world
    see(world.county_office, "coverage")
    with CaptureQueriesContext(connection) as county:
        see(world.county_office, "coverage")
    with CaptureQueriesContext(connection) as town:
        see(world.county_office, "coverage", org="Z01")
    assert abs(len(county) - len(town)) <= 1


def line(holes, late, organizations=2) -> Line:
    return Line("甲镇", "Z01", organizations, tuple(holes), tuple(late))


def test_the_claim_names_the_worst_and_adds_up():
    none = [0] * 45
    some = [*none]
    some[7] = 3
    assert claim([line(none, none)]) == (
        "到期的都有交代，没有一个子项逾期。", "2个组织的目录，44个子项都有条目，或者写明了不适用的理由。",
    )  # fmt: skip
    late, holes = claim([line([None] * 45, some), line(some, some, 1200)])
    assert late == f"1,202个组织，按子项算有6处逾期，最多的是“{SUB_ITEMS[7].name}”，6处。"
    assert holes == f"1,202个组织的目录共缺3处，缺得最多的是“{SUB_ITEMS[7].name}”，3个组织没有写。"


def test_on_a_phone_each_place_names_its_worst_sub_items():
    cells = tuple(3 if place == 7 else None if place == 0 else place % 2 for place in range(len(ITEMS)))
    named = worst_of(cells)
    assert named[0] == (ITEMS[7].name, 3) and len(named) == 5 and {number for _, number in named[1:]} == {1}
    assert worst_of((0,) * len(ITEMS)) == []
