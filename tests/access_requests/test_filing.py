"""An application that was answered is filed with every act, tells nobody who asked for what, and is destroyed in time (R54)."""

import pytest

from gongkai.access_requests import actions as applying
from gongkai.access_requests import queries
from gongkai.access_requests.models import AccessRequest, RequestStep
from gongkai.archive import queries as archive
from gongkai.archive.models import ArchiveRecord
from gongkai.interfaces.jobs import archiving
from gongkai.rules.archiving import PartKind
from gongkai.rules.refusals import Refused
from tests.access_requests.asking import ANSWER, WANTED
from tests.archive.ending import destroyed
from tests.covers import covers

SECRETS = (WANTED["matter"], WANTED["description"], ANSWER["answer"], "陈三")


def filed(asking) -> str:
    return archiving.file_due(asking.at("clock"), asking.today, asking.desk.tick())


@covers("R54", "R53")
def test_it_is_filed_when_it_is_closed_and_names_nobody(asking):
    row = asking.accepted()
    assert filed(asking) == "归档0件"
    row = asking.move(row, "grant", **ANSWER)
    assert filed(asking) == "归档1件" and filed(asking) == "归档0件"
    kept = ArchiveRecord.objects.get()
    assert (kept.matter, kept.number, kept.retention) == (f"application:{row.pk}", row.number, "y30")
    kinds = [one.kind for one in kept.filed]
    assert kinds[0] is PartKind.ORIGINAL and kinds[-1] is PartKind.TRAIL and kinds.count(PartKind.APPROVAL) == 3
    said = f"{kept.title} {kept.parts}"
    assert not any(one in said for one in SECRETS), "the archivist need not know who asked for what"
    assert archiving.check(asking.at("clock"), asking.today, asking.desk.tick(), whole=True).endswith("0处不符")
    RequestStep.objects.filter(request=row, verb="grant").update(text="改过的答复")
    archiving.check(asking.at("clock"), asking.today, asking.desk.tick(), whole=True)
    assert len(archive.damages(asking.at("clock"))) == 1


def test_reasons_ruling_and_what_came_later_are_among_its_papers(asking):
    row = asking.move(asking.ruled(), "tell")
    assert filed(asking) == "归档1件"
    names = [one.name for one in ArchiveRecord.objects.get().filed]
    assert "不予公开的理由" in names and "上级审定意见" in names
    asking.move(row, "acknowledge", "superior")
    archiving.check(asking.at("clock"), asking.today, asking.desk.tick(), whole=True)
    assert len(ArchiveRecord.objects.get().filed) == len(names) + 1, "the superior's receipt joined the record"
    assert archive.damages(asking.at("clock")) == []


def test_the_archivist_counts_its_pages_by_the_printed_form(asking):
    asking.move(asking.accepted(), "grant", **ANSWER)
    filed(asking)
    said = archiving.count_pages({"at": asking.desk.tick().isoformat()})
    kept = ArchiveRecord.objects.get()
    assert said == "数了1件的页数，0件请归档责任人点数" and (kept.pages, kept.pages_said) == (1, "表单1页")


@covers("R53")
def test_after_thirty_years_nothing_says_any_more_who_asked_for_what(asking, tmp_path):
    row = asking.accepted(who="member", contact="电话 0000")
    paper = tmp_path / "a.txt"
    paper.write_text("账目", encoding="utf-8")
    applying.attach_file(
        asking.at("clerk"), number=row.number, side="answer", path=paper, name="账目.txt", now=asking.desk.tick()
    )
    row = asking.move(row, "grant", **ANSWER)
    filed(asking)
    destroyed(asking.world, ArchiveRecord.objects.get(), asking.later, lambda: asking.when)
    left = AccessRequest.objects.get()
    assert (left.number, left.result, left.applicant) == (row.number, "granted", None)
    words = [*AccessRequest.objects.values_list(), *RequestStep.objects.values_list(), *left.proposals.values_list()]
    assert not any(one in str(words) for one in (*SECRETS, "电话 0000"))
    (file,) = left.files.select_related("file")
    assert file.file.sha256 == "" and not file.file.text
    with pytest.raises(Refused):
        queries.request(asking.at("member"), number=row.number)
    archiving.check(asking.at("clock"), asking.today, asking.desk.tick(), whole=True)
    assert archive.damages(asking.at("clock")) == []
