"""A superior takes the sheets of all villages: the page counts the files as they come, the ZIP is whole (R58, R70)."""

import zipfile
from datetime import timedelta

from django.utils import timezone

from tests.browser.test_month import PASSWORD, log_in
from tests.covers import covers
from tests.factories.world import build_world, moment_of
from tests.publication.rows import published


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
