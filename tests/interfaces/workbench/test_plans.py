"""The plan of an off-catalog matter through its page: what is missing is asked for before it is sent (第六条（二）, R49)."""

from datetime import timedelta

from gongkai.approvals.models import OffCatalogPlan
from tests.covers import covers
from tests.interfaces.workbench.office import text

WRITTEN = {
    "title": "村道硬化筹资筹劳情况", "category": "6", "why_outside": "一次性事项", "content": "筹资总额", "audiences": ["party"],
    "methods": ["hy"], "owner_name": "王五", "risk": "不涉密，不含个人信息，没有风险",
}  # fmt: skip


@covers("R49")
def test_a_plan_as_the_form_takes_it_can_be_sent(world, see, send):
    given = WRITTEN | {"wanted_on": f"{world.today + timedelta(days=9):%Y-%m-%d}"}
    empty = send(world.clerk, "plan_new", **(given | {"risk": ""}))
    assert empty.status_code == 200 and "risk" in empty.context["form"].errors
    assert "保密、隐私和风险（可不填）" not in text(empty)
    assert send(world.clerk, "plan_new", **given).status_code == 302
    plan = OffCatalogPlan.objects.get()
    page = see(world.clerk, "plan", plan.pk)
    assert [one.allowed for one in page.context["offers"] if one.verb == "submit"] == [True]
    assert send(world.clerk, "plan", plan.pk, verb="submit").status_code == 302
    plan.refresh_from_db()
    assert plan.state == "submitted"


@covers("R60")
def test_a_way_beyond_the_scope_is_named_beside_the_closed_button(world, see, send):
    given = WRITTEN | {"wanted_on": f"{world.today + timedelta(days=9):%Y-%m-%d}", "methods": ["hy", "ds"]}
    send(world.clerk, "plan_new", **given)
    assert "“电视”会让党内以外的人看到" in text(see(world.clerk, "plan", OffCatalogPlan.objects.get().pk))
