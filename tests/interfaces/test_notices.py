"""The morning of a county: one message a person, asked in a fixed number of questions, and nobody told too much."""

from datetime import UTC, date, datetime, timedelta

import pytest

from gongkai.interfaces.jobs import notices
from gongkai.interfaces.ui import clocks
from gongkai.ledger import queries as reading
from gongkai.ledger.models import Notice, Outbox
from gongkai.obligations import actions as obligations
from gongkai.orgs import actions as organizing
from gongkai.participation import actions as participation
from gongkai.rules.actor import Actor
from gongkai.rules.notices import KINDS, Asked, in_words
from gongkai.rules.permissions import Role
from tests.covers import covers
from tests.factories.duties import bound_county

NOW = datetime(2026, 11, 9, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 9)  # Monday after the disclosure day, 6 November

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = bound_county(NOW, TODAY).world
    obligations.rebuild_months(Actor.clock(), periods=("2026-08", "2026-09", "2026-10", "2026-11"))
    return world


def told(world, today=TODAY) -> dict:
    return notices.lines_of_everyone(Actor.clock(), today=today)[1]


def kinds(world, user, today=TODAY) -> set[str]:
    return {line.kind for line in told(world, today).get(user.pk, ())}


@covers("R71")
def test_late_duties_are_told_to_clerk_and_leaders_and_coming_ones_to_the_clerk(world):
    found = told(world)
    for user in (world.clerk, world.head, world.deputy):
        [duties] = [line for line in found[user.pk] if line.kind == "duty"]
        assert duties.overdue > 0 and duties.org == "上书村"
    assert kinds(world, world.secrecy) == set()
    early = date(2026, 8, 3)
    assert "duty" in kinds(world, world.clerk, early) and "duty" not in kinds(world, world.head, early)


def test_each_person_has_one_message_a_morning_however_often_it_is_written(world):
    first = notices.write(Actor.clock(), today=TODAY, now=NOW)
    assert first and notices.write(Actor.clock(), today=TODAY, now=NOW + timedelta(hours=1)) == 0
    assert Notice.objects.count() == first == Notice.objects.values("user_id", "day").distinct().count()
    assert notices.write(Actor.clock(), today=TODAY + timedelta(days=1), now=NOW + timedelta(days=1)) == first
    assert reading.unread_notices(world.actor(world.clerk)) == 2
    assert Outbox.objects.filter(kind="mail").count() == 0  # no mail server is set


def test_mails_are_asked_for_those_who_want_them(world, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    for user, days in ((world.clerk, "12345"), (world.head, "2"), (world.charlie, "1")):
        organizing.set_notices(
            world.actor(user), address=f"u{user.pk}@example.org", mail=user != world.charlie, weekdays=days, now=NOW
        )
    notices.write(Actor.clock(), today=TODAY, now=NOW)
    kept = {row.payload["notice"] for row in Outbox.objects.filter(kind="mail")}
    assert kept == {Notice.objects.get(user_id=world.clerk.pk).pk}


def test_a_closed_account_and_an_ended_role_get_nothing(world):
    assert world.charlie.pk in told(world)
    organizing.close_account(world.clock, user_id=world.charlie.pk, now=NOW)
    assert world.charlie.pk not in told(world)


@covers("R12")
def test_an_opinion_about_leaders_is_told_to_the_confidential_handler_alone(world):
    office = world.actor(world.county_office)
    handler = organizing.create_user(Actor.clock(), username="shouli", name="受理人", now=NOW)
    organizing.give_grant(
        office, user_id=handler.pk, role=Role.CONFIDENTIAL, org_id=world.town.pk, from_date=TODAY, now=NOW
    )
    participation.submit(
        world.actor(world.member), org_id=world.village.pk, text="账目不清楚。", kind="inquiry", sign=True,
        concern="leaders", now=NOW, today=TODAY,
    )  # fmt: skip
    days = [told(world, TODAY + timedelta(days=n)) for n in range(40)]
    knowing = {user for found in days for user, lines in found.items() if any(one.kind == "opinion" for one in lines)}
    assert knowing == {handler.pk}


def test_an_opinion_is_told_to_those_who_handle_it_without_name_or_text(world):
    participation.submit(
        world.actor(world.member), org_id=world.village.pk, text="路灯什么时候修？", kind="inquiry", sign=True,
        now=NOW, today=TODAY,
    )  # fmt: skip
    later = TODAY + timedelta(days=42)  # a Monday
    found = told(world, later)
    [line] = [one for one in found[world.head.pk] if one.kind == "opinion"]
    said = in_words(line, later)
    assert line.overdue == 1 and "路灯" not in said and world.member.name not in said
    assert "opinion" not in {one.kind for one in found.get(world.charlie.pk, ())}


def test_questions_do_not_grow_with_the_county(world, django_assert_max_num_queries):
    with django_assert_max_num_queries(58) as few:
        told(world)
    office = world.actor(world.county_office)
    for n in range(6):
        user = organizing.create_user(Actor.clock(), username=f"more{n}", name="某人", now=NOW)
        organizing.give_grant(
            office, user_id=user.pk, role=Role.CLERK, org_id=world.other_village.pk, from_date=TODAY, now=NOW
        )
    with django_assert_max_num_queries(len(few)):
        assert len(told(world)) >= 8


def test_every_source_speaks_of_known_kinds_and_only_to_the_clock(world):
    assert {one.kind for one in clocks.all_deadlines(Asked(TODAY))} <= set(KINDS)
    assert set(clocks.PLACES) <= set(KINDS)
    for kind in KINDS:
        assert clocks.place(kind).startswith("/desk/")
    for source in clocks.SOURCES:
        with pytest.raises(Exception, match="not_found"):
            list(source(world.actor(world.head), asked=Asked(TODAY)))
