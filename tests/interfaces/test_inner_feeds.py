"""A member's feed of inner news under a secret address: in the own circles, and gone with the access (R57, P1)."""

from datetime import timedelta

import feedparser
import pytest
from django.test import Client
from django.utils import timezone

from gongkai.ledger.models import AuditEvent
from gongkai.orgs import actions as organizing
from gongkai.orgs import queries as orgs
from gongkai.orgs.models import CalendarFeed, Membership
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.factories.world import build_world, moment_of
from tests.interfaces.workbench.test_month import desk
from tests.publication.rows import published


@pytest.fixture
def world(db):
    today = timezone.localdate()
    world = build_world(moment_of(today), today)
    at = world.now - timedelta(days=3)
    published(world.village.path, "party", title="只给党员看的党费", at=at)
    published(world.village.path, "unit", title="只给本村看的", at=at)
    published(world.village.path, "party", "public", title="已经对外公开的", at=at)
    published(world.other_village.path, "party", title="别村党内的", at=at)
    return world


def address(world, user, form="atom"):
    organizing.make_feed(world.actor(user), now=world.now, purpose="news")
    [one] = orgs.feeds(world.actor(user), purpose="news")
    return f"/news/{one.token}.{form}"


def titles(answer):
    return {one.title for one in feedparser.parse(answer.content).entries}


@covers("R57")
def test_a_member_reads_the_own_circles_without_logging_in_and_what_is_public_elsewhere(world):
    for form in ("atom", "rss"):
        answer = Client().get(address(world, world.member, form))
        assert answer.status_code == 200 and titles(answer) == {
            f"{world.village.name}：{one}" for one in ("只给党员看的党费", "只给本村看的")
        }
        assert answer["Cache-Control"] == "no-store" and answer["X-Robots-Tag"] == "noindex"
    assert titles(Client().get(address(world, world.villager))) == {f"{world.village.name}：只给本村看的"}
    assert f"{world.other_village.name}：别村党内的" in titles(Client().get(address(world, world.superior)))
    assert Client().get(address(world, world.member, "json")).json()["items"]


@covers("R57")
def test_who_lost_access_has_an_address_that_is_not_there_at_once(world):
    place = address(world, world.member)
    assert Client().get(place).status_code == 200
    Membership.objects.filter(user=world.member).update(to_date=world.today - timedelta(days=1))
    nothing = Client().get("/there/is/nothing/")
    left = Client().get(place)
    assert left.status_code == 404 or "党费" not in left.content.decode()
    organizing.close_account(world.clock, user_id=world.member.pk, now=world.now)
    gone = Client().get(place)
    assert (gone.status_code, gone.content) == (404, nothing.content)


def test_it_is_revoked_made_anew_and_not_taken_for_a_calendar(world):
    first = address(world, world.member)
    second = address(world, world.member)
    assert Client().get(first).status_code == 404 and Client().get(second).status_code == 200
    token = second.removeprefix("/news/").removesuffix(".atom")
    assert Client().get(f"/calendar/{token}.ics").status_code == 404
    organizing.make_feed(world.actor(world.member), now=world.now)
    [calendar] = orgs.feeds(world.actor(world.member))
    assert Client().get(f"/news/{calendar.token}.atom").status_code == 404
    assert Client().get(f"/calendar/{calendar.token}.ics").status_code == 200
    [one] = orgs.feeds(world.actor(world.member), purpose="news")
    with pytest.raises(Refused):
        organizing.revoke_feed(world.actor(world.clerk), feed_id=one.pk, now=world.now)
    organizing.revoke_feed(world.actor(world.member), feed_id=one.pk, now=world.now)
    assert Client().get(second).status_code == 404
    assert AuditEvent.objects.filter(verb="news.revoke").count() == 1
    assert not AuditEvent.objects.filter(facts__icontains=token).exists()
    assert token not in str(CalendarFeed.objects.values_list("salt", "token_sha256"))


def test_the_page_gives_the_address_to_those_who_belong(world):
    member = desk(world.member)
    assert "要一个订阅地址" in member.get("/desk/notices/mine/").content.decode()
    member.post("/desk/notices/news/")
    page = member.get("/desk/notices/mine/").content.decode()
    [one] = orgs.feeds(world.actor(world.member), purpose="news")
    assert all(f"/news/{one.token}.{form}" in page for form in ("rss", "atom", "json"))
    member.post(f"/desk/notices/calendar/{one.pk}/end/")
    assert one.token not in member.get("/desk/notices/mine/").content.decode()
