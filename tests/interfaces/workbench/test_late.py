"""Writing what is late: the editor asks why, keeps the answer beside the text, and shows it to those who sign."""

from gongkai.disclosures.models import Disclosure
from gongkai.rules.periods import Period
from tests.covers import covers
from tests.interfaces.workbench.office import text
from tests.interfaces.workbench.test_month import desk, save, start


def before(world) -> str:
    return str(Period.of(world.today).prev())


@covers("R46")
def test_the_editor_asks_why_it_is_late_and_keeps_the_answer(world, see):
    clerk = desk(world.clerk)
    pk = start(world, period=before(world))
    page = text(see(world.clerk, "edition", pk))
    assert "已经迟了" in page and "为什么迟了" in page and "没有写为什么迟" in page
    save(clerk, pk, late_reason="会议改期，月底才开会。")
    assert Disclosure.objects.get(editions=pk).late_reason == "会议改期，月底才开会。"
    page = text(see(world.clerk, "edition", pk))
    assert "会议改期，月底才开会。" in page and "没有写为什么迟" not in page
    assert save(clerk, pk, verb="submit", late_reason="会议改期，月底才开会。").status_code == 302
    assert "会议改期，月底才开会。" in text(see(world.secrecy, "edition", pk))


def test_a_reason_that_cannot_be_published_stops_the_text(world, see):
    pk = start(world, period=before(world))
    save(desk(world.clerk), pk, late_reason="等张三，电话13812345678")
    assert "像是个人信息" in text(see(world.clerk, "edition", pk))


def test_autosaving_keeps_the_reason_too(world):
    clerk = desk(world.clerk)
    pk = start(world, period=before(world))
    form = {"based_on": 1, "title": "题", "late_reason": "停电。"}
    assert clerk.post(f"/desk/edition/{pk}/autosave/", form).status_code == 200
    assert Disclosure.objects.get(editions=pk).late_reason == "停电。"


def test_the_editor_names_the_month_and_takes_an_earlier_revision_back(world, see):
    """写10月的情况; what stands in the form is saved as a revision before another one is taken."""
    clerk = desk(world.clerk)
    pk = start(world, period=before(world))
    about = Period.parse(before(world)).prev()
    assert f"写{about.month}月的情况" in text(see(world.clerk, "edition", pk))
    save(clerk, pk, title="第二稿的标题")
    form = {"based_on": 2, "title": "还没有存的标题"}
    assert clerk.post(f"/desk/edition/{pk}/take/2/", form).status_code == 302
    page = see(world.clerk, "edition", pk)
    assert page.context["revision"].number == 4 and page.context["revision"].title == "第二稿的标题"
    assert [one.title for one in page.context["revisions"]][:2] == ["第二稿的标题", "还没有存的标题"]
