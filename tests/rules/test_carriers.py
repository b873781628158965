"""How fresh a carrier is: days count from the first missed disclosure day since it came into use (R59)."""

from datetime import date, timedelta

import pytest

from gongkai.rules.carriers import (
    CARRIERS,
    CarrierKind,
    Condition,
    Freshness,
    PassedDay,
    Reason,
    Sight,
    freshness,
    kinds_of,
    reaching,
)
from gongkai.rules.methods import Audience
from tests.covers import covers

NOVEMBER = PassedDay(date(2026, 11, 1), date(2026, 11, 6))
OCTOBER = PassedDay(date(2026, 10, 1), date(2026, 10, 8))
LONG_AGO = date(2012, 3, 1)


def judged(*, today=date(2026, 11, 10), kind="board", since=LONG_AGO, passed=(NOVEMBER, OCTOBER), **known):
    return freshness(Sight(kind, since, **known), today=today, passed=passed, stale_days=7, check_days=90)


@covers("R59")
@pytest.mark.parametrize(
    ("known", "light", "reason", "days"),
    [
        ({"placed": date(2026, 11, 1)}, Freshness.FRESH, Reason.REFRESHED, 0),  # before the day, in its month
        ({"hung": date(2026, 11, 9)}, Freshness.FRESH, Reason.REFRESHED, 0),
        ({"placed": date(2026, 10, 31)}, Freshness.DUE, Reason.MISSED, 4),
        ({"placed": date(2026, 10, 31), "today": date(2026, 11, 13)}, Freshness.DUE, Reason.MISSED, 7),
        ({"placed": date(2026, 10, 31), "today": date(2026, 11, 14)}, Freshness.STALE, Reason.MISSED, 8),
        ({"placed": date(2026, 9, 30)}, Freshness.STALE, Reason.MISSED, 33),  # counted from October's day
        ({}, Freshness.STALE, Reason.MISSED, 33),
        ({"checked": date(2026, 11, 9), "condition": "good"}, Freshness.STALE, Reason.MISSED, 33),  # seen, but old
        ({"since": date(2026, 11, 7)}, Freshness.FRESH, Reason.NEW, 0),
        ({"since": date(2026, 11, 6)}, Freshness.DUE, Reason.MISSED, 4),
        ({"since": date(2026, 10, 9)}, Freshness.DUE, Reason.MISSED, 4),
        ({"passed": ()}, Freshness.FRESH, Reason.NEW, 0),
        ({"placed": date(2026, 11, 9), "condition": "unusable"}, Freshness.STALE, Reason.BROKEN, 0),
        ({"placed": date(2026, 11, 9), "condition": "worn"}, Freshness.FRESH, Reason.REFRESHED, 0),
    ],
)
def test_the_light_and_its_reason(known, light, reason, days):
    verdict = judged(**known)
    assert (verdict.light, verdict.reason, verdict.days) == (light, reason, days)
    assert verdict.sentence and "{" not in verdict.sentence


@covers("R59")
def test_a_telephone_is_judged_by_its_checks_alone():
    today = date(2026, 11, 10)
    for days, light, reason in ((90, Freshness.FRESH, Reason.CHECKED), (91, Freshness.DUE, Reason.UNCHECKED)):
        verdict = judged(kind="phone", checked=today - timedelta(days=days))
        assert (verdict.light, verdict.reason, verdict.days) == (light, reason, days)
    assert judged(kind="phone").light is Freshness.DUE  # never looked at since it was registered
    assert judged(kind="phone", since=today).reason is Reason.NEW
    assert judged(kind="phone", condition=Condition.UNUSABLE).light is Freshness.STALE


def test_every_kind_has_its_way_and_is_found_by_it():
    assert set(CARRIERS) == set(CarrierKind)
    for kind, rule in CARRIERS.items():
        assert kind in kinds_of(rule.method, rule.remark)
    assert kinds_of("gl") == (CarrierKind.BOARD,) and kinds_of("gl", "室内") == (CarrierKind.INDOOR_BOARD,)
    assert kinds_of("hy") == ()


@covers("R22", "R60")
def test_a_carrier_serves_only_circles_it_does_not_leak_from():
    assert reaching(Audience.INDIVIDUAL) == ()
    assert set(reaching(Audience.PARTY)) == {CarrierKind.INDOOR_BOARD, CarrierKind.MOBILE}
    assert CarrierKind.TELEVISION not in reaching(Audience.UNIT) and CarrierKind.BOARD in reaching(Audience.UNIT)
    assert set(reaching(Audience.PUBLIC)) == set(CarrierKind)
