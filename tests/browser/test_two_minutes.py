"""A clerk publishes the month's routine item in under two minutes, by the keystroke-level model."""

from datetime import timedelta

from django.utils import timezone

from gongkai.rules.periods import Period
from tests.browser.conftest import ROOT
from tests.browser.keystrokes import Path
from tests.browser.test_month import log_in, world  # noqa: F401 - a fixture
from tests.covers import covers
from tests.factories.meetings import meeting_form
from tests.interfaces.workbench.test_month import TEXT, desk, save, start

FIGURES = ROOT / "test-results" / "clerk-path.json"
LIMIT = 120.0
TICKS = dict.fromkeys(("state_secret", "work_secret", "business_secret", "personal_privacy"), "no")


def signed(people, pk):
    """The three others do their part."""
    for user, verb, more in (
        (people.secrecy, "clear_secrecy", TICKS), (people.deputy, "pass_review", {}), (people.head, "approve", {})
    ):  # fmt: skip
        assert desk(user).post(f"/desk/edition/{pk}/act/", {**more, "verb": verb}).status_code == 302


def last_month(people):
    """The same item of the month before, published in both circles."""
    clerk, pk = desk(people.clerk), start(people, period=str(Period.of(people.today).prev()))
    assert save(clerk, pk, verb="submit").status_code == 302
    signed(people, pk)
    for ways in (meeting_form(), {"methods": ["gl"], "place": "村委会门口公开栏"}):
        assert clerk.post(f"/desk/edition/{pk}/release/", ways).status_code == 302


@covers("R48", "R82")
def test_a_clerk_publishes_the_months_routine_item_in_under_two_minutes(world, page, live_site, shot):  # noqa: F811
    last_month(world)
    period = f"{world.today:%Y-%m}"
    log_in(page, live_site, world.clerk)
    path = Path(page)

    path.click(f"form[action*='/{period}/C15/'] button", lands="**/desk/edition/*/")
    page.wait_for_selector(".ProseMirror")
    assert page.input_value("[name=title]") == TEXT["title"], "the text of last month is there"
    path.replace_in_line("[name=title]", "8月", "9月")
    path.replace_in_line("[name=plain]", "8月花了1,363", "9月花了1,207")
    path.replace_in_text(0, "8月", "9月")
    path.replace_in_text(0, "1,363", "1,207")
    path.replace_in_text(0, "4,763.50", "5,556.50")
    path.replace_in_text(1, "8月31", "9月30")
    path.replace_in_text(1, "9月2", "10月2")
    path.replace_in_text(2, "9月3", "10月3")
    assert [one.inner_text() for one in page.locator(".ProseMirror").all()] == [
        "9月收入2,000.00元，支出1,207.00元，月末结余5,556.50元。", "王五9月30日汇总，10月2日支部委员会审核，应到5人，实到5人。",
        "10月3日党员大会通报，没有人提出异议。",
    ]  # fmt: skip
    shot(page, "two-minutes-draft")
    edition = page.url.removeprefix(live_site)
    path.click("button[value=submit]", lands="**/desk/")

    signed(world, int(edition.rstrip("/").rsplit("/", 1)[1]))
    page.goto(f"{live_site}/desk/")  # another day: the clerk opens the to-do again
    path.pages += 1
    path.minds += 1
    path.click(f"a[href='{edition}release/']", lands=f"**{edition}release/")
    assert page.is_checked("[name=methods][value=hy]"), "the catalog's ways are ticked"
    assert (page.input_value("[name=meeting]"), page.input_value("[name=due]")) == ("members", "1"), (
        "kind as last time, due by the roll"
    )
    path.fill_time("[name=started]", f"{timezone.localtime() - timedelta(days=1):%Y-%m-%dT%H:%M}")
    path.fill("[name=attended]", "1", keys=2)  # a real roll has two figures
    shot(page, "two-minutes-release")
    path.click(".acts button[type=submit]", lands=f"**{edition}")
    path.click(f"a[href='{edition}release/']", lands=f"**{edition}release/")
    assert page.is_checked("[name=methods][value=gl]")
    path.click(".acts button[type=submit]", lands=f"**{edition}")

    figures = path.report(FIGURES, "经办人照上月公开一件每月事项：从待办到村民看到")
    assert figures["seconds"] < LIMIT
    desk(world.villager).get("/latest/").content.decode().index(TEXT["title"].replace("8月", "9月"))
