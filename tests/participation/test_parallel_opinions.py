"""Pressing at the same moment happens once: deciding, rating, delivering."""

import pytest

from gongkai.participation import actions
from gongkai.participation.models import Opinion, OpinionRating, OpinionStep
from gongkai.rules.actor import Actor
from tests.factories.parallel import at_once, file_database, seen
from tests.participation.voices import TODAY, Voices

AT_ONCE = 6


@pytest.mark.django_db(transaction=True)
def test_assigned_once_rated_once_and_received_once(tmp_path):
    voices = Voices()
    waiting, told = voices.submit(), voices.told()
    keeper, clock = voices.at("keeper"), Actor.clock()

    def assign():
        return actions.move(
            keeper, opinion_id=waiting.pk, verb="assign", assigned_to="王五", now=voices.now, today=voices.today
        ).state

    def rate():
        return actions.rate(
            Actor.visitor(),
            receipt=told.receipt,
            value="dissatisfied",
            remark="没说清",
            now=voices.now,
            today=voices.today,
        ).state

    def receive():
        return actions.receive(
            clock, org_id=voices.world.village.pk, text="食堂太贵。", kind="criticism", received_on=TODAY,
            anonymous_ref="b" * 64, now=voices.now,
        ).pk  # fmt: skip

    with file_database(tmp_path):
        for act, state in ((assign, "assigned"), (rate, "handling")):
            results = at_once([act] * AT_ONCE)
            assert results.count(state) == 1
            assert set(results) - {state} <= {"wrong_state", "changed_meanwhile", "opinion_rating_over"}
        assert len(set(at_once([receive] * AT_ONCE))) == 1
        assert seen(lambda: OpinionStep.objects.filter(opinion=waiting).count()) == 1
        assert seen(lambda: OpinionRating.objects.filter(opinion=told).count()) == 1
        assert seen(lambda: Opinion.objects.filter(anonymous_ref="b" * 64).count()) == 1
