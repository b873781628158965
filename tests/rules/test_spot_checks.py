"""The code of the day, and when two photos are copies of one shot."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.photo_prints import BITS, NEAR, copies, differing, distance, read, written
from gongkai.rules.receipts import ALPHABET
from gongkai.rules.spot_checks import SIGNS, code_of_day, is_code
from tests.covers import covers

DAY = date(2026, 9, 28)
PRINTS = st.lists(st.integers(0, 2**BITS - 1), min_size=1, max_size=6)


@covers("R103")
def test_the_code_follows_from_day_organization_and_secret_alone():
    code = code_of_day(b"secret", org_code="Z01-C01", day=DAY)
    assert code == code_of_day(b"secret", org_code="Z01-C01", day=DAY)
    assert len(code) == SIGNS and set(code) <= set(ALPHABET)
    others = {
        code_of_day(b"secret", org_code="Z01-C02", day=DAY),
        code_of_day(b"secret", org_code="Z01-C01", day=DAY + timedelta(days=1)),
        code_of_day(b"another", org_code="Z01-C01", day=DAY),
    }
    assert len(others | {code}) == 4


def test_a_code_is_read_as_people_write_it():
    code = code_of_day(b"secret", org_code="Z01-C01", day=DAY)
    assert is_code(f" {code[:3].lower()}-{code[3:]} ", code)
    assert is_code("OIL000", "011000")
    assert not is_code("", code)
    assert not is_code(code[:-1], code)


@given(PRINTS, PRINTS)
def test_distance_is_the_same_both_ways_and_nothing_from_itself(one, other):
    assert distance(one, other) == distance(other, one) <= BITS
    assert distance(one, one) == 0
    assert distance(one, other) <= min(bin(one[0] ^ part).count("1") for part in other)
    assert copies(one, other) is (distance(one, other) <= NEAR)


@given(PRINTS)
def test_prints_survive_storage(prints):
    assert read(written(prints)) == tuple(prints)
    assert distance(prints, ()) == BITS
    assert differing(prints[0], prints[0]) == 0
