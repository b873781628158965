"""Each decision on an application stands in the members' log by its hash only (guarantees 3.1, P2, P16)."""

import json

import pytest
from django.db import transaction

from gongkai.access_requests import actions
from gongkai.access_requests.models import AccessRequest, RefusalProposal, RequestStep
from gongkai.access_requests.statements import ANSWERS, LOGGED
from gongkai.interfaces.jobs.record_check import altered
from gongkai.ledger import actions as ledger
from gongkai.ledger import queries as reading
from gongkai.ledger.models import Leaf, LeafSalt
from gongkai.rules.actor import Actor
from tests.access_requests.asking import ANSWER

CLOCK = Actor.clock()


def decisions():
    rows = Leaf.objects.filter(log="party", key__startswith="apply:").order_by("seq")
    return [json.loads(one) for one in rows.values_list("entry", flat=True)]


def test_which_acts_are_decisions():
    assert ANSWERS == {"point_public", "point_elsewhere", "point_repeated", "grant", "grant_scope", "grant_part", "absent", "tell"}  # fmt: skip
    assert LOGGED - ANSWERS == {"agree", "partly", "must"}


def test_an_answer_leaves_one_leaf_that_shows_nothing(asking):
    row = asking.accepted()
    assert decisions() == []
    public = Leaf.objects.filter(log="public").count()
    asking.move(row, "grant", **ANSWER)
    (leaf,) = decisions()
    assert set(leaf) == {"at", "content", "t", "v"} and leaf["t"] == "apply-decision"
    assert Leaf.objects.filter(log="public").count() == public
    for who in ("member", "clerk"):
        seen = asking.view(row, who).logged
        assert (seen.log, seen.index, seen.intact, seen.covered) == ("party", 0, True, False)
    ledger.sign_log(CLOCK, log="party", now=asking.desk.now)
    assert asking.view(row).logged.covered and altered(CLOCK) == []


def test_a_ruling_and_what_follows_leave_a_leaf_each(asking):
    row = asking.ruled()
    assert len(decisions()) == 1
    assert asking.view(row, "member").logged is None, "the applicant hears of the ruling when told"
    assert asking.view(row, "superior").logged.index == 0
    asking.move(row, "tell", remark="上级同意暂不公开，查清后公开。")
    assert len(decisions()) == 2 and asking.view(row, "member").logged.index == 1
    assert altered(CLOCK) == []


def test_what_ends_by_itself_or_is_undone_leaves_none(asking):
    asking.move(asking.apply(), "withdraw", "member")
    row = asking.accepted()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        asking.move(row, "grant", **ANSWER)
        raise ZeroDivisionError
    assert decisions() == []


def test_every_change_by_hand_is_found(asking):
    row = asking.ruled()
    asking.move(row, "tell", remark="上级同意暂不公开，查清后公开。")
    step = RequestStep.objects.get(request=row, verb="tell")
    changes = (
        (RequestStep.objects.filter(pk=step.pk), {"text": "已经公开。"}, {"text": step.text}),
        (RequestStep.objects.filter(pk=step.pk), {"on": asking.today.replace(day=1)}, {"on": step.on}),
    )
    for rows, wrong, right in changes:
        rows.update(**wrong)
        assert [what for _, _, what in altered(CLOCK)] == ["changed"]
        assert not asking.view(row).logged.intact
        rows.update(**right)
    AccessRequest.objects.filter(pk=row.pk).update(answer="同意公开。")
    assert not asking.view(row).logged.intact
    AccessRequest.objects.filter(pk=row.pk).update(answer=step.text)
    assert asking.view(row).logged.intact and altered(CLOCK) == []
    RefusalProposal.objects.filter(request=row).update(reasons="没有理由。")
    assert "changed" in [what for _, _, what in altered(CLOCK)]


def test_destroying_it_takes_the_salts_and_the_proofs_stay_valid(asking):
    row = asking.move(asking.accepted(), "grant", **ANSWER)
    assert actions.destroy_applications(CLOCK, keys=[row.pk], now=asking.desk.now) == 1
    assert not LeafSalt.objects.filter(leaf__key__startswith="apply:").exists()
    ledger.sign_log(CLOCK, log="party", now=asking.desk.now)
    assert reading.check_log(CLOCK, log="party") == [] and altered(CLOCK) == []
    assert asking.view(row, "clerk").logged.removed
