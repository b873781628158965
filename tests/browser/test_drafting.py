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
