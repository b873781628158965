"""From the printed form by its code to the page that takes it back, signed (R174)."""

import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from gongkai.approvals import actions as approvals
from gongkai.interfaces.ui import qr
from gongkai.obligations import actions as obligations
from tests.approvals.test_plans import PLAN
from tests.covers import covers
from tests.interfaces.workbench.office import text
from tests.interfaces.workbench.test_month import desk, save, start, world  # noqa: F401 - a fixture


@pytest.fixture
def sent(world, settings, tmp_path):  # noqa: F811
    settings.MEDIA_ROOT, settings.GONGKAI_URL = tmp_path, "https://gongkai.example.org"
    pk = start(world)
    assert save(desk(world.clerk), pk, verb="submit").status_code == 302
    return pk


def photo(name="表.jpg") -> SimpleUploadedFile:
    target = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(target, "JPEG")
    return SimpleUploadedFile(name, target.getvalue())


def pictures(answer) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(answer.content)) as word:
        return [word.read(name) for name in word.namelist() if name.startswith("word/media/")]


@covers("R174")
@pytest.mark.parametrize(("code", "query"), [("F1", "?revision=2"), ("F29", "?revision=2&step=secrecy")])
def test_the_printed_form_carries_the_address_of_its_step(world, sent, code, query):  # noqa: F811
    page = f"/desk/edition/{sent}/signed/{query}"
    answer = desk(world.clerk).get(f"/desk/forms/{code}/{sent}.docx")
    assert pictures(answer) == [qr.png(f"https://gongkai.example.org{page}")]
    assert pictures(desk(world.clerk).get(f"/desk/forms/{code}.docx")) == [], "a blank form belongs to no step"
    shown = desk(world.clerk).get(page).context["form"]
    assert shown["revision"].value() == 2
    assert shown["secrecy"].value() == (world.secrecy.name if "step" in query else None)


@covers("R174")
def test_the_clerk_sends_the_photo_and_everyone_who_works_there_finds_it(world, sent):  # noqa: F811
    page, clerk = f"/desk/edition/{sent}/signed/", desk(world.clerk)
    given = {"review": "李四", "signed_on": f"{world.today}", "revision": 2}
    bare = clerk.post(page, given)
    assert bare.status_code == 422 and "“照片或者扫描件”还没有选文件" in text(bare)
    nobody = clerk.post(page, {**given, "review": "", "file": photo()})
    assert nobody.status_code == 422 and "至少写一处" in text(nobody)
    assert clerk.post(page, {**given, "file": photo()}).status_code == 302
    seen = text(desk(world.head).get(page))
    assert "分管领导李四" in seen and world.clerk.name in seen and "送审" in seen
    (link,) = set(re.findall(rf"{page}\d+/file/", seen))
    assert "分管领导李四" in text(desk(world.deputy).get(f"/desk/edition/{sent}/"))
    kept = desk(world.deputy).get(link)
    assert b"".join(kept.streaming_content)
    assert kept["Content-Type"] == "image/jpeg"
    assert desk(world.charlie).get(link).status_code == 404
    assert desk(world.charlie).post(page, {**given, "file": photo()}).status_code == 404
    void = link.replace("file", "void")
    assert clerk.post(void, {"reason": "拍错了"}).status_code == 302
    assert "已作废" in text(clerk.get(page)) and "拍错了" in text(clerk.get(page))


def test_who_signs_nothing_there_sees_the_sheets_without_the_form(world, sent):  # noqa: F811
    answer = desk(world.superior).get(f"/desk/edition/{sent}/signed/")
    assert answer.status_code == 200 and answer.context["form"] is None and "传这张纸" not in text(answer)


@pytest.fixture
def filed(world, settings, tmp_path):  # noqa: F811
    """An exemption and a plan of the village, as its clerk files and drafts them."""
    settings.MEDIA_ROOT, settings.GONGKAI_URL = tmp_path, "https://gongkai.example.org"
    clerk, when = world.actor(world.clerk), {"now": world.now, "today": world.today}
    exemption = obligations.file_exemption(
        clerk, org_id=world.village.pk, period=f"{world.today:%Y-%m}", code="C14", trigger_id=0, kind="temporary",
        reason="正在核实", basis="第九条（二）", decided_by="支部委员会", until=world.today + timedelta(days=30), **when,
    )  # fmt: skip
    plan = approvals.draft_plan(
        clerk, org_id=world.village.pk, **(PLAN | {"wanted_on": world.today + timedelta(days=9)}), **when
    )
    return {"F10": ("exemption", exemption.pk), "F9": ("plan", plan.pk)}


@covers("R174")
@pytest.mark.parametrize(("code", "other", "label"), [("F9", "maker", "目录制定机关"), ("F10", "superior", "上级")])
def test_the_forms_of_plans_and_exemptions_come_back_by_their_code(world, filed, code, other, label):  # noqa: F811
    kind, key = filed[code]
    page, clerk = f"/desk/signed/{kind}-{key}/", desk(world.clerk)
    assert pictures(clerk.get(f"/desk/forms/{code}/{key}.docx")) == [qr.png(f"https://gongkai.example.org{page}")]
    assert page in text(clerk.get(f"/desk/{kind}/{key}/"))
    shown = clerk.get(page)
    assert list(shown.context["form"].fields) == ["file", "approval", other, "signed_on"] and "哪一稿" not in text(
        shown
    )
    given = {"approval": "张三", other: "吴十", "signed_on": f"{world.today}"}
    assert clerk.post(page, given).status_code == 422
    assert clerk.post(page, {**given, "file": photo()}).status_code == 302
    seen = text(desk(world.head).get(page))
    assert f"主要负责人张三、{label}吴十" in seen and "系统里的签字" not in seen
    (link,) = set(re.findall(rf"{page}\d+/file/", seen))
    assert b"".join(desk(world.deputy).get(link).streaming_content)
    for answer in (desk(world.charlie).get(link), desk(world.charlie).post(page, {**given, "file": photo()})):
        assert answer.status_code == 404
    assert clerk.post(link.replace("file", "void"), {"reason": "拍错了"}).status_code == 302
    assert "已作废" in text(clerk.get(page)) and "拍错了" in text(clerk.get(page))
    for wrong in ("hearing-1", f"{kind}-x", f"{kind}-", kind, f"{kind}-999999"):
        assert clerk.get(f"/desk/signed/{wrong}/").status_code == 404
