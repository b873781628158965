"""An opinion in a real browser: a villager on the phone, the office at the desk, the answer and what it was worth."""

import pytest
from django.utils import timezone

from gongkai.orgs import actions as orgs
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Role
from tests.browser.test_month import PASSWORD, log_in
from tests.covers import covers
from tests.factories.duties import bound_county
from tests.factories.world import LONG_AGO, moment_of

WORDS = "三组的路灯坏了两盏，什么时候能修？"


@pytest.fixture
def world(transactional_db):
    today = timezone.localdate()
    now = moment_of(today)
    world = bound_county(now, today).world
    clock = Actor.clock()
    world.keeper = orgs.create_user(clock, username="keeper", name="许五", now=now)
    orgs.appoint(
        clock, org_id=world.village.pk, duty="keeper", title="意见收集专人", user_id=world.keeper.pk, phone="000-0000102",
        from_date=LONG_AGO, now=now,
    )  # fmt: skip
    world.ear = orgs.create_user(clock, username="ear", name="吕七", now=now)
    orgs.give_grant(
        clock, org_id=world.town.pk, user_id=world.ear.pk, role=Role.CONFIDENTIAL, from_date=LONG_AGO, now=now
    )
    for user in (world.keeper, world.clerk, world.head, world.villager, world.ear, world.superior):
        user.set_password(PASSWORD)
        user.save()
    return world


@covers("R11", "R98", "R99", "R100", "R101", "R102", "R10")
def test_a_villager_asks_is_answered_and_says_what_it_was_worth(world, page, phone, live_site, shot, axe):
    code = world.village.code
    log_in(phone, live_site, world.villager)
    phone.goto(f"{live_site}/org/{code}/")
    assert "000-0000102" in phone.content()
    phone.click("text=给上书村提意见")
    axe(phone)
    phone.click("main form button[type=submit]")
    assert "“您的意见”还没有写。" in phone.inner_text("main")
    axe(phone)
    phone.fill("[name=text]", WORDS)
    shot(phone, "opinion-1-form")
    phone.click("main form button[type=submit]")
    phone.wait_for_selector("text=收到了，编号")
    receipt = phone.url
    shot(phone, "opinion-2-receipt")
    axe(phone)

    log_in(page, live_site, world.keeper)
    assert WORDS in page.inner_text("main")
    axe(page)
    page.click(f"a:has-text('{WORDS}')")
    page.click("button[value=assign]")
    assert "“交给谁”还没有写。" in page.inner_text("main")
    page.fill("#id_assign_assigned_to", "王五")
    shot(page, "opinion-3-assign")
    axe(page)
    page.click("button[value=assign]")
    page.wait_for_selector("text=已记下")
    address = page.url
    for user, verb, fields in (
        (world.clerk, "handle", {"remark": "问过电工，灯泡已经买了。"}),
        (world.head, "decide", {"answer": "这个星期修好。", "remark": "同意"}),
        (world.keeper, "tell", {"text": "打电话说了。"}),
    ):
        log_in(page, live_site, user)
        page.goto(address)
        if verb == "decide":
            page.check("[name=result][value=adopted]")
        if verb == "tell":
            assert "还没有登记哪天、怎样、由谁告知了本人" in page.inner_text("main")
            page.check("[name=way][value=by_phone]")
        for name, value in fields.items():
            page.fill(f"#id_{verb}_{name}", value)
        page.click(f"button[value={verb}]")
        page.wait_for_selector("text=已记下")
    shot(page, "opinion-4-told")
    axe(page)

    phone.goto(receipt)
    assert "这个星期修好。" in phone.inner_text("main")
    phone.check("[name=value][value=satisfied]")
    shot(phone, "opinion-5-rating")
    axe(phone)
    phone.click("button[value=rate]")
    phone.wait_for_selector("text=评价已记下")
    phone.goto(f"{live_site}/opinion/mine/")
    assert "已办结：采纳" in phone.inner_text("main")
    axe(phone)
    phone.goto(f"{live_site}/desk/rights/")
    assert "监督权" in phone.inner_text("main")
    axe(phone)

    log_in(page, live_site, world.clerk)
    page.goto(f"{live_site}/desk/opinions/new/")
    page.check("[name=channel][value=phone]")
    page.check("[name=kind][value=report]")
    page.fill("[name=text]", "反映有人优亲厚友。")
    page.click("main form button[type=submit]")
    page.wait_for_selector("text=直接转给东溪镇的保密受理人")
    assert "优亲厚友" not in page.inner_text("table, main")
    shot(page, "opinion-6-register")
    axe(page)
    log_in(page, live_site, world.ear)
    page.click("a:has-text('优亲厚友')")
    shot(page, "opinion-7-ear")
    axe(page)
    log_in(page, live_site, world.superior)
    page.goto(f"{live_site}/desk/opinions/below/")
    assert "没有过了答复期限还没有答复的意见。" in page.inner_text("main")
    axe(page)
    page.goto(f"{live_site}/org/{code}/opinions/")
    axe(page)


@covers("R98", "R102")
def test_an_opinion_given_to_the_wrong_village_is_handed_on(world, page, phone, live_site, shot, axe):
    log_in(phone, live_site, world.villager)
    phone.goto(f"{live_site}/org/{world.village.code}/opinion/")
    phone.fill("[name=text]", WORDS)
    phone.click("main form button[type=submit]")
    phone.wait_for_selector("text=收到了，编号")
    receipt = phone.url
    log_in(page, live_site, world.keeper)
    page.click(f"a:has-text('{WORDS}')")
    form = page.locator("details:has(button[value=transfer])")
    form.locator("summary").click()
    shot(page, "opinion-8-transfer")
    axe(page)
    page.fill("#id_transfer_to", "没有这个村")
    page.fill("#id_transfer_remark", "路灯在朝阳村。")
    page.click("button[value=transfer]")
    page.wait_for_selector("text=没有这个村")
    assert page.input_value("#id_transfer_remark") == "路灯在朝阳村。"
    shot(page, "opinion-9-transfer-wrong")
    axe(page)
    page.fill("#id_transfer_to", world.other_village.name)
    page.click("button[value=transfer]")
    page.wait_for_selector("text=已记下")
    shot(page, "opinion-10-transferred")
    axe(page)
    phone.goto(receipt)
    assert "已转给朝阳村党支部办理" in phone.inner_text("main")
    shot(phone, "opinion-11-transferred-phone")
    axe(phone)
