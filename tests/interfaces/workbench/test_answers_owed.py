"""What a superior questions or an emergency hides stands on the desk with its day until it is settled (R85, R88)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from gongkai.disclosures.models import Disclosure
from gongkai.obligations import actions as obligations
from gongkai.obligations import queries as duties
from gongkai.publication import actions as publication
from gongkai.publication.numbers import slug
from gongkai.rulebook import queries as rulebook
from gongkai.rules.deadlines import add_workdays
from tests.covers import covers
from tests.factories.meetings import meeting_form
from tests.interfaces.workbench.office import text
from tests.interfaces.workbench.test_month import desk, save, start


def day(found) -> str:
    return f"{found.month}月{found.day}日"


@covers("R85")
def test_an_objection_comes_back_to_the_organizations_desk_with_its_deadline(world, see):
    clerk = world.actor(world.clerk)
    row = next(r for r in duties.todo(clerk, org_id=world.village.pk, today=world.today) if not r.trigger_id)
    filing = obligations.file_exemption(
        clerk, org_id=world.village.pk, period=row.period, code=row.code, trigger_id=0, kind="temporary",
        reason="正在核实", basis="第九条（二）", decided_by="支部委员会", until=world.today + timedelta(days=30),
        now=world.now, today=world.today,
    )  # fmt: skip
    assert "上级认为应当公开" not in text(see(world.clerk, "home"))
    asked = obligations.move_exemption(
        world.actor(world.superior), exemption_id=filing.pk, verb="question", now=world.now, today=world.today,
        remark="数字可以公开。",
    )  # fmt: skip
    due = add_workdays(world.today, 5, rulebook.calendar(clerk), "", "").due
    assert asked.objection_due == due
    for who in (world.clerk, world.head):
        page = text(see(who, "home"))
        assert "上级认为应当公开，待重新研究" in page and f"应于{day(due)}" in page
    obligations.move_exemption(
        world.actor(world.head),
        exemption_id=filing.pk,
        verb="keep",
        now=world.now,
        today=world.today,
        remark="仍在核实。",
    )
    assert "上级认为应当公开" not in text(see(world.clerk, "home"))
    assert "上级认为应当公开" not in text(see(world.charlie, "home"))


@pytest.fixture
def hidden(world):
    clerk, secrecy, deputy, head = (desk(user) for user in (world.clerk, world.secrecy, world.deputy, world.head))
    pk = start(world, code="C15")
    save(clerk, pk, verb="submit")
    ticks = dict.fromkeys(("state_secret", "work_secret", "business_secret", "personal_privacy"), "no")
    secrecy.post(f"/desk/edition/{pk}/act/", {**ticks, "verb": "clear_secrecy"})
    deputy.post(f"/desk/edition/{pk}/act/", {"verb": "pass_review"})
    head.post(f"/desk/edition/{pk}/act/", {"verb": "approve"})
    clerk.post(f"/desk/edition/{pk}/release/", meeting_form())
    return pk


@covers("R88", "R47")
def test_what_was_taken_down_is_nowhere_called_public_without_a_word(world, see, hidden, client):
    """Month page, gap page, item page and board say that it is looked into, until it is back."""
    client.force_login(world.head)
    item = Disclosure.objects.get(editions=hidden)
    month = reverse("portal:month", args=[world.village.code, item.period])
    pages = (month, reverse("portal:gaps", args=[world.village.code]), reverse("portal:item", args=[slug(item.number)]))

    def said() -> list[int]:
        return [text(client.get(page)).count("暂时撤下核查") for page in pages]

    assert said() == [0, 0, 0]
    head = world.actor(world.head)
    publication.take_down(
        head, edition_id=hidden, remark="有误", now=world.now + timedelta(hours=12), today=world.today
    )
    assert said() == [2, 2, 1]
    board = {"org": world.village.code, "period": item.period}
    assert "有 1 项暂时撤下核查" in text(see(world.superior, "board", **board))
    client.force_login(world.head)
    publication.restore(head, edition_id=hidden, remark="好", now=world.now + timedelta(hours=13), today=world.today)
    assert said() == [0, 0, 0]


@covers("R88")
def test_what_was_hidden_waits_for_its_settling_within_one_working_day(world, see, hidden):
    head, now = world.actor(world.head), world.now + timedelta(days=0, hours=12)
    assert "紧急下架" not in text(see(world.head, "home"))
    publication.take_down(head, edition_id=hidden, remark="有一处个人信息", now=now, today=world.today)
    due = add_workdays(world.today, 1, rulebook.calendar(head), "", "").due
    for who in (world.head, world.superior):
        page = text(see(who, "home"))
        assert "紧急下架，核查中" in page and day(due) in page
    assert "紧急下架" not in text(see(world.charlie_head, "home"))
    publication.restore(head, edition_id=hidden, remark="没有问题", now=now, today=world.today)
    assert "紧急下架" not in text(see(world.head, "home"))
