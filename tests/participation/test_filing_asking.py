"""A consultation is filed when it has ended, without who said what, and destroyed in its time (R54)."""

import pytest

from gongkai.archive import queries as archive
from gongkai.archive.models import ArchiveRecord
from gongkai.interfaces.jobs import archiving
from gongkai.participation import queries
from gongkai.participation.models import AdoptionPoint, Consultation, SaidWords
from gongkai.rules.archiving import PartKind
from gongkai.rules.refusals import Refused
from tests.archive.ending import destroyed
from tests.covers import covers
from tests.participation.asking import Asking


@pytest.fixture
def asking(desk):
    return Asking(desk)


def ended(asking) -> Consultation:
    """Asked, answered by a meeting and by a member, sorted, told."""
    row = asking.opened()
    asking.typed(row)
    asking.answer(row, "member", {0: "不同意"}, "先修三组的桥")
    asking.later(11)
    words = queries.consultation_view(asking.at("clerk"), number=row.number, today=asking.desk.today).unsorted
    asking.judge(row, asking.sort(row, words, opinion="先修桥，后修路"))
    asking.result(row)
    return asking.move(row, "publish", "head")


@covers("R54")
def test_a_consultation_is_filed_once_with_its_draft_and_what_was_taken_up(asking):
    clock, day = asking.world.clock, asking.desk.today
    asking.opened()
    assert archiving.file_due(clock, day, asking.tick()) == "归档0件"
    row = ended(asking)
    day = asking.desk.today
    assert archiving.file_due(clock, day, asking.tick()) == "归档1件"
    assert archiving.file_due(clock, day, asking.tick()) == "归档0件"
    kept = ArchiveRecord.objects.get()
    assert (kept.matter, kept.number, kept.retention, kept.closing) == (
        f"consultation:{row.pk}", row.number, "y30", "closed",
    )  # fmt: skip
    assert [one.kind for one in kept.filed] == [PartKind.ORIGINAL, PartKind.APPROVAL, PartKind.TRAIL]
    assert archiving.check(clock, day, asking.tick(), whole=True).endswith("0处不符")
    assert archiving.count_pages({"at": asking.tick().isoformat()}).endswith("0件请归档责任人点数")
    AdoptionPoint.objects.update(reason="另有原因")
    archiving.check(clock, day, asking.tick(), whole=True)
    assert [one.name for one in archive.damages(clock)] == [f"consultation_result:{row.pk}"]
    with pytest.raises(Refused):
        queries.due_consultations(asking.at("head"), since=None)


@covers("R53")
def test_destroyed_nothing_is_left_of_what_was_asked_and_answered(asking):
    row = ended(asking)
    archiving.file_due(asking.world.clock, asking.desk.today, asking.tick())
    when = lambda: {"now": asking.tick(), "today": asking.desk.today}  # noqa: E731
    destroyed(asking.world, ArchiveRecord.objects.get(), asking.later, when)
    left = Consultation.objects.get(pk=row.pk)
    words = str([list(one.objects.values_list()) for one in (Consultation, AdoptionPoint, SaidWords)])
    assert left.number == row.number and not any(one in words for one in ("修三组的桥", "后修路", "质量监督"))
