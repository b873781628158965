"""Decisions on record: a second person lets a finding pass (P29); feedback is decided before closing (R80)."""

import pytest

from gongkai.disclosures import actions, queries
from gongkai.disclosures.models import CheckDecision, Edition
from gongkai.ledger import queries as ledger
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.factories.drafts import made_id


def refusal(act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value.code


@pytest.fixture
def stopped(desk):
    """A draft with an identity card number in it, and the finding."""
    edition = desk.written(content=f"<p>张某某 {made_id()}，交6.00元。</p>")
    (stop,) = queries.checks(desk.at("clerk"), edition_id=edition.pk, today=desk.today).stops
    return edition, stop


def decide(desk, edition, stop, who="secrecy", reason="这是法人证书编号，不是个人信息", **more):
    return actions.decide_check(
        desk.at(who), edition_id=edition.pk, now=desk.tick(),
        **({"code": stop.code, "finding": stop.digest, "reason": reason} | more),
    )  # fmt: skip


def test_a_second_person_lets_it_pass_with_a_reason(desk, stopped):
    edition, stop = stopped
    decision = decide(desk, edition, stop)
    assert (decision.decider_name, decision.reason) == ("赵六", "这是法人证书编号，不是个人信息")
    report = queries.checks(desk.at("clerk"), edition_id=edition.pk, today=desk.today)
    assert report.stops == () and [one.digest for one in report.lifted] == [stop.digest]
    assert decide(desk, edition, stop, who="deputy").pk == decision.pk  # decided once
    assert [d.pk for d in queries.check_decisions(desk.at("clerk"), edition_id=edition.pk)] == [decision.pk]
    (event,) = [
        event
        for event in ledger.trail(desk.at("clerk"), subject=f"edition:{edition.pk}", org_path=edition.org_path)
        if event.verb == "edition.decide_check"
    ]
    assert made_id() not in str(event.facts)


@pytest.mark.parametrize(
    ("who", "code"), [("clerk", "no_permission"), ("charlie", "not_found"), ("maker", "not_found")]
)
def test_not_by_those_without_the_duty(desk, stopped, who, code):
    assert refusal(decide, desk, *stopped, who=who) == code
    assert not CheckDecision.objects.exists()


def test_never_by_someone_who_wrote_the_text(desk, stopped):
    edition, stop = stopped
    queries.revision(desk.world.clock, edition_id=edition.pk)
    edition.revisions.filter(number=1).update(saved_by=desk.world.deputy.pk)
    assert refusal(decide, desk, edition, stop, who="deputy") == "own_check"


def test_only_with_a_reason_and_only_what_is_there(desk, stopped):
    edition, stop = stopped
    assert refusal(decide, desk, edition, stop, reason="  ") == "remark_needed"
    assert refusal(decide, desk, edition, stop, reason="长" * 201) == "text_too_long"
    assert refusal(decide, desk, edition, stop, finding="0" * 64) == "check_gone"
    assert refusal(decide, desk, edition, stop, code="secrecy_mark") == "check_gone"
    assert not CheckDecision.objects.exists()


def test_another_number_stops_again(desk, stopped):
    edition, stop = stopped
    decide(desk, edition, stop)
    desk.save(edition, content="<p>13900000000，交6.00元。</p>")
    (other,) = queries.checks(desk.at("clerk"), edition_id=edition.pk, today=desk.today).stops
    assert other.code == "personal_number" and other.digest != stop.digest


def test_a_mark_of_secrecy_is_never_lifted(desk):
    edition = desk.written(content="<p>密级：机密</p><p>共3件。</p>")
    (stop,) = queries.checks(desk.at("clerk"), edition_id=edition.pk, today=desk.today).stops
    assert stop.code == "secrecy_mark"
    assert refusal(decide, desk, edition, stop) == "check_gone"


@covers("R80")
def test_feedback_on_a_major_matter_is_decided_by_the_head(desk):
    edition = desk.bring(desk.written())
    args = {"edition_id": edition.pk, "again": True, "reason": "有3条意见，支出明细要写细。", "now": desk.now}
    assert refusal(actions.decide_feedback, desk.at("head"), **args) == "wrong_state"
    Edition.objects.filter(pk=edition.pk).update(state="published", open_key=None)
    assert refusal(actions.decide_feedback, desk.at("clerk"), **args) == "no_permission"
    assert refusal(actions.decide_feedback, desk.at("charlie_head"), **args) == "not_found"
    assert refusal(actions.decide_feedback, desk.at("head"), **(args | {"reason": " "})) == "remark_needed"
    assert not queries.edition_facts(desk.at("head"), edition_id=edition.pk).feedback_decided
    decided = actions.decide_feedback(desk.at("head"), **args)
    assert decided.feedback_decision == "再次公开：是。有3条意见，支出明细要写细。"
    assert queries.edition_facts(desk.at("head"), edition_id=edition.pk).feedback_decided
