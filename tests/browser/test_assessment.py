"""A head disputes a point on the phone: sent up, review, the line with its records, dispute, decision (R116)."""

import pytest
from django.utils import timezone

from gongkai.orgs import actions as orgs
from gongkai.rulebook import actions as rulebook
from tests.browser.test_consulting import fits
from tests.browser.test_month import PASSWORD, log_in
from tests.covers import covers
from tests.factories.duties import bound_county
from tests.factories.world import LONG_AGO, moment_of


@pytest.fixture
def world(transactional_db):
    today = timezone.localdate()
    now = moment_of(today)
    world = bound_county(now, today).world
    rulebook.load_digest(world.clock, now=now)
    second = orgs.create_user(world.clock, username="second", name="朱七", now=now)
    orgs.give_grant(
        world.clock, org_id=world.county.pk, user_id=second.pk, role="confidential", subtree=False,
        from_date=LONG_AGO, now=now,
    )  # fmt: skip
    world.second = second
    for user in (world.clerk, world.head, world.superior, world.county_office, second):
        user.set_password(PASSWORD)
        user.save()
    return world


@covers("R116")
def test_a_head_disputes_a_point(world, page, phone, live_site, shot, axe):
    year = world.today.year - 1
    sheet = f"{live_site}/desk/assessment/{world.village.code}/{year}/"
    log_in(page, live_site, world.clerk)
    page.goto(sheet)
    page.fill("[name=total]", "92.5")
    page.fill("[name=head]", "90")
    page.click("button[value=self]")
    page.wait_for_selector("text=还没有写")
    shot(page, "assessment-1-reason")
    axe(page)
    page.fill("[name=reason]", "每月按时公开；支委会四次研究，见会议记录")
    page.click("button[value=self]")
    page.wait_for_selector("text=自评已存")
    for who, verb in ((world.head, "submit"), (world.superior, "review")):
        log_in(page, live_site, who)
        page.goto(sheet)
        page.click(f"button[value={verb}]")
        page.wait_for_selector("text=已办")
    shot(page, "assessment-2-reviewed")
    axe(page)

    log_in(phone, live_site, world.head)
    phone.goto(sheet)
    shot(phone, "assessment-3-sheet-phone")
    axe(phone)
    fits(phone)
    phone.click("main >> text=宣传教育")
    phone.wait_for_selector("text=对这一行提异议")
    phone.fill("[name=text]", "9月还有一次宣讲，登记在活动记录里。")
    shot(phone, "assessment-4-line-phone")
    axe(phone)
    fits(phone)
    phone.click("main button[type=submit]")
    phone.wait_for_selector("text=异议已提")

    log_in(page, live_site, world.county_office)
    page.goto(f"{live_site}/desk/assessment/?year={year}")
    shot(page, "assessment-5-table")
    axe(page)
    page.click(f"main >> text={year}年的异议：宣传教育")
    page.fill("[name=points]", "1.5")
    page.fill("[name=remark]", "活动记录属实，加0.5分。")
    shot(page, "assessment-6-decide")
    axe(page)
    page.click("button[value=uphold]")
    page.wait_for_selector("text=异议成立，已更正")

    phone.goto(sheet)
    phone.wait_for_selector("text=异议成立，已更正")
    shot(phone, "assessment-7-corrected-phone")


@covers("R120")
def test_a_case_is_heard_decided_and_printed(world, page, phone, live_site, shot, axe):
    log_in(page, live_site, world.county_office)
    page.goto(f"{live_site}/desk/accountability/new/?org={world.village.code}")
    page.check("[name=target][value=organization]")
    page.fill("[name=facts]", "三个月没有公开，催办后没有说明。")
    shot(page, "accountability-1-new")
    axe(page)
    page.click("main button[type=submit]")
    page.wait_for_selector("text=已立案")
    address = page.url
    page.select_option("[name=measure]", "deadline")
    page.click("button[value=write]")
    page.wait_for_selector("text=已存")
    page.click("button[value=tell]")
    page.wait_for_selector("text=已办")

    log_in(phone, live_site, world.head)
    phone.goto(address)
    phone.fill("[name=text]", "人员变动没有交接好，已经补上。")
    shot(phone, "accountability-2-statement-phone")
    axe(phone)
    fits(phone)
    phone.click("button[value=state]")
    phone.wait_for_selector("text=陈述申辩已记下")

    log_in(page, live_site, world.second)
    page.goto(address)
    page.fill("[name=remark]", "责令一个月内补齐，并向党员说明。")
    page.click("button[value=decide]")
    page.wait_for_selector("text=已作决定")
    shot(page, "accountability-3-decided")
    axe(page)
    page.click("text=看决定书")
    page.wait_for_selector("text=责任追究决定书")
    shot(page, "accountability-4-decision")
    axe(page)
