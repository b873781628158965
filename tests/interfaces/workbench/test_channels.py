"""One released edition as sheet, message and script; nothing of it when it does not live (R22, R174)."""

import io

import pypdf
import pytest

from gongkai.publication import actions as publication
from tests.covers import covers
from tests.factories.drafts import Desk
from tests.factories.meetings import meeting_form
from tests.interfaces.workbench.office import text
from tests.interfaces.workbench.test_month import desk, save, start


@pytest.fixture
def released(world):
    """An edition that was released to the members, as the pages do it."""
    made = start(world, code="C15")
    save(desk(world.clerk), made, verb="submit")
    ticks = dict.fromkeys(("state_secret", "work_secret", "business_secret", "personal_privacy"), "no")
    desk(world.secrecy).post(f"/desk/edition/{made}/act/", {**ticks, "verb": "clear_secrecy"})
    desk(world.deputy).post(f"/desk/edition/{made}/act/", {"verb": "pass_review"})
    desk(world.head).post(f"/desk/edition/{made}/act/", {"verb": "approve"})
    assert desk(world.clerk).get(f"/desk/edition/{made}/channels/").status_code == 404
    desk(world.clerk).post(f"/desk/edition/{made}/release/", meeting_form())
    return made


@covers("R22", "R174")
def test_what_members_are_told_becomes_sheet_message_and_script(world, released):
    clerk, place = desk(world.clerk), f"/desk/edition/{released}"
    assert f"{place}/channels/" in text(clerk.get(f"{place}/"))
    page = text(clerk.get(f"{place}/channels/"))
    assert "【上书村】" in page and "会议通报稿" in page and "广播稿" not in page and "党员" in page
    for paper in ("a4", "a3", "large"):
        shown = text(clerk.get(f"{place}/sheet/{paper}/"))
        assert (
            f"poster-{paper}" in shown and "贴在只有党员看的地方" in shown and "qr.svg" in shown and "核对字" in shown
        )
        for kind in ("pdf", "docx"):
            answer = clerk.get(f"{place}/sheet/{paper}.{kind}")
            assert answer["Content-Disposition"].endswith(f".{kind}") and len(answer.content) > 9000
    printed = pypdf.PdfReader(io.BytesIO(clerk.get(f"{place}/sheet/a4.pdf").content)).pages[0].extract_text()
    assert "索引号" in printed and "核对字" in printed and "贴在只有党员看的地方" in printed
    script = text(clerk.get(f"{place}/script/meeting/"))
    assert "征求意见" in script and "应到　　　人" in script
    for address in ("script/radio/", "sheet/a5/", "channels/?circle=public", "channels/?circle=x"):
        assert clerk.get(f"{place}/{address}").status_code == (200 if address.endswith("=x") else 404)
    for who in (world.charlie, world.member):
        assert desk(who).get(f"{place}/channels/").status_code == 404


def test_what_was_taken_down_is_brought_nowhere(world, released):
    now = Desk(world).now
    publication.take_down(world.actor(world.head), edition_id=released, remark="有个人信息", now=now, today=now.date())
    assert desk(world.clerk).get(f"/desk/edition/{released}/channels/").status_code == 404
    for address in ("a4/", "a4.pdf", "a4.docx"):
        assert desk(world.clerk).get(f"/desk/edition/{released}/sheet/{address}").status_code == 404
