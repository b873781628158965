"""A log with SM3 and SM2 lives the same life as any other, and a running one is never switched (guarantees 3.5)."""

import json

import pytest

from gongkai.interfaces.jobs import doctor
from gongkai.ledger import actions, queries
from gongkai.ledger.log_keys import key_file, signers
from gongkai.ledger.log_memory import remembered_entries
from gongkai.ledger.models import Checkpoint, Leaf, LeafSalt, TransparencyLog, TreeNode
from gongkai.ledger.note_signatures import verified
from gongkai.rules import tlog
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain
from gongkai.rules.tlog.notes import parse_key
from gongkai.rules.tlog.suites import NATIONAL
from tests.factories import openssl
from tests.ledger.logs import CLOCK, NOW, append, load, sign
from tests.rules.tlog.trees import mth

pytestmark = pytest.mark.django_db
VISITOR = Actor.visitor()
LOG = "public-sm3"


@pytest.fixture(autouse=True)
def national(settings):
    settings.GONGKAI_LOG_SUITE = "sm3-sm2"


def entries():
    return [one.encode() for one in Leaf.objects.filter(log=LOG).order_by("seq").values_list("entry", flat=True)]


def test_everything_is_hashed_with_sm3_and_signed_with_sm2(tmp_path):
    file = tmp_path / "账目.pdf"
    file.write_bytes(b"bytes")
    load(300)
    append(900, files=[file], subject="disclosure:7")
    sign()
    head = queries.head(VISITOR, log=LOG)
    assert head.root == mth(entries(), "sm3") != mth(entries())
    said = json.loads(entries()[-1])
    salt = bytes.fromhex(LeafSalt.objects.get(leaf__seq=300).salt)
    assert said["content"] == "sm3:" + NATIONAL.digest(salt + tlog.canonical({"title": "题目900"})).hex()
    assert said["files"][0]["h"] == "sm3:" + NATIONAL.digest(salt + b"bytes").hex()
    keys = [parse_key(text) for text in queries.log_keys(VISITOR)[LOG]]
    assert verified(tlog.parse_note(head.note), keys) == keys and keys[0].name.endswith("/log/public-sm3")
    for index in (0, 255, 256, 300):
        proof = tlog.parse_proof(queries.leaf_proof(VISITOR, log=LOG, index=index))
        leaf = tlog.leaf_hash(entries()[index], NATIONAL)
        assert tlog.verify_inclusion(index, 301, leaf, proof.hashes, head.root, NATIONAL)
        assert not tlog.verify_inclusion(index, 301, tlog.leaf_hash(entries()[index]), proof.hashes, head.root)
    path = queries.leaf_consistency(VISITOR, log=LOG, older=200, newer=301)
    assert tlog.verify_consistency(200, 301, mth(entries()[:200], "sm3"), head.root, path, NATIONAL)
    assert queries.check_log(CLOCK, log=LOG) == []
    assert queries.evidence(CLOCK, log="public", key="publication:900", proof=True).log == LOG


def test_an_altered_entry_is_found_and_not_signed(unguarded):
    load(260)
    sign()
    Leaf.objects.filter(log=LOG, seq=5).update(entry="{}", hash=tlog.leaf_hash(b"{}", NATIONAL))
    TreeNode.objects.all().delete()
    append(1000)
    assert queries.check_log(CLOCK, log=LOG) != []
    with pytest.raises(Refused, match="log_rewritten"):
        sign()


def test_lost_entries_come_back_from_the_files(unguarded):
    load(258)
    sign()
    gone = Leaf.objects.filter(log=LOG, seq__gte=250)
    LeafSalt.objects.filter(leaf__in=gone).delete()
    gone.delete()
    TreeNode.objects.all().delete()
    Checkpoint.objects.all().delete()
    TransparencyLog.objects.filter(pk=LOG).update(size=250)
    with pytest.raises(Refused, match="log_shorter"):
        sign()
    assert actions.append_lost(CLOCK, log="public", entries=remembered_entries(LOG), now=NOW) == 8
    assert sign() is not None and queries.check_log(CLOCK, log=LOG) == []


def test_the_anchor_and_a_new_key():
    append(1, log="party")
    actions.drop_anchor(CLOCK, day=NOW.date(), now=NOW)
    assert json.loads(entries()[0])["log"] == "party-sm3"
    old = signers(LOG)[0].key
    new = parse_key(actions.change_log_keys(CLOCK, now=NOW)[LOG])
    append(2)
    assert verified(tlog.parse_note(sign().note), [old, new]) == [old, new]
    assert new.suite is NATIONAL


def test_a_module_holds_the_keys_and_the_file_holds_none(tmp_path, settings):
    settings.GONGKAI_LOG_SIGNER = openssl.module(tmp_path)
    append(1)
    note = tlog.parse_note(sign().note)
    assert verified(note, [signers(LOG)[0].key])
    assert "PRIVATE" not in key_file().read_text() and key_file().read_text().startswith("MODULE+KEY+")
    with pytest.raises(Refused, match="log_key_same"):
        actions.change_log_keys(CLOCK, now=NOW)
    (tmp_path / "key.pem").unlink()
    append(2)
    with pytest.raises(Refused, match="log_signer"):
        sign()
    assert queries.head(VISITOR, log=LOG).size == 1


@pytest.mark.parametrize("begun", ["leaf", "empty head"])
@pytest.mark.parametrize("first, then", [("sm3-sm2", "sha256-ed25519"), ("sha256-ed25519", "sm3-sm2")])
def test_a_running_log_is_not_switched_and_says_so(settings, first, then, begun):
    settings.GONGKAI_LOG_SUITE = first
    if begun == "leaf":
        append(1)
    sign()
    name = Checkpoint.objects.get().log
    assert queries.unanswered(CLOCK) == []
    settings.GONGKAI_LOG_SUITE = then
    append(2)
    assert sign().log == name and set(Leaf.objects.values_list("log", flat=True)) == {name}
    assert queries.check_log(CLOCK, log=name) == []
    asked = queries.unanswered(CLOCK)
    assert [one.code for one in asked] == ["log_suite"]
    assert f"公开记录用的是 {first}，设置里写的是 {then}" in explain(asked[0].code, asked[0].facts)
    assert [one.level.value for one in doctor._logs() if first in one.what] == ["不行"]


def test_a_setting_that_names_no_suite_is_said(settings):
    settings.GONGKAI_LOG_SUITE = "md5"
    with pytest.raises(Exception, match="GONGKAI_LOG_SUITE 只能是 sha256-ed25519 或 sm3-sm2"):
        append(1)
