"""How much is asked of an organization, and how that compares with its neighbours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.burden import HEAVY_FROM, LIGHT_TO, TERMS, Ask, Burden, Weight, usual, weigh

BURDENS = st.builds(
    Burden, st.integers(0, 500), st.dictionaries(st.sampled_from(list(Ask)), st.integers(0, 10_000))
)  # fmt: skip


def each(number: float) -> Burden:
    return Burden(10, {Ask.DUTY: round(10 * number)})


def test_the_total_is_its_parts_and_falls_to_each_organization_and_month():
    burden = Burden(24, {Ask.DUTY: 240, Ask.DOCUMENT: 12, Ask.CHECK: 6})
    assert burden.total == 258
    assert burden.each() == 10.75
    assert (burden.each(Ask.DUTY), burden.each(Ask.DOCUMENT), burden.each(Ask.PLAN)) == (10.0, 0.5, 0.0)


def test_where_there_is_nobody_nothing_is_asked_of_anybody():
    assert Burden(0, {Ask.DUTY: 3}).each() is None
    assert usual([]) is None and usual([Burden(0)]) is None


@pytest.mark.parametrize(
    ("number", "weight"),
    [
        (15, Weight.HEAVY),
        (14.9, Weight.USUAL),
        (10, Weight.USUAL),
        (6.7, Weight.USUAL),
        (6.6, Weight.LIGHT),
        (0, Weight.LIGHT),
    ],
)
def test_half_as_much_again_is_heavy_and_two_thirds_light(number, weight):
    assert weigh(each(number), 10) is weight


def test_nothing_usual_or_nobody_there_is_neither_heavy_nor_light():
    assert weigh(each(5), None) is Weight.USUAL
    assert weigh(each(5), 0) is Weight.USUAL
    assert weigh(Burden(0), 10) is Weight.USUAL


def test_one_heavy_place_does_not_make_the_others_light():
    places = [each(10), each(11), each(12), each(500)]
    assert usual(places) == 11.5
    assert [weigh(one, usual(places)) for one in places] == [Weight.USUAL] * 3 + [Weight.HEAVY]


@given(BURDENS, st.floats(0.1, 1000))
def test_the_weight_follows_from_the_share_alone(burden, usually):
    share = (burden.each() or 0) / usually
    found = weigh(burden, usually)
    if burden.each() is None:
        assert found is Weight.USUAL
    elif found is Weight.HEAVY:
        assert share >= HEAVY_FROM * 0.999
    elif found is Weight.LIGHT:
        assert share <= LIGHT_TO * 1.001
    else:
        assert LIGHT_TO * 0.999 <= share <= HEAVY_FROM * 1.001


def test_everything_has_its_word():
    assert set(TERMS) == {*Ask, *Weight}
