"""Publish, amend, withdraw, hide, conclude: each leaves its leaf in the right log, and any later change shows (P16, P19, P20)."""

import json

import pytest

from gongkai.disclosures.models import Revision
from gongkai.ledger import actions as ledger
from gongkai.ledger import queries as reading
from gongkai.ledger.models import Leaf, LeafSalt, TransparencyLog
from gongkai.publication import actions as publishing
from gongkai.publication import queries
from gongkai.publication.models import Explanation, Publication
from gongkai.publication.views import Intact
from gongkai.rules import tlog
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.publication.county import BOARD, FUNDS, MEETING, county

pytestmark = pytest.mark.django_db
VISITOR, CLOCK = Actor.visitor(), Actor.clock()


@pytest.fixture
def place(db):
    return county()


def kinds(log, subject="disclosure:"):
    rows = Leaf.objects.filter(log=log, subject__startswith=subject).order_by("seq").values_list("entry", flat=True)
    return [json.loads(one)["t"] for one in rows]


def sign():
    for log in tlog.LOGS:
        ledger.sign_log(CLOCK, log=log, now=county_now())


def county_now():
    from datetime import UTC, datetime

    return datetime(2026, 11, 24, tzinfo=UTC)


@covers("R82", "R86", "R88")
def test_a_life_in_leaves(place):
    edition = place.published(FUNDS)
    assert (kinds("party"), kinds("public")) == (["publish"], ["publish"])
    publishing.take_down(place.at("head"), edition_id=edition.pk, remark="有误", now=place.later(), today=place.today)
    publishing.restore(place.at("head"), edition_id=edition.pk, remark="没有误", now=place.later(), today=place.today)
    change = place.withdrawal(edition)
    publishing.explain_change(place.at("clerk"), change_id=change.pk, now=place.later(), today=place.today)
    life = ["publish", "hide", "show", "withdraw"]
    assert (kinds("party"), kinds("public")) == (life, life)
    assert queries.altered(CLOCK) == []
    found = queries.item(VISITOR, number=edition.disclosure.number)
    assert found.tombstone and found.proof.intact is Intact.YES


def test_only_the_public_log_names_what_it_speaks_of(place):
    place.published(FUNDS)
    public, party = (
        json.loads(Leaf.objects.filter(log=log, subject__gt="").latest("seq").entry) for log in ("public", "party")
    )
    assert set(public) - set(party) == {"doc", "org", "ver"}
    assert set(party) == {"at", "content", "t", "v"}


def test_nothing_internal_stands_in_the_public_log(place):
    before = TransparencyLog.objects.filter(pk="public").values_list("size", flat=True).first()
    edition = place.approved(FUNDS)
    place.release(edition, MEETING)
    assert TransparencyLog.objects.filter(pk="public").values_list("size", flat=True).first() == before
    assert kinds("party") == ["publish"] and kinds("public") == []


def test_a_refused_release_leaves_nothing(place):
    edition = place.approved(FUNDS)
    with pytest.raises(Refused):
        place.release(edition, BOARD)
    assert kinds("party") == kinds("public") == []


@covers("R20")
def test_a_page_that_was_changed_by_hand_says_so(place):
    edition = place.published(FUNDS)
    number = edition.disclosure.number
    page = queries.item(VISITOR, number=number)
    assert page.proof.intact is Intact.YES and page.proof.log == "public" and not page.proof.covered
    sign()
    assert queries.item(VISITOR, number=number).proof.covered
    Revision.objects.filter(pk=edition.approved_revision_id).update(result="另一个数字")
    assert queries.item(VISITOR, number=number).proof.intact is Intact.CHANGED
    keys = {f"publication:{pk}" for pk in Publication.objects.values_list("pk", flat=True)}
    assert {(key, what) for _, key, what in queries.altered(CLOCK)} == {(key, "changed") for key in keys}


@covers("R20")
def test_a_stored_digest_that_is_not_that_of_its_texts_is_named_and_never_printed(place):
    edition = place.published(FUNDS)
    printed = queries.item(VISITOR, number=edition.disclosure.number).words_digest
    assert printed == edition.approved_revision.sha256, "without files it is the digest that was stored"
    keys = {f"publication:{pk}" for pk in Publication.objects.values_list("pk", flat=True)}
    for forged in ("0" * 64, ""):
        Revision.objects.filter(pk=edition.approved_revision_id).update(sha256=forged)
        assert {(key, what) for _, key, what in queries.altered(CLOCK)} == {(key, "digest") for key in keys}
        assert queries.item(VISITOR, number=edition.disclosure.number).words_digest == (printed if forged else "")
    Revision.objects.filter(pk=edition.approved_revision_id).update(sha256=printed)
    assert queries.altered(CLOCK) == []


def test_rows_that_vanish_or_were_never_logged_are_named(place, unguarded):
    edition = place.published(FUNDS)
    row = Publication.objects.get(edition=edition, audience="public")
    Leaf.objects.filter(log="public", key=f"publication:{row.pk}").update(key="publication:999999")
    assert set(queries.altered(CLOCK)) == {
        ("public", f"publication:{row.pk}", "unlogged"), ("public", "publication:999999", "vanished"),
    }  # fmt: skip
    Explanation.objects.create(
        disclosure=edition.disclosure, edition=edition, kind="change", text="没有经过手续", audiences=["public"],
        published_at=place.later(),
    )  # fmt: skip
    assert "unlogged" in {what for _, key, what in queries.altered(CLOCK) if key.startswith("explanation")}


@covers("R20")
def test_the_proof_of_an_item_is_complete_and_stays_in_its_scope(place):
    edition = place.approved(FUNDS)
    place.release(edition, MEETING)
    number = edition.disclosure.number
    with pytest.raises(Refused, match="not_found"):
        queries.item_proof(VISITOR, number=number)
    sign()
    proof, files = queries.item_proof(place.at("member"), number=number)
    assert proof.log == "party" and files == ()
    place.release(edition, BOARD)
    sign()
    proof, _ = queries.item_proof(VISITOR, number=number)
    parsed = tlog.parse_proof(proof.proof)
    head = tlog.parse_checkpoint(tlog.parse_note(parsed.checkpoint).text)
    assert tlog.verify_inclusion(
        parsed.index, head.size, tlog.leaf_hash(proof.entry.encode()), parsed.hashes, head.root
    )
    assert (
        tlog.commitment(bytes.fromhex(proof.salt), tlog.canonical(proof.content)) == json.loads(proof.entry)["content"]
    )


def test_history_is_logged_once_and_leads_to_the_same_words(place, unguarded):
    place.published(FUNDS)
    Leaf.objects.filter(subject__startswith="disclosure:").exists()
    LeafSalt.objects.all().delete()
    Leaf.objects.all().delete()
    TransparencyLog.objects.all().delete()
    assert publishing.log_history(CLOCK, now=place.later()) == 2
    assert publishing.log_history(CLOCK, now=place.later()) == 0
    assert queries.altered(CLOCK) == [] and reading.check_log(CLOCK, log="public") == []
