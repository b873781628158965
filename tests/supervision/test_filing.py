"""A rectification that has ended is filed with its notice, problems, proofs and trail (R54)."""

import pytest

from gongkai.archive import queries as archive
from gongkai.archive.models import ArchiveRecord
from gongkai.interfaces.jobs import archiving
from gongkai.rules.archiving import PartKind
from gongkai.rules.refusals import Refused
from gongkai.supervision import queries
from gongkai.supervision.models import Problem
from tests.covers import covers

PAPERS = [PartKind.RECTIFICATION, PartKind.RECTIFICATION, PartKind.PHOTO, PartKind.TRAIL]


@pytest.fixture
def closed(field, tmp_path):
    """A notice with one problem, put right and accepted."""
    photo = tmp_path / "a.txt"
    photo.write_text("换好的公开栏", encoding="utf-8")
    row = field.step(field.notice(), "receive", "clerk")
    field.measured(row)
    field.step(row, "plan", "head")
    field.proved(row, photo)
    field.step(row, "report", "head")
    return field.step(row, "accept", "superior")


@covers("R54")
def test_it_is_filed_once_for_thirty_years(field, closed):
    clock, today = field.world.clock, field.desk.today
    assert archiving.file_due(clock, today, field.desk.tick()) == "归档1件"
    row = ArchiveRecord.objects.get()
    assert (row.matter, row.number, row.retention, row.edition_id) == (
        f"rectification:{closed.pk}", closed.number, "y30", None,
    )  # fmt: skip
    parts = row.filed
    assert [one.kind for one in parts] == PAPERS and parts[2].name == "换好的公开栏"
    assert archiving.file_due(clock, today, field.desk.tick()) == "归档0件"
    assert archiving.check(clock, today, field.desk.tick(), whole=True) == "核对附件1个、档案1件，0处不符"
    Problem.objects.filter(rectification=closed).update(done="没有换")
    archiving.check(clock, today, field.desk.tick(), whole=True)
    assert [one.name for one in archive.damages(clock)] == [parts[1].ref]


def test_what_has_not_ended_is_not_filed(field):
    field.notice()
    assert archiving.file_due(field.world.clock, field.desk.today, field.desk.tick()) == "归档0件"
    with pytest.raises(Refused):
        queries.due_rectifications(field.at("superior"), since=None)
