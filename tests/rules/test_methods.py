"""第七条: the ways of disclosing against every audience."""

import pytest

from gongkai.rules import methods
from gongkai.rules.methods import INDOOR, Audience, Family, MethodUse, Reach, reach
from gongkai.rules.refusals import Refused
from tests.covers import covers

# One row per way: what it does for individual, party, unit, public (R reaches, a adds, x leaks).
TABLE = {
    "mt": "Raaa",
    "gw": "Raaa",
    "sx": "Raaa",
    "ym": "Raaa",
    "hy": "xRRa",
    "wj": "xRaa",
    "jb": "xRaa",
    "jy": "xRRa",
    "gl": "xxRR",
    "dh": "xxRR",
    "xs": "xxRR",
    "ds": "xxxR",
    "bk": "xxxR",
    "gb": "xxRR",
    "sj": "xRRR",
    "xm": "xxxR",
    "mq": "xxRR",
    "wz": "xxRR",
}
SIGNS = {"R": Reach.REACHES, "a": Reach.ADDS, "x": Reach.LEAKS}


@covers("R60")
@pytest.mark.parametrize("code", TABLE)
@pytest.mark.parametrize("audience", Audience)
def test_each_way_reaches_adds_or_leaks(code, audience):
    expected = SIGNS[TABLE[code][list(Audience).index(audience)]]
    assert reach(audience, MethodUse(code)) is expected


def test_the_table_above_names_every_way():
    assert list(TABLE) == [method.code for method in methods.METHODS]


def test_a_narrow_way_that_leaks_leaks_for_every_narrower_audience_too():
    """Once a way suits an audience it suits all wider ones at least as an addition."""
    for code in TABLE:
        verdicts = [reach(audience, MethodUse(code)) for audience in methods.AUDIENCE_ORDER]
        safe = [verdict is not Reach.LEAKS for verdict in verdicts]
        assert safe == sorted(safe)


def test_a_board_may_serve_members_only_when_it_hangs_indoors():
    assert reach(Audience.PARTY, MethodUse("gl", INDOOR)) is Reach.REACHES
    assert reach(Audience.PARTY, MethodUse("gl", "村口")) is Reach.LEAKS
    assert reach(Audience.PARTY, MethodUse("xs", INDOOR)) is Reach.LEAKS
    assert reach(Audience.INDIVIDUAL, MethodUse("gl", INDOOR)) is Reach.LEAKS


@covers("R55", "R56", "R57", "R58")
def test_the_three_families_are_those_of_the_article_and_each_way_can_be_proved():
    families = dict.fromkeys(Family, "")
    for method in methods.METHODS:
        families[method.family] += method.name
        assert method.proofs
        assert all(proof in methods.TERMS for proof in method.proofs)
    assert families == {
        Family.INDIVIDUAL: "面谈公文书信电子邮件",
        Family.PARTY: "会议文件简报局域网",
        Family.PUBLIC: "公开栏公开电话电子显示屏电视报刊广播手机新闻媒体民情访谈会党建网站",
    }


@covers("R60")
def test_a_public_board_for_an_individual_matter_is_refused_with_what_to_use():
    with pytest.raises(Refused) as refusal:
        methods.demand_fit(Audience.INDIVIDUAL, [MethodUse("mt"), MethodUse("gl")])
    assert refusal.value.code == "method_leaks"
    sentence = methods.REFUSALS["method_leaks"].format(**refusal.value.facts)
    assert sentence == "“公开栏”会让个人以外的人看到，不能用于向个人公开。请改用：面谈、公文、书信、电子邮件。"


@covers("R22")
def test_ways_that_reach_nobody_are_refused():
    with pytest.raises(Refused) as refusal:
        methods.demand_fit(Audience.PUBLIC, [MethodUse("wj"), MethodUse("hy")])
    assert refusal.value.code == "audience_unreached"
    assert "社会" in methods.REFUSALS["audience_unreached"].format(**refusal.value.facts)
    with pytest.raises(Refused):
        methods.demand_fit(Audience.PARTY, [])


def test_suitable_ways_pass():
    methods.demand_fit(Audience.PARTY, [MethodUse("hy"), MethodUse("gw")])
    methods.demand_fit(Audience.UNIT, [MethodUse("hy", "职代会"), MethodUse("wj")])
    assert methods.leaking(Audience.UNIT, [MethodUse("gl"), MethodUse("ds")]) == (MethodUse("ds"),)


def test_an_unknown_way_is_refused():
    with pytest.raises(Refused) as refusal:
        methods.reach(Audience.PUBLIC, MethodUse("zz"))
    assert refusal.value.code == "method_unknown"
    assert methods.method("jb").name == "简报"


@covers("R15")
def test_audiences_go_from_the_member_to_society():
    assert [methods.TERMS[a] for a in methods.AUDIENCE_ORDER] == ["个人", "党内", "本单位群众", "社会"]
