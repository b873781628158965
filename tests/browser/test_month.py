"""A month of a village in a real browser: clerk, secrecy reviewer, deputy, head, member, a villager on a phone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gongkai.rulebook import actions as rulebook
from tests.covers import covers
from tests.factories.duties import bound_county
from tests.factories.world import moment_of

PASSWORD = "gongkai-demo"
TITLE = "上书村党支部10月党务工作经费收支情况"


@pytest.fixture
def world(transactional_db):
    today = timezone.localdate()
    world = bound_county(moment_of(today), today).world
    rulebook.load_digest(world.clock, now=world.now)
    for user in (
        world.clerk,
        world.secrecy,
        world.deputy,
        world.head,
        world.villager,
        world.county_office,
        world.maker,
    ):
        user.set_password(PASSWORD)
        user.save()
    return world


def log_in(page, site, user):
    page.context.clear_cookies()
    page.goto(f"{site}/desk/login/")
    page.fill("[name=username]", user.username)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    page.wait_for_url(lambda url: "/login/" not in url)


@covers("R48", "R21", "R15", "R82")
def test_a_routine_item_goes_from_the_todo_to_the_villagers_phone(world, page, phone, live_site, shot, axe):
    period = f"{world.today:%Y-%m}"
    log_in(page, live_site, world.clerk)
    shot(page, "1-todo")
    axe(page)
    page.click(f"form[action*='/{period}/C15/'] button")
    page.wait_for_selector(".ProseMirror")
    page.fill("[name=title]", TITLE)
    page.fill("[name=plain]", "10月花了1,363元，都有票据。")
    for place, words in enumerate(
        (
            "10月收入2,000.00元，支出1,363.00元，月末结余4,763.50元。",
            "王五10月31日汇总，11月2日支部委员会审核，应到5人，实到5人。",
            "11月3日党员大会通报，没有人提出异议。",
        )
    ):
        page.locator(".ProseMirror").nth(place).click()
        page.keyboard.type(words)
    page.click("button[value=save]")
    page.wait_for_selector("text=已存为第")
    page.wait_for_selector(".ProseMirror")
    shot(page, "2-draft")
    axe(page)
    page.click("button[value=submit]")
    page.wait_for_url("**/desk/")
    edition = page.locator(f"a:has-text('{TITLE}')").first.get_attribute("href")

    log_in(page, live_site, world.secrecy)
    page.goto(live_site + edition)
    for tick in ("state_secret", "work_secret", "business_secret", "personal_privacy"):
        page.check(f"[name={tick}][value=no]")
    shot(page, "3-secrecy")
    axe(page)
    page.click("button[value=clear_secrecy]")
    for user, verb in ((world.deputy, "pass_review"), (world.head, "approve")):
        log_in(page, live_site, user)
        page.click("text=打开办理")
        page.click(f"button[value={verb}]")
        page.wait_for_url("**/desk/")

    log_in(page, live_site, world.clerk)
    for way, place in (("hy", "党员活动室"), ("gl", "村委会门口公开栏")):
        page.goto(live_site + edition)
        page.click(f"a[href='{edition}release/']")
        page.check(f"[name=methods][value={way}]")
        page.fill("[name=place]", place)
        if way == "hy":
            page.fill("[name=started]", f"{timezone.localtime() - timedelta(days=1):%Y-%m-%dT%H:%M}")
            page.select_option("[name=meeting]", "members")
            page.fill("[name=due]", "31")
            page.fill("[name=attended]", "27")
        shot(page, f"4-release-{way}")
        axe(page)
        page.click(".acts button[type=submit]")
        page.wait_for_url(f"**{edition}")

    log_in(phone, live_site, world.villager)
    phone.goto(f"{live_site}/org/{world.village.code}/{period}/")
    shot(phone, "5-month-phone")
    axe(phone)
    phone.goto(f"{live_site}/latest/")
    phone.click(f"text={TITLE}")
    phone.wait_for_selector("text=索引号")
    shot(phone, "6-item-phone")
    axe(phone)
    assert "1,363.00元" in phone.content()


PUBLIC = (
    "/", "/places/", "/org/{code}/", "/org/{code}/{period}/", "/org/{code}/catalog/", "/org/{code}/gaps/", "/rules/",
    "/rules/procedures/", "/rules/procedures/edition/", "/search/?q=经费", "/days/2027/",
)  # fmt: skip
OFFICE = ("/desk/board/", "/desk/board/late/", "/desk/calendar/", "/desk/organizations/", "/desk/catalogs/")


def fits(window):
    width, inner = window.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width <= inner, window.url


@covers("R58", "R22")
def test_public_pages_have_no_axe_findings_and_fit_a_phone(world, page, phone, live_site, shot, axe):
    addresses = [live_site + one.format(code=world.village.code, period=f"{world.today:%Y-%m}") for one in PUBLIC]
    for pattern, address in zip(PUBLIC, addresses, strict=True):
        name = "public" + pattern.replace("/", "-").replace("?", "").replace("{", "").replace("}", "")
        for window, kind in ((page, "desk"), (phone, "phone")):
            window.goto(address)
            shot(window, f"{name}-{kind}")
            axe(window)
            fits(window)
    phone.goto(f"{live_site}/type/large/?next=/")
    for address in addresses:
        phone.goto(address)
        assert phone.get_attribute("html", "data-type") == "large"
        axe(phone)


@covers("R160", "R71")
def test_the_county_offices_pages_have_no_axe_findings(world, page, phone, live_site, shot, axe):
    for window, kind in ((page, "desk"), (phone, "phone")):
        log_in(window, live_site, world.county_office)
        for address in OFFICE:
            window.goto(live_site + address)
            shot(window, f"office{address.replace('/', '-')}{kind}")
            axe(window)
            fits(window)
