"""The morning's message in a real browser: read, set, taken into a calendar; what a member without a role is told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gongkai.interfaces.jobs import notices
from gongkai.participation import actions as participation
from gongkai.rulebook import actions as rulebook
from gongkai.rulebook import queries as reading
from gongkai.rules.actor import Actor
from tests.browser.test_consulting import fits
from tests.browser.test_month import PASSWORD, log_in
from tests.covers import covers
from tests.factories.duties import bound_county
from tests.factories.world import moment_of

TITLE = "三组人行便道硬化实施方案"


@pytest.fixture
def world(transactional_db):
    today = timezone.localdate()
    now = moment_of(today)
    world = bound_county(now, today).world
    rulebook.load_digest(world.clock, now=now)
    for user in (world.clerk, world.member):
        user.set_password(PASSWORD)
        user.save()
    return world


def asked(world):
    """A draft decision was put out; the next working morning tells of it."""
    clerk, when = world.actor(world.clerk), {"now": world.now, "today": world.today}
    row = participation.draft_consultation(
        clerk, org_id=world.village.pk, title=TITLE, text="先修三组。", questions="同意吗？|同意|不同意", audience="party",
        closes_on=world.today + timedelta(days=30), **when,
    )  # fmt: skip
    participation.move_consultation(clerk, number=row.number, verb="submit", **when)
    participation.move_consultation(world.actor(world.head), number=row.number, verb="open", **when)
    morning = reading.calendar(Actor.clock()).next_workday(world.today)
    assert notices.write(Actor.clock(), today=morning, now=world.now + timedelta(days=1)) > 0


@covers("R71", "R10", "R64")
def test_a_morning_is_read_and_set_and_goes_into_a_calendar(world, page, phone, live_site, shot, axe):
    asked(world)
    log_in(phone, live_site, world.member)
    phone.click("a:has-text('通知')")
    said = phone.inner_text("main")
    assert "征求您的意见：1件正在征求" in said and TITLE not in said
    shot(phone, "notices-1-member-phone")
    axe(phone)
    fits(phone)
    phone.click("main a:has-text('征求您的意见')")
    phone.wait_for_selector(f"text={TITLE}")
    phone.go_back()
    phone.click("main form button")
    phone.wait_for_selector("main h2")
    assert "没有看" not in phone.inner_text("main")

    phone.click("text=怎样告诉我")
    phone.fill("[name=address]", "不是邮箱")
    phone.click(".acts button")
    assert "不是邮箱" in phone.input_value("[name=address]")
    shot(phone, "notices-2-wrong-phone")
    axe(phone)
    phone.fill("[name=address]", "chen@example.org")
    phone.click(".acts button")
    phone.wait_for_selector("text=记下了")
    assert phone.input_value("[name=address]") == "chen@example.org"
    phone.click("text=要一个我的日历")
    phone.wait_for_selector("text=它就是钥匙")
    shot(phone, "notices-3-calendar-phone")
    axe(phone)
    fits(phone)
    address = phone.input_value("input[readonly]")
    feed = phone.request.get(address).text()
    assert feed.startswith("BEGIN:VCALENDAR") and "征求您的意见" in feed.replace("\r\n ", "")
    phone.click("text=作废这个地址")
    phone.wait_for_selector("text=作废了")
    assert phone.request.get(address).status == 404

    log_in(page, live_site, world.clerk)
    page.goto(f"{live_site}/desk/notices/")
    shot(page, "notices-4-clerk")
    axe(page)
    page.goto(f"{live_site}/desk/notices/mine/")
    page.click("text=要一个上书村的日历")
    page.wait_for_selector("text=上书村的期限")
    shot(page, "notices-5-clerk-calendars")
    axe(page)
