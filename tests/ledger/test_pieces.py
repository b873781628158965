"""A long ledger is read in pieces: never more rows in memory than one piece, whatever their number."""

import gc

import pytest
from django.utils import timezone

from gongkai.ledger import pieces as reading
from gongkai.ledger.models import AuditEvent

pytestmark = pytest.mark.django_db
ROWS, PIECE = 60, 10


@pytest.fixture
def events(monkeypatch):
    monkeypatch.setattr(reading, "PIECE", PIECE)
    now = timezone.now()
    for one in range(ROWS):
        AuditEvent.objects.create(at=now, actor_kind="clock", verb="made.up", subject=f"row:{one}", org_path="0001")
    gc.collect()
    return AuditEvent.objects.order_by("pk")


def alive() -> int:
    return sum(type(one) is AuditEvent for one in gc.get_objects())


def test_rows_come_one_by_one_and_are_let_go(events):
    counted = [
        alive() for place, _ in enumerate(reading.streamed(events)) if place % 4 == 3
    ]  # a count looks at everything
    assert len(counted) == ROWS // 4
    assert 1 <= max(counted) <= 2 * PIECE


def test_pieces_hold_every_row_once_in_order(events):
    found = list(reading.pieces(events))
    assert [len(one) for one in found] == [PIECE] * (ROWS // PIECE)
    assert [row.pk for one in found for row in one] == list(events.values_list("pk", flat=True))
    assert list(reading.pieces(events.none())) == []
