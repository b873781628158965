"""Signing in over the pages: password, code, recovery code; the session's number changes at each step."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.orgs import actions
from tests.factories.world import build_world, moment_of
from tests.interfaces.workbench.office import text
from tests.orgs.test_second_factor import phone

RIGHT = "long-enough-1"
LOGIN, CODE, OWN = "/desk/login/", "/desk/login/code/", "/desk/second-factor/"


@pytest.fixture
def wei(db):
    today = timezone.localdate()
    world = build_world(moment_of(today), today)
    return actions.create_user(world.clock, username="wei", name="卫五", password=RIGHT, now=world.now)


def sign_in(client, password=RIGHT, **more):
    return client.post(LOGIN, {"username": "wei", "password": password, **more})


def enroll(client, password=RIGHT):
    """Set a phone up over the pages: what was typed into it, and the recovery codes."""
    shown = text(client.post(OWN, {"password": password}))
    typed = re.search(r'id="typed" readonly value="([A-Z2-7 ]+)"', shown)[1]
    answer = client.post(f"{OWN}confirm/", {"code": phone(typed, timezone.now())})
    return typed, re.findall(r"<code>([0-9A-Z-]{19})</code>", text(answer))


def later(typed, steps=1):
    """The code of the next step: it counts already, and none was spent for it."""
    return phone(typed, timezone.now() + timedelta(seconds=30 * steps))


def test_a_password_signs_in_under_a_new_session_number(wei, client):
    client.cookies["sessionid"] = "a" * 32  # put there by somebody else
    answer = sign_in(client, next="/desk/me/")
    assert (answer.status_code, answer["Location"]) == (302, "/desk/me/")
    assert client.cookies["sessionid"].value != "a" * 32
    assert client.get("/desk/me/").status_code == 200


def test_a_wrong_password_keeps_the_name_and_says_what_to_do(wei, client):
    shown = text(sign_in(client, "wrong"))
    assert "用户名或密码不对" in shown and 'value="wei"' in shown and "wrong" not in shown


def test_the_sixth_guess_is_told_to_wait(wei, client):
    for _ in range(5):
        sign_in(client, "wrong")
    assert "错的次数多了，请过" in text(sign_in(client))
    assert client.get("/desk/me/").status_code == 302


def test_a_browser_that_was_in_before_is_not_slowed_by_guesses_elsewhere(wei, client):
    sign_in(client)
    client.post("/desk/logout/")
    thief = Client()
    for _ in range(8):
        sign_in(thief, "wrong")
    assert sign_in(client).status_code == 302
    assert client.get("/desk/me/").status_code == 200
    cookie = client.cookies["known"]
    assert cookie["httponly"] and cookie["path"] == "/desk/"


def test_a_forged_forwarded_address_starts_no_new_count(wei, client):
    for number in range(5):
        client.post(LOGIN, {"username": "wei", "password": "no"}, headers={"X-Forwarded-For": f"203.0.113.{number}"})
    answer = client.post(LOGIN, {"username": "wei", "password": RIGHT}, headers={"X-Forwarded-For": "203.0.113.99"})
    assert "错的次数多了" in text(answer)


def test_set_up_then_asked_at_the_next_sign_in(wei, client):
    sign_in(client)
    before = client.cookies["sessionid"].value
    typed, codes = enroll(client)
    assert len(codes) == 10 and client.cookies["sessionid"].value != before
    fresh = Client()
    answer = sign_in(fresh, next="/desk/second-factor/")
    assert answer["Location"] == CODE
    half = fresh.cookies["sessionid"].value
    assert fresh.get("/desk/me/").status_code == 302  # the password alone opens nothing
    assert "动态码不对" in text(fresh.post(CODE, {"code": "000000"}))
    answer = fresh.post(CODE, {"code": later(typed)})
    assert answer["Location"] == OWN and fresh.cookies["sessionid"].value != half
    assert "还剩 10 个" in text(fresh.get(OWN))


def test_the_same_code_does_not_sign_in_twice(wei, client):
    sign_in(client)
    typed, _ = enroll(client)
    code = later(typed)
    for browser, found in ((Client(), 302), (Client(), 200)):
        sign_in(browser)
        assert browser.post(CODE, {"code": code}).status_code == found


def test_a_recovery_code_signs_in(wei, client):
    sign_in(client)
    _, codes = enroll(client)
    fresh = Client()
    sign_in(fresh)
    assert fresh.post(CODE, {"code": codes[3]}).status_code == 302
    assert "还剩 9 个" in text(fresh.get(OWN))


def test_the_second_step_is_over_after_ten_minutes(wei, client):
    sign_in(client)
    typed, _ = enroll(client)
    fresh = Client()
    sign_in(fresh)
    session = fresh.session
    session["halfway"] = session["halfway"] | {"at": session["halfway"]["at"] - 601}
    session.save()
    answer = fresh.post(CODE, {"code": later(typed)}, follow=True)
    assert "上一步隔得太久了" in text(answer) and fresh.get("/desk/me/").status_code == 302


def test_recovery_codes_are_on_no_later_page(wei, client):
    sign_in(client)
    _, codes = enroll(client)
    later_page = client.get(OWN)
    assert not any(code in text(later_page) for code in codes) and later_page["Cache-Control"] == "no-store"


def test_another_phone_and_giving_it_up(wei, client):
    sign_in(client)
    typed, codes = enroll(client)
    shown = text(client.post(f"{OWN}change/", {"now-code": "000000", "verb": "clear"}))
    assert "动态码不对" in shown
    client.post(f"{OWN}change/", {"now-code": codes[0], "verb": "clear"})
    assert "设一个" in text(client.get(OWN))
    fresh = Client()
    assert sign_in(fresh)["Location"] == "/desk/"


def test_where_it_is_off_nobody_is_asked(wei, client, settings):
    sign_in(client)
    enroll(client)
    settings.GONGKAI_SECOND_FACTOR = "off"
    fresh = Client()
    assert sign_in(fresh)["Location"] == "/desk/"
    assert "这里没有开动态码" in text(fresh.get(OWN))


def test_the_way_on_after_signing_in_never_leads_elsewhere(wei, client):
    assert sign_in(client, next="https://example.org/")["Location"] == "/desk/"
