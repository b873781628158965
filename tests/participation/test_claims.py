"""What was typed in for somebody becomes one's own with the code on the paper; refusals leave nothing behind (R11)."""

import pytest

from gongkai.ledger.claims import claim_code
from gongkai.ledger.models import AuditEvent
from gongkai.ledger.sources import SOURCES
from gongkai.orgs import actions as orgs
from gongkai.participation import actions, queries
from gongkai.participation.models import Identity
from gongkai.rules.actor import Actor
from tests.covers import covers
from tests.participation.asking import refusal

NAME = "老何"


@pytest.fixture
def typed(voices):
    return voices.enter(name=NAME, contact="三组，村口第二家")


@pytest.fixture
def later(voices):
    """The same person got an account."""
    voices.people["he"] = orgs.create_user(Actor.clock(), username="he", name=NAME, now=voices.now)
    return voices.at("he")


def claim(voices, actor, number, code, source=""):
    return actions.claim(actor, number=number, code=code, source=source, today=voices.today)


@covers("R11", "R100")
def test_with_the_code_and_the_same_name_it_is_ones_own(voices, typed, later):
    assert queries.own_opinions(later, today=voices.today) == []
    code = claim_code(typed.number)
    for _ in range(2):  # pressing twice is once
        claim(voices, later, f" {typed.number.lower()} ", code.lower().replace("-", " "))
    [mine] = queries.own_opinions(later, today=voices.today)
    assert mine.number == typed.number
    typed.refresh_from_db()
    assert queries.show_own(later, ref=typed.identity_ref, now=voices.now).contact == "三组，村口第二家"
    assert refusal(claim, voices, voices.at("member"), typed.number, code).code == "claim_wrong"


@covers("R12")
def test_wrong_code_number_or_name_are_one_refusal_without_a_trace(voices, typed, later):
    unsigned, web = voices.enter(), voices.submit("member")
    other = voices.enter(name=NAME, contact="村口")
    before = (AuditEvent.objects.count(), sorted(Identity.objects.values_list("ref", "key_id", "owner")))
    wrong = [
        (later, typed.number, "0000-0000-0000-0000"), (later, typed.number, ""), (later, "没有这个编号", claim_code("x")),
        (later, typed.number, claim_code(other.number)), (voices.at("member"), typed.number, claim_code(typed.number)),
        (later, unsigned.number, claim_code(unsigned.number)), (later, web.number, claim_code(web.number)),
    ]  # fmt: skip
    for actor, number, code in wrong:
        assert refusal(claim, voices, actor, number, code).code == "claim_wrong"
    assert refusal(claim, voices, Actor.visitor(), typed.number, claim_code(typed.number)).hidden
    assert before == (AuditEvent.objects.count(), sorted(Identity.objects.values_list("ref", "key_id", "owner")))


@covers("R12")
def test_the_success_stands_in_no_trail(voices, typed, later):
    before = AuditEvent.objects.count()
    claim(voices, later, typed.number, claim_code(typed.number))
    assert AuditEvent.objects.count() == before


def test_guessing_is_slowed(voices, typed, later):
    source = SOURCES.mark("10.9.8.7", today=voices.today)
    said = [refusal(claim, voices, later, typed.number, f"{n:016d}", source).code for n in range(25)]
    assert said == ["claim_wrong"] * 20 + ["receipt_tries"] * 5


@covers("R11")
def test_the_paper_is_for_the_one_who_typed_and_for_that_day(voices, typed):
    slip = actions.paper_of(voices.at("clerk"), opinion=typed, today=voices.today)
    paper = queries.paper(voices.at("clerk"), slip=slip, today=voices.today)
    assert (paper.number, paper.code) == (typed.number, claim_code(typed.number))
    for who in ("head", "member", "visitor"):
        assert refusal(queries.paper, voices.at(who), slip=slip, today=voices.today).hidden
    assert refusal(queries.paper, voices.at("clerk"), slip=f"{slip}x", today=voices.today).hidden
    voices.later(1)
    assert refusal(queries.paper, voices.at("clerk"), slip=slip, today=voices.today).hidden
    assert actions.paper_of(voices.at("clerk"), opinion=voices.enter(), today=voices.today) == ""


def test_a_claimed_name_survives_a_change_of_keys(voices, typed, later):
    claim(voices, later, typed.number, claim_code(typed.number))
    actions.rotate_keys(Actor.clock(), now=voices.now)
    assert [one.number for one in queries.own_opinions(later, today=voices.today)] == [typed.number]
