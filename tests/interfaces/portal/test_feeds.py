"""Feeds read with another library, the sitemap by its protocol: public things only, the same for whoever asks (P1, P2, P4)."""

import json
from datetime import timedelta
from xml.etree import ElementTree

import feedparser
import icalendar
import pytest
from django.test import Client
from django.utils import timezone

from gongkai.config.pagestore import PageStore
from gongkai.interfaces.portal.feeds import sound
from gongkai.publication import queries as publication
from gongkai.publication.models import Publication
from gongkai.publication.queries import lists
from gongkai.rules.actor import Actor
from tests.factories.world import build_world, moment_of
from tests.interfaces.application import Application
from tests.interfaces.workbench.test_month import desk
from tests.publication.rows import published
from tests.publication.test_pagestore import Reader

FORMS = ("rss", "atom", "json")
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def world(db):
    today = timezone.localdate()
    world = build_world(moment_of(today), today)
    at = world.now - timedelta(days=3)
    world.open = published(world.village.path, "party", "public", title="低保<评议>&“公示”\u0007结果", at=at)[1]
    world.inside = published(world.village.path, "party", title="只给党员看的党费", at=at + timedelta(hours=1))[0]
    world.other = published(
        world.other_village.path, "public", title="换届结果", at=at + timedelta(hours=2), category="5"
    )[0]
    return world


def ask(address: str, client=None, **headers):
    return (client or Client()).get(address, headers=headers)


def titles(answer) -> list[str]:
    if "json" in answer["Content-Type"]:
        return [one["title"] for one in json.loads(answer.content)["items"]]
    ElementTree.fromstring(answer.content)  # noqa: S314 - our own text; well-formed or an error
    read = feedparser.parse(answer.content)
    assert not read.bozo, read.bozo_exception
    return [one.title for one in read.entries]


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_holds_what_every_visitor_may_read_the_newest_first(world, form):
    code = world.village.code
    whole = [f"{world.other_village.name}：换届结果", f"{world.village.name}：低保<评议>&“公示”结果"]
    assert titles(ask(f"/feed.{form}")) == whole, "every village has the same monthly titles"
    assert titles(ask(f"/org/{code}/feed.{form}")) == ["低保<评议>&“公示”结果"]
    assert titles(ask(f"/category/5/feed.{form}")) == whole[:1]
    assert titles(ask(f"/org/{code}/category/5/feed.{form}")) == []
    assert titles(ask(f"/org/{world.town.code}/feed.{form}")) == whole
    assert ask(f"/org/500222999/feed.{form}").status_code == 404


@pytest.mark.parametrize("form", FORMS)
def test_a_member_gets_the_same_bytes_as_a_visitor(world, form):
    inside = desk(world.member)
    assert "只给党员看" in inside.get("/latest/").content.decode()
    assert ask(f"/feed.{form}", inside).content == ask(f"/feed.{form}").content


@pytest.mark.parametrize("form", FORMS)
def test_what_is_withdrawn_leaves_the_feed_and_an_old_mark_does_not_bring_it_back(world, form):
    first = ask(f"/feed.{form}")
    assert first["Cache-Control"] == "no-cache" and f"{world.other_village.name}：换届结果" in titles(first)
    assert ask(f"/feed.{form}", **{"If-None-Match": first["ETag"]}).status_code == 304
    Publication.objects.filter(pk=world.other.pk).update(ended_at=world.now, end_kind="withdrawn")
    again = ask(
        f"/feed.{form}", **{"If-None-Match": first["ETag"], "If-Modified-Since": "Fri, 31 Dec 2100 00:00:00 GMT"}
    )
    assert again.status_code == 200 and titles(again) == [f"{world.village.name}：低保<评议>&“公示”结果"]


def test_a_later_version_is_news_of_its_own_at_the_same_address(world):
    before = feedparser.parse(ask("/feed.atom").content).entries
    Publication.objects.filter(pk=world.open.pk).update(ended_at=world.now, end_kind="superseded")
    published(world.village.path, "public", title="更正", at=world.now, number=2, disclosure=world.open.disclosure)
    after = feedparser.parse(ask("/feed.atom").content).entries
    assert [one.title.partition("：")[2] for one in after] == ["更正", "换届结果"]
    assert after[0].link == before[1].link and after[0].id != before[1].id and after[0].id.endswith("/v2/")
    assert ask(after[0].id.removeprefix("http://testserver")).status_code == 200


def test_addresses_are_whole_and_follow_the_site_as_set(world, settings):
    settings.GONGKAI_URL = "https://dangwu.example.cn/"
    read = feedparser.parse(ask("/feed.rss").content)
    assert read.feed.link == "https://dangwu.example.cn/latest/"
    assert all(one.link.startswith("https://dangwu.example.cn/item/") for one in read.entries)
    feed = json.loads(ask("/feed.json").content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "https://dangwu.example.cn/feed.json"
    assert {"id", "url", "title", "date_published", "content_text"} <= feed["items"][0].keys()


def test_the_page_store_keeps_feeds_and_answers_an_old_mark_itself(world):
    get = Reader(PageStore(Application()))
    status, headers, body = get("/feed.atom")
    assert status == "200 OK" and titles_of(body) == 2 and headers["ETag"]
    Publication.objects.all().delete()
    assert get("/feed.atom")[2] == body  # from the store: nothing told it that something changed
    assert get("/feed.atom", HTTP_IF_NONE_MATCH=headers["ETag"])[0].startswith("304")


def titles_of(body: bytes) -> int:
    return len(feedparser.parse(body).entries)


def test_pages_name_their_feeds_in_the_head(world):
    for page, feed in (
        ("/", "/feed.atom"), ("/latest/", "/feed.atom"), ("/category/5/", "/category/5/feed.atom"),
        (f"/org/{world.village.code}/", f"/org/{world.village.code}/feed.atom"),
    ):  # fmt: skip
        head = ask(page).content.decode().partition("</head>")[0]
        assert 'type="application/atom+xml" title="' in head and f'href="{feed}"' in head


def places(address: str) -> list[str]:
    answer = ask(address)
    assert answer.status_code == 200 and answer["Content-Type"].startswith("application/xml")
    return [one.text for one in ElementTree.fromstring(answer.content).iter(f"{SITEMAP}loc")]  # noqa: S314


def test_the_sitemap_leads_to_every_public_item_and_to_nothing_else(world, monkeypatch):
    parts = places("/sitemap.xml")
    assert parts[0].endswith("/sitemap/places.xml") and len(parts) == 2
    pages = [
        page.removeprefix("http://testserver") for part in parts for page in places(part[len("http://testserver") :])
    ]
    assert f"/org/{world.village.code}/" in pages
    items = [page for page in pages if page.startswith("/item/")]
    assert len(items) == 2 and len(set(pages)) == len(pages)
    assert {ask(page).status_code for page in items} == {200}
    monkeypatch.setattr(lists, "PART", 1)
    assert len(places("/sitemap.xml")) == 3
    assert len(places("/sitemap/2026-08-0.xml")) == len(places("/sitemap/2026-08-1.xml")) == 1
    assert ask("/sitemap/2026-08-2.xml").status_code == ask("/sitemap/1999-01-0.xml").status_code == 404
    assert publication.months(Actor.visitor())[0].period == "2026-08"
    assert "Sitemap: http://testserver/sitemap.xml" in ask("/robots.txt").content.decode()


def test_the_disclosure_days_are_a_calendar_for_everyone(world):
    calendar = icalendar.Calendar.from_ical(ask("/days.ics").content)
    events = list(calendar.walk("VEVENT"))
    assert len(events) == 24 and len({event["UID"] for event in events}) == 24
    assert [event["DTSTART"].dt for event in events] == sorted(event["DTSTART"].dt for event in events)
    assert all("第八条（二）" in event["DESCRIPTION"] and "党务公开日" in event["SUMMARY"] for event in events)


def test_signs_that_xml_does_not_know_are_left_out():
    assert sound("甲\u0000乙\u000b丙\ufffe𠮷\n") == "甲乙丙𠮷\n"
