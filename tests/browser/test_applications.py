"""An application in a real browser: refused by the village, upheld by the town, read on the member's phone (第九条（三）)."""

import pytest
from django.utils import timezone

from gongkai.rulebook import actions as rulebook
from tests.browser.test_consulting import fits
from tests.browser.test_month import PASSWORD, log_in
from tests.covers import covers
from tests.factories.duties import bound_county
from tests.factories.world import moment_of

MATTER = "2025年党员活动经费支出明细"
REASONS = "单据还在核对，现在公开怕说错。"
RULING = "核对已经结束，应当公开每一笔的用途和金额。"
ANSWER = "2025年共支出1,200元：买书600元，慰问困难党员600元。"


@pytest.fixture
def world(transactional_db):
    today = timezone.localdate()
    now = moment_of(today)
    world = bound_county(now, today).world
    rulebook.load_digest(world.clock, now=now)
    for user in (world.clerk, world.member, world.superior):
        user.set_password(PASSWORD)
        user.save()
    return world


@covers("R89", "R90", "R91", "R92", "R95", "R149", "R150")
def test_a_member_is_refused_by_the_village_and_upheld_by_the_town(world, page, phone, live_site, shot, axe):
    log_in(phone, live_site, world.member)
    phone.goto(f"{live_site}/desk/")
    phone.click("main a:has-text('我的申请')")
    phone.click("text=申请公开一件事")
    axe(phone)
    phone.click("main form button[type=submit]")
    phone.wait_for_selector("text=还没有写")
    axe(phone)
    phone.fill("[name=matter]", MATTER)
    phone.fill("[name=description]", "想知道每一笔花在哪里。")
    shot(phone, "application-1-form-phone")
    fits(phone)
    phone.click("main form button[type=submit]")
    phone.wait_for_selector("text=收到了。编号")
    mine = phone.url
    shot(phone, "application-2-received-phone")
    axe(phone)
    fits(phone)

    log_in(page, live_site, world.clerk)
    page.click(f"a:has-text('{MATTER}')")
    desk = page.url
    axe(page)
    page.click("button[value=accept]")
    page.wait_for_selector("text=已记下")
    page.click("summary:has-text('拟不公开，报上级审定')")
    page.click("button[value=propose]")
    page.wait_for_selector("text=还没有写")
    assert page.locator("button[value=agree]").count() == 0  # the village cannot say no by itself
    page.check("[name=kind][value=not_yet]")
    page.fill("#id_propose_reasons", REASONS)
    page.fill("#id_propose_basis", "《党务公开实施细则》第四条（二）")
    shot(page, "application-3-propose")
    axe(page)
    page.click("button[value=propose]")
    page.wait_for_selector("text=已记下")

    phone.goto(mine)
    assert "待上级审定" in phone.inner_text("main") and "不予公开" not in phone.inner_text("main")
    shot(phone, "application-4-waits-phone")

    log_in(page, live_site, world.superior)
    page.goto(f"{live_site}/desk/applications/")
    shot(page, "application-5-superior-list")
    axe(page)
    page.click(f"a:has-text('{MATTER}')")
    assert REASONS in page.inner_text("main")
    shot(page, "application-6-ruling")
    axe(page)
    verb = page.locator("details:has(button[value=must])")
    verb.locator("summary").click()
    page.click("button[value=must]")
    page.wait_for_selector("text=还没有写")
    page.fill("#id_must_remark", RULING)
    page.click("button[value=must]")
    page.wait_for_selector("text=已记下")

    log_in(page, live_site, world.clerk)
    page.goto(desk)
    assert RULING in page.inner_text("main")
    page.fill("#id_grant_answer", ANSWER)
    page.check("#id_grant_cleared")
    shot(page, "application-7-grant")
    axe(page)
    page.click("button[value=grant] >> nth=0")
    page.wait_for_selector("text=已记下")

    phone.goto(f"{live_site}/desk/")
    phone.click("main a:has-text('我的申请')")
    phone.click(f"text={MATTER}")
    said = phone.inner_text("main")
    assert ANSWER in said and RULING in said and "应当公开" in said and REASONS in said
    shot(phone, "application-8-upheld-phone")
    axe(phone)
    fits(phone)
    phone.click(".aside a[href*='/letter/'] >> nth=-1")
    assert "经东溪镇党委审定，这件事项应当公开" in phone.inner_text("main")
    shot(phone, "application-9-letter-phone")
    axe(phone)
    phone.click("a:has-text('SQ-')")
    assert phone.url == mine

    log_in(page, live_site, world.superior)
    page.goto(desk)
    page.click("button[value=acknowledge]")
    page.wait_for_selector("text=已记下")
    page.goto(f"{live_site}/desk/applications/")
    axe(page)
    page.goto(f"{live_site}/org/{world.village.code}/applications/{world.today.year}/")
    axe(page)
