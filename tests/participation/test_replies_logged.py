"""An answer to an opinion stands in a log that only grows, and tells outsiders nothing (guarantees 3.1, P2, P16, P32)."""

import json

import pytest
from django.db import transaction

from gongkai.interfaces.jobs.record_check import altered
from gongkai.ledger import actions as ledger
from gongkai.ledger import queries as reading
from gongkai.ledger.models import Leaf, LeafSalt
from gongkai.participation import actions, queries
from gongkai.participation.models import Opinion, OpinionStep
from gongkai.rules import tlog
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused
from gongkai.rules.tlog import PARTY, PUBLIC

CLOCK = Actor.clock()
PUBLISHED = {"question": "村道什么时候修好", "public_answer": "十一月底修好。"}


def leaves(log=PARTY, kind="reply"):
    found = [json.loads(one) for one in Leaf.objects.filter(log=log).order_by("seq").values_list("entry", flat=True)]
    return [one for one in found if one["t"] == kind]


def test_an_answer_is_committed_to_in_the_act_and_shows_kind_and_moment_only(voices):
    opinion = voices.decided()
    (leaf,) = leaves()
    assert set(leaf) == {"at", "content", "t", "v"} and leaves(PUBLIC) == []
    salt = bytes.fromhex(LeafSalt.objects.get(leaf__key__startswith="reply:").salt)
    said = {"v": 1, "number": opinion.number, "result": "explained", "reason": "", "answer": "十一月底修好。",
            "on": "2026-10-19"}  # fmt: skip
    assert tlog.opened_by(leaf["content"], salt, tlog.canonical(said))
    seen = queries.logged_reply(voices.at("clerk"), opinion_id=opinion.pk)
    assert (seen.log, seen.intact, seen.covered, seen.removed) == ("party", True, False, False)
    ledger.sign_log(CLOCK, log=PARTY, now=voices.now)
    assert queries.logged_reply(voices.at("clerk"), opinion_id=opinion.pk).covered
    assert reading.check_log(CLOCK, log="party") == [] and altered(CLOCK) == []


def test_what_is_not_decided_leaves_nothing_and_what_fails_leaves_nothing(voices):
    opinion = voices.submit()
    voices.move(opinion, "assign", assigned_to="王五")
    voices.move(opinion, "handle", "clerk", remark="问过。")
    with pytest.raises(Refused):
        voices.move(opinion, "decide", "head", result="explained", answer="")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        voices.move(opinion, "decide", "head", result="explained", answer="十一月底修好。")
        raise ZeroDivisionError
    assert leaves() == [] and queries.logged_reply(voices.at("clerk"), opinion_id=opinion.pk) is None


def test_an_answer_decided_anew_has_a_leaf_of_its_own(voices):
    opinion = voices.told()
    voices.rate(opinion, "dissatisfied", "没有说清楚。")
    assert altered(CLOCK) == [], "an answer taken back for another is no alteration"
    voices.move(opinion, "handle", "clerk", remark="又问了。")
    voices.move(opinion, "decide", "head", result="explained", answer="改到十月底。")
    first, second = leaves()
    assert first["content"] != second["content"] and "prev" not in second, "nobody sees that the two belong together"
    assert queries.logged_reply(voices.at("clerk"), opinion_id=opinion.pk).index == 1
    assert altered(CLOCK) == []


def test_what_is_published_of_it_stands_in_the_public_log_and_on_its_page(voices):
    opinion = voices.decided()
    before = len(leaves(PUBLIC))
    voices.move(opinion, "publish", **PUBLISHED)
    assert before == 0
    (leaf,) = leaves(PUBLIC)
    assert set(leaf) == {"at", "content", "org", "t", "v"} and leaf["org"] == voices.world.village.code
    (shown,) = queries.general_results(Actor.visitor(), org_id=voices.world.village.pk)
    assert shown.index is None, "what no head covers can not be proved, and nothing leads to its proof"
    ledger.sign_log(CLOCK, log=PUBLIC, now=voices.now)
    (shown,) = queries.general_results(Actor.visitor(), org_id=voices.world.village.pk)
    assert (shown.log, shown.index) == ("public", 0)
    assert opinion.number not in Leaf.objects.get(log=PUBLIC).entry


def test_a_confidential_one_leaves_no_leaf_at_all(voices):
    opinion = voices.submit()
    Opinion.objects.filter(pk=opinion.pk).update(
        confidential=True,
        handler=voices.world.town,
        handler_path=voices.world.town.path,
        state="handling",
        handling="查过",
    )
    opinion.refresh_from_db()
    step = OpinionStep.objects.create(opinion=opinion, verb="decide", label="", on=voices.today, by_name="")
    actions.opinions_logged.log_step(CLOCK, opinion, step, voices.now)
    assert not Leaf.objects.exists()
    assert queries.logged_reply(CLOCK, opinion_id=opinion.pk) is None


def test_outsiders_learn_nothing_of_an_answer_inside(voices):
    ledger.sign_log(CLOCK, log=PUBLIC, now=voices.now)
    visitor = Actor.visitor()
    before = reading.head(visitor, log="public"), list(reading.entry_lines(visitor, log="public"))
    opinion = voices.decided()
    ledger.sign_log(CLOCK, log=PUBLIC, now=voices.now)
    assert (reading.head(visitor, log="public"), list(reading.entry_lines(visitor, log="public"))) == before
    leaf = Leaf.objects.get(log="party")
    for ask in (
        lambda: reading.leaf_proof(visitor, log="party", index=leaf.seq),
        lambda: queries.logged_reply(visitor, opinion_id=opinion.pk),
    ):
        with pytest.raises(Refused) as refused:
            ask()
        assert refused.value.code == "not_found"
    assert reading.logged_leaf(visitor, role=PARTY, key=leaf.key, content={}) is None


@pytest.mark.parametrize("column", ["answer", "reason", "result", "number", "decided_on"])
def test_every_word_changed_by_hand_is_found(voices, column):
    opinion = voices.decided()
    other = {"decided_on": voices.today.replace(day=1), "result": "adopted", "number": "Z01-C01-YJ-2026-0999"}
    Opinion.objects.filter(pk=opinion.pk).update(**{column: other.get(column, "已经办好了。")})
    assert [(log, what) for log, _, what in altered(CLOCK)] == [("party", "changed")]
    assert not queries.logged_reply(voices.at("clerk"), opinion_id=opinion.pk).intact


def test_a_published_answer_changed_by_hand_and_a_vanished_step_are_found(voices):
    opinion = voices.decided()
    voices.move(opinion, "publish", **PUBLISHED)
    Opinion.objects.filter(pk=opinion.pk).update(public_answer="明年修好。")
    assert [(log, what) for log, _, what in altered(CLOCK)] == [("public", "changed")]
    OpinionStep.objects.filter(opinion=opinion).delete()
    assert sorted((log, what) for log, _, what in altered(CLOCK)) == [("party", "vanished"), ("public", "vanished")]


def test_destroying_it_takes_the_salts_and_the_proofs_stay_valid(voices):
    opinion = voices.decided()
    voices.move(opinion, "publish", **PUBLISHED)
    assert actions.destroy_opinions(CLOCK, keys=[opinion.pk], now=voices.now) == 1
    assert not LeafSalt.objects.filter(leaf__key__startswith="reply").exists()
    assert len(leaves(PARTY, "redact")) == len(leaves(PUBLIC, "redact")) == 1
    for log in tlog.LOGS:
        ledger.sign_log(CLOCK, log=log, now=voices.now)
        assert reading.check_log(CLOCK, log=log) == []
    assert altered(CLOCK) == []
    assert reading.leaf_proof(CLOCK, log="party", index=0)
    assert actions.destroy_opinions(CLOCK, keys=[voices.submit().pk], now=voices.now) == 1, (
        "one that was never answered"
    )
