"""Where a person works: asked for by `org`, else the first; other places are missing pages."""

import pytest


@pytest.mark.parametrize("name", ["home", "opinion_entry", "application_entry", "carriers", "todo_xlsx"])
def test_the_own_place_is_shown_and_another_is_missing(world, see, name):
    assert see(world.clerk, name).status_code == 200
    assert see(world.clerk, name, org=world.village.code).status_code == 200
    assert see(world.clerk, name, org="Z99").status_code == 404
    assert see(world.charlie, name, org=world.village.code).status_code == 404


def test_who_only_oversees_is_shown_what_is_below_and_has_no_office_there(world, see):
    assert see(world.superior, "carriers", org=world.village.code).status_code == 200
    for name in ("home", "opinion_entry", "application_entry"):
        assert see(world.superior, name, org=world.village.code).status_code == 404
