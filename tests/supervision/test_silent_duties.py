"""A supervisor says that a duty was left silent although it was due (漏公开): the same reply, the same clock (R108)."""

import pytest
from PIL import Image

from gongkai.interfaces.ui.clocks import all_deadlines
from gongkai.ledger.models import AuditEvent, StoredFile
from gongkai.obligations import actions as obliging
from gongkai.rules.duties import DutyState
from gongkai.rules.notices import Asked
from gongkai.supervision import actions, queries
from gongkai.supervision.models import SupervisionMark
from tests.covers import covers
from tests.supervision.inspecting import refusal

PERIOD, CODE = "2026-09", "C14"


def silent(watch, who="member", **more):
    fields = {
        "org_code": watch.world.village.code, "period": PERIOD, "code": CODE, "trigger_id": 0,
        "text": "公开栏和网上都没有，党员问了两次。",
    } | more  # fmt: skip
    return actions.raise_gap_mark(watch.at(who), **fields, **watch.when)


@covers("R108")
def test_a_silent_duty_is_marked_answered_and_judged(watch):
    watch.appointed()
    row = silent(watch)
    assert (row.number, row.kind, row.state) == ("Z01-C01-JY-2026-001", "undisclosed", "raised")
    assert row.item_title.startswith("2026年9月　") and (row.item_number, row.disclosure_id) == ("", None)
    rings = {(one.kind, one.org_path) for one in all_deadlines(Asked(watch.desk.today)) if one.ref == f"mark:{row.pk}"}
    assert rings == {("mark", watch.world.village.path)}
    row = watch.move(row, "reply", "clerk", reply="收据还没有核完，月底前补公开。")
    row = watch.move(row, "unsatisfied", "member", remark="已经晚了三周。")
    assert watch.move(row, "rule", "superior", remark="三天内补公开。").state == "ruled"


@covers("R108")
def test_the_mark_shows_what_became_of_the_duty(watch):
    watch.appointed()
    row = silent(watch)
    seen = queries.mark_view(watch.at("clerk"), number=row.number, today=watch.desk.today)
    assert seen.duty.state is DutyState.OVERDUE and seen.author == ""
    obliging.declare_nil(
        watch.at("head"), org_id=watch.world.village.pk, period=PERIOD, code=CODE, statement="八月没有收缴党费。",
        **watch.when,
    )  # fmt: skip
    assert queries.mark_view(watch.at("member"), number=row.number, today=watch.desk.today).duty.state is DutyState.NIL
    assert refusal(silent, watch, text="还是没有").code == "mark_not_silent"


@covers("R108")
def test_what_is_not_due_or_has_its_answer_is_not_silent(watch):
    watch.appointed()
    assert refusal(silent, watch, period="2026-10").code == "mark_not_silent"
    assert refusal(silent, watch, code="C99").hidden
    assert refusal(silent, watch, period="2026-13").code == "period_invalid"
    assert refusal(silent, watch, text=" ").code == "mark_text_missing"
    first = silent(watch)
    assert refusal(silent, watch).code == "mark_twice"
    assert silent(watch, code="C15").pk != first.pk
    assert refusal(watch.marked, kind="undisclosed").code == "mark_not_silent"


@covers("R108")
def test_only_within_the_scope_and_none_below_the_superior_learns_who(watch):
    watch.appointed()
    assert refusal(silent, watch, org_code=watch.world.other_village.code).hidden
    for who in ("villager", "clerk", "head", "superior"):
        assert refusal(silent, watch, who).hidden
    row = silent(watch)
    assert {one.user_id for one in AuditEvent.objects.filter(subject=f"mark:{row.pk}")} == {None}


@covers("R108")
@pytest.mark.parametrize(
    ("name", "code"), [("笔记.txt", "photo_kind"), ("假的.jpg", "file_false"), ("空.png", "file_empty")]
)
def test_only_a_picture_is_a_photo_whatever_its_name(watch, tmp_path, settings, name, code):
    settings.MEDIA_ROOT = tmp_path / "media"
    watch.appointed()
    file = tmp_path / name
    file.write_bytes(b"" if code == "file_empty" else "这是一段文字，不是照片。".encode())
    refused = refusal(silent, watch, photo=file, photo_name=name)
    assert refused.code == code
    assert not SupervisionMark.objects.exists() and not StoredFile.objects.exists()
    assert not (tmp_path / "media").exists() or not list((tmp_path / "media").rglob("*.*"))


@covers("R108")
def test_a_picture_under_any_picture_name_is_kept(watch, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    watch.appointed()
    picture = tmp_path / "IMG_0001.JPEG"
    Image.new("RGB", (64, 48), "#dcd7cf").save(picture, "JPEG")
    row = silent(watch, photo=picture, photo_name=picture.name)
    assert queries.mark_photo(watch.at("clerk"), number=row.number)[1].media_type == "image/jpeg"
