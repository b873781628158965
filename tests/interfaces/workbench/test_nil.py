"""本月无此类事项: offered where it can be signed, closed with its reason where it cannot, before anything is pressed."""

from django.utils import timezone

from gongkai.obligations import queries as obligations
from gongkai.obligations.models import NilReport
from tests.covers import covers
from tests.interfaces.workbench.office import text


def monthly(world):
    rows = obligations.todo(world.actor(world.clerk), org_id=world.village.pk, today=timezone.localdate())
    return next(row for row in rows if row.kind == "periodic")


@covers("R73")
def test_who_may_not_sign_reads_why_before_pressing(world, see, send):
    row = monthly(world)
    place = (world.village.code, row.period, row.code, 0)
    body = text(see(world.clerk, "home"))
    assert "本月无此类事项：这一步要由有“签零报告”职责的人来办。" in body
    body = text(see(world.clerk, "nil", *place))
    assert "这里不能签" in body and "aria-disabled" in body and "签字：本月无此类事项" not in body
    assert "这里不能签" in text(send(world.clerk, "nil", *place, statement="没有。"))
    assert not NilReport.objects.exists()


def test_who_may_sign_is_offered_it_once(world, see, send):
    row = monthly(world)
    place = (world.village.code, row.period, row.code, 0)
    assert "签字：本月无此类事项" in text(see(world.head, "nil", *place))
    assert send(world.head, "nil", *place, statement="没有这类事。").status_code == 302
    body = text(see(world.head, "nil", *place))
    assert "已经有了交代" in body and "签字：本月无此类事项" not in body
