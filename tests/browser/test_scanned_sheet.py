"""A sheet from the printer, a phone in front of the board: what hangs there is what was registered (P17, D: tried as people would)."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import reverse

import gongkai.interfaces.ui
from gongkai.ledger import actions as ledger
from gongkai.rules import tlog
from gongkai.rules.actor import Actor
from tests.browser.test_month import PASSWORD, log_in
from tests.interfaces.scan import read, read_all
from tests.publication.county import FUNDS, county

SCRIPT = Path(gongkai.interfaces.ui.__file__).parent / "verifier.py"


@pytest.fixture
def place(transactional_db):
    place = county()
    place.edition = place.published(FUNDS)
    for log in tlog.LOGS:
        ledger.sign_log(Actor.clock(), log=log, now=place.later())
    place.world.clerk.set_password(PASSWORD)
    place.world.clerk.save()
    return place


def printed(page, address: str, where: Path) -> Path:
    """The page as it comes out of the printer, seen from the front."""
    page.goto(address)
    page.emulate_media(media="print")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=where, full_page=True)
    page.emulate_media(media="screen")
    return where


def saved(phone, selector: str, where: Path) -> Path:
    with phone.expect_download() as download:
        phone.click(selector)
    download.value.save_as(where)
    return where


def test_a_sheet_on_the_board_is_scanned_and_checked_at_home(place, page, phone, live_site, shot, axe, tmp_path):
    log_in(page, live_site, place.world.clerk)
    page.goto(f"{live_site}/desk/edition/{place.edition.pk}/")
    page.click("a:has-text('张贴和播报')")
    page.click("a:has-text('A4')")
    sheet = printed(page, page.url, tmp_path / "sheet.png")
    word = page.inner_text(".poster-foot").partition("核对字 ")[2][:19]
    address, signed = read_all(sheet)
    assert address == live_site + reverse("portal:item", args=[place.edition.disclosure.number.replace("/", "-")])

    phone.goto(address)
    assert word and word in phone.inner_text("main")
    words = saved(phone, "a:has-text('下载文字')", tmp_path / "item.json")
    proof = saved(phone, "a:has-text('下载证明')", tmp_path / "item.tlog-proof")
    poster = printed(phone, f"{live_site}{reverse('portal:log_poster', args=['public'])}", tmp_path / "poster.png")
    axe(phone)
    shot(phone, "log-poster")
    head = tlog.parse_checkpoint(tlog.parse_note(read(poster)).text)
    assert head.size == tlog.parse_checkpoint(tlog.parse_note(proof.read_text("utf-8").partition("\n\n")[2]).text).size

    (key,) = phone.request.get(f"{live_site}{reverse('portal:log_keys')}").text().split()
    checked = subprocess.run(
        [sys.executable, str(SCRIPT), str(words), str(proof), "--key", key], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert f"核对字：{word}（" in checked.stdout, "the paper is compared without the site"
    assert "核对无误" in checked.stdout and json.loads(words.read_bytes())["content"]["title"] in checked.stdout
    (tmp_path / "sheet.txt").write_text(signed, encoding="utf-8")
    alone = [sys.executable, str(SCRIPT), str(tmp_path / "sheet.txt"), "--key", key]
    said = subprocess.run(alone, capture_output=True, text=True, check=True).stdout
    assert said.startswith("签名是真的") and f"签名时共{head.size}条" in said, "the sheet alone, without the site"
    words.write_bytes(words.read_bytes().replace("元".encode(), "角".encode(), 1))
    again = subprocess.run([*checked.args], capture_output=True, text=True, check=False)
    assert again.returncode != 0 and "核对无误" not in again.stdout
