"""Signing in, the own account, keys and notices change nothing that the public sees: stored pages stay good."""

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gongkai.config.pagestore import PageStore
from gongkai.orgs import actions
from gongkai.publication.generation import generation
from tests.factories.world import build_world, moment_of

PASSWORD = "long-enough-1"
OTHER = "long-enough-22"


@pytest.fixture
def wei(db):
    today = timezone.localdate()
    world = build_world(moment_of(today), today)
    return actions.create_user(world.clock, username="wei", name="卫五", password=PASSWORD, now=world.now)


@pytest.fixture
def through(client):
    """The test's client with the page store between it and the site."""
    site = client.handler

    def ask(environ):
        said = []

        def application(environ, start_response):
            said.append(site(environ))
            start_response(f"{said[0].status_code} ", list(said[0].items()))
            return list(said[0])

        b"".join(PageStore(application)(environ, lambda *_: None))
        return said[0]

    client.handler = ask
    return client


def send(through, name, /, *args, **data):
    """Send a form that must go well: did it make the stored pages old?"""
    before = generation().read()
    answer = through.post(reverse(f"workbench:{name}", args=args), data)
    assert answer.status_code in (200, 302), name
    return generation().read() != before


def test_a_day_of_personal_affairs_makes_no_stored_page_old(wei, through):
    assert not send(through, "login", username="wei", password=PASSWORD)
    assert through.get("/desk/security/").status_code == 200
    assert not send(through, "notices_mine", address="wei@example.org", mail="yes", weekdays=["0"])
    assert not send(through, "notices_read")
    assert not send(through, "feed_new")
    assert not send(through, "tokens", name="抄表", days="90", scopes=["read"])
    assert not send(through, "password", current=PASSWORD, password=OTHER, again=OTHER)
    assert not send(through, "session_end", session="others")
    assert not send(through, "second_factor", password=OTHER)
    assert not send(through, "logout")


def test_an_act_that_says_nothing_of_itself_makes_them_old(wei, through):
    """What is not marked may have changed anything: the mark is given view by view."""
    send(through, "login", username="wei", password=PASSWORD)
    assert send(through, "prove")


@pytest.mark.parametrize("path", ["/", "/latest/", "/rules/", "/search/?q=会议"])
def test_a_visitor_meets_no_session(wei, client, path):
    """Reading in public neither looks for a session nor makes one: nobody who reads leaves a row."""
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer.status_code == 200 and asked.captured_queries
    assert not [query["sql"] for query in asked.captured_queries if "session" in query["sql"]]
    assert settings.SESSION_COOKIE_NAME not in answer.cookies
