"""Past publications are taken over in bulk, in order, with numbers, proofs and search."""

from datetime import timedelta

import pytest

from gongkai.publication import actions as publishing
from gongkai.publication import queries
from gongkai.publication.models import Placement, Publication, SearchDocument
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.publication.rows import START, published

pytestmark = pytest.mark.django_db
VILLAGE = "000100020003"


def history(months):
    """What a village published in the past, newest first, as an importer would have it."""
    rows = []
    for month in range(months):
        at = START - timedelta(days=30 * month)
        made = published(VILLAGE, "party", "public", title=f"第{month}个月前的党费", at=at)
        for row in made:
            rows.append({
                "edition_id": row.edition_id, "disclosure_id": row.disclosure_id, "revision_id": row.revision_id,
                "org_id": row.org_id, "org_path": VILLAGE, "org_name": row.org_name, "org_code": "C01",
                "audience": row.audience, "code": "C15", "category": "3", "period": "2026-08", "title": row.title,
                "published_at": row.published_at, "text": f"{row.title}已收缴",
                "placements": [{"method": "hy" if row.audience == "party" else "wz"}],
            })  # fmt: skip
    Publication.objects.all().delete()
    return rows


@covers("R161", "R173")
def test_history_is_loaded_in_the_order_of_its_time(django_assert_max_num_queries):
    rows = history(14)
    with django_assert_max_num_queries(40):
        keys = publishing.load_history(Actor.clock(), rows=rows, now=START)
    assert len(keys) == len(rows) == Publication.objects.count() == Placement.objects.count()
    assert keys == sorted(keys) == list(Publication.objects.order_by("published_at").values_list("pk", flat=True))
    lines, _ = queries.register(Actor.visitor(), path=VILLAGE, year=2026, limit=100)
    assert [line.register_number for line in lines] == list(range(1, len(lines) + 1))
    assert lines[0].methods == ("wz",)
    assert SearchDocument.objects.count() == 14
    found = queries.search(Actor.visitor(), q="收缴", limit=100)
    assert [row.published_at for row in found.rows] == sorted((r.published_at for r in found.rows), reverse=True)
    assert found.total == 14


def test_numbers_can_be_reserved_and_are_not_given_twice():
    first = publishing.reserve_numbers(Actor.clock(), org_code="C01", year=2025, count=3)
    second = publishing.reserve_numbers(Actor.clock(), org_code="C01", year=2025, count=1)
    assert [number[-5:] for number in (*first, *second)] == ["00001", "00002", "00003", "00004"]


def test_only_the_system_loads():
    for act, given in ((publishing.load_history, {"rows": [], "now": START}), (publishing.rebuild_search, {})):
        with pytest.raises(Refused):
            act(Actor.visitor(), **given)
