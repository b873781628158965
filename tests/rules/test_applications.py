"""What an application and its answer must say (F6, F7); nobody decides in the own case."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules import applications as law
from gongkai.rules.actor import Actor, ActorKind, HeldGrant
from gongkai.rules.clusters import share
from gongkai.rules.moves import decide
from gongkai.rules.permissions import Role
from gongkai.rules.procedures.access_request import ACCESS_REQUEST, MOVES, OPEN_STATES, WATCHED_STATES, RequestFacts
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.refusals import Refused
from tests.covers import covers

TODAY = date(2026, 9, 28)
VILLAGE, TOWN = "000100010001", "00010001"
FACTS = RequestFacts("accepted", Bodies(VILLAGE, TOWN, TOWN, "0001"), due=TODAY, today=TODAY)
BOTH = Actor(ActorKind.PERSON, 7, "一人", (HeldGrant(Role.CLERK, 1, VILLAGE), HeldGrant(Role.SUPERIOR, 2, TOWN, True)))


def refusal(act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value.code


@covers("R89")
@given(st.text(max_size=200), st.text(max_size=2100))
def test_an_application_says_what_it_wants_and_fits(matter, description):
    fields = {"matter": matter, "description": description}
    if 0 < len(matter.strip()) <= 120 and 0 < len(description.strip()) <= 2000:
        assert law.demand_application(fields)["matter"] == matter.strip()
    else:
        assert refusal(law.demand_application, fields) in ("request_fields", "request_text_long")


@pytest.mark.parametrize("key", law.APPLICATION)
def test_every_field_has_a_name_and_a_length(key):
    assert law.FIELDS[key] and set(law.MOST) == set(law.FIELDS)
    full = dict.fromkeys(law.NEEDED, "字") | {key: "字" * law.MOST[key]}
    assert len(law.demand_application(full)[key]) == law.MOST[key]
    assert refusal(law.demand_application, full | {key: "字" * (law.MOST[key] + 1)}) == "request_text_long"


@covers("R92")
@given(st.integers(-400, 400))
def test_reasons_hold_until_a_day_that_lies_ahead_or_without_end(days):
    until = TODAY + timedelta(days=days)
    if days > 0:
        assert law.demand_reasons(" 理由 ", "依据", until, TODAY) == ("理由", "依据")
    else:
        assert refusal(law.demand_reasons, "理由", "依据", until, TODAY) == "request_until_wrong"
    assert law.demand_reasons("理由", "依据", None, TODAY) == ("理由", "依据")


def test_an_answer_is_cleared_and_its_files_are_looked_through_too():
    assert law.demand_answer(" 支出1200元。 ", cleared=True) == "支出1200元。"
    assert refusal(law.demand_answer, "支出1200元。", cleared=False) == "request_secrecy"
    assert refusal(law.demand_answer, "见附件。", cleared=True, files=("绝密★20年",)) == "request_answer_unfit"


def test_a_choice_that_does_not_exist_is_named():
    assert law.chosen(law.Form, "paper", "怎样答复") is law.Form.PAPER
    assert refusal(law.chosen, law.Form, "", "怎样答复") == "request_choice"


@covers("R150")
@pytest.mark.parametrize("move", [one for one in MOVES if one.permission is not None], ids=lambda one: one.verb)
def test_nobody_decides_in_the_own_case(move):
    facts = replace(FACTS, state=move.sources[0], applicant_id=7)
    assert refusal(decide, ACCESS_REQUEST, BOTH, facts, move.verb, remark="x") in ("request_own", "system_only")


@covers("R150")
@pytest.mark.parametrize("verb", ["agree", "partly", "must"])
def test_who_proposed_does_not_rule(verb):
    facts = replace(FACTS, state="proposed", proposer_id=7)
    assert refusal(decide, ACCESS_REQUEST, BOTH, facts, verb, remark="x") == "request_proposer"
    assert decide(ACCESS_REQUEST, BOTH, replace(facts, proposer_id=8), verb, remark="x").target == "ruled"


@covers("R97")
@pytest.mark.parametrize("state", OPEN_STATES)
def test_the_clock_passes_on_whatever_is_open_and_reports_only_what_is_overdue(state):
    clock, facts = Actor.clock(), replace(FACTS, state=state)
    assert decide(ACCESS_REQUEST, clock, facts, "pass_on").target == state
    over = replace(facts, due=TODAY - timedelta(days=1))
    if state in WATCHED_STATES:
        assert refusal(decide, ACCESS_REQUEST, clock, facts, "escalate") == "request_day_left"
        assert decide(ACCESS_REQUEST, clock, over, "escalate").target == state
    else:
        assert refusal(decide, ACCESS_REQUEST, clock, over, "escalate") == "wrong_state"
    assert refusal(decide, ACCESS_REQUEST, BOTH, over, "pass_on") == "system_only"


@given(st.frozensets(st.text(max_size=2)), st.frozensets(st.text(max_size=2)))
def test_a_share_lies_between_none_and_all_and_two_thirds_is_half_of_all_together(one, other):
    found = share(one, other)
    assert 0 <= found <= 1 and found == share(other, one)
    if one and other:
        assert (found >= 2 / 3) == (2 * len(one & other) >= len(one | other))
