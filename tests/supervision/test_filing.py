"""A rectification that has ended is filed with its notice, problems, proofs and trail (R54)."""

import pytest

from gongkai.archive import queries as archive
from gongkai.archive.models import ArchiveRecord
from gongkai.interfaces.jobs import archiving
from gongkai.ledger.models import StoredFile
from gongkai.rules.archiving import PartKind
from gongkai.rules.refusals import Refused
from gongkai.supervision import actions, queries
from gongkai.supervision.models import AgendaDecision, Evidence, Finding, Problem
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
    assert archiving.file_due(clock, today, field.desk.tick()) == "归档2件"  # the inspection behind it too
    row = ArchiveRecord.objects.get(matter__startswith="rectification:")
    assert (row.matter, row.number, row.retention, row.edition_id) == (
        f"rectification:{closed.pk}", closed.number, "y30", None,
    )  # fmt: skip
    parts = row.filed
    assert [one.kind for one in parts] == PAPERS and parts[2].name == "换好的公开栏"
    assert archiving.file_due(clock, today, field.desk.tick()) == "归档0件"
    assert archiving.check(clock, today, field.desk.tick(), whole=True) == "核对附件1个、档案2件，0处不符"
    Problem.objects.filter(rectification=closed).update(done="没有换")
    archiving.check(clock, today, field.desk.tick(), whole=True)
    assert [one.name for one in archive.damages(clock)] == [parts[1].ref]


def test_what_has_not_ended_is_not_filed(field):
    field.notice()
    archiving.file_due(field.world.clock, field.desk.today, field.desk.tick())
    assert not ArchiveRecord.objects.filter(matter__startswith="rectification:").exists()
    with pytest.raises(Refused):
        queries.due_rectifications(field.at("superior"), since=None)


@covers("R54")
def test_an_inspection_is_filed_by_the_body_that_inspected_with_its_sheet_and_proofs(field, tmp_path):
    clock, today = field.world.clock, field.desk.today
    row = field.begun()
    assert archiving.file_due(clock, today, field.desk.tick()) == "归档0件"
    found = field.find(row)
    photo = tmp_path / "b.txt"
    photo.write_text("公开栏的玻璃裂了", encoding="utf-8")
    with_photo = {"path": photo, "name": "b.txt", "caption": "裂了的玻璃"}
    actions.hang_evidence(field.at("superior"), number=row.number, finding_id=found.pk, now=field.tick(), **with_photo)
    field.score_rest(row)
    actions.write_summary(field.at("superior"), number=row.number, text="公开栏要修。", now=field.tick())
    field.move(row, "conclude")
    assert archiving.file_due(clock, today, field.desk.tick()) == "归档1件"
    kept = ArchiveRecord.objects.get()
    assert (kept.matter, kept.number, kept.org_id) == (f"inspection:{row.pk}", row.number, row.inspector_id)
    assert [one.kind for one in kept.filed] == [PartKind.ORIGINAL] * 2 + [PartKind.PHOTO, PartKind.TRAIL]
    assert archiving.check(clock, today, field.desk.tick(), whole=True).endswith("0处不符")
    archiving.count_pages({"at": field.desk.tick().isoformat()})
    kept.refresh_from_db()
    assert kept.pages_said.startswith("表单")
    actions.destroy_inspections(clock, keys=[row.pk], now=field.tick())
    assert "裂" not in str([list(one.objects.values_list()) for one in (Finding, Evidence, StoredFile)])


@covers("R54", "R126")
def test_a_meeting_is_filed_when_all_that_it_decided_is_done_and_grows_with_what_follows(field):
    clock, today = field.world.clock, field.desk.today
    town = field.at("superior")
    decision = {"what": "三块公开栏换新", "who": "党政办", "due_on": today}
    row = actions.record_agenda(
        town, org_id=field.world.town.pk, body="committee", held_on=today, attended="党委委员7人",
        studied="听取党务公开情况汇报", now=field.tick(), today=today, **decision,
    )  # fmt: skip
    assert archiving.file_due(clock, today, field.tick()) == "归档0件"
    for number, one in enumerate(
        (row.decisions.get, lambda: actions.add_decision(town, number=row.number, now=field.tick(), **decision))
    ):
        actions.finish_decision(
            town, number=row.number, decision_id=one().pk, done="换好了", now=field.tick(), today=today
        )  # fmt: skip
        assert archiving.file_due(clock, today, field.tick()) == f"归档{1 - number}件"
        assert archiving.check(clock, today, field.tick(), whole=True).endswith("0处不符")
        kept = ArchiveRecord.objects.get()
        kinds = [part.kind for part in kept.filed]
        assert kinds == [PartKind.MEETING, *[PartKind.APPROVAL] * (number + 1), PartKind.TRAIL]
    assert (kept.matter, kept.number, kept.title) == (
        f"agenda:{row.pk}", row.number, "党委（党工委）会议研究党务公开材料",
    )  # fmt: skip
    assert archiving.count_pages({"at": field.tick().isoformat()}).endswith("0件请归档责任人点数")
    actions.destroy_agendas(clock, keys=[row.pk], now=field.tick())
    assert "公开栏" not in str(list(AgendaDecision.objects.values_list()))
