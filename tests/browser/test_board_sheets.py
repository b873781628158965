"""A superior takes the sheets of all villages: the page counts the files as they come, the ZIP is whole (R58, R70)."""

import io
import zipfile
from datetime import timedelta
from unicodedata import normalize

import pypdf
from django.utils import timezone

from gongkai.disclosures.models import Revision
from gongkai.ledger import actions as ledger
from gongkai.rules.actor import Actor
from tests.browser.test_month import PASSWORD, log_in
from tests.covers import covers
from tests.factories.world import build_world, moment_of
from tests.publication.rows import published

PARTS = {"plain": "8月走访了17户。", "procedure": "<p>支部委员会议核对。</p>", "result": "<p>没有争议。</p>"}


@covers("R58", "R70")
def test_the_page_counts_the_files_while_they_come(transactional_db, page, live_site, axe):
    today = timezone.localdate()
    world = build_world(moment_of(today), today)
    at = timezone.now() - timedelta(days=1)
    for org in (world.village, world.other_village):
        published(org.path, "public", title="低保评议结果", content="<p>3户</p>", at=at)
    world.superior.set_password(PASSWORD)
    world.superior.save()
    log_in(page, live_site, world.superior)
    page.goto(f"{live_site}/desk/board-sheets/?org={world.town.code}&period=2026-08")
    axe(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="下载全部 2 张（ZIP）").click()
    assert taken.value.suggested_filename.endswith("2026-08 张贴单.zip")
    page.get_by_text("2 份都好了").wait_for()
    with zipfile.ZipFile(taken.value.path()) as archive:
        assert len(archive.namelist()) == 2 and archive.testzip() is None


@covers("R174")
def test_the_large_sheet_as_the_browser_prints_it_keeps_its_foot_with_the_last_words(transactional_db, page, live_site):
    today = timezone.localdate()
    world = build_world(moment_of(today), today)
    at, row = timezone.now() - timedelta(days=1), "<p>2026年8月走访17户，收到问题12个，都有答复。</p>"
    made = [
        published(world.village.path, "public", title=f"走访情况{times}", content=row * times, at=at)[0]
        for times in (1, 8, 11)
    ]
    Revision.objects.update(**PARTS)
    ledger.sign_log(Actor.clock(), log="public", now=timezone.now())
    world.clerk.set_password(PASSWORD)
    world.clerk.save()
    log_in(page, live_site, world.clerk)
    counts = []
    for one in made:
        page.goto(f"{live_site}/desk/edition/{one.edition_id}/sheet/large/")
        pages = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
        said = ["".join(normalize("NFKC", each.extract_text()).split()) for each in pages]
        counts.append(len(said))
        assert "没有争议。" in said[-1] and "撤下:" in said[-1] and "公开记录签名" in said[-1], "never the foot alone"
        assert not said[0].endswith(("内容", "程序", "结果"))
    assert counts[0] == 1 and counts[-1] == 2
