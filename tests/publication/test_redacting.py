"""Lawful removal: no word is left, the log says so, and nothing else in it moves (P16)."""

import json

import pytest

from gongkai.disclosures.models import Revision
from gongkai.ledger import actions as ledger
from gongkai.ledger import queries as reading
from gongkai.ledger.models import Leaf, LeafSalt
from gongkai.publication import actions as publishing
from gongkai.publication import queries
from gongkai.publication.models import Publication, SearchDocument
from gongkai.publication.views import Intact
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.publication.county import FUNDS, TEXT, county

pytestmark = pytest.mark.django_db
CLOCK, VISITOR = Actor.clock(), Actor.visitor()
BASIS = "个人信息保护法第四十七条，县办批准"


@covers("R88")
def test_no_word_is_left_and_every_proof_stays_valid():
    place = county()
    edition = place.published(FUNDS)
    number = edition.disclosure.number
    ledger.sign_log(CLOCK, log="public", now=place.later())
    before = reading.head(VISITOR, log="public")
    assert publishing.redact(CLOCK, number=number, basis=BASIS, now=place.later()) == 2
    page = queries.item(VISITOR, number=number)
    assert page.title == "（内容已依法删除）" and page.content == "" and page.proof.intact is Intact.REMOVED
    for model, names in (
        (Revision, ("title", "content", "result")),
        (Publication, ("title",)),
        (SearchDocument, ("text",)),
    ):
        for row in model.objects.values_list(*names):
            assert not any(word and word in value for word in TEXT.values() for value in row)
    ledger.sign_log(CLOCK, log="public", now=place.later())
    proof, files = queries.item_proof(VISITOR, number=number)
    assert proof.salt == "" and proof.content is None and proof.proof and files == ()
    assert queries.altered(CLOCK) == [] and reading.check_log(CLOCK, log="public") == []
    said = json.loads(Leaf.objects.filter(log="public").latest("seq").entry)
    assert (said["t"], said["basis"]) == ("redact", BASIS) and said["leaves"]
    after = reading.head(VISITOR, log="public")
    assert after.size == before.size + 1
    path = reading.leaf_consistency(VISITOR, log="public", older=before.size, newer=after.size)
    assert path
    assert not LeafSalt.objects.filter(leaf__key__startswith="publication:").exists()


def test_a_removal_needs_its_basis_and_the_right_person():
    place = county()
    edition = place.published(FUNDS)
    for actor, number, basis in (
        (place.at("head"), edition.disclosure.number, BASIS), (CLOCK, edition.disclosure.number, " "), (CLOCK, "nothing", BASIS),
    ):  # fmt: skip
        with pytest.raises(Refused):
            publishing.redact(actor, number=number, basis=basis, now=place.later())
    assert queries.item(VISITOR, number=edition.disclosure.number).proof.intact is Intact.YES
