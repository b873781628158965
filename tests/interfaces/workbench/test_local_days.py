"""A moment is told as the day it is here: whoever signs at one in the morning does not read yesterday's date."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

from django.urls import reverse
from django.utils import timezone

import gongkai
from gongkai.approvals.models import ChangeRequest
from gongkai.interfaces.ui.dates import iso_day
from tests.approvals.test_changes import public, requested
from tests.factories.drafts import Desk
from tests.interfaces.workbench.office import text

ONE_IN_THE_MORNING = datetime(2026, 11, 27, 17, 21, tzinfo=UTC)  # 01:21 on the 28th
OF_GREENWICH = re.compile(r"_at:%Y-%m-%d|_at\.date\(\)|_at\.(month|day)\b")


def test_a_table_has_the_day_here():
    assert iso_day(ONE_IN_THE_MORNING) == "2026-11-28"
    assert (iso_day(date(2026, 11, 28)), iso_day(None)) == ("2026-11-28", "")


def test_the_stamps_of_a_change_have_the_day_here(db, client):
    desk = Desk()
    change = requested(desk, public(desk))
    ChangeRequest.objects.filter(pk=change.pk).update(requested_at=ONE_IN_THE_MORNING)
    client.force_login(desk.world.clerk)
    page = client.get(reverse("workbench:change", args=[change.pk]))
    assert page.context["stamps"][0].when == "11月28日" and "11月27日" not in text(page)


def test_no_moment_is_cut_to_a_day_of_greenwich():
    assert timezone.get_default_timezone_name() == "Asia/Shanghai"
    found = [
        f"{path.name}: {line.strip()}"
        for path in Path(gongkai.__file__).parent.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if OF_GREENWICH.search(line) and "local" not in line
    ]
    assert found == []
