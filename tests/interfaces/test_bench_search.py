"""The million items of `gongkai bench --only search` are items that readers find, only fewer here."""

import pytest

from gongkai.interfaces.jobs import measures_search
from gongkai.interfaces.jobs.demo import structure
from gongkai.publication.queries import search
from gongkai.rules.actor import Actor

pytestmark = pytest.mark.twice


@pytest.mark.django_db
def test_copied_items_are_found_in_their_years_and_circles(monkeypatch):
    monkeypatch.setattr(measures_search, "ORGANIZATIONS", 40)
    made = measures_search.search_rows(16 * 20 / measures_search.ITEMS)
    everything = search(Actor.clock(), q="情况", limit=1)
    assert made["items"] == everything.total == 320
    assert len(everything.years) == measures_search.YEARS
    assert {one.count for one in everything.years} == {40}
    year = int(everything.years[0].value)
    assert {row.published_at.year for row in search(Actor.clock(), q="情况", year=year, limit=50).rows} == {
        year - measures_search.YEARS + 1
    }
    assert search(Actor.visitor(), q="情况").total < 320
    found = measures_search.searches(0)
    assert found["asked"] == 3 * 4 * 5 * (len(measures_search.ASKED) + len(measures_search.RARE))


@pytest.mark.parametrize("count", [14, 120, 1500, 30_000])
def test_a_large_demonstration_has_different_codes_and_no_crowded_superior(count):
    rows = structure.organizations(count)
    codes = {row["code"] for row in rows}
    assert len(rows) == len(codes) == count
    assert all(row["superior_code"] in codes for row in rows[1:])
    assert not codes & {one.code for one in structure.MERGED}
    below = [row["superior_code"] for row in rows[1:]]
    assert max(map(below.count, set(below))) <= structure.MOST_BELOW_A_TOWN if count < 2000 else len(set(below)) > 2000
