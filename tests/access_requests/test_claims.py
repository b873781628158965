"""An application typed in for a member becomes the member's own with the code on the receipt (R89)."""

import pytest

from gongkai.access_requests import actions, queries
from gongkai.access_requests.models import RequestStep
from gongkai.ledger.claims import claim_code
from gongkai.ledger.models import AuditEvent
from gongkai.ledger.sources import SOURCES
from gongkai.orgs import actions as orgs
from gongkai.rules.actor import Actor
from tests.access_requests.asking import refusal
from tests.covers import covers


@pytest.fixture
def typed(asking):
    asking.enroll("laohe", "077", name="老何", account=False)
    return asking.enter(name="老何", roll_number="077")


@pytest.fixture
def later(asking):
    asking.people["he"] = orgs.create_user(Actor.clock(), username="he", name="老何", now=asking.desk.now)
    return asking.at("he")


def claim(asking, actor, number, code, source=""):
    return actions.claim(actor, number=number, code=code, source=source, **asking.when)


@covers("R89")
def test_with_the_code_and_the_same_name_it_is_followed_on_the_site(asking, typed, later):
    code = claim_code(typed.number)
    assert code in "".join(queries.letter(asking.at("clerk"), number=typed.number, key="receipt").letter.paragraphs)
    for _ in range(2):
        claim(asking, later, typed.number.lower(), code.lower())
    assert [row.number for row in queries.my_requests(later)] == [typed.number]
    assert RequestStep.objects.filter(request=typed, verb="claim").count() == 1
    for who in ("clerk", "he"):
        letter = queries.letter(asking.at(who), number=typed.number, key="receipt").letter
        assert "领取码" not in "".join(letter.paragraphs)
    assert refusal(claim, asking, asking.at("member"), typed.number, code) == "claim_wrong"


def test_guessing_is_slowed_and_counted_with_the_wrong_receipts(asking, typed, later):
    today = asking.when["today"]
    source, other = (SOURCES.mark(address, today=today) for address in ("10.9.8.7", "10.9.8.6"))
    said = [refusal(claim, asking, later, typed.number, f"{n:016d}", source) for n in range(25)]
    assert said == ["claim_wrong"] * 20 + ["receipt_tries"] * 5
    code = claim_code(typed.number)
    assert refusal(claim, asking, later, typed.number, code, source) == "receipt_tries"  # also the right one
    assert claim(asking, later, typed.number, code, other).applicant_id == later.user_id


@covers("R89", "R12")
def test_wrong_code_number_or_name_are_one_refusal_without_a_trace(asking, typed, later):
    online = asking.apply()
    before = (AuditEvent.objects.count(), RequestStep.objects.count())
    wrong = [
        (later, typed.number, "0000-0000-0000-0000"), (later, "没有", claim_code("没有")),
        (later, typed.number, claim_code(online.number)), (asking.at("clerk"), typed.number, claim_code(typed.number)),
        (asking.at("member"), typed.number, claim_code(typed.number)), (later, online.number, claim_code(online.number)),
    ]  # fmt: skip
    for actor, number, code in wrong:
        assert refusal(claim, asking, actor, number, code) == "claim_wrong"
    assert refusal(claim, asking, Actor.visitor(), typed.number, claim_code(typed.number)) == "not_found"
    assert before == (AuditEvent.objects.count(), RequestStep.objects.count())
    assert queries.my_requests(later) == []
