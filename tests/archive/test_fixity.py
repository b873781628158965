"""A changed byte is found and named, wherever it lies; what lawfully went or came later is no damage (P38)."""

import pytest
from PIL import Image

from gongkai.approvals import actions as approving
from gongkai.approvals.models import ReviewStep
from gongkai.archive import actions, queries
from gongkai.archive.actions import fixity
from gongkai.archive.models import ArchiveRecord, Damage
from gongkai.disclosures.models import Attachment, Revision
from gongkai.interfaces.jobs import archive as command
from gongkai.interfaces.jobs import archiving
from gongkai.ledger import queries as ledger
from gongkai.ledger.actions import file_path, store
from gongkai.ledger.guards import without_guards
from gongkai.ledger.models import AuditEvent
from gongkai.publication import actions as publishing
from gongkai.rules.archiving import PartKind
from gongkai.rules.refusals import Refused
from tests.archive.shelf import CLOCK, closed, filed, record
from tests.covers import covers
from tests.publication.county import county


@pytest.fixture
def place(db):
    return county()


def checked(place):
    return archiving.check(CLOCK, place.today, place.later(), whole=True)


def named():
    return {one.name: one.what for one in queries.damages(CLOCK)}


def attached(place, edition, tmp_path):
    paper = tmp_path / "a.txt"
    paper.write_text("收据", encoding="utf-8")
    file = store(CLOCK, source=paper, name="收据.txt", org_path=edition.org_path, now=place.now)
    Attachment.objects.create(edition=edition, file=file, added_at=place.now)
    return file


def test_all_is_well_at_first(place):
    record(place)
    assert checked(place) == "核对附件0个、档案1件，0处不符" and named() == {}
    assert ArchiveRecord.objects.get().checked_at is not None


def test_a_changed_byte_of_a_file_is_named_until_it_is_right_again(place, tmp_path):
    file = attached(place, closed(place), tmp_path)
    filed(place)
    path = file_path(file.token, file.extension)
    name = f"files/{file.token[:2]}/{file.token}.txt"
    right = path.read_bytes()
    path.write_bytes(bytes([right[0] ^ 1]) + right[1:])
    assert checked(place) == "核对附件1个、档案1件，1处不符" and named() == {name: "changed"}
    first = Damage.objects.get()
    checked(place)
    assert Damage.objects.get().found_at == first.found_at  # one line for one damage
    path.unlink()
    checked(place)
    assert named() == {name: "missing"}
    path.write_bytes(right)
    assert checked(place).endswith("0处不符") and named() == {}


@pytest.mark.parametrize("change", ["words", "signature", "trail", "list"])
def test_a_changed_row_of_the_database_is_named(place, change):
    row = record(place)
    refs = {one.kind: one.ref for one in row.filed}
    if change == "words":
        Revision.objects.filter(pk=int(refs[PartKind.ORIGINAL].partition(":")[2])).update(content="<p>168.00元</p>")
        name = refs[PartKind.ORIGINAL]
    elif change == "signature":
        ReviewStep.objects.filter(edition_id=row.edition_id, verb="approve").update(decider_name="另一个人")
        name = refs[PartKind.APPROVAL]
    elif change == "trail":
        with without_guards():
            AuditEvent.objects.filter(subject=row.matter).order_by("id").first().delete()
        name = refs[PartKind.TRAIL]
    else:
        row.parts[0]["name"] = "另一个名字"
        row.save()
        name = f"record:{row.code}"
    checked(place)
    assert named() == {name: "changed"}


def test_a_paper_that_is_gone_is_named(place):
    row = record(place)
    step = ReviewStep.objects.filter(edition_id=row.edition_id, verb="submit").get()
    ReviewStep.objects.filter(pk=step.pk).delete()
    checked(place)
    assert named() == {f"step:{step.pk}": "missing"}


def test_lawful_removal_is_no_damage(place, tmp_path):
    edition = closed(place)
    attached(place, edition, tmp_path)
    filed(place)
    edition.disclosure.refresh_from_db()
    publishing.redact(CLOCK, number=edition.disclosure.number, basis="依法删除", now=place.later())
    checked(place)
    assert named() == {}


@covers("R54", "R174")
def test_a_form_signed_with_the_pen_is_a_paper_of_the_record_also_when_it_comes_late(place, tmp_path):
    edition = closed(place)
    for colour, late in (("white", False), ("black", True)):
        sheet = tmp_path / f"{colour}.png"
        Image.new("RGB", (8, 8), colour).save(sheet)
        brought = approving.bring_paper(
            place.at("clerk"), edition_id=edition.pk, revision=edition.approved_revision.number, path=sheet, name=sheet.name,
            signers={"approval": "张三"}, signed_on=place.today, now=place.later(), today=place.today,
        )  # fmt: skip
        checked(place) if late else filed(place)
        papers = {one.token: one for one in ArchiveRecord.objects.get().filed}
        assert papers[brought.file.token].name == f"纸面签字　主要负责人张三　{place.today}"
        assert papers[brought.file.token].sha256 == brought.file.sha256
    checked(place)
    assert named() == {}
    publishing.redact(CLOCK, number=edition.disclosure.number, basis="依法删除", now=place.later())
    brought.file.refresh_from_db()
    assert (brought.file.sha256, brought.file.name) == ("", "已依法删除"), "the sheet goes with the words"


def test_what_came_later_joins_the_record(place):
    edition = closed(place)
    filed(place)
    before = ArchiveRecord.objects.get()
    change = place.withdrawal(edition)
    publishing.explain_change(place.at("clerk"), change_id=change.pk, now=place.later(), today=place.today)
    checked(place)
    row = ArchiveRecord.objects.get()
    kinds = {one.kind for one in row.filed}
    assert {PartKind.CHANGE, PartKind.EXPLANATION} <= kinds and row.sha256 != before.sha256
    assert (row.code, row.box_id) == (before.code, before.box_id)
    assert (before.retention, row.retention) == ("y10", "y30") and row.basis != before.basis
    checked(place)
    assert named() == {}
    verbs = [one.verb for one in ledger.trail(CLOCK, subject=f"archive:{row.matter}", org_path=row.org_path)]
    assert verbs == ["archive.file", "archive.supplement"]
    place.later(days=366 * 12)  # beyond the ten years that its code names
    assert queries.over(place.at("head"), path=row.org_path, today=place.today) == []


def test_what_came_later_never_shortens_the_keeping(place):
    edition = closed(place)
    filed(place)
    ArchiveRecord.objects.update(retention="permanent", basis="目录条目写明永久")
    place.withdrawal(edition)
    checked(place)
    row = ArchiveRecord.objects.get()
    assert PartKind.CHANGE in {one.kind for one in row.filed}
    assert (row.retention, row.basis) == ("permanent", "目录条目写明永久")


def test_a_changed_paper_does_not_hide_behind_a_new_one(place):
    edition = closed(place)
    filed(place)
    before = ArchiveRecord.objects.get()
    ReviewStep.objects.filter(edition_id=edition.pk, verb="approve").update(remark="改过")
    place.withdrawal(edition)
    checked(place)
    assert ArchiveRecord.objects.get().sha256 == before.sha256 and "changed" in named().values()


def test_every_file_has_its_turn_within_four_weeks(place, tmp_path, monkeypatch):
    attached(place, closed(place), tmp_path)
    assert actions.check_files(CLOCK, today=place.today, now=place.later()).looked == 1  # few: all of them each day
    monkeypatch.setattr(fixity, "AT_LEAST", 0)
    looked = 0
    for _ in range(28):
        looked += actions.check_files(CLOCK, today=place.today, now=place.later(days=1)).looked
    assert looked == 1


def test_only_the_clock_looks_through_everything(place):
    for act in (
        lambda who: actions.check_files(who, today=place.today, now=place.now),
        lambda who: actions.check_records(who, sources={}, now=place.now),
    ):
        with pytest.raises(Refused):
            act(place.at("head"))
    assert queries.damages(place.at("clerk")) == []


def test_the_command_looks_through_everything(place, capsys):
    row = record(place)
    assert command.main(["all"]) == 0 and "0处不符" in capsys.readouterr().out
    ReviewStep.objects.filter(edition_id=row.edition_id, verb="approve").update(remark="改过")
    assert command.main(["all"]) == 1
    assert "step:" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        command.main(["check"])
