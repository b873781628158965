"""From the printed form by its code to the page that takes it back, signed (R174)."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from gongkai.interfaces.ui import qr
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
