"""Signing, answering and asking at the same moment happens once (P7)."""

import pytest

from gongkai.approvals import actions
from gongkai.approvals.models import ChangeRequest, OffCatalogPlan, ReviewStep
from tests.approvals.test_changes import public
from tests.approvals.test_plans import drafted, move
from tests.factories.drafts import Desk
from tests.factories.parallel import at_once, file_database, seen


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("until", "verb", "who"), [(None, "submit", "clerk"), ("pass_review", "approve", "head")])
def test_signing_eight_times_at_once_signs_once(tmp_path, until, verb, who):
    desk = Desk()
    edition = desk.written()
    if until:
        desk.bring(edition, until)
    actor = desk.at(who)

    def sign():
        return actions.act(actor, edition_id=edition.pk, verb=verb, now=desk.now, today=desk.today)

    with file_database(tmp_path):
        results = at_once([sign] * 8)
        won = [result for result in results if result in ("secrecy", "approved")]
        assert len(won) == 1 and set(results) - set(won) <= {"wrong_state", "changed_meanwhile"}
        assert seen(lambda: ReviewStep.objects.filter(edition=edition, verb=verb).count()) == 1


@pytest.mark.django_db(transaction=True)
def test_consenting_at_once_makes_one_duty(tmp_path):
    desk = Desk()
    plan = move(desk, drafted(desk), "submit", "clerk")
    maker = desk.at("maker")

    def consent():
        return actions.move_plan(maker, plan_id=plan.pk, verb="consent", now=desk.now, today=desk.today).state

    def save():
        return seen(lambda: OffCatalogPlan.objects.get(pk=plan.pk).trigger_ref)

    with file_database(tmp_path):
        results = at_once([consent] * 6)
        assert results.count("consented") == 1 and set(results) <= {"consented", "wrong_state", "changed_meanwhile"}
        assert save() is not None


@pytest.mark.django_db(transaction=True)
def test_asking_eight_times_at_once_asks_once(tmp_path):
    desk = Desk()
    edition = public(desk)
    clerk = desk.at("clerk")

    def ask():
        return actions.request_change(
            clerk, edition_id=edition.pk, kind="withdraw", reason="抄错", now=desk.now, today=desk.today
        ).number

    with file_database(tmp_path):
        results = at_once([ask] * 8)
        assert sorted(results) == ["Z01-C01-BG-2026-001"] + ["change_open"] * 7
        assert seen(ChangeRequest.objects.count) == 1
