"""An old member rings the clerk, gets a paper, and follows both on the site when there is an account (R11, R89)."""

import re

import pytest
from django.utils import timezone

from gongkai.orgs import actions as orgs
from gongkai.rulebook import actions as rulebook
from tests.browser.test_consulting import fits
from tests.browser.test_month import PASSWORD, log_in
from tests.covers import covers
from tests.factories.duties import bound_county
from tests.factories.world import LONG_AGO, moment_of

CODE = re.compile(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}")
NUMBER = re.compile(r"Z01-C01-(?:YJ|SQ)-\d{4}-\d+")


@pytest.fixture
def world(transactional_db):
    today = timezone.localdate()
    now = moment_of(today)
    world = bound_county(now, today).world
    rulebook.load_digest(world.clock, now=now)
    world.old = orgs.create_user(world.clock, username="laohe", name="何大山", now=now)
    orgs.enroll(world.clock, org_id=world.village.pk, roll_number="077", name="何大山", from_date=LONG_AGO, now=now)
    for user in (world.clerk, world.old):
        user.set_password(PASSWORD)
        user.save()
    return world


def taken(phone, address, number, code, axe):
    phone.goto(address)
    phone.click("summary:has-text('别人代我登记过')")
    phone.fill("[name=number]", number)
    phone.fill("[name=code]", "0000 0000 0000 0000")
    phone.click("button[value=claim]")
    phone.wait_for_selector("text=对不上")
    assert phone.input_value("[name=number]") == number
    axe(phone)
    phone.fill("[name=code]", code.lower().replace("-", " "))
    phone.click("button[value=claim]")
    phone.wait_for_selector("text=收到您名下了")
    assert number in phone.inner_text("main")


@covers("R11", "R89")
def test_what_was_typed_in_is_printed_and_taken_over_later(world, page, phone, live_site, shot, axe):
    log_in(page, live_site, world.clerk)
    page.goto(f"{live_site}/desk/opinions/new/")
    page.check("[name=channel][value=phone]")
    page.check("[name=kind][value=inquiry]")
    page.fill("[name=text]", "三组的水管漏了，什么时候修？")
    page.fill("[name=name]", "何大山")
    page.fill("[name=contact]", "三组村口第二家，晚饭后在家")
    page.click("main form button[type=submit]")
    page.wait_for_selector("text=意见回执")
    said = page.inner_text("main")
    opinion = NUMBER.search(said).group(), CODE.search(said).group()
    assert "水管" not in said
    shot(page, "claim-1-paper")
    axe(page)
    page.goto(f"{live_site}/desk/applications/new/")
    page.check("[name=channel][value=oral]")
    for name, words in (
        ("name", "何大山"),
        ("roll_number", "077"),
        ("matter", "党费收支明细"),
        ("description", "去年的。"),
    ):
        page.fill(f"[name={name}]", words)
    page.click("main form button[type=submit]")
    page.wait_for_selector("text=已登记，编号")
    page.click("a:has-text('申请回执')")
    said = page.inner_text("main")
    application = NUMBER.search(said).group(), CODE.search(said).group()
    shot(page, "claim-2-letter")
    axe(page)

    log_in(phone, live_site, world.old)
    taken(phone, f"{live_site}/opinion/mine/", *opinion, axe)
    shot(phone, "claim-3-opinion-phone")
    fits(phone)
    phone.click("main .rows a")
    assert "三组的水管漏了" in phone.inner_text("main")
    taken(phone, f"{live_site}/applications/", *application, axe)
    shot(phone, "claim-4-application-phone")
    fits(phone)
    phone.click("text=党费收支明细")
    assert "本人收到账号名下" in phone.inner_text("main")
