"""Calendars: valid by RFC 5545, stable, each with its article; a wrong secret is the missing page, byte for byte."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai.interfaces.ui import ics
from gongkai.ledger.code_keys import write_code_keys
from gongkai.ledger.models import AuditEvent
from gongkai.obligations import actions as obligations
from gongkai.orgs import actions as organizing
from gongkai.orgs import queries as orgs
from gongkai.orgs.models import CalendarFeed
from gongkai.participation import actions as participation
from gongkai.rules.actor import Actor
from gongkai.rules.notices import Deadline
from gongkai.rules.periods import Period
from gongkai.rules.refusals import Refused
from tests.factories.duties import bound_county
from tests.factories.world import moment_of


@pytest.fixture
def world(db):
    today = timezone.localdate()
    world = bound_county(moment_of(today), today).world
    here = Period.of(today)
    obligations.rebuild_months(Actor.clock(), periods=tuple(map(str, here.plus(-3).through(here.plus(2)))))
    return world


def read(text: bytes) -> list:
    calendar = icalendar.Calendar.from_ical(text)
    assert calendar["VERSION"] == "2.0" and calendar["PRODID"] and not calendar.errors
    events = list(calendar.walk("VEVENT"))
    for event in events:
        assert not event.errors
        start, end = event["DTSTART"].dt, event["DTEND"].dt
        assert type(start) is date and end == start + timedelta(days=1)
        assert event["UID"] and event["DTSTAMP"] and event["URL"].startswith("http")
        assert "依据：第" in event["DESCRIPTION"]
    assert len({event["UID"] for event in events}) == len(events)
    return events


def feed(world, user, org=None):
    actor = world.actor(user)
    organizing.make_feed(actor, org_id=org and org.pk, now=world.now)
    return next(one for one in orgs.feeds(actor) if (one.org and one.org.pk) == (org and org.pk))


def ask(token):
    return Client().get(reverse("portal:calendar_feed", args=[token]))


def test_a_person_reads_the_own_deadlines_without_logging_in(world):
    answer = ask(feed(world, world.clerk).token)
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/calendar")
    events = read(answer.content)
    assert any(event["SUMMARY"].startswith("公开任务：") and "上书村" in event["SUMMARY"] for event in events)
    assert [event["UID"] for event in read(ask(feed(world, world.clerk).token).content)] == [
        one["UID"] for one in events
    ]
    assert read(ask(feed(world, world.member).token).content) == []


def test_wrong_revoked_and_foreign_secrets_are_the_missing_page(world):
    mine = feed(world, world.clerk)
    nothing = Client().get("/there/is/nothing/")
    for wrong in ("A" * 43, mine.token[:-1] + ("A" if mine.token[-1] != "A" else "B"), mine.token.lower(), "x", "中"):
        answer = ask(wrong)
        assert (answer.status_code, answer.content) == (404, nothing.content)
    with pytest.raises(Refused):
        organizing.revoke_feed(world.actor(world.head), feed_id=mine.pk, now=world.now)
    organizing.revoke_feed(world.actor(world.clerk), feed_id=mine.pk, now=world.now)
    assert ask(mine.token).content == nothing.content and ask(mine.token).status_code == 404
    again = feed(world, world.clerk)
    assert again.token != mine.token and len(again.token) == 43
    newest = feed(world, world.clerk)  # asking again ends the one before
    assert ask(again.token).status_code == 404 and ask(newest.token).status_code == 200
    assert CalendarFeed.objects.filter(revoked_at=None).count() == 1


def test_neither_table_nor_trail_holds_the_secret(world, settings, tmp_path):
    one = feed(world, world.clerk)
    row = CalendarFeed.objects.get(pk=one.pk)
    assert one.token not in (row.salt, row.token_sha256)
    assert not AuditEvent.objects.filter(facts__icontains=one.token).exists()
    settings.GONGKAI_CODE_KEY = str(tmp_path / "another-site.key")
    write_code_keys((b"x" * 64,), fresh=True)
    assert ask(one.token).status_code == 404


def test_an_organizations_calendar_ends_with_the_work_there(world):
    with pytest.raises(Refused):
        feed(world, world.charlie, world.village)
    one = feed(world, world.clerk, world.village)
    assert read(ask(one.token).content)
    organizing.close_account(world.clock, user_id=world.clerk.pk, now=world.now)
    assert ask(one.token).status_code == 404


def test_calendars_do_not_tell_of_opinions_about_leaders(world):
    participation.submit(
        world.actor(world.member), org_id=world.village.pk, text="账目不清楚。", kind="inquiry", sign=True,
        concern="leaders", now=world.now, today=world.today,
    )  # fmt: skip
    for token in (
        feed(world, world.head).token,
        feed(world, world.head, world.village).token,
        feed(world, world.superior, world.town).token,
    ):
        assert not [event for event in read(ask(token).content) if event["SUMMARY"].startswith("意见建议")]


def test_everyone_reads_the_public_days_of_an_organization(world):
    participation.submit(
        world.actor(world.member), org_id=world.village.pk, text="路灯什么时候修？", kind="inquiry", sign=True,
        now=world.now, today=world.today,
    )  # fmt: skip
    answer = Client().get(reverse("portal:organization_calendar", args=[world.village.code]))
    events = read(answer.content)
    assert events and {event["SUMMARY"].split("：")[0] for event in events} == {"公开任务"}
    assert all(event["URL"].endswith(f"/org/{world.village.code}/") for event in events)
    assert Client().get(reverse("portal:organization_calendar", args=["nowhere"])).status_code == 404


def test_long_and_strange_titles_are_folded_and_escaped():
    title = "分号; 逗号, 反斜杠\\ 换\n行 " + "很长的名字" * 30 + "\x07"
    one = Deadline("duty", "0001", date(2026, 12, 31), "1", frozenset(), title)
    text = ics.calendar(
        [one], name="日历", names={"0001": "上书村"}, link="https://x/", now=datetime(2026, 1, 1, tzinfo=UTC)
    )
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n")) and text.endswith("END:VCALENDAR\r\n")
    [event] = read(text.encode())
    assert event["SUMMARY"] == f"公开任务：{title[:-1]}（上书村）"
    assert event["DTEND"].dt == date(2027, 1, 1)
