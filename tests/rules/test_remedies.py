"""What a decision of the first step demands to be put right, and that nothing of a person stands in it (R120)."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.accountability import ARTICLE, TERMS, Fact, KnownFact, Step, Target, Trigger, in_sum
from gongkai.rules.citations import anchor
from gongkai.rules.remedies import REMEDIES, Ground, Remedy, brings_notice, to_put_right
from tests.covers import covers


@covers("R120")
def test_the_first_step_wants_both_and_no_other_does():
    assert [step for step in Step if brings_notice(step)] == [Step.CORRECT]


@covers("R120")
def test_every_kind_of_record_has_its_provision_and_its_demand():
    assert set(REMEDIES) == set(Fact)
    for kind, (article, demand) in REMEDIES.items():
        assert anchor(article) and demand.endswith("。")
        (one,) = to_put_right(
            grounds=[Ground(kind, "写明")], trigger=Trigger.SERIOUS, target=Target.LEADER, found="张三", names=["张三"]
        )
        assert one == Remedy("写明", article, demand)


@covers("R120")
def test_a_finding_brings_its_own_provision_and_demand():
    ground = Ground(Fact.FINDING, "没有张贴。", "第七条", "补贴。")
    (one,) = to_put_right(grounds=[ground], trigger=Trigger.FAILED, target=Target.ORGANIZATION, found="", names=())
    assert one == Remedy("没有张贴。", "第七条", "补贴。")


@covers("R120", "R122")
@pytest.mark.parametrize(("trigger", "target"), list(product(Trigger, Target)))
def test_without_records_what_was_written_is_told_only_of_the_organization_and_without_names(trigger, target):
    def facts(found, names=("", "张三")):
        (one,) = to_put_right(grounds=(), trigger=trigger, target=target, found=found, names=names)
        assert one.article == ARTICLE and one.demand
        return one.facts

    at_large = f"有“{TERMS[trigger]}”的情况。"
    assert facts("三个月没有公开。") == ("三个月没有公开。" if target is Target.ORGANIZATION else at_large)
    assert facts("张三三个月没有公开。") == facts(" ") == at_large


@given(st.lists(st.sampled_from(Fact)), st.sampled_from(Trigger), st.sampled_from(Target), st.text(max_size=9))
def test_a_notice_has_one_problem_for_each_record_and_never_none(kinds, trigger, target, name):
    made = to_put_right(
        grounds=[Ground(kind, "写明") for kind in kinds],
        trigger=trigger,
        target=target,
        found=f"事{name}",
        names=[name],
    )
    assert len(made) == max(len(kinds), 1)
    assert not name or len(name) < 2 or all(f"事{name}" not in one.facts for one in made)


def test_what_the_records_come_to_is_one_sentence():
    day, later = date(2026, 3, 5), date(2026, 4, 5)
    known = [
        KnownFact(Fact.MARK, "m", "", day),
        KnownFact(Fact.OVERDUE, "a", "", later),
        KnownFact(Fact.OVERDUE, "b", "", day),
    ]
    assert in_sum(known) == "查到逾期没有公开2项（最早的应于2026年3月5日公开），监督意见1条，见根据的记录。"
    assert in_sum([]) == ""
