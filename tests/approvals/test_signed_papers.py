"""A form signed with the pen comes back to its steps and moves nothing (第六条（二）, R174, P7)."""

from datetime import timedelta

import pytest
from PIL import Image

from gongkai.approvals import actions, queries
from gongkai.approvals.models import SignedPaper
from gongkai.disclosures.models import Edition
from gongkai.interfaces.jobs import archiving
from gongkai.ledger import queries as ledger
from gongkai.ledger.models import StoredFile
from gongkai.obligations import actions as obligations
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused
from tests.approvals.test_changes import requested
from tests.approvals.test_plans import drafted
from tests.approvals.test_plans import move as move_plan
from tests.covers import covers

CLOCK = Actor.clock()


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


def of_record(desk, kind, key, taken, who="clerk", **changed):
    given = {"signers": {"approval": "张三"}, "signed_on": desk.today} | changed
    return actions.bring_record_paper(
        desk.at(who), kind=kind, key=key, now=desk.tick(), today=desk.today, **taken, **given
    )


@covers("R174")
def test_the_form_of_a_plan_comes_back_with_the_makers_line_and_moves_nothing(desk, sheet):
    plan = drafted(desk)
    move_plan(desk, plan, "submit", "clerk")
    kept = of_record(desk, "plan", plan.pk, sheet(), signers={"approval": "张三", "maker": "吴十"})
    plan.refresh_from_db()
    assert (plan.state, plan.decided_at) == ("submitted", None), "the maker still answers under the own name"
    (found,) = queries.record_papers(desk.at("maker"), kind="plan", key=plan.pk)
    assert (found.pk, found.said, found.revision, found.edition) == (
        kept.pk,
        "主要负责人张三、目录制定机关吴十",
        None,
        None,
    )
    path, _ = queries.record_paper_file(desk.at("head"), kind="plan", key=plan.pk, paper_id=kept.pk)
    assert path.read_bytes()
    event = ledger.trail(desk.at("clerk"), subject=f"plan:{plan.pk}", org_path=plan.org_path)[-1]
    assert (event.verb, event.facts["sha256"]) == ("plan.paper", kept.file.sha256) and "revision" not in event.facts
    for stranger in ("charlie", "member"):
        assert refusal(queries.record_papers, desk.at(stranger), kind="plan", key=plan.pk).hidden
        assert refusal(of_record, desk, "plan", plan.pk, sheet("red"), who=stranger).hidden
    assert refusal(of_record, desk, "plan", plan.pk, sheet("red"), who="maker").code == "no_permission"
    assert refusal(of_record, desk, "plan", plan.pk, sheet("red"), signers={"secrecy": "赵六"}).code == "paper_step"
    assert refusal(of_record, desk, "plan", plan.pk, sheet()).code == "paper_twice"
    early = refusal(of_record, desk, "plan", plan.pk, sheet("red"), signed_on=desk.today - timedelta(days=1))
    assert early.code == "paper_before_record"
    about = {"kind": "plan", "key": plan.pk, "paper_id": kept.pk, "now": desk.tick()}
    assert refusal(actions.void_record_paper, desk.at("maker"), reason="不是这张", **about).code == "no_permission"
    assert actions.void_record_paper(desk.at("clerk"), reason="拍错了", **about).void_reason == "拍错了"
    other = drafted(desk)
    assert refusal(actions.void_record_paper, desk.at("clerk"), reason="x", **about | {"key": other.pk}).hidden
    for kind in ("hearing", "edition", ""):
        assert refusal(queries.record_papers, desk.at("clerk"), kind=kind, key=1).hidden


@covers("R174")
def test_the_form_of_a_change_lies_with_its_edition_too_and_goes_with_its_words(desk, sheet):
    edition = desk.bring(desk.written())
    Edition.objects.filter(pk=edition.pk).update(state="published", open_key=None)
    change = requested(desk, edition)
    signers = {"approval": "张三", "maker": "吴十", "county": "郑某"}
    kept = of_record(desk, "change", change.pk, sheet(), signers=signers)
    assert [one.pk for one in queries.signed_papers(desk.at("head"), edition_id=edition.pk)] == [kept.pk]
    assert [one.pk for one in queries.record_papers(desk.at("maker"), kind="change", key=change.pk)] == [kept.pk]
    parts = queries.papers(CLOCK, edition_ids=[edition.pk])[edition.pk]
    assert [one.name for one in parts if one.token == kept.file.token] == [f"纸面签字　{kept.said}　{desk.today}"]
    assert actions.destroy_signed_papers(CLOCK, disclosure_id=edition.disclosure_id, now=desk.tick()) == 1


@covers("R174", "R54")
def test_the_form_of_an_exemption_is_a_paper_of_its_archive_record(desk, sheet):
    filing = obligations.file_exemption(
        desk.at("clerk"), org_id=desk.world.village.pk, period="2026-10", code="C16", trigger_id=0, kind="temporary",
        reason="涉及当事人隐私", basis="第四条（二）", decided_by="支部委员会", until=desk.today + timedelta(days=1), now=desk.tick(),
        today=desk.today,
    )  # fmt: skip
    kept = of_record(desk, "exemption", filing.pk, sheet(), signers={"approval": "张三", "superior": "李书记"})
    assert [one.pk for one in queries.record_papers(desk.at("superior"), kind="exemption", key=filing.pk)] == [kept.pk]
    obligations.lapse_exemptions(CLOCK, today=desk.today + timedelta(days=3), now=desk.tick() + timedelta(days=3))
    matter = archiving.ENDED["exemption"](CLOCK, since=None)[0]
    assert kept.file.token in [one.token for one in matter.parts]
    again = archiving.SOURCES["exemption"](CLOCK, until={matter.matter: None})
    assert again == {matter.matter: matter.parts}
    assert refusal(queries.filed_papers, desk.at("clerk"), subjects=[matter.matter]).hidden
