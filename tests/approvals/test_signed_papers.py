"""A form signed with the pen comes back to its steps and moves nothing (第六条（二）, R174, P7)."""

from datetime import timedelta

import pytest
from PIL import Image

from gongkai.approvals import actions, queries
from gongkai.approvals.models import SignedPaper
from gongkai.disclosures.models import Edition
from gongkai.ledger import queries as ledger
from gongkai.ledger.models import StoredFile
from gongkai.rules.refusals import Refused
from tests.covers import covers


@pytest.fixture
def sheet(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "kept"

    def photographed(colour="white", name="审批表.jpg"):
        path = tmp_path / name
        if name.endswith(("jpg", "png")):
            Image.new("RGB", (8, 8), colour).save(path)
        else:
            path.write_text(colour, encoding="utf-8")
        return {"path": path, "name": name}

    return photographed


def bring(desk, edition, taken, who="clerk", **changed):
    given = {"revision": 2, "signers": {"review": "李四", "approval": "张三"}, "signed_on": desk.today} | changed
    return actions.bring_paper(desk.at(who), edition_id=edition.pk, now=desk.tick(), today=desk.today, **taken, **given)


def refusal(act, *args, **kwargs) -> Refused:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value


@covers("R174", "R48")
def test_a_signed_sheet_hangs_at_its_steps_and_signs_nothing(desk, sheet):
    edition = desk.bring(desk.written(), until="clear_secrecy")
    before = (edition.state, edition.version)
    kept = bring(desk, edition, sheet())
    row = Edition.objects.get(pk=edition.pk)
    assert (row.state, row.version, row.approved_revision) == (*before, None), "four eyes: the deputy still has to act"
    assert [one.verb for one in queries.steps(desk.at("clerk"), edition_id=edition.pk)] == ["submit", "clear_secrecy"]
    (found,) = queries.signed_papers(desk.at("head"), edition_id=edition.pk)
    assert (found.said, found.revision.number, found.adder_name) == ("分管领导李四、主要负责人张三", 2, "王五")
    path, _ = queries.signed_paper_file(desk.at("deputy"), edition_id=edition.pk, paper_id=kept.pk)
    assert path.read_bytes()
    event = ledger.trail(desk.at("clerk"), subject=f"edition:{edition.pk}", org_path=edition.org_path)[-1]
    assert event.verb == "edition.paper" and event.facts["sha256"] == kept.file.sha256
    desk.act(edition, "pass_review", "deputy")
    for stranger in ("charlie", "member"):
        assert refusal(queries.signed_papers, desk.at(stranger), edition_id=edition.pk).hidden
        assert refusal(bring, desk, edition, sheet("red"), who=stranger).hidden


def test_what_is_no_sheet_is_not_kept_and_none_twice(desk, sheet):
    edition = desk.written()
    bring(desk, edition, sheet())
    kept = StoredFile.objects.count()
    assert refusal(bring, desk, edition, sheet(name="同一张.jpg")).code == "paper_twice"
    assert refusal(bring, desk, edition, sheet("有人签了字", "签字.txt")).code == "paper_kind"
    assert refusal(bring, desk, edition, sheet("有人签了字", "假的.pdf")).code == "file_false"
    assert refusal(bring, desk, edition, sheet("blue"), revision=9).hidden
    assert (
        refusal(bring, desk, edition, sheet("blue"), who="deputy").code == "no_permission"
    )  # the head's line is on it too
    early = refusal(bring, desk, edition, sheet("blue"), signed_on=desk.today - timedelta(days=1))
    assert early.code == "paper_before_text"
    assert StoredFile.objects.count() == kept
    bring(desk, edition, sheet("blue", "b.png"), who="deputy", signers={"review": "李四"})


def test_a_wrong_sheet_is_voided_with_its_reason_and_stays(desk, sheet):
    edition = desk.written()
    row = bring(desk, edition, sheet())
    about = {"edition_id": edition.pk, "paper_id": row.pk, "now": desk.tick()}
    assert refusal(actions.void_paper, desk.at("clerk"), reason=" ", **about).code == "paper_void_reason"
    assert refusal(actions.void_paper, desk.at("secrecy"), reason="不是这张", **about).code == "no_permission"
    voided = actions.void_paper(desk.at("clerk"), reason="拍的是另一件事的表", **about)
    assert (voided.voider_name, voided.void_reason) == ("王五", "拍的是另一件事的表")
    assert refusal(actions.void_paper, desk.at("clerk"), reason="又错了", **about).code == "paper_void"
    bring(desk, edition, sheet())  # the same photo, this time where it belongs
    assert SignedPaper.objects.filter(edition=edition).count() == 2
