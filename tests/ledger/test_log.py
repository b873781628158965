"""Appending, signing, proving: dense, once, in the act's own transaction, against the naive tree (P8, P16)."""

import json
import stat
from datetime import timedelta

import pytest
from django.db import transaction

from gongkai.ledger import actions, log_tree, queries
from gongkai.ledger.log_keys import key_file, signers
from gongkai.ledger.models import Leaf, LeafSalt, TransparencyLog, TreeNode
from gongkai.ledger.note_signatures import verified
from gongkai.rules import tlog
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused
from gongkai.rules.tlog.entries import LeafKind
from gongkai.rules.tlog.notes import parse_key
from tests.factories.parallel import at_once, file_database, seen
from tests.ledger.logs import CLOCK, NOW, append, load, sign
from tests.rules.tlog.trees import mth

VISITOR = Actor.visitor()


def entries(log="public"):
    return [one.encode() for one in Leaf.objects.filter(log=log).order_by("seq").values_list("entry", flat=True)]


@pytest.mark.django_db
def test_leaves_are_numbered_from_zero_and_an_act_asked_twice_is_one_leaf():
    assert [append(1), append(2), append(1), append(3)] == [0, 1, 0, 2]
    assert TransparencyLog.objects.get(pk="public").size == 3
    assert append(1, log="party") == 0


@pytest.mark.django_db
def test_a_leaf_shows_nothing_but_commitments_and_links_to_the_one_before(tmp_path):
    file = tmp_path / "账目.pdf"
    file.write_bytes(b"bytes")
    append(1, subject="disclosure:7", files=[file])
    append(2)
    append(3, subject="disclosure:7")
    first, _, last = (json.loads(one) for one in entries())
    salt = bytes.fromhex(LeafSalt.objects.get(leaf__seq=0).salt)
    assert set(first) == {"at", "content", "doc", "files", "t", "v"}
    assert first["content"] == tlog.commitment(salt, tlog.canonical({"title": "题目1"}))
    assert first["files"] == [{"h": tlog.commitment(salt, b"bytes"), "i": 1}]
    assert last["prev"] == 0 and last["at"] == "2026-11-23T08:00:00Z"
    assert len(set(LeafSalt.objects.values_list("salt", flat=True))) == 3


@pytest.mark.django_db
def test_what_is_rolled_back_leaves_no_gap():
    append(1)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        append(2)
        raise ZeroDivisionError
    assert append(3) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("halves", [(1, 0), (255, 2), (256, 1), (300, 500), (700, 0)])
def test_loaded_or_appended_the_tree_is_the_naive_one(halves):
    load(halves[0])
    for number in range(halves[0], halves[0] + min(halves[1], 3)):
        append(number)
    load(max(halves[1] - 3, 0), first=10_000)
    all_entries = entries()
    made = sign()
    assert made.size == len(all_entries) == sum(halves)
    head = queries.head(VISITOR, log="public")
    assert head.root == mth(all_entries)
    assert TreeNode.objects.filter(height=8).count() == len(all_entries) // 256
    for index in {0, 255, 256, len(all_entries) // 2, len(all_entries) - 1}:
        if index < head.size:
            proof = tlog.parse_proof(queries.leaf_proof(VISITOR, log="public", index=index))
            leaf = tlog.leaf_hash(all_entries[index])
            assert tlog.verify_inclusion(index, head.size, leaf, proof.hashes, head.root)
    for older in {1, 200, 256, head.size}:
        if older <= head.size:
            path = queries.leaf_consistency(VISITOR, log="public", older=older, newer=head.size)
            assert tlog.verify_consistency(older, head.size, mth(all_entries[:older]), head.root, path)


@pytest.mark.django_db
def test_a_higher_level_is_completed_by_single_leaves_too(monkeypatch):
    """With blocks of 4 instead of 256 the third level comes after 16 leaves; every root stays the naive one."""
    monkeypatch.setattr(log_tree, "WIDTH", 4)
    monkeypatch.setattr(log_tree, "HEIGHT", 2)
    for number in range(70):
        append(number)
        assert tlog.root(number + 1, log_tree.LogTree("public").read) == mth(entries())
    assert sorted(set(TreeNode.objects.values_list("height", flat=True))) == [2, 4, 6]


@pytest.mark.django_db
def test_a_head_is_signed_once_for_each_size_by_a_key_outside_the_database():
    append(1)
    made = sign()
    note = tlog.parse_note(made.note)
    assert sign() is None
    keys = [parse_key(text) for text in queries.log_keys(VISITOR)["public"]]
    assert verified(note, keys) == keys
    assert tlog.parse_checkpoint(note.text).origin == keys[0].name == signers("public")[0].name
    assert stat.S_IMODE(key_file().stat().st_mode) == 0o400
    assert signers("public")[0].key.public != signers("party")[0].key.public
    append(2)
    assert sign().size == 2


@pytest.mark.django_db
def test_an_empty_log_has_a_head_too():
    sign()
    head = queries.head(VISITOR, log="public")
    assert (head.size, head.root) == (0, tlog.empty_root())


@pytest.mark.django_db
def test_a_missing_or_damaged_key_is_said_and_never_replaced():
    append(1)
    sign()
    key_file().chmod(0o600)
    key_file().write_text("PRIVATE+KEY+nonsense")
    append(2)
    with pytest.raises(Refused, match="log_key_missing"):
        sign()


@pytest.mark.django_db
def test_the_party_log_is_a_missing_page_for_outsiders():
    append(1, log="party")
    sign("party")
    member = Actor.clock()
    assert queries.head(member, log="party").size == 1
    reads = (
        lambda: queries.head(VISITOR, log="party"),
        lambda: queries.leaf_proof(VISITOR, log="party", index=0),
        lambda: list(queries.entry_lines(VISITOR, log="party")),
        lambda: queries.tile(VISITOR, log="party", place="000.p/1", level=0),
        lambda: queries.anchor(VISITOR, day="2026-11-23"),
        lambda: queries.head(VISITOR, log="nonsense"),
    )
    for read in reads:
        with pytest.raises(Refused, match="not_found"):
            read()
    assert list(queries.log_keys(VISITOR)) == ["public"]


@pytest.mark.django_db
def test_tiles_are_what_mirrors_expect():
    load(300)
    sign()
    hashes = [tlog.leaf_hash(one) for one in entries()]
    assert queries.tile(VISITOR, log="public", place="000", level=0) == b"".join(hashes[:256])
    assert queries.tile(VISITOR, log="public", place="001.p/44", level=0) == b"".join(hashes[256:])
    assert queries.tile(VISITOR, log="public", place="000.p/1", level=1) == mth(entries()[:256])
    bundle = queries.tile(VISITOR, log="public", place="001.p/44", level=None)
    assert bundle == b"".join(len(one).to_bytes(2, "big") + one for one in entries()[256:])
    for place, level in (("001", 0), ("000", 1), ("002.p/1", 0), ("x", 0)):
        with pytest.raises(Refused, match="not_found"):
            queries.tile(VISITOR, log="public", place=place, level=level)


@pytest.mark.django_db
def test_every_day_has_exactly_one_anchor_and_only_members_can_open_it():
    today = NOW.date()
    places = [actions.drop_anchor(CLOCK, day=today, now=NOW) for _ in range(3)]
    append(1, log="party")
    assert places == [0, 0, 0]
    anchored = json.loads(entries()[0])
    assert set(anchored) == {"at", "c", "log", "t", "v"} and anchored["log"] == "party"
    salt, note = queries.anchor(CLOCK, day=today.isoformat())
    assert tlog.commitment(bytes.fromhex(salt), note.encode()) == anchored["c"]
    assert tlog.parse_checkpoint(tlog.parse_note(note).text).size == 0


@pytest.mark.django_db
def test_a_new_key_is_announced_under_the_old_one_and_both_sign_for_ninety_days():
    append(1)
    old = signers("public")[0].key
    new = parse_key(actions.change_log_keys(CLOCK, now=NOW)["public"])
    announced = json.loads(entries()[-1])
    assert (announced["t"], announced["old"], announced["new"]) == ("key", old.text, new.text)
    assert verified(tlog.parse_note(queries.head(VISITOR, log="public").note), [old, new]) == [old, new]
    append(2)
    assert verified(tlog.parse_note(sign().note), [old, new]) == [old, new]
    append(3)
    later = actions.sign_log(CLOCK, log="public", now=NOW.replace(year=2027, month=3))
    assert verified(tlog.parse_note(later.note), [old, new]) == [new]


@pytest.mark.django_db
def test_a_lawful_removal_leaves_every_proof_valid():
    append(1)
    append(2)
    fields = {"doc": "doc-1"}
    actions.destroy_salts(
        CLOCK, log="public", keys=["publication:1"], basis="个人信息保护法第四十七条", fields=fields, now=NOW
    )
    assert list(LeafSalt.objects.order_by("leaf__seq").values_list("leaf__seq", flat=True)) == [1, 2]
    said = json.loads(entries()[-1])
    assert said["t"] == "redact" and said["leaves"] == [0] and said["basis"]
    sign()
    assert queries.check_log(CLOCK, log="public") == []
    found = queries.evidence(CLOCK, log="public", key="publication:1", proof=True)
    assert found.salt == "" and found.proof
    for trouble in ({"basis": " "}, {"keys": ["publication:9"]}):
        with pytest.raises(Refused):
            actions.destroy_salts(
                CLOCK, log="public", now=NOW, **{"keys": ["publication:2"], "basis": "依据", "fields": {}, **trouble}
            )


def test_many_at_once_get_dense_numbers_and_one_leaf_each(transactional_db, tmp_path):
    append(0)
    with file_database(tmp_path):
        acts = [lambda number=number: append(number % 6 + 1) for number in range(12)]
        places = at_once(acts)
        assert sorted(set(places)) == [1, 2, 3, 4, 5, 6]
        assert places[:6] == places[6:]
        assert seen(lambda: TransparencyLog.objects.get(pk="public").size) == 7
        assert seen(lambda: queries.check_log(CLOCK, log="public")) == []
        signed = at_once([sign] * 4)
        assert [one.size for one in signed if one is not None] == [7]


@pytest.mark.django_db
def test_a_clock_that_steps_back_changes_no_order_and_stops_nothing():
    """Places come from the log, not from the clock; what the clock said is written down as it was."""
    earlier = NOW - timedelta(days=3)
    for number, now in enumerate((NOW, earlier, NOW, earlier - timedelta(days=400))):
        entry = actions.Entry(f"publication:{number}", LeafKind.PUBLISH, "disclosure:7", {"doc": f"doc-{number}"})
        assert actions.append_leaf(CLOCK, log="public", entry=entry, now=now) == number
        assert actions.sign_log(CLOCK, log="public", now=now).size == number + 1
    said = [json.loads(one) for one in entries()]
    assert [one.get("prev") for one in said] == [None, 0, 1, 2]
    assert [one["at"][:10] for one in said] == ["2026-11-23", "2026-11-20", "2026-11-23", "2025-10-16"]
    assert queries.head(VISITOR, log="public").size == 4 and queries.check_log(CLOCK, log="public") == []
    path = queries.leaf_consistency(VISITOR, log="public", older=2, newer=4)
    assert tlog.verify_consistency(2, 4, mth(entries()[:2]), mth(entries()), path)


@pytest.mark.django_db
def test_a_clock_that_steps_back_drops_no_second_anchor_and_keeps_both_keys_signing():
    today = NOW.date()
    place = actions.drop_anchor(CLOCK, day=today, now=NOW)
    assert actions.drop_anchor(CLOCK, day=today - timedelta(days=1), now=NOW - timedelta(days=1)) == place + 1
    assert actions.drop_anchor(CLOCK, day=today, now=NOW + timedelta(hours=1)) == place
    old = signers("public")[0].key
    new = parse_key(actions.change_log_keys(CLOCK, now=NOW)["public"])
    append(1)
    signed = actions.sign_log(CLOCK, log="public", now=NOW - timedelta(days=200))
    assert verified(tlog.parse_note(signed.note), [old, new]) == [old, new]
