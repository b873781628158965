"""The page of a past day: what is wrong with the day is said beside the field, and an empty day leads on."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.interfaces.workbench.test_month import world  # noqa: F401


@pytest.mark.parametrize("day", ["abc", "2026-13-45", "0000-00-00", "9999-12-31", "\x00"])
def test_a_wrong_day_is_said_at_the_field(world, day):  # noqa: F811
    answer = Client().get(f"/org/{world.village.code}/on/", {"day": day})
    page = answer.content.decode()
    assert answer.status_code == 200 and 'aria-describedby="day-wrong"' in page
    assert ("还没有到" if day == "9999-12-31" else "这不是一个日期") in page and "公开着的" not in page


def test_an_empty_day_leads_to_today(world):  # noqa: F811
    day = world.today - timedelta(days=9000)
    page = Client().get(f"/org/{world.village.code}/on/", {"day": day.isoformat()}).content.decode()
    assert "day-wrong" not in page and f'href="?day={world.today.isoformat()}"' in page
