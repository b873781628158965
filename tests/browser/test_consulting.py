"""A party committee asks before it decides: draft, signature, a member answers on the phone, adoption table, result (R64)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gongkai.participation.models import Consultation
from gongkai.rulebook import actions as rulebook
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
    for user in (world.clerk, world.head, world.member, world.villager):
        user.set_password(PASSWORD)
        user.save()
    return world


def fits(page):
    width, inner = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width <= inner


@covers("R64", "R22")
def test_members_are_asked_and_read_what_came_of_it(world, page, phone, live_site, shot, axe):
    log_in(page, live_site, world.clerk)
    page.goto(f"{live_site}/desk/consultations/new/")
    page.fill("[name=title]", TITLE)
    page.fill("[name=text]", "三组到二组300米土路，拟用党费结余和一事一议资金硬化，预算48,600元，10月动工。")
    page.fill("[name=questions]", "同意硬化三组便道吗？|同意|不同意|说不清\n您对质量监督有什么建议？")
    page.check("[name=audience][value=party]")
    page.fill("[name=closes_on]", f"{world.today + timedelta(days=3):%Y-%m-%d}")
    page.click(".acts button[type=submit]")
    page.wait_for_selector("text=至少要7天")
    shot(page, "consulting-1-too-short")
    axe(page)
    page.fill("[name=closes_on]", f"{world.today + timedelta(days=8):%Y-%m-%d}")
    page.click(".acts button[type=submit]")
    page.wait_for_url("**/desk/consultation/**")
    shot(page, "consulting-2-draft")
    axe(page)
    address = page.url
    page.click("button[value=submit]")
    page.wait_for_selector("text=待签发")

    log_in(page, live_site, world.head)
    page.goto(address)
    shot(page, "consulting-3-sign")
    axe(page)
    page.click("button[value=open]")
    page.wait_for_selector("text=已签发")

    log_in(phone, live_site, world.member)
    phone.goto(f"{live_site}/org/{world.village.code}/")
    shot(phone, "consulting-4-organization-phone")
    phone.click(f"text={TITLE}")
    phone.wait_for_selector("text=您的意见")
    phone.check("[name=q0] >> nth=1")
    phone.fill("[name=q1]", "请三组的老党员轮流看着。")
    phone.fill("[name=words]", "先把桥修好再修路。")
    shot(phone, "consulting-5-answer-phone")
    axe(phone)
    fits(phone)
    phone.click(".acts button[type=submit]")
    phone.wait_for_selector("text=收到了")
    shot(phone, "consulting-6-answered-phone")

    number = Consultation.objects.get().number
    log_in(phone, live_site, world.villager)
    assert phone.goto(f"{live_site}/consultation/{number}/").status == 404
    phone.goto(f"{live_site}/org/{world.village.code}/")
    assert TITLE not in phone.content()
    phone.goto(f"{live_site}/consulting/")
    assert TITLE not in phone.content()

    Consultation.objects.update(closes_on=world.today - timedelta(days=1))
    log_in(page, live_site, world.clerk)
    page.goto(address)
    shot(page, "consulting-7-sort")
    axe(page)
    page.check("text=先把桥修好再修路。")
    page.fill("[name=opinion] >> nth=0", "先修桥，后修路")
    page.click("button[value=sort]")
    page.wait_for_selector("text=已归类")
    page.check("text=请三组的老党员轮流看着。")
    page.fill("[name=opinion] >> nth=0", "请党员监督质量")
    page.click("button[value=sort]")
    page.wait_for_selector("text=全部归了类")
    for verdict, reason in (("rejected", "桥由县里另行立项，明年修。"), ("adopted", "写进方案第三条，党员轮值监督。")):
        one = page.locator("details[open] form:has([name=verdict])").first
        one.locator(f"[name=verdict][value={verdict}]").check()
        one.locator("[name=reason]").fill(reason)
        one.locator("button[value=point]").click()
        page.wait_for_selector("text=这一条已经答复")
    page.fill("#id_text", "按方案硬化三组便道，党员轮值监督质量。")
    page.click("button[value=result]")
    page.wait_for_selector("text=结果已存")
    shot(page, "consulting-8-sorted")
    axe(page)
    log_in(page, live_site, world.head)
    page.goto(address)
    page.click("button[value=publish]")
    page.wait_for_selector("text=已公布")

    log_in(phone, live_site, world.member)
    phone.goto(f"{live_site}/consultation/{number}/")
    phone.wait_for_selector("text=未采纳")
    shot(phone, "consulting-9-result-phone")
    axe(phone)
    fits(phone)
    page.goto(f"{live_site}/consultation/{number}/")
    shot(page, "consulting-9-result")
    axe(page)
