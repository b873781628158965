"""A screen on a wall: it turns by itself, and when the line breaks it keeps its page and says so (R58)."""

from datetime import timedelta

from django.utils import timezone

from tests.covers import covers
from tests.factories.world import build_world, moment_of
from tests.publication.rows import published

STALE = "document.getAnimations().forEach((one) => one.finish())"


@covers("R58")
def test_it_turns_by_itself_and_a_broken_line_leaves_the_page_standing(page, live_site, db, axe, shot):
    today = timezone.localdate()
    world = build_world(moment_of(today), today)
    published(
        world.village.path, "public", title="低保评议结果", at=timezone.now() - timedelta(days=1),
        content="<p>评议3户，同意2户。</p><table><tr><td>户</td><td>结果</td></tr><tr><td>甲</td><td>同意</td></tr></table>",
    )  # fmt: skip
    page.clock.install()
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(f"{live_site}/org/{world.village.code}/screen/")
    assert not page.locator(".screen-stale").is_visible()
    axe(page)
    page.clock.fast_forward(60_000)
    page.wait_for_url("**/screen/1/")
    assert "评议3户" in page.locator("main").inner_text()
    axe(page)
    shot(page, "screen-1920")
    page.context.set_offline(True)
    page.clock.fast_forward(60_000)
    page.evaluate(STALE)
    assert page.locator(".screen-stale").is_visible() and page.url.endswith("/screen/1/")
    page.context.set_offline(False)
    page.clock.fast_forward(60_000)
    page.wait_for_url("**/screen/")
    page.wait_for_load_state()
