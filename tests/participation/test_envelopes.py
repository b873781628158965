"""Envelopes say nothing from outside, open only with two shares, and the urn keeps no order (P34–P36)."""

import base64
import json
import secrets

import pytest

from gongkai.participation import envelopes, queries, tally
from gongkai.participation.models import AppraisalRound, Voter
from gongkai.rules.appraisals import Item, Mark
from gongkai.rules.refusals import Refused
from tests.participation.urn import ballot, village

REF = "ab" * 16


@pytest.fixture(scope="module")
def keys():
    return tally.keygen()


@pytest.fixture(scope="module")
def private(keys):
    return tally.unlock(keys.locked, keys.shares[:2])


def urn(sealed, ref=REF) -> str:
    return json.dumps({"round": ref, "envelopes": [base64.b64encode(one).decode() for one in sealed]})


def test_every_envelope_has_the_same_length_whatever_is_in_it(keys):
    full = ballot(advice="字" * 150, missing="字" * 150)
    empty = {"nonce": "0" * 32, "marks": {}, "aware": {}, "words": {}}
    sealed = [envelopes.seal(keys.public, round_ref=REF, ballot=one) for one in (full, empty, ballot())]
    assert {len(one) for one in sealed} == {envelopes.SIZE}


def test_the_same_ballot_twice_looks_different(keys):
    one = ballot()
    assert envelopes.seal(keys.public, round_ref=REF, ballot=one) != envelopes.seal(
        keys.public, round_ref=REF, ballot=one
    )


@pytest.mark.parametrize("pair", [(0, 1), (0, 2), (1, 2), (2, 0)])
def test_any_two_scrutineers_open_it(keys, pair):
    key = tally.unlock(keys.locked, [keys.shares[one] for one in pair])
    sealed = envelopes.seal(keys.public, round_ref=REF, ballot=ballot())
    assert envelopes.open_one(key, sealed, round_ref=REF)["marks"]


@pytest.mark.parametrize("case", ["one", "same twice", "of other keys", "nonsense", "empty"])
def test_fewer_or_wrong_shares_open_nothing(keys, case):
    shares = {
        "one": keys.shares[:1], "same twice": keys.shares[:1] * 2, "of other keys": [keys.shares[0], tally.keygen().shares[1]],
        "nonsense": ["1-zz", "2-zz"], "empty": [],
    }[case]  # fmt: skip
    with pytest.raises(Refused) as refused:
        tally.unlock(keys.locked, shares)
    assert refused.value.code == "shares_wrong"


@pytest.mark.parametrize("at", [0, 100, envelopes.WRAPPED, envelopes.WRAPPED + 5, envelopes.SIZE - 1])
def test_a_changed_bit_makes_it_unreadable_and_is_counted(keys, private, at):
    sealed = bytearray(envelopes.seal(keys.public, round_ref=REF, ballot=ballot()))
    sealed[at] ^= 1
    result = tally.open_box(private, urn([bytes(sealed)]))
    assert (result["unreadable"], result["votes"]) == (1, [])


def test_envelopes_of_another_round_and_copies_do_not_count(keys, private):
    own = envelopes.seal(keys.public, round_ref=REF, ballot=ballot())
    other = envelopes.seal(keys.public, round_ref="cd" * 16, ballot=ballot())
    result = tally.open_box(private, urn([own, own, other]))
    assert (len(result["votes"]), result["unreadable"], result["envelopes"]) == (1, 2, 3)


def test_what_is_no_ballot_inside_counts_as_unreadable(keys, private):
    sealed = envelopes.seal(keys.public, round_ref=REF, ballot={"nonce": "x"})
    assert tally.open_box(private, urn([sealed]))["unreadable"] == 1


@pytest.mark.parametrize("pem", ["", "x", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"])
def test_only_the_right_kind_of_key_is_taken(pem):
    with pytest.raises(Refused) as refused:
        envelopes.read_public(pem.encode())
    assert refused.value.code == "key_unreadable"


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"round": "x"}', '{"round": "x", "envelopes": ["§"]}', '{"round": "x", "envelopes": 5}']
)
def test_a_broken_urn_is_named(private, text):
    with pytest.raises(Refused) as refused:
        tally.open_box(private, text)
    assert refused.value.code == "box_unreadable"


def test_the_urns_hash_does_not_depend_on_the_order():
    prints = [secrets.token_hex(32) for _ in range(5)]
    assert envelopes.box_hash(prints) == envelopes.box_hash(prints[::-1])
    assert envelopes.box_hash(prints) != envelopes.box_hash(prints[1:])


@pytest.mark.django_db
def test_what_lies_in_the_database_tells_nobody_how_a_member_voted(keys):
    """The attack of P35: whoever has the database knows in which order members voted and sees every row.

    Odd members are satisfied, even ones not. Guessing by any order of rows, envelopes or numbers must
    do no better than chance: 20 of 40 with σ = √10. At 5σ chance alone fails once in ten million runs,
    and a kept order hits all 40.
    """
    place = village(39, keys=keys)
    place.move("open")
    wanted = [Mark.SATISFIED if number % 2 else Mark.DISSATISFIED for number in range(40)]
    for number, mark in enumerate(wanted):
        place.vote(number, mark)
    rows = list(Voter.objects.order_by("pk").values_list("envelope", flat=True))
    for row, mark in zip(rows, wanted, strict=True):
        assert str(mark) not in base64.b64decode(row).decode("latin-1")
    place.move("close")
    place.hand_in()
    found = AppraisalRound.objects.get()
    assert not Voter.objects.exclude(envelope="").exists()
    by_number = [one["marks"][Item.OVERALL] for one in found.numbers]
    by_envelope = [
        envelopes.open_one(tally.unlock(keys.locked, keys.shares[:2]), envelopes.unpack(one), round_ref=found.ref)[
            "marks"
        ]["overall"]
        for one in found.box
    ]
    for order in (by_number, by_number[::-1], by_envelope, by_envelope[::-1]):
        hits = sum(str(mine) == said for mine, said in zip(wanted, order, strict=True))
        assert hits <= 20 + 5 * 10**0.5


@pytest.mark.django_db
def test_every_voter_finds_the_own_envelope_and_the_own_number(keys):
    place = village(6, keys=keys)
    place.move("open")
    own = {}
    for number in range(7):
        nonce = secrets.token_hex(16)
        own[nonce] = place.vote(number, Mark.MOSTLY if number else Mark.DISSATISFIED, nonce=nonce)
    place.move("close")
    before = queries.fingerprints(place.at("member"), round_id=place.round_id)
    assert sorted(own.values()) == sorted(before)
    place.hand_in()
    place.move("count")
    assert queries.numbers(place.at("member"), round_id=place.round_id) == []
    place.move("publish")
    said = {
        one["nonce"]: one["marks"]["overall"] for one in queries.numbers(place.at("member"), round_id=place.round_id)
    }
    assert set(said) == set(own)
    assert list(said.values()).count("dissatisfied") == 1
