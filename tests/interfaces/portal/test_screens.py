"""A screen in the street: public notices one after the other, never the Party's, and it says when it stood still (R58)."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.config.pagestore import PageStore
from gongkai.interfaces.portal.views.screens import KEPT
from gongkai.publication.models import Publication
from gongkai.rules.screens import LONGEST
from tests.covers import covers
from tests.factories.world import build_world, moment_of
from tests.interfaces.application import Application
from tests.interfaces.workbench.test_month import desk
from tests.publication.rows import published
from tests.publication.test_pagestore import Reader

NEXT = re.compile(r'<noscript><meta http-equiv="refresh" content="(\d+); url=([^"]+)"></noscript>')
STYLE = Path(__file__).parents[3] / "gongkai/interfaces/portal/static/portal/screen.css"


@pytest.fixture
def world(db):
    today = timezone.localdate()
    world = build_world(moment_of(today), today)
    at = world.now - timedelta(days=3)
    path = world.village.path
    world.open = published(path, "party", "public", title="低保评议", content="<p>3户</p>", at=at)[1]
    world.inside = published(path, "party", title="只给党员看的党费", at=at + timedelta(hours=1))[0]
    published(path, "unit", title="只给本村看的", at=at + timedelta(hours=1))
    published(world.town.path, "public", title="镇里的事", at=at)
    published(path, "public", title="去年的事", at=world.now - timedelta(days=300))
    world.running = published(
        path, "public", title="老公示", at=world.now - timedelta(days=90), notice_start=today, notice_end=today
    )[0]
    return world


def walked(world, client=None) -> list[str]:
    """The texts of all pages of the village's screen, as it turns by itself."""
    client, address, found = client or Client(), f"/org/{world.village.code}/screen/", []
    while True:
        page = client.get(address).content.decode()
        found.append(page)
        seconds, address = NEXT.search(page).groups()
        assert 15 <= int(seconds) <= LONGEST
        if address.endswith("/screen/"):
            return found
        assert len(found) < 40


def test_a_running_public_notice_is_not_pushed_off_by_many_newer_things(world):
    for number in range(20):
        published(world.village.path, "public", title=f"新事{number}", at=world.now - timedelta(hours=number + 1))
    titles = re.findall(r"<h1>(.*?)</h1>", "".join(walked(world)))
    assert titles[1] == "老公示" and len(titles) == 9


@covers("R58", "R60")
def test_it_shows_the_organizations_public_notices_and_nothing_of_a_narrower_circle(world):
    for client in (Client(), desk(world.member)):
        pages = walked(world, client)
        titles = re.findall(r"<h1>(.*?)</h1>", "".join(pages))
        assert titles == ["最近公开的 2 件", "老公示", "低保评议"], "a running public notice comes first"
        text = "".join(pages)
        assert "3户" in text and "扫码看全文" in text and "公示到" in text
        for other in ("只给党员看", "只给本村看", "镇里的事", "去年的事"):
            assert other not in text


def test_what_is_withdrawn_leaves_at_the_next_page_and_the_screen_goes_on(world):
    Publication.objects.filter(pk__in=(world.open.pk, world.running.pk)).update(
        ended_at=world.now, end_kind="withdrawn"
    )
    answer = Client().get(f"/org/{world.village.code}/screen/2/")
    assert answer.status_code == 302 and answer["Location"] == f"/org/{world.village.code}/screen/"
    (empty,) = walked(world)
    assert "最近两个月没有新公开的事项" in empty and "下一个公开日是" in empty
    assert Client().get("/org/500222999/screen/").status_code == 404


def test_it_says_when_it_was_refreshed_and_by_itself_when_it_stood_still(world):
    page = walked(world)[0]
    assert re.search(r"\d\d:\d\d 刷新", page) and "没有再刷新" in page
    assert "<style" not in page and "<script>" not in page and " style=" not in page
    shown_after = int(re.search(r"screen-stale 0s linear (\d+)s forwards", STYLE.read_text()).group(1))
    assert shown_after >= 2 * LONGEST, "a page that turns in time never says so"


def test_the_page_store_keeps_a_page_no_longer_than_its_hour_is_true(world):
    now = [0.0]
    get = Reader(PageStore(Application(), clock=lambda: now[0]))
    address = f"/org/{world.village.code}/screen/"
    status, headers, body = get(address)
    assert status == "200 OK" and headers["ETag"] and "X-Page-Store" not in headers
    Publication.objects.all().delete()
    now[0] = KEPT - 1
    assert get(address)[2] == body
    now[0] = KEPT
    assert "没有新公开的事项" in get(address)[2].decode()
