"""One who gives no name, in a real browser: write, copy the code, read, report pressure; at a desk and on a phone."""

import pytest
from playwright.sync_api import expect

from tests.covers import covers
from tests.participation.protectors import build_voices

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "村口的路灯坏了三个月，请尽快修。"


@pytest.fixture
def voices(live_site):
    return build_voices()


@covers("R12")
@pytest.mark.parametrize("window", ["page", "phone"])
def test_write_read_and_say_that_there_is_pressure(voices, request, live_site, shot, axe, window):
    page = request.getfixturevalue(window)
    page.goto(f"{live_site}/yijian/?org={voices.world.village.code}")
    axe(page)
    page.get_by_label("意见", exact=True).fill(TEXT)
    page.get_by_role("button", name="匿名写出去").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("收到了，请抄下回执码")
    code = page.locator(".receipt-code").inner_text()
    axe(page)
    shot(page, f"anonymous-receipt-{window}")
    assert page.context.cookies() == []
    page.get_by_role("link", name="抄好了").click()
    page.get_by_label("回执码").fill("0000")
    page.get_by_role("button", name="看答复").click()
    expect(page.get_by_text("没有这个回执码")).to_be_visible()
    axe(page)
    page.get_by_label("回执码").fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="看答复").click()
    expect(page.get_by_text(TEXT)).to_be_visible()
    page.get_by_text("我受到压力", exact=True).click()
    page.get_by_label("受到了什么压力").fill("有人挨家打听是谁写的。")
    page.get_by_role("button", name="告诉上级保密受理人").click()
    expect(page.get_by_text("已收到，等受理")).to_be_visible()
    axe(page)
    shot(page, f"anonymous-dialogue-{window}")
    assert code not in page.url and page.context.cookies() == []


@covers("R12")
def test_two_people_open_a_name_and_its_author_sees_it(voices, page, live_site, shot, axe):
    for user in (*voices.people.values(), voices.world.member):
        user.set_password("Tuan-Jie-2026")
        user.save()
    _, ref = voices.signed()

    def enter(who, path):
        page.context.clear_cookies()
        page.goto(f"{live_site}/desk/login/?next={path}")
        page.get_by_label("用户名").fill(who)
        page.get_by_label("密码").fill("Tuan-Jie-2026")
        page.get_by_role("button", name="登录").click()

    enter("handler", f"/desk/identity/ask/{ref}/")
    page.get_by_label("为什么要知道是谁").fill("要当面核对补助名单上的数字。")
    axe(page)
    page.get_by_role("button", name="申请打开姓名").click()
    address = page.url.removeprefix(live_site)
    enter("second", address)
    shot(page, "identity-request")
    axe(page)
    page.get_by_role("button", name="同意打开一次").click()
    enter("handler", address)
    page.get_by_role("button", name="打开姓名").click()
    expect(page.get_by_text("000-0000201")).to_be_visible()
    shot(page, "identity-opened")
    axe(page)
    enter("member", "/desk/my-name/")
    expect(page.get_by_text("已打开")).to_be_visible()
    expect(page.get_by_text("要当面核对补助名单上的数字。")).to_be_visible()
    shot(page, "my-name")
    axe(page)
