"""Saving: every save is one immutable revision, nobody's text is lost, and only the text in work can change (P6)."""

from pathlib import Path

import pytest
from django.db import transaction

from gongkai.disclosures import actions, queries
from gongkai.disclosures.models import Revision
from gongkai.ledger import queries as ledger
from gongkai.ledger.models import StoredFile
from gongkai.rules.actor import Actor
from gongkai.rules.checks import Part
from gongkai.rules.differences import Op
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.factories.drafts import made_id


def refusal(act, *args, **kwargs) -> Refused:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value


@covers("R5")
def test_a_save_is_a_new_revision_with_a_clean_text(desk):
    edition = desk.start()
    saved = desk.save(
        edition, title="  9月 党费\n情况 ", content="<p onclick=x>甲<script>y</script></p>", result="",
        empty_reasons={"result": " 待10月8日  党员大会通报 ", "content": "", "strange": "x"},
    )  # fmt: skip
    assert (saved.number, saved.title, saved.content) == (2, "9月 党费 情况", "<p>甲</p>")
    assert saved.empty_reasons == {"result": "待10月8日 党员大会通报"}
    assert (saved.saver_name, saved.autosaved) == ("王五", False)
    assert [r.number for r in queries.revisions(desk.at("clerk"), edition_id=edition.pk)] == [2, 1]


def test_the_fingerprint_follows_every_part_of_the_text(desk):
    edition = desk.start()
    prints = {desk.save(edition).sha256}
    for change in ({"title": "甲"}, {"plain": "乙"}, {"content": "丙"}, {"procedure": "丁"}, {"result": "戊"},
                   {"empty_reasons": {"result": "己"}}):  # fmt: skip
        prints.add(desk.save(edition, **change).sha256)
    assert len(prints) == 7
    assert desk.save(edition).sha256 in prints


def test_the_later_saver_learns_who_saved_and_nothing_is_overwritten(desk):
    edition = desk.start()
    first = desk.save(edition, based_on=1, content="甲写的。")
    refused = refusal(desk.save, edition, based_on=1, content="乙写的。", who="clerk")
    assert refused.code == "changed_meanwhile"
    assert (refused.facts["by"], refused.facts["number"], refused.facts["at"]) == ("王五", 2, first.saved_at)
    assert Revision.objects.filter(edition=edition).count() == 2
    assert refusal(desk.save, edition, based_on=99).code == "changed_meanwhile"


def test_saving_the_same_text_again_adds_nothing(desk):
    edition = desk.start()
    assert desk.save(edition, based_on=1).number == 2
    assert desk.save(edition, based_on=1).number == 2
    assert desk.save(edition, based_on=2).number == 2


def test_too_long_a_text_is_refused_whole(desk):
    edition = desk.start()
    for part, most in (("title", 160), ("plain", 120), ("result", 100_000)):
        refused = refusal(desk.save, edition, **{part: "字" * (most + 1)})
        assert refused.code == "text_too_long" and refused.facts["most"] == most
    assert refusal(desk.save, edition, result="<p></p>" * 80_000).code == "text_too_formatted"
    assert refusal(desk.save, edition, empty_reasons={"result": "字" * 201}).code == "text_too_long"
    assert Revision.objects.filter(edition=edition).count() == 1


def test_markup_does_not_count(desk):
    rows = "<tr><td>一</td><td>二</td></tr>" * 4000
    assert desk.save(desk.start(), result=f"<table><tbody>{rows}</tbody></table>").number == 2


@pytest.mark.parametrize(
    ("until", "state"), [("submit", "secrecy"), ("pass_review", "approval"), ("approve", "approved")]
)
def test_what_is_on_its_way_cannot_be_changed(desk, until, state, tmp_path):
    edition = desk.bring(desk.written(), until)
    (tmp_path / "a.txt").write_text("甲")
    assert edition.state == state
    assert refusal(desk.save, edition, title="改").code == "edition_closed"
    clerk = desk.at("clerk")
    plan = {"scope_reason": "", "is_major": False, "notice_days": None}
    assert refusal(actions.set_plan, clerk, edition_id=edition.pk, now=desk.now, **plan).code == "edition_closed"
    assert refusal(
        actions.attach, clerk, edition_id=edition.pk, path=tmp_path / "a.txt", name="a.txt", caption="", now=desk.now
    ).code == "edition_closed"  # fmt: skip


@pytest.mark.parametrize(
    ("who", "code"), [("charlie", "not_found"), ("villager", "not_found"), ("head", "no_permission")]
)
def test_others_cannot_save(desk, who, code):
    edition = desk.start()
    assert refusal(desk.save, edition, who=who).code == code
    assert Revision.objects.filter(edition=edition).count() == 1


@covers("R79")
def test_differences_show_what_changed_part_by_part(desk):
    edition = desk.written()
    desk.save(edition, content="<p>9月，应交党费186.00元，实交186.00元。</p>")
    found = queries.differences(desk.at("clerk"), edition_id=edition.pk, older=2, newer=3)
    (words,) = found[Part.CONTENT]
    assert [(one.op, one.text) for one in words.words if one.op is not Op.EQUAL] == [
        (Op.DELETE, "180.00"),
        (Op.INSERT, "186.00"),
    ]
    assert not any(block.changed for block in found[Part.RESULT])
    assert refusal(queries.differences, desk.at("clerk"), edition_id=edition.pk, older=2, newer=9).code == "not_found"


def test_words_of_each_part_are_counted(desk):
    edition = desk.start()
    desk.save(edition, content="三个字", procedure="<p>四 个</p><p>字呀</p>", result="")
    assert queries.word_count(desk.at("clerk"), edition_id=edition.pk) == {
        Part.CONTENT: 3, Part.PROCEDURE: 4, Part.RESULT: 0,
    }  # fmt: skip


def text_file(folder: Path, text: str) -> Path:
    path = folder / "upload"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_comes_and_goes_with_its_own_revision(desk, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    edition, clerk = desk.written(), desk.at("clerk")
    hung = actions.attach(
        clerk, edition_id=edition.pk, path=text_file(tmp_path, "订报36.00元"), name="明细.txt", caption="支出明细",
        now=desk.tick(),
    )  # fmt: skip
    token = hung.attachment.file.token
    assert hung.revision.attachments == [token] and hung.revision.number == 3
    assert hung.revision.content == queries.revision(clerk, edition_id=edition.pk, number=2).content
    assert [a.caption for a in queries.attachments(clerk, edition_id=edition.pk)] == ["支出明细"]
    saved = desk.save(edition, plain="换一句话。")
    assert saved.attachments == [token]  # kept without being named again
    assert refusal(desk.save, edition, attachments=["0" * 32]).code == "file_not_here"
    assert desk.save(edition, attachments=[]).attachments == []
    gone = actions.detach(clerk, edition_id=edition.pk, token=token, now=desk.tick())
    assert gone.attachments == [] and queries.attachments(clerk, edition_id=edition.pk) == []
    assert refusal(actions.detach, clerk, edition_id=edition.pk, token=token, now=desk.now).code == "not_found"
    verbs = [event.verb for event in ledger.trail(clerk, subject=f"edition:{edition.pk}", org_path=edition.org_path)]
    assert "edition.attach" in verbs and "edition.detach" in verbs


def test_lawful_removal_takes_files_taken_off_before_and_what_was_written_under_them(desk, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    edition, clerk = desk.written(), desk.at("clerk")
    first, second = (
        actions.attach(
            clerk, edition_id=edition.pk, path=text_file(tmp_path, name), name=f"{name}.txt", caption=f"{name}的说明",
            now=desk.tick(),
        ).attachment.file.token
        for name in ("甲", "乙")
    )  # fmt: skip
    actions.detach(clerk, edition_id=edition.pk, token=first, now=desk.tick())
    actions.destroy_texts(Actor.clock(), disclosure_id=edition.disclosure_id, now=desk.tick())
    rows = StoredFile.objects.filter(token__in=(first, second))
    assert {(row.name, row.text, row.size, row.sha256) for row in rows} == {("已依法删除", "", 0, "")} and len(
        rows
    ) == 2
    assert [one.caption for one in queries.attachments(clerk, edition_id=edition.pk)] == [""]


def test_a_number_in_an_attached_file_stops(desk, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    edition, clerk = desk.written(), desk.at("clerk")
    actions.attach(
        clerk, edition_id=edition.pk, path=text_file(tmp_path, f"张某某 {made_id()}"), name="名单.txt", caption="",
        now=desk.tick(),
    )  # fmt: skip
    (stop,) = queries.checks(clerk, edition_id=edition.pk, today=desk.today).stops
    assert stop.code == "personal_number" and stop.part is Part.ATTACHMENTS and "名单.txt" in stop.sentence


def test_the_plan_beside_the_text(desk):
    edition, clerk = desk.start(), desk.at("clerk")
    planned = actions.set_plan(
        clerk, edition_id=edition.pk, scope_reason=" 只与本人有关 ", is_major=True, notice_days=7, now=desk.tick()
    )
    planned.disclosure.refresh_from_db()
    assert (planned.scope_reason, planned.notice_days, planned.disclosure.is_major) == ("只与本人有关", 7, True)
    for days in (0, 61):
        refused = refusal(
            actions.set_plan, clerk, edition_id=edition.pk, scope_reason="", is_major=False, notice_days=days,
            now=desk.now,
        )  # fmt: skip
        assert refused.code == "notice_days_wrong"


def test_an_interrupted_save_leaves_nothing(desk):
    edition = desk.start()
    with pytest.raises(RuntimeError), transaction.atomic():
        desk.save(edition)
        raise RuntimeError
    assert Revision.objects.filter(edition=edition).count() == 1
