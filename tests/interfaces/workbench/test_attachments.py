"""Whoever signs for a text opens its files first, and sees it as its page will be (R21, R145, P24, P25)."""

import pytest

from gongkai.disclosures import actions as disclosing
from tests.covers import covers
from tests.interfaces.leaving import SCRIPT, downloaded
from tests.interfaces.workbench.test_month import desk, save, start

TICKS = dict.fromkeys(("state_secret", "work_secret", "business_secret", "personal_privacy"), "no")


@pytest.fixture
def hung(world, settings, tmp_path):
    """A text in secrecy review with a file on it: its number and the file's token."""
    settings.MEDIA_ROOT = tmp_path / "kept"
    path = tmp_path / "list.txt"
    path.write_text(SCRIPT, encoding="utf-8")
    pk = start(world)
    save(desk(world.clerk), pk)
    made = disclosing.attach(
        world.actor(world.clerk), edition_id=pk, path=path, name="党费明细.txt", caption="党费收缴明细", now=world.now
    )
    save(desk(world.clerk), pk, verb="submit")
    return pk, made.attachment.file.token


@covers("R21", "R145")
@pytest.mark.parametrize("who", ["secrecy", "deputy", "head", "clerk"])
def test_those_who_sign_open_the_files_from_the_page_and_from_the_preview(world, hung, who):
    pk, token = hung
    reader, address = desk(getattr(world, who)), f"/desk/edition/{pk}/file/{token}/"
    for page in (f"/desk/edition/{pk}/", f"/desk/edition/{pk}/preview/"):
        assert f'href="{address}"' in reader.get(page).content.decode()
    assert downloaded(reader.get(address)) == SCRIPT


@pytest.mark.parametrize("who", ["charlie", "villager", "member"])
def test_others_find_no_such_file(world, hung, who):
    pk, token = hung
    assert desk(getattr(world, who)).get(f"/desk/edition/{pk}/file/{token}/").status_code == 404


def test_a_file_of_another_text_is_not_had_through_this_one(world, hung):
    _, token = hung
    other = start(world, code="C14")
    assert desk(world.head).get(f"/desk/edition/{other}/file/{token}/").status_code == 404


def test_the_preview_has_the_head_table_of_the_page_to_be(world, hung):
    pk, _ = hung
    page = desk(world.head).get(f"/desk/edition/{pk}/preview/").content.decode()
    for said in ("公开后的样子", "索引号", "第一次公开时编", "先党内", "还没有公开", "党费收缴明细", "公开的那一天"):
        assert said in page, said
    assert "校验值" not in page
