"""Signing in with a password: guessing is slow, nobody is locked out by others, names cannot be found out (P27)."""

from datetime import timedelta

import pytest

from gongkai.ledger.models import AuditEvent
from gongkai.orgs import actions, browsers
from gongkai.orgs.actions import guesses
from gongkai.orgs.browsers import Whence
from gongkai.orgs.models import GuessCount, User
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused
from gongkai.rules.sign_in import Counter, Guess
from tests.factories.parallel import at_once, file_database, seen
from tests.factories.world import build_world
from tests.orgs.conftest import NOW, TODAY
from tests.orgs.counting import Counting

RIGHT = "long-enough-1"
HERE, ELSEWHERE = "203.0.113.7", "198.51.100.9"


@pytest.fixture
def wei(world):
    return actions.create_user(world.clock, username="wei", name="卫五", password=RIGHT, now=NOW)


def attempt(username="wei", password="guess", *, address=ELSEWHERE, kept="", after=0):
    """The name of who is in, or the code of the refusal."""
    try:
        return actions.sign_in(
            Actor.visitor(), username=username, password=password, address=address, kept=kept,
            now=NOW + timedelta(seconds=after),
        ).username  # fmt: skip
    except Refused as refused:
        return refused.code


def test_the_right_password_opens(wei):
    assert attempt(password=RIGHT) == "wei"
    assert attempt(password="wrong") == "sign_in_wrong"


def test_after_five_wrong_guesses_each_further_one_waits_longer(wei):
    assert [attempt() for _ in range(5)] == ["sign_in_wrong"] * 5
    assert attempt(password=RIGHT) == "sign_in_wait"
    assert attempt(after=2) == "sign_in_wrong"
    assert attempt(password=RIGHT, after=3) == "sign_in_wait"
    assert attempt(password=RIGHT, after=4) == "wei"


def test_what_was_refused_for_waiting_costs_nothing_more(wei):
    for _ in range(5):
        attempt()
    for _ in range(50):
        assert attempt() == "sign_in_wait"
    assert attempt(password=RIGHT, after=1) == "wei"


def test_guessing_elsewhere_does_not_touch_the_browser_at_home(wei):
    home = browsers.known_browser(wei.pk, "abc")
    for second in range(0, 3000, 20):
        attempt(address=f"198.51.100.{second // 20}", after=second)
    assert attempt(password=RIGHT, address=HERE, kept=home, after=3000) == "wei"


def test_at_a_strange_computer_the_wait_that_others_cause_is_under_a_minute(wei):
    for second in range(0, 3000, 10):
        attempt(address=f"198.51.100.{second // 10 % 250}", after=second)
    assert attempt(password=RIGHT, address=HERE, after=3050) == "wei"


def test_the_mark_of_another_account_or_a_forged_one_is_worth_nothing(wei, world):
    for kept in (browsers.known_browser(world.head.pk, "abc"), "1:abc:forged", "x" * 4000):
        told = browsers.whence(HERE, user_id=wei.pk, kept=kept)
        assert told.browser == ""


def test_spraying_one_password_over_many_names_is_slowed_by_the_source(wei):
    codes = [attempt(username=f"name{number}") for number in range(60)]
    assert codes[:30] == ["sign_in_wrong"] * 30 and set(codes[30:]) == {"sign_in_wait"}
    assert attempt(password=RIGHT) == "sign_in_wait"
    assert attempt(password=RIGHT, address=HERE) == "wei"


def test_one_household_of_ipv6_is_one_source(wei):
    codes = [attempt(username=f"n{number}", address=f"2001:db8:1:2::{number:x}") for number in range(1, 40)]
    assert codes[-1] == "sign_in_wait"
    assert attempt(username="wei", password=RIGHT, address="2001:db8:1:3::1") == "wei"


def test_unknown_names_are_answered_like_known_ones(wei):
    """The same words after the same number of guesses."""
    answers = {name: [attempt(username=name) for _ in range(7)] for name in ("wei", "nobody")}
    assert answers["wei"] == answers["nobody"]


def test_a_known_an_unknown_and_a_closed_name_cost_the_same_work(world, settings):
    """Time tells names as well as words do: the hash is computed once, whoever is asked for."""
    settings.PASSWORD_HASHERS = ["tests.orgs.counting.Counting"]
    for username in ("wei", "closed"):
        user = actions.create_user(world.clock, username=username, name="卫五", password=RIGHT, now=NOW)
    actions.close_account(world.clock, user_id=user.pk, now=NOW)
    work = {}
    for number, username in enumerate(("wei", "nobody", "closed", "head")):
        before = Counting.worked
        assert attempt(username=username, address=f"203.0.113.{number}") == "sign_in_wrong"
        work[username] = Counting.worked - before
    assert set(work.values()) == {1}


def test_closed_accounts_and_accounts_without_password_answer_the_same(world, wei):
    actions.close_account(world.clock, user_id=wei.pk, now=NOW)
    assert attempt(password=RIGHT) == "sign_in_wrong"
    assert attempt(username="head", password="") == "sign_in_wrong"


def test_after_an_hour_the_count_begins_anew(wei):
    for _ in range(5):
        attempt()
    assert attempt(after=3601) == "sign_in_wrong"
    assert attempt(password=RIGHT, after=3601) == "wei"


def test_neither_address_nor_name_nor_password_is_kept(wei):
    for _ in range(8):
        attempt(username="my-secret-typed-as-name", password="guess-me")
    rows = str(list(GuessCount.objects.values())) + str(list(AuditEvent.objects.values()))
    assert GuessCount.objects.count() == 4
    for words in (ELSEWHERE, "my-secret", "guess-me"):
        assert words not in rows


def test_the_trail_remembers_when_a_counter_runs_full_and_only_then(wei):
    for _ in range(9):
        attempt()
    event = AuditEvent.objects.get(verb="sign_in.slowed")
    assert (event.subject, event.facts) == (f"user:{wei.pk}", {"guess": "password", "by": ["browser"]})


def test_old_counts_are_removed(wei, world):
    attempt()
    assert actions.forget_guesses(world.clock, now=NOW + timedelta(hours=1)) == 0
    assert actions.forget_guesses(world.clock, now=NOW + timedelta(hours=3)) == 4


@pytest.mark.django_db(transaction=True)
def test_twelve_guesses_at_the_same_moment_are_heard_five_times(tmp_path):
    """Counted in the database, before they are judged: two nodes and many workers count together."""
    world = build_world(NOW, TODAY)
    actions.create_user(world.clock, username="wei", name="卫五", password=RIGHT, now=NOW)
    with file_database(tmp_path):
        codes = at_once([attempt] * 12)
        assert codes.count("sign_in_wrong") == 5 and codes.count("sign_in_wait") == 7
        assert seen(lambda: GuessCount.objects.get(wrong__gt=0, key__in=_keys()).wrong) == 5
    assert User.objects.filter(username="wei").exists()


def _keys():
    return [
        key for key, one in guesses._keys(Guess.PASSWORD, "wei", Whence(ELSEWHERE)).items() if one is Counter.BROWSER
    ]
