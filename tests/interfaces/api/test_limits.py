"""A key may ask so often a minute, whoever of the workers hears it; each act keeps the key by which it came (P27, R21)."""

from datetime import timedelta

import pytest

from gongkai.ledger.models import AuditEvent
from gongkai.orgs import actions as organizing
from gongkai.orgs.models import MachineToken, RequestCount
from gongkai.rules.actor import Actor
from tests.covers import covers
from tests.factories.parallel import at_once, file_database
from tests.interfaces.api.conftest import System
from tests.interfaces.api.test_reading import MEDIA
from tests.publication.county import NOW, STUDY


def test_a_key_that_asks_too_often_is_told_when_to_come_again(county, system, settings):
    settings.GONGKAI_API_PER_MINUTE = 3
    mine, other = system(), system()
    assert [mine.get("/me").status_code for _ in range(4)] == [200, 200, 200, 429]
    county.later(seconds=20)
    answer = mine.post(f"/organizations/{county.world.village.code}/editions", {"period": "2026-09", "entry": STUDY})
    assert answer.status_code == 429 and answer["Content-Type"] == MEDIA and answer["Retry-After"] == "40"
    assert answer.json()["code"] == "requests_too_many" and "40 秒" in answer.json()["detail"]
    assert not AuditEvent.objects.filter(verb="edition.start").exists()
    assert other.get("/me").status_code == 200
    county.later(seconds=40)
    assert mine.get("/me").status_code == 200


def test_what_is_public_needs_no_key_and_is_not_counted(county, visitor, settings):
    settings.GONGKAI_API_PER_MINUTE = settings.GONGKAI_API_WRONG_PER_MINUTE = 1
    assert {visitor.get("/items").status_code for _ in range(5)} == {200} and not RequestCount.objects.exists()


def test_wrong_keys_are_counted_by_where_they_come_from_and_right_ones_still_open(county, system, settings):
    settings.GONGKAI_API_WRONG_PER_MINUTE = 2
    mine, wrong = system(), System("gongkai_wrong")
    assert [wrong.get("/me").status_code for _ in range(3)] == [401, 401, 429]
    assert mine.get("/me").status_code == 200
    assert "127.0.0.1" not in str(list(RequestCount.objects.values()))
    organizing.forget_requests(Actor.clock(), now=county.now + timedelta(hours=2))
    assert not RequestCount.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_exactly_so_many_are_heard(tmp_path):
    def ask():
        organizing.count_use(Actor.visitor(), token_id=7, most=5, now=NOW)
        return "heard"

    with file_database(tmp_path):
        said = at_once([ask] * 12)
    assert said.count("heard") == 5 and said.count("requests_too_many") == 7


@covers("R21")
def test_an_act_keeps_the_key_it_came_by_and_one_at_the_desk_keeps_none(county, system):
    mine = system()
    mine.post(f"/organizations/{county.world.village.code}/editions", {"period": "2026-09", "entry": STUDY})
    token = MachineToken.objects.get()
    [event] = AuditEvent.objects.filter(verb="edition.start")
    assert event.facts["by_key"] == f"{token.pk} 村务软件" and event.user_id == county.world.clerk.pk
    county.draft("C15")
    assert "by_key" not in AuditEvent.objects.filter(verb="edition.start").order_by("pk").last().facts
