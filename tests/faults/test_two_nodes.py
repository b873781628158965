"""Two machines, one database: what is published and withdrawn on one is so on both (P4)."""

import time
from pathlib import Path

import pytest

from tests.covers import covers
from tests.interfaces.installation import Installation, fetch, fresh, serving

pytestmark = pytest.mark.twice
SECONDS = 60
ACT = """
import django; django.setup()
import sys
from django.utils import timezone
from gongkai.orgs.queries import actor_for
from gongkai.orgs.models import User
from gongkai.publication import actions
from gongkai.publication.models import Publication
verb, pk = sys.argv[1:]
now, today = timezone.now(), timezone.localdate()
if verb == "find":
    row = Publication.objects.filter(audience="public", ended_at=None).latest("published_at")
    print(row.disclosure.number.replace("/", "-"), row.edition_id)
else:
    for user in User.objects.filter(is_active=True):  # whoever may
        try:
            getattr(actions, verb)(actor_for(user, today=today), edition_id=int(pk), remark="核对", now=now, today=today)
            break
        except Exception as refused:
            why = refused
    else:
        raise why
"""


def act(place, *words):
    done = place.python(ACT, *words)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def within(seconds, true):
    """Seconds until it is so; a failure when it takes longer."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds, "not in time"
        time.sleep(0.1)
    return time.monotonic() - began


@pytest.fixture(scope="module")
def first(tmp_path_factory, demonstrated):
    folder = tmp_path_factory.mktemp("first")
    place = fresh(folder, like=demonstrated)
    place.environment.setdefault("DATABASE_URL", f"sqlite:///{folder}/gongkai.sqlite3")
    place.environment["SECRET_KEY"] = "of both machines, only here"
    return place


@pytest.fixture
def second(first, tmp_path):
    return Installation(first.environment | {"GONGKAI_DATA": str(tmp_path / "second")})


def filed(place, port, path):
    folder = Path(place.environment["GONGKAI_DATA"]) / "pages" / "current" / f"127.0.0.1:{port}" / "normal"
    return (folder / path.strip("/") / "index.html").exists()


@covers("R82", "R88")
def test_withdrawn_and_published_on_one_machine_is_so_on_both(first, second):
    slug, edition = act(first, "find", "newest")
    page = f"/item/{slug}/"
    with serving(first, second, workers=2) as ports:
        nodes = list(zip((first, second), ports, strict=True))
        time.sleep(3)  # the first look of each has been
        title = fetch(ports[0], page)[1]
        for place, port in nodes:
            assert fetch(port, page) == (200, title) and filed(place, port, page)
        act(first, "take_down", edition)
        took = [within(SECONDS, lambda port=port: fetch(port, page)[1] != title) for port in ports]
        assert all(fetch(port, page)[1] != title for _, port in nodes)
        assert sum(took) < SECONDS
        act(first, "restore", edition)
        for place, port in nodes:
            within(SECONDS, lambda port=port: fetch(port, page) == (200, title))
            within(SECONDS, lambda place=place, port=port: filed(place, port, page))


def test_a_machine_that_was_off_shows_nothing_that_was_withdrawn_meanwhile(first, second):
    slug, edition = act(first, "find", "newest")
    page = f"/item/{slug}/"
    with serving(second, workers=2) as (port,):
        time.sleep(3)
        title = fetch(port, page)[1]
        assert filed(second, port, page)
    act(first, "take_down", edition)
    try:
        with serving(second, workers=2) as (port,):
            within(SECONDS, lambda: fetch(port, page)[1] != title)
    finally:
        act(first, "restore", edition)
