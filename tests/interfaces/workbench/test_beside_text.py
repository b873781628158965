"""Adding a file, taking it off and setting the plan save the text that stands in the form; nothing typed is lost (P6)."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.disclosures import queries as disclosures
from tests.interfaces.workbench.office import text
from tests.interfaces.workbench.test_month import TEXT, desk, start, world  # noqa: F401 - a fixture


@pytest.fixture
def draft(world):  # noqa: F811
    return start(world)


@pytest.fixture
def clerk(world):  # noqa: F811
    return desk(world.clerk)


@pytest.fixture
def kept(world, draft):  # noqa: F811
    """The newest revision as it stands."""
    return lambda: disclosures.revision(world.actor(world.clerk), edition_id=draft)


def file(name="明细.txt", words=b"1,363.00"):
    return SimpleUploadedFile(name, words)


def sent(kept, **more):
    return TEXT | {"based_on": kept().number} | more


def test_a_file_is_added_and_the_text_saved(clerk, draft, kept):
    answer = clerk.post(f"/desk/edition/{draft}/attach/", sent(kept, file=file(), caption="明细"))
    assert answer.status_code == 302
    assert kept().plain == TEXT["plain"] and len(kept().attachments) == 1


def test_a_file_is_taken_off_and_the_text_saved(clerk, draft, kept):
    clerk.post(f"/desk/edition/{draft}/attach/", sent(kept, file=file(), caption=""))
    answer = clerk.post(f"/desk/edition/{draft}/detach/{kept().attachments[0]}/", sent(kept, plain="改过的一句话。"))
    assert answer.status_code == 302
    assert kept().plain == "改过的一句话。" and kept().attachments == []


def test_the_plan_is_set_and_the_text_saved(clerk, draft, kept, world):  # noqa: F811
    answer = clerk.post(f"/desk/edition/{draft}/plan/", sent(kept, notice_days=5, is_major="on"))
    assert answer.status_code == 302 and kept().plain == TEXT["plain"]
    assert disclosures.edition(world.actor(world.clerk), edition_id=draft).notice_days == 5


def test_a_refused_file_leaves_the_text_saved_and_its_caption(clerk, draft, kept):
    for upload in ({"file": file("方案.exe", b"MZ")}, {}):
        answer = clerk.post(f"/desk/edition/{draft}/attach/", sent(kept, caption="八月明细", **upload))
        assert answer.status_code == 422 and 'value="八月明细"' in text(answer)
        assert kept().plain == TEXT["plain"] and kept().attachments == []
    assert "方案.exe" not in text(clerk.get(f"/desk/edition/{draft}/"))


def test_a_refused_plan_leaves_the_text_saved_and_what_was_asked(clerk, draft, kept):
    answer = clerk.post(f"/desk/edition/{draft}/plan/", sent(kept, notice_days=99, scope_reason="只和党员有关"))
    assert answer.status_code == 422 and kept().plain == TEXT["plain"]
    assert 'value="99"' in text(answer) and 'value="只和党员有关"' in text(answer)
    assert re.search(r"<details open><summary>公示期", text(answer))


@pytest.mark.parametrize(
    ("wrong", "status"), [({"title": "长" * 161}, 422), ({"based_on": 99, "title": "两边都改"}, 409)]
)
def test_a_refused_text_stays_on_the_page_and_the_rest_is_said(clerk, draft, kept, wrong, status):
    before = kept().number
    given = sent(kept, file=file(), caption="八月明细", notice_days=5) | wrong
    for act, undone in (("attach", "附件也还没有加上"), ("plan", "范围说明也还没有存")):
        given["file"].seek(0)
        answer = clerk.post(f"/desk/edition/{draft}/{act}/", given)
        page = text(answer)
        assert answer.status_code == status and undone in page
        assert wrong["title"] in page and TEXT["plain"] in page
        assert ('value="八月明细"' if act == "attach" else 'value="5"') in page
    assert kept().number == before and kept().attachments == []


def test_every_button_beside_the_text_sends_the_text(clerk, draft, kept):
    clerk.post(f"/desk/edition/{draft}/attach/", sent(kept, file=file(), caption=""))
    page = text(clerk.get(f"/desk/edition/{draft}/"))
    for words in ("加上附件", "取下", "存下这几项"):
        assert re.search(rf'<button[^>]*form="draft" formaction="[^"]+"[^>]*>{words}', page), words
    for name in ("file", "caption", "notice_days", "is_major", "scope_reason"):
        assert re.search(rf'<input[^>]*name="{name}"[^>]*form="draft"', page), name


def test_a_conflict_shows_every_part_that_differs_and_one_message(clerk, draft, kept, world):  # noqa: F811
    stale = kept().number
    clerk.post(f"/desk/edition/{draft}/save/", sent(kept, verb="save"))
    answer = clerk.post(
        f"/desk/edition/{draft}/save/", TEXT | {"based_on": stale, "plain": "8月花了1,363元，票据在支部。"}
    )
    page = text(answer)
    assert answer.status_code == 409
    box = page[page.index('role="alert"') : page.index('<form method="post" id="draft"')]
    assert "您在另一个窗口刚刚也改了这一稿" in box
    assert "<del>" in box and "<ins>" in box and "票据在支部" in re.sub("<[^>]+>", "", box)
    for part in ("标题", "一句话", "内容", "程序", "结果"):
        assert f"<b>{part}</b>" in box, part
    assert "处要改" not in page and "先办了这一步" not in page
    again = clerk.post(
        f"/desk/edition/{draft}/save/",
        TEXT | {"based_on": answer.context["form"]["based_on"].value(), "plain": "8月花了1,363元，票据在支部。"},
    )
    assert again.status_code == 302 and kept().plain == "8月花了1,363元，票据在支部。"


def test_what_was_said_on_returning_stands_first_under_the_title(clerk, draft, kept, world):  # noqa: F811
    clerk.post(f"/desk/edition/{draft}/save/", sent(kept, verb="submit"))
    desk(world.secrecy).post(f"/desk/edition/{draft}/act/", {"verb": "return_secrecy", "remark": "请去掉电话号码。"})
    page = text(clerk.get(f"/desk/edition/{draft}/"))
    assert page.count("请去掉电话号码。") == 1
    between = page[page.index("</h1>") : page.index("请去掉电话号码。")]
    assert not re.search(r'<form|class="steps"|<dl', between)


def test_saving_takes_the_chosen_file_and_the_plan_too(clerk, draft, kept, world):  # noqa: F811
    answer = clerk.post(
        f"/desk/edition/{draft}/save/", sent(kept, verb="save", file=file(), caption="明细", notice_days=5), follow=True
    )
    assert "附件已加上" in text(answer)
    assert kept().plain == TEXT["plain"] and len(kept().attachments) == 1
    assert disclosures.edition(world.actor(world.clerk), edition_id=draft).notice_days == 5


@pytest.mark.parametrize("verb", ["save", "submit"])
def test_a_refused_file_is_said_at_its_field_when_the_draft_is_saved(clerk, draft, kept, world, verb):  # noqa: F811
    answer = clerk.post(
        f"/desk/edition/{draft}/save/",
        sent(kept, verb=verb, file=file("方案.exe", b"MZ"), caption="八月明细", notice_days=99),
    )
    page = text(answer)
    assert answer.status_code == 422 and "文字已存为第" in page and 'value="八月明细"' in page
    assert re.search(r'<input type="file" name="file"[^>]*aria-invalid="true"', page) and "方案.exe" in page
    assert re.search(r"<details open><summary>公示期", page)
    assert ("还没有送审" in page) is (verb == "submit")
    assert kept().plain == TEXT["plain"] and kept().attachments == []
    assert disclosures.edition(world.actor(world.clerk), edition_id=draft).state == "draft"


def test_a_refused_text_says_that_the_file_is_not_added(clerk, draft, kept):
    answer = clerk.post(f"/desk/edition/{draft}/save/", sent(kept, title="长" * 161, file=file(), caption="八月明细"))
    assert answer.status_code == 422 and "附件也还没有加上" in text(answer) and 'value="八月明细"' in text(answer)
    assert "范围说明也还没有存" not in text(answer)


def test_only_who_writes_is_led_to_the_place_of_a_finding(clerk, draft, kept, world):  # noqa: F811
    clerk.post(f"/desk/edition/{draft}/save/", sent(kept, verb="save", content="<p>李某住三组，电话13800000000。</p>"))
    assert 'href="#id_content"' in text(clerk.get(f"/desk/edition/{draft}/"))
    seen = text(desk(world.head).get(f"/desk/edition/{draft}/"))
    assert "检查" in seen and 'href="#id_content"' not in seen
