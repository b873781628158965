"""What a ballot may say, how ballots add up, and when a round counts (第九条（七）, F22)."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.appraisals import (
    DECIDED,
    LONGEST_WORDS,
    Awareness,
    Formula,
    Item,
    Mark,
    Open,
    Turnout,
    add,
    invalid_because,
    is_low,
    item_result,
    may_break_down,
    read_vote,
    results,
    same_counts,
    sound_table,
    tabulate,
)
from gongkai.rules.refusals import Refused
from tests.covers import covers

FIGURES = Formula()
NONCE = "0123456789abcdef" * 2
GOOD = {
    "nonce": NONCE, "marks": {"content": "satisfied"}, "aware": {"day": True}, "words": {"advice": "  贴低一点 ", "missing": " "},
}  # fmt: skip


def test_a_ballot_is_read_and_blank_answers_are_abstentions():
    vote = read_vote(GOOD)
    assert (vote.marks, vote.aware, vote.words) == ({"content": "satisfied"}, {"day": True}, {"advice": "贴低一点"})
    assert read_vote({"nonce": NONCE, "marks": {}, "aware": {}, "words": {}}).marks == {}


BROKEN = [
    None, [], "x", 5, {}, GOOD | {"extra": 1}, {k: v for k, v in GOOD.items() if k != "words"},
    GOOD | {"nonce": NONCE[:-1]}, GOOD | {"nonce": NONCE.upper()}, GOOD | {"nonce": 5}, GOOD | {"nonce": NONCE + "0"},
    GOOD | {"marks": []}, GOOD | {"marks": {"colour": "satisfied"}}, GOOD | {"marks": {"content": "great"}},
    GOOD | {"marks": {"content": ["satisfied"]}}, GOOD | {"aware": {"day": "yes"}}, GOOD | {"aware": {"night": True}},
    GOOD | {"aware": None}, GOOD | {"words": {"advice": 5}}, GOOD | {"words": {"other": "x"}},
    GOOD | {"words": {"advice": "长" * (LONGEST_WORDS + 1)}}, GOOD | {"words": "x"},
]  # fmt: skip


@pytest.mark.parametrize("raw", BROKEN, ids=range(len(BROKEN)))
def test_anything_else_is_no_ballot(raw):
    with pytest.raises(Refused) as refused:
        read_vote(raw)
    assert refused.value.code == "ballot_unreadable"


votes = st.builds(
    lambda marks, aware: read_vote({"nonce": NONCE, "marks": marks, "aware": aware, "words": {}}),
    st.dictionaries(st.sampled_from(list(map(str, Item))), st.sampled_from(list(map(str, Mark)))),
    st.dictionaries(st.sampled_from(list(map(str, Awareness))), st.booleans()),
)


@given(st.lists(votes, max_size=12), st.lists(votes, max_size=12))
def test_sums_lose_nobody_and_two_parts_add_up_to_the_whole(first, second):
    table, yes, answered = tabulate([*first, *second])
    for item in Item:
        assert sum(table[item].values()) == sum(item in vote.marks for vote in (*first, *second))
    for question in Awareness:
        assert yes[question] <= answered[question] == sum(question in vote.aware for vote in (*first, *second))
    assert add(tabulate(first)[0], tabulate(second)[0]) == table


marks = st.fixed_dictionaries({mark: st.integers(0, 60) for mark in Mark})


@covers("R117")
@given(marks)
def test_the_score_is_the_weighted_mean_of_those_who_decided(found):
    result = item_result(Item.OVERALL, found, FIGURES)
    people = [100] * found[Mark.SATISFIED] + [70] * found[Mark.MOSTLY] + [30] * found[Mark.DISSATISFIED]
    if not people:
        assert (result.score, result.satisfaction) == (None, None)
        return
    assert abs(Fraction(str(result.score)) - Fraction(sum(people), len(people))) <= Fraction(1, 20)
    pleased = Fraction(100 * sum(value > 30 for value in people), len(people))
    assert abs(Fraction(str(result.satisfaction)) - pleased) <= Fraction(1, 20)
    assert 30 <= result.score <= 100


@given(marks, st.integers(0, 60))
def test_those_who_do_not_know_change_the_awareness_and_not_the_score(found, more):
    changed = found | {Mark.UNKNOWING: found[Mark.UNKNOWING] + more}
    assert item_result(Item.FORM, found, FIGURES).score == item_result(Item.FORM, changed, FIGURES).score


@pytest.mark.parametrize(
    ("satisfied", "dissatisfied", "low"), [(6, 4, False), (59, 41, True), (60, 40, False), (0, 5, True), (0, 0, False)]
)
def test_under_sixty_percent_is_low(satisfied, dissatisfied, low):
    table = tabulate(())[0]
    table[Item.OVERALL] |= {Mark.SATISFIED: satisfied, Mark.DISSATISFIED: dissatisfied}
    assert is_low(table, FIGURES) is low


@pytest.mark.parametrize(
    ("turnout", "trouble"),
    [
        (Turnout(9, online=5), None), (Turnout(8, online=4), "no_quorum"), (Turnout(8, 4, 1, 1, 0), None),
        (Turnout(10, 6, 2, 3, 3), "too_many_papers"), (Turnout(10, 6, 3, 2, 3), "too_many_papers"),
        (Turnout(0), "no_quorum"), (Turnout(3, 0, 2, 2, 2), None),
    ],
)  # fmt: skip
def test_a_round_counts_when_more_than_half_took_part_and_no_paper_is_too_many(turnout, trouble):
    assert invalid_because(turnout, FIGURES) == trouble


def test_five_ballots_may_be_broken_down_and_four_may_not():
    assert may_break_down(5, FIGURES) and not may_break_down(4, FIGURES)


def test_paper_counts_fit_the_valid_papers():
    table = {item: {Mark.SATISFIED: 2, Mark.UNKNOWING: 1} for item in Item}
    sound_table(table, 3)
    for wrong in ({**table, Item.FORM: {Mark.SATISFIED: 4}}, {**table, Item.FORM: {Mark.SATISFIED: -1}}):
        with pytest.raises(Refused) as refused:
            sound_table(wrong, 3)
        assert refused.value.facts == {"item": "形式方便", "valid": 3}


def test_two_counters_must_agree():
    one = {"valid": 3, "table": {}}
    assert same_counts([one, dict(one)])
    assert not same_counts([one]) and not same_counts([one, one, one]) and not same_counts([one, {"valid": 2}])


def test_every_item_is_told_in_the_order_of_the_form():
    assert [one.item for one in results(tabulate(())[0], FIGURES)] == list(Item)
    assert Mark.UNKNOWING not in DECIDED and len(Open) == 2
