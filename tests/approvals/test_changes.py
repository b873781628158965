"""Change, withdrawal, termination: three stamps in order, each in its days and by its own body (第九条（二）, R86)."""

from datetime import date

import pytest

from gongkai.approvals import actions, queries
from gongkai.approvals.models import ChangeRequest
from gongkai.disclosures.models import Edition
from gongkai.ledger import queries as ledger
from gongkai.orgs import actions as orgs
from gongkai.rules.permissions import Role
from gongkai.rules.refusals import Refused
from tests.covers import covers


def refusal(act, *args, **kwargs) -> Refused:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value


def public(desk, state="published"):
    """An edition that the public reads; releasing belongs upstairs, so the state is written here."""
    edition = desk.bring(desk.written())
    Edition.objects.filter(pk=edition.pk).update(state=state, open_key=None)
    edition.refresh_from_db()
    return edition


def requested(desk, edition, kind="withdraw", who="clerk", **more):
    return actions.request_change(
        desk.at(who), edition_id=edition.pk, kind=kind, now=desk.tick(), today=desk.today,
        **({"reason": "金额抄错，影响判断", "basis": "第九条（二）", "impact": "党员会重新看到正确金额"} | more),
    )  # fmt: skip


def move(desk, change, verb, who, **more):
    return actions.move_change(desk.at(who), change_id=change.pk, verb=verb, now=desk.tick(), today=desk.today, **more)


def explained(desk, change, text="8月党费金额抄错，现予撤销。"):
    return actions.write_explanation(desk.at("clerk"), change_id=change.pk, text=text, now=desk.tick())


@covers("R86", "R148")
def test_three_stamps_in_order_each_in_its_days(desk):
    edition = public(desk)
    change = requested(desk, edition)
    assert (change.number, change.due_on) == ("Z01-C01-BG-2026-001", date(2026, 10, 10))  # five working days
    assert "实交180.00元" in change.before and change.before.startswith("9月党费收缴")
    for verb, who in (("file", "county_office"), ("explain", "head")):
        assert refusal(move, desk, change, verb, who).code in ("wrong_state", "not_found")
    change = move(desk, change, "agree", "maker", remark="同意撤销。")
    assert (change.state, change.decider_name, change.decision) == ("agreed", "吴十", "同意撤销。")
    assert change.due_on == date(2026, 9, 30) + (date(2026, 10, 8) - date(2026, 9, 30))  # three: 29, 30, then 8 October
    assert refusal(move, desk, change, "explain", "head").code == "wrong_state"
    change = move(desk, change, "file", "county_office")
    assert (change.state, change.filing_number, change.due_on) == ("filed", "BA-2026-0001", date(2026, 9, 30))
    assert refusal(move, desk, change, "explain", "head").code == "explanation_missing"
    explained(desk, change)
    facts = queries.facts(desk.at("clerk"), edition_id=edition.pk, today=desk.today)
    assert facts.change_complete is None and facts.open_change
    change = move(desk, change, "explain", "head")
    assert (change.state, change.due_on, change.explained_by) == ("explained", None, desk.world.head.pk)
    facts = queries.facts(desk.at("clerk"), edition_id=edition.pk, today=desk.today)
    assert facts.change_complete == "withdraw" and not facts.open_change
    trail = ledger.trail(desk.at("clerk"), subject=f"change:{change.pk}", org_path=change.org_path)
    assert [event.verb for event in trail] == [
        "change.request", "change.agree", "change.file", "change.write_explanation", "change.explain",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        ("releasing", True), ("published", True), ("closed", True), ("hidden", True),
        ("draft", False), ("secrecy", False), ("approved", False), ("superseded", False), ("withdrawn", False),
    ],
)  # fmt: skip
@covers("R86", "R88")
def test_only_what_is_public_or_hidden_can_be_changed(desk, state, allowed):
    edition = public(desk, state)
    if allowed:
        assert requested(desk, edition).state == "requested"
    else:
        assert refusal(requested, desk, edition).code == "change_not_public"


def test_one_request_at_a_time(desk):
    edition = public(desk)
    first = requested(desk, edition)
    assert refusal(requested, desk, edition, kind="terminate").code == "change_open"
    move(desk, first, "refuse", "maker", remark="理由不足。")
    second = requested(desk, edition, kind="terminate")
    assert second.number == "Z01-C01-BG-2026-002"
    move(desk, second, "recall", "clerk")
    assert requested(desk, edition).state == "requested"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"reason": "  "}, "remark_needed"),
        ({"kind": "change"}, "change_after_missing"),
        ({"who": "head"}, "no_permission"),
        ({"who": "charlie"}, "not_found"),
        ({"who": "maker"}, "not_found"),
    ],
)
def test_requests_that_cannot_be(desk, more, code):
    assert refusal(requested, desk, public(desk), **more).code == code
    assert not ChangeRequest.objects.exists()


@covers("R86")
def test_a_refusal_is_given_in_words(desk):
    change = requested(desk, public(desk))
    assert refusal(move, desk, change, "refuse", "maker").code == "remark_needed"
    change = move(desk, change, "refuse", "maker", remark="可以更正，不必撤销。")
    assert (change.state, change.decision, change.due_on) == ("refused", "可以更正，不必撤销。", None)
    assert not queries.facts(desk.at("clerk"), edition_id=change.edition_id, today=desk.today).open_change


@pytest.mark.parametrize(
    ("verb", "before", "right"),
    [("agree", (), "maker"), ("refuse", (), "maker"), ("file", ("agree",), "county_office"), ("recall", (), "clerk")],
)
@covers("R148")
def test_each_stamp_by_its_own_body(desk, verb, before, right):
    change = requested(desk, public(desk))
    for step in before:
        move(desk, change, step, "maker")
    for who in ("head", "deputy", "secrecy", "charlie", "villager", "county_maker", "maker", "county_office", "clerk"):
        if who != right:
            assert refusal(move, desk, change, verb, who, remark="理由").code in ("no_permission", "not_found")
    assert move(desk, change, verb, right, remark="理由").state != change.state


def test_the_applicant_does_not_agree_to_the_own_request(desk):
    orgs.give_grant(
        desk.world.clock, org_id=desk.world.town.pk, user_id=desk.world.clerk.pk, role=Role.MAKER,
        from_date=desk.today, now=desk.now,
    )  # fmt: skip
    change = requested(desk, public(desk))
    assert refusal(move, desk, change, "agree", "clerk").code == "own_request"
    (agree,) = [o for o in queries.change_offers(desk.at("clerk"), change_id=change.pk) if o.verb == "agree"]
    assert not agree.allowed and agree.why_not == "own_request"


def test_the_explanation_is_written_until_it_is_published(desk):
    change = requested(desk, public(desk))
    written = explained(desk, change)
    assert written.explanation == "8月党费金额抄错，现予撤销。"
    stale = {"change_id": change.pk, "text": "改", "now": desk.now, "version": change.version}
    assert refusal(actions.write_explanation, desk.at("clerk"), **stale).code == "changed_meanwhile"
    assert refusal(actions.write_explanation, desk.at("head"), **stale).code == "no_permission"
    assert refusal(actions.write_explanation, desk.at("charlie"), **stale).code == "not_found"
    assert refusal(explained, desk, change, "长" * 2001).code == "text_too_long"
    move(desk, change, "refuse", "maker", remark="不必。")
    assert refusal(explained, desk, change).code == "change_closed"


def test_who_sees_a_request(desk):
    change = requested(desk, public(desk))
    for who in ("clerk", "head", "maker", "superior"):
        assert queries.changes(desk.at(who), states=("requested",)) == [change]
    for actor in (desk.at("charlie"), desk.at("member"), desk.at("county_maker"), desk.world.visitor):
        assert queries.changes(actor) == []
        assert refusal(queries.change, actor, change_id=change.pk).code == "not_found"
    assert queries.changes(desk.at("maker"), maker_path=desk.world.town.path) == [change]
    assert queries.changes(desk.at("clerk"), edition_id=change.edition_id, org_id=desk.world.village.pk) == [change]
    assert queries.changes(desk.at("clerk"), edition_id=change.edition_id + 1) == []


@covers("R86", "R129")
def test_the_leading_group_receives_what_was_agreed_and_nothing_before(desk):
    office, county = desk.at("county_office"), desk.world.county.path
    first = requested(desk, public(desk))
    assert queries.filed_with(office, county_path=county) == []
    move(desk, first, "agree", "maker", remark="同意。")
    received = queries.filed_with(office, county_path=county)
    assert [(one.pk, one.waits_for_filing) for one in received] == [(first.pk, True)]
    move(desk, first, "file", "county_office")
    assert [one.waits_for_filing for one in queries.filed_with(office, county_path=county)] == [False]
    for who in ("superior", "maker", "head", "member"):
        assert refusal(queries.filed_with, desk.at(who), county_path=county).hidden
