"""Twelve roles and more at every door of the vault (P32): what each hears, for opinions near and far (P41)."""

import pytest

from gongkai.orgs import actions as orgs
from gongkai.participation import actions, queries
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.factories.world import LONG_AGO
from tests.participation.protectors import NOW

REASON = "要当面核对补助名单上的数字。"
EVERYONE = (
    "visitor", "villager", "member", "supervisor", "keeper", "clerk", "deputy", "head", "charlie", "superior",
    "county_office", "system", "auditor", "security", "handler", "second", "county_handler",
)  # fmt: skip
# Who may do what about a confidential opinion (its leaders are concerned, the town handles it) and an ordinary one.
ASK = {
    "confidential": {"handler", "second", "county_handler"},
    "ordinary": {"superior", "county_office", "county_handler"},
}
AGREE = {"confidential": {"second", "county_handler", "security"}, "ordinary": {"county_handler", "security"}}
ASKER = {"confidential": "handler", "ordinary": "superior"}


def code(act) -> str:
    try:
        act()
    except Refused as refused:
        return "hidden" if refused.hidden else refused.code
    return "ok"


@pytest.fixture
def case(protected, request):
    opinion, ref = protected.signed(leaders=request.param == "confidential")
    return protected, opinion, ref, request.param


both = pytest.mark.parametrize("case", ["confidential", "ordinary"], indirect=True)


@covers("R12")
@both
@pytest.mark.parametrize("who", EVERYONE)
def test_who_may_ask(case, who):
    protected, opinion, ref, kind = case
    actor = protected.actor(who)
    wanted = "ok" if who in ASK[kind] else "hidden"
    assert code(lambda: queries.opinion_to_ask_about(actor, ref=ref)) == wanted
    assert code(lambda: queries.ask_offer(actor, ref=ref, now=NOW)) == wanted
    assert (opinion in queries.to_ask_about(actor)) is (wanted == "ok")
    ask = lambda: actions.ask_to_open(actor, ref=ref, reason=REASON, subject=f"opinion:{opinion.pk}", now=NOW)  # noqa: E731
    assert code(ask) == wanted


@covers("R12")
@both
@pytest.mark.parametrize("who", EVERYONE)
def test_who_may_agree_and_who_may_know_of_the_request(case, who):
    protected, opinion, ref, kind = case
    asker = protected.actor(ASKER[kind])
    made = actions.ask_to_open(asker, ref=ref, reason=REASON, subject=f"opinion:{opinion.pk}", now=NOW)
    actor = protected.actor(who)
    knows = who in ASK[kind] | AGREE[kind]
    assert code(lambda: queries.request(actor, request_id=made.pk)) == ("ok" if knows else "hidden")
    listed = code(lambda: queries.requests(actor))
    assert (listed == "ok" and made in queries.requests(actor)) is knows
    wanted = "ok" if who in AGREE[kind] and who != ASKER[kind] else None
    given = code(lambda: actions.consent_to_open(actor, request_id=made.pk, now=NOW))
    assert given == wanted if wanted else given == "hidden" if not knows else given in ("no_permission", "opening_own")


@both
@pytest.mark.parametrize("who", EVERYONE)
def test_nobody_but_the_asker_opens(case, who):
    protected, opinion, ref, kind = case
    asker = protected.actor(ASKER[kind])
    made = actions.ask_to_open(asker, ref=ref, reason=REASON, subject=f"opinion:{opinion.pk}", now=NOW)
    actions.consent_to_open(protected.actor("security"), request_id=made.pk, now=NOW)
    given = code(lambda: actions.open_name(protected.actor(who), request_id=made.pk, now=NOW))
    assert (given == "ok") is (who == ASKER[kind])
    assert code(lambda: queries.ledger_of_looks(protected.actor(who))) == ("ok" if who == "auditor" else "hidden")


@both
@pytest.mark.parametrize("who", EVERYONE)
def test_only_the_author_reads_and_sees_the_looks(case, who):
    protected, opinion, ref, kind = case
    asker = protected.actor(ASKER[kind])
    actions.ask_to_open(asker, ref=ref, reason=REASON, subject=f"opinion:{opinion.pk}", now=NOW)
    actor = protected.actor(who)
    assert (code(lambda: queries.show_own(actor, ref=ref, now=NOW)) == "ok") is (who == "member")
    assert len(queries.looks_at_own(actor)) == (who == "member")


def test_a_handler_who_stands_on_the_roll_of_the_accused_is_none(protected):
    """Neither the asker nor the second person may be of the organization complained about."""
    opinion, ref = protected.signed()
    made = actions.ask_to_open(
        protected.actor("handler"), ref=ref, reason=REASON, subject=f"opinion:{opinion.pk}", now=NOW
    )
    orgs.enroll(
        protected.world.clock, org_id=protected.world.village.pk, roll_number="077", name="何六", from_date=LONG_AGO,
        user_id=protected.people["second"].pk, now=NOW,
    )  # fmt: skip
    assert code(lambda: actions.consent_to_open(protected.actor("second"), request_id=made.pk, now=NOW)) == "hidden"
    assert code(lambda: queries.request(protected.actor("second"), request_id=made.pk)) == "hidden"


def test_lists_cost_the_same_for_two_and_for_eight(protected, django_assert_num_queries):
    def cost(count):
        for _ in range(count):
            opinion, ref = protected.signed()
            made = actions.ask_to_open(
                protected.actor("handler"), ref=ref, reason=REASON, subject=f"opinion:{opinion.pk}", now=NOW
            )
            actions.consent_to_open(protected.actor("second"), request_id=made.pk, now=NOW)
        handler, member, auditor = (protected.actor(one) for one in ("handler", "member", "auditor"))
        with django_assert_num_queries(2):
            queries.requests(handler)
        with django_assert_num_queries(1):
            queries.to_ask_about(handler)
        with django_assert_num_queries(3):
            queries.looks_at_own(member)
        with django_assert_num_queries(2):
            queries.ledger_of_looks(auditor)

    cost(2)
    cost(6)
