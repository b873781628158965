"""What `gongkai bench` asks about ledgers: a register of 100,000 rows in the database, as the page sends it."""

import resource
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from gongkai.disclosures.actions.history import PastDisclosure
from gongkai.disclosures.actions.history import load_history as load_disclosures
from gongkai.orgs import actions as orgs
from gongkai.publication import actions as publication
from gongkai.publication.actions.loading import reserve_numbers
from gongkai.rules.actor import Actor
from gongkai.rules.duties import LOCAL
from gongkai.rules.methods import Audience
from gongkai.rules.periods import Period
from gongkai.rules.permissions import Role

CLOCK, CLERK = Actor.clock(), "bench-clerk"
ROWS, PIECE, VILLAGES = 100_000, 5_000, 20
TEXT = "2026年9月支部党员大会通过了本季度的工作安排，应到45人，实到41人，没有人反对。"


def ledger_rows(size: float) -> dict:
    """Bring so many publications of last year into the database: 20 villages, two ways of disclosure each."""
    now, today = timezone.now(), timezone.localdate()
    year, when = today.year - 1, {"now": now, "today": today}
    county = orgs.register(
        CLOCK, superior_id=None, kind="county_committee", name="测量用县委", short_name="县委", code="XW", **when
    )
    villages = [
        orgs.register(
            CLOCK, superior_id=county.pk, kind="village", name=f"第{n}村党支部", short_name=f"第{n}村", code=f"V{n:03}", **when
        )
        for n in range(VILLAGES)
    ]  # fmt: skip
    clerk = orgs.create_user(CLOCK, username=CLERK, name="代学林", now=now)
    orgs.give_grant(
        CLOCK, org_id=county.pk, user_id=clerk.pk, role=Role.COUNTY_OFFICE, subtree=True, from_date=today, now=now
    )
    began, count = time.perf_counter(), int(ROWS * size)
    each = -(-count // VILLAGES)
    for village in villages:
        numbers = reserve_numbers(CLOCK, org_code=village.code, year=year, count=each)
        for first in range(0, each, PIECE):
            rows = list(_past(village, numbers[first : first + PIECE], year, first))
            keys = load_disclosures(CLOCK, rows=rows)
            publication.load_history(
                CLOCK, rows=[_public(village, row, key) for row, key in zip(rows, keys, strict=True)], now=now
            )
    return {"rows": each * VILLAGES, "seconds": round(time.perf_counter() - began, 1)}


def _past(village, numbers: list[str], year: int, first: int) -> Iterator[PastDisclosure]:
    for place, number in enumerate(numbers, first):
        day = date(year, 1, 1) + timedelta(days=place % 365)
        at = datetime(year, day.month, day.day, 10, place % 60, tzinfo=LOCAL)
        yield PastDisclosure(
            village.pk, village.path, None, "C14", "3", str(Period.of(day)), None, number, "closed", ["public"],
            ["gl", "wz"], day, "谭光明", at, at, at, None, "代学林", f"党费收缴、管理和使用情况第{place}次公开", "", TEXT, TEXT, TEXT,
        )  # fmt: skip


def _public(village, row: PastDisclosure, key: tuple[int, int, int]) -> dict:
    ways = ({"method": "gl", "place": "村委会门口"}, {"method": "wz"})
    return {
        "disclosure_id": key[0], "edition_id": key[1], "revision_id": key[2], "org_id": village.pk,
        "org_path": village.path, "org_code": village.code, "org_name": village.short_name, "audience": Audience.PUBLIC,
        "code": row.code, "category": row.category, "period": row.period, "title": row.title, "text": row.title,
        "published_at": row.state_at, "due_on": row.due_on, "placements": ways,
    }  # fmt: skip


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def ledgers(size: float) -> dict:
    """The workbook of that register as its page sends it, after a year without a row that warms up."""
    client, year = Client(SERVER_NAME="localhost"), timezone.localdate().year - 1
    client.force_login(get_user_model().objects.get(username=CLERK))
    address = "/desk/ledgers/register.xlsx?org=XW&year={}"
    _sent(client, address.format(year - 1))
    before, began = _peak(), time.perf_counter()
    length = _sent(client, address.format(year))
    return {
        "rows": int(ROWS * size), "seconds": round(time.perf_counter() - began, 1), "file_mb": round(length / 1e6, 1),
        "grown_mb": round(_peak() - before, 1),
    }  # fmt: skip


def _sent(client: Client, address: str) -> int:
    """Read a download to its end, keeping none of it: its length. RuntimeError when it does not answer 200."""
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")
    length = sum(map(len, answer.streaming_content)) if answer.streaming else len(answer.content)
    answer.close()
    return length
