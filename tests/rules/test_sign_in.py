"""How wrong guesses are slowed, who needs a second factor and how long one counts (P27)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.actor import Actor, ActorKind, HeldGrant
from gongkai.rules.permissions import Role
from gongkai.rules.proof import Proof
from gongkai.rules.second_factor import Demand, must_hold, proof, steps
from gongkai.rules.sign_in import CODES, LIMITS, PASSWORDS, Counter, Guess, Limit, counters

NOW = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)
LASTS = timedelta(minutes=30)


def holder(*roles: Role) -> Actor:
    return Actor(ActorKind.PERSON, 1, "甲一", tuple(HeldGrant(role, 1, "0001") for role in roles))


def test_the_first_slips_cost_nothing_then_each_costs_twice_the_last():
    limit = Limit(3, 10)
    assert [limit.wait(wrong) for wrong in range(9)] == [0, 0, 0, 1, 2, 4, 8, 10, 10]


@given(st.integers(0, 10**9), st.sampled_from(list(Guess)), st.sampled_from(list(Counter)))
def test_no_wait_is_longer_than_its_limit_and_none_shrinks(wrong, guess, counter):
    limit = LIMITS[guess][counter]
    assert 0 <= limit.wait(wrong) <= limit.wait(wrong + 1) <= limit.longest


def test_others_can_slow_an_account_by_less_than_a_minute():
    """Locking somebody out on the disclosure day would be easier than guessing."""
    assert PASSWORDS[Counter.ACCOUNT].longest < 60 and PASSWORDS[Counter.SITE].longest < 60


def test_a_known_browser_is_counted_by_itself_alone():
    assert counters(Guess.PASSWORD, known_browser=True) == (Counter.BROWSER,)
    assert set(counters(Guess.PASSWORD, known_browser=False)) == set(Counter)


def test_codes_are_slow_by_account_from_wherever():
    """Three of a million codes are right at any time: a day of guessing finds one with less than 1 in 2,000."""
    assert Counter.ACCOUNT in counters(Guess.CODE, known_browser=True)
    a_day = CODES[Counter.ACCOUNT].free + 86_400 // CODES[Counter.ACCOUNT].longest + 10
    assert 3 * a_day / 1_000_000 < 1 / 2_000


@pytest.mark.parametrize(
    "role", [Role.HEAD, Role.DEPUTY, Role.SECRECY_REVIEWER, Role.CONFIDENTIAL, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.COUNTY_OFFICE]
)  # fmt: skip
def test_who_signs_reads_names_or_administers_must_hold_one_where_it_is_required(role):
    assert must_hold(Demand.REQUIRED, holder(role))
    assert not must_hold(Demand.OFFERED, holder(role)) and not must_hold(Demand.OFF, holder(role))


@pytest.mark.parametrize("role", [Role.CLERK, Role.ARCHIVIST, Role.SUPERVISOR])
def test_who_only_drafts_or_reads_need_not(role):
    assert not must_hold(Demand.REQUIRED, holder(role))


def test_how_a_session_stands():
    asked = {"now": NOW, "lasts": LASTS}
    head = holder(Role.HEAD)
    fresh, old = NOW - timedelta(minutes=29), NOW - timedelta(minutes=30)
    cases = [
        (Demand.OFF, head, True, None, Proof.ENOUGH),
        (Demand.OFFERED, head, False, None, Proof.ENOUGH),
        (Demand.OFFERED, head, True, None, Proof.STALE),
        (Demand.OFFERED, head, True, fresh, Proof.ENOUGH),
        (Demand.OFFERED, head, True, old, Proof.STALE),
        (Demand.REQUIRED, head, False, None, Proof.MISSING),
        (Demand.REQUIRED, holder(Role.CLERK), False, None, Proof.ENOUGH),
    ]
    for demand, actor, enrolled, proved_at, found in cases:
        assert proof(demand, actor, enrolled=enrolled, proved_at=proved_at, **asked) is found


def test_codes_of_now_and_of_one_step_before_and_after_count():
    now = datetime.fromtimestamp(59, UTC)
    assert set(steps(now)) == {0, 1, 2} and steps(now)[0] == 1
