"""Writing a draft in a real browser: the buttons beside the text keep it, and the editor speaks Chinese."""

import re

from tests.browser.test_month import log_in, world  # noqa: F401 - a fixture
from tests.interfaces.workbench.test_month import start


def open_draft(page, site, people):
    log_in(page, site, people.clerk)
    page.goto(f"{site}/desk/edition/{start(people)}/")
    page.wait_for_selector(".ProseMirror")


def test_a_file_is_added_without_losing_the_text(world, page, live_site, axe):  # noqa: F811
    open_draft(page, live_site, world)
    page.locator(".ProseMirror").first.click()
    page.keyboard.type("10月收入2,000.00元。")
    page.set_input_files("[name=file]", {"name": "明细.txt", "mimeType": "text/plain", "buffer": b"1,363.00"})
    page.click("text=加上附件")
    page.wait_for_selector("text=附件已加上")
    page.wait_for_selector(".ProseMirror")
    assert page.locator(".ProseMirror").first.inner_text() == "10月收入2,000.00元。"
    page.locator(".ProseMirror").first.click()
    page.keyboard.press("End")
    page.keyboard.type("结余4,763.50元。")
    page.click("text=取下")
    page.wait_for_selector("text=附件已取下")
    page.wait_for_selector(".ProseMirror")
    assert page.locator(".ProseMirror").first.inner_text() == "10月收入2,000.00元。结余4,763.50元。"
    page.set_input_files("[name=file]", {"name": "明细.txt", "mimeType": "text/plain", "buffer": b"1,363.00"})
    page.click("text=保存修改稿")
    page.wait_for_selector("text=附件已加上")
    axe(page)


def test_the_editor_speaks_chinese(world, page, live_site, axe):  # noqa: F811
    open_draft(page, live_site, world)
    page.locator(".ProseMirror").first.click()
    bar = page.locator(".prose-menubar").first
    bar.locator("[title=插入表格]").click()
    dialog = page.locator("dialog.prose-editor-dialog")
    assert dialog.locator("select").input_value() == "Yes", "a header row unless the clerk says no"
    assert dialog.locator("option:checked").inner_text() == "是"
    assert not re.search("[A-Za-z]", dialog.inner_text()), dialog.inner_text()
    axe(page)
    dialog.locator("button[type=submit]").click()
    assert page.locator(".ProseMirror").first.locator("th").count() == 3
    titles = page.eval_on_selector_all(".prose-menubar [title]", "found => found.map(one => one.title)")
    names = page.eval_on_selector_all(".prose-menubar [aria-label]", "found => found.map(one => one.ariaLabel)")
    assert len(titles) > 30 and not [one for one in titles + names if re.search("[A-Za-z]", one)]


def test_the_number_of_characters_leaves_markup_out(world, page, live_site):  # noqa: F811
    open_draft(page, live_site, world)
    page.locator(".ProseMirror").first.click()
    page.keyboard.type("共 12 人")
    page.keyboard.press("Enter")
    page.keyboard.type("好")
    assert page.locator("#id_content-count").inner_text() == "5 字"
    page.click("text=保存修改稿")
    page.wait_for_selector("text=已存为")
    assert page.locator("#id_content-count").inner_text() == "5 字"


def test_what_needs_script_is_not_seen_without(world, chromium, live_site):  # noqa: F811
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_site)
    page.set_content(
        f'<link rel="stylesheet" href="{live_site}/static/ui/base.css"><link rel="stylesheet" href="{live_site}/static/ui/parts.css">'
        '<button class="btn" data-print hidden>打印</button><button class="btn">在</button>'
    )
    assert [one.is_visible() for one in page.locator("button").all()] == [False, True]
    context.close()
