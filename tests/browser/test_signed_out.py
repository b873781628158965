"""A clerk whose session ended while writing logs in beside the page and finds the text saved."""

from tests.browser.test_month import PASSWORD, TITLE, log_in, world  # noqa: F401 - a fixture
from tests.covers import covers
from tests.interfaces.workbench.test_month import desk, start


def enter(window, user):
    window.fill("[name=username]", user.username)
    window.fill("[name=password]", PASSWORD)
    window.click("main form button[type=submit]")
    window.wait_for_url(lambda url: "/login/" not in url)


@covers("R21")
def test_the_text_outlives_the_session(world, page, live_site, shot, axe):  # noqa: F811
    pk = start(world)
    log_in(page, live_site, world.clerk)
    page.goto(f"{live_site}/desk/edition/{pk}/")
    page.wait_for_selector(".ProseMirror")
    page.context.clear_cookies(name="sessionid")
    page.fill("[name=title]", TITLE)
    page.locator(".ProseMirror").first.click()
    page.keyboard.type("10月收入2,000.00元，支出1,363.00元。")
    page.click("button[value=save]")
    page.wait_for_selector("text=写的字还在这一页")
    shot(page, "signed-out")
    axe(page)
    assert "10月收入2,000.00元，支出1,363.00元。" in page.inner_text("main")

    with page.context.expect_page() as opened:
        page.click("main a.btn-main")
    enter(opened.value, world.clerk)
    assert opened.value.url.endswith(f"/desk/edition/{pk}/")
    page.click("main button")
    page.wait_for_selector("text=已存为第")
    saved = desk(world.clerk).get(f"/desk/edition/{pk}/").content.decode()
    assert "10月收入2,000.00元，支出1,363.00元。" in saved and TITLE in saved


def test_without_script_a_second_press_does_it(world, chromium, live_site):  # noqa: F811
    pk = start(world)
    context = chromium.new_context(java_script_enabled=False, locale="zh-CN")
    page, other = context.new_page(), context.new_page()
    log_in(page, live_site, world.clerk)
    page.goto(f"{live_site}/desk/edition/{pk}/")
    context.clear_cookies(name="sessionid")
    page.fill("[name=plain]", "10月花了1,363元，都有票据。")
    other.goto(f"{live_site}/desk/login/")
    enter(other, world.clerk)
    page.click("button[value=save]")
    assert "您重新登录过" in page.inner_text("h1")
    page.click("main button")
    page.wait_for_selector("text=已存为第")
    assert page.input_value("[name=plain]") == "10月花了1,363元，都有票据。"
    context.close()
