"""Pressing at the same moment: one application, one ruling, one answer, one proposal."""

import pytest

from gongkai.access_requests import actions
from gongkai.access_requests.models import AccessRequest, RefusalProposal, RequestStep
from gongkai.rules.actor import Actor
from tests.access_requests.asking import ANSWER, REASONS, WANTED, Asking
from tests.covers import covers
from tests.factories.drafts import Desk
from tests.factories.parallel import at_once, file_database, seen


@covers("R89")
@pytest.mark.django_db(transaction=True)
def test_one_member_pressing_six_times_makes_one_application_and_six_members_six_numbers(tmp_path):
    asking = Asking(Desk())
    for number in range(6):
        asking.enroll(f"m{number}", f"1{number}")
    when, village = asking.when, asking.world.village.pk

    def press(actor):
        return lambda: actions.apply(actor, org_id=village, **WANTED, **when).number

    once, six = asking.at("member"), [asking.at(f"m{number}") for number in range(6)]
    with file_database(tmp_path):
        assert len(set(at_once([press(once)] * 6))) == 1
        numbers = at_once([press(actor) for actor in six])
        assert sorted(numbers) == [f"Z01-C01-SQ-2026-{serial:03d}" for serial in range(2, 8)]
        assert seen(AccessRequest.objects.count) == 7


@covers("R92", "R150")
@pytest.mark.django_db(transaction=True)
def test_granted_and_proposed_at_once_is_one_of_both_and_ruled_once(tmp_path):
    asking = Asking(Desk())
    row, waiting = asking.accepted(), asking.proposed(asking.accepted(description="另一件"))
    clerk, head, superior, when = asking.at("clerk"), asking.at("head"), asking.at("superior"), asking.when

    def act(actor, one, verb, **given):
        return lambda: actions.move(actor, number=one.number, verb=verb, **given, **when).state

    with file_database(tmp_path):
        results = at_once([act(clerk, row, "grant", **ANSWER), act(head, row, "propose", **REASONS)] * 2)
        rulings = at_once([act(superior, waiting, verb, remark="意见") for verb in ("agree", "must", "partly")])
        state = seen(lambda: AccessRequest.objects.get(pk=row.pk).state)
        assert results.count(state) == 1
        assert set(results) - {state} <= {"changed_meanwhile", "wrong_state"}
        assert rulings.count("ruled") == 1
        made = seen(lambda: RefusalProposal.objects.filter(request_id=row.pk).count())
        assert made == (state == "proposed")
        assert (
            seen(
                lambda: RequestStep.objects.filter(request_id=waiting.pk, verb__in=("agree", "must", "partly")).count()
            )
            == 1
        )


@covers("R90")
@pytest.mark.django_db(transaction=True)
def test_the_clock_and_the_applicant_at_the_same_moment(tmp_path):
    asking = Asking(Desk())
    row = asking.move(asking.apply(), "ask_correction", remark="哪一年？")
    asking.later(30)
    member, when = asking.at("member"), asking.when

    def correct():
        return actions.move(member, number=row.number, verb="correct", remark="2025年", **when).state

    def lapse():
        return actions.lapse_uncorrected(Actor.clock(), **when)

    with file_database(tmp_path):
        results = at_once([correct, lapse])
        state = seen(lambda: AccessRequest.objects.get(pk=row.pk).state)
    assert (state, results[1]) in {("closed", 1), ("received", 0)}
    assert results[0] == ("received" if state == "received" else results[0])
