"""An acting head is called so on the item and on the month's page (R159)."""

import pytest
from django.test import Client

from gongkai.orgs import actions as orgs
from gongkai.publication import queries as publication
from tests.covers import covers
from tests.factories.meetings import meeting_form
from tests.interfaces.workbench.test_month import desk, save, start


@pytest.fixture
def acting(world):
    orgs.appoint(
        world.clock, org_id=world.village.pk, duty="head", title="党支部书记", user_id=world.charlie_head.pk,
        from_date=world.today, acting=True, now=world.now,
    )  # fmt: skip
    return desk(world.charlie_head)


@covers("R159", "R137")
def test_the_acting_head_is_named_as_such_where_the_public_reads(world, acting):
    clerk, secrecy, deputy = (desk(user) for user in (world.clerk, world.secrecy, world.deputy))
    pk = start(world, code="C15")
    save(clerk, pk, verb="submit")
    ticks = dict.fromkeys(("state_secret", "work_secret", "business_secret", "personal_privacy"), "no")
    secrecy.post(f"/desk/edition/{pk}/act/", {**ticks, "verb": "clear_secrecy"})
    deputy.post(f"/desk/edition/{pk}/act/", {"verb": "pass_review"})
    acting.post(f"/desk/edition/{pk}/act/", {"verb": "approve"})
    clerk.post(f"/desk/edition/{pk}/release/", meeting_form())
    row = publication.latest(world.actor(world.member), limit=1)[0]
    item = desk(world.member).get(f"/item/{row.slug}/").content.decode()
    assert "<dd>孙八（代理）</dd>" in item
    month = Client().get(f"/org/{world.village.code}/{world.today:%Y-%m}/").content.decode()
    assert "孙八" in month and "（代理）" in month
