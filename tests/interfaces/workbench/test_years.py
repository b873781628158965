"""The year of a register: an old one is shown, one that cannot be is said; a file of another year never comes instead."""

import pytest

from tests.interfaces.workbench.office import sheet, text

PAGES = ("funds", "agendas", "activities")


@pytest.mark.parametrize("page", PAGES)
def test_an_old_year_is_shown_as_itself(world, see, page):
    said = text(see(world.clerk, page, year="2012"))
    assert "2012年" in said and "没有您要的那一年" not in said
    assert sheet(see(world.clerk, f"{page}_xlsx", year="2012"))


@pytest.mark.parametrize("year", ["2010", "2999", "abc", "-1", "²⁰²⁰", "20260", "0"])
@pytest.mark.parametrize("page", PAGES)
def test_a_year_that_is_none_is_said_and_gives_no_file(world, see, page, year):
    said = text(see(world.clerk, page, year=year))
    assert f"只有2011年到{world.today.year}年" in said and f"下面是{world.today.year}年的" in said
    assert see(world.clerk, f"{page}_xlsx", year=year).status_code == 404
    assert see(world.clerk, "ledger_print", page, year=year).status_code == 404
