"""Which circle another system may make public, in the order of the rules (第四条（二）, 第七条)."""

import pytest

from gongkai.rules.machine_access import demand_circle
from gongkai.rules.methods import Audience
from gongkai.rules.refusals import Refused


def test_the_circle_whose_turn_it_is_may_be_made_public():
    demand_circle(asked="party", coming=Audience.PARTY)


@pytest.mark.parametrize(
    ("asked", "coming", "code"),
    [
        ("public", Audience.PARTY, "circle_other"),
        ("party", None, "circle_other"),
        ("individual", Audience.INDIVIDUAL, "release_individual"),
    ],
)
def test_any_other_is_refused_with_its_reason(asked, coming, code):
    with pytest.raises(Refused) as refused:
        demand_circle(asked=asked, coming=coming)
    assert refused.value.code == code
