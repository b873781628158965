"""Where entries are lost for good another log goes on and says so; never is a shorter one signed (guarantees 3.7, P18)."""

import json
from base64 import b64encode

import pytest
from django.db import connection

from gongkai.interfaces.jobs import logs as command
from gongkai.ledger import actions, queries
from gongkai.ledger.guards import without_guards
from gongkai.ledger.log_keys import key_file, signers
from gongkai.ledger.log_memory import memory_file
from gongkai.ledger.models import AuditEvent, Checkpoint, Leaf, LeafSalt, TransparencyLog, TreeNode
from gongkai.ledger.note_signatures import verified
from gongkai.rules import tlog
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused
from gongkai.rules.tlog.notes import parse_key
from tests.ledger.logs import CLOCK, NOW, append, load, sign
from tests.rules.tlog.trees import mth

VISITOR = Actor.visitor()
BASIS = "机房进水，备份和见证人都没有第300条以后的，县委办某某决定"


@pytest.fixture
def damaged(transactional_db):
    """300 leaves signed, 20 more signed and then gone, together with what this machine remembered of them."""
    load(300)
    sign()
    head = sign_more(20)
    cut(300)
    for file in (memory_file("public").parent / "entries").iterdir():
        file.unlink()
    return head


def sign_more(count):
    for number in range(1000, 1000 + count):
        append(number)
    return sign()


def cut(size, log="public"):
    gone = Leaf.objects.filter(log=log, seq__gte=size)
    LeafSalt.objects.filter(leaf__in=gone).delete()
    with without_guards():
        gone.delete()
    Checkpoint.objects.filter(log=log, size__gt=size).delete()
    TransparencyLog.objects.filter(pk=log).update(size=size)


def succeed(basis=BASIS):
    return actions.succeed_log(CLOCK, log="public", basis=basis, now=NOW)


def test_the_first_leaf_quotes_the_old_head_and_says_what_was_lost(damaged):
    with pytest.raises(Refused, match="log_shorter"):
        sign()
    loss = succeed()
    assert (loss.log, loss.successor, loss.signed, loss.kept, loss.lost) == ("public", "public2", 320, 300, 20)
    first = json.loads(Leaf.objects.get(log="public2", seq=0).entry)
    head = tlog.parse_checkpoint(tlog.parse_note(damaged.note).text)
    assert (first["t"], first["old"], first["size"], first["kept"], first["lost"]) == (
        "succeed",
        "public",
        320,
        300,
        20,
    )
    assert first["checkpoint"] == damaged.note and first["root"] == b64encode(head.root).decode()
    assert first["basis"] == BASIS and parse_key(first["old_key"]) == signers("public")[0].key
    assert parse_key(first["key"]) == signers("public2")[0].key != signers("public")[0].key
    made = sign()
    note = tlog.parse_note(made.note)
    assert (made.log, made.size) == ("public2", 1) and verified(note, [signers("public2")[0].key])
    assert tlog.parse_checkpoint(note.text).origin.endswith("/log/public2")
    assert AuditEvent.objects.get(verb="log.succeed").facts["successor"] == "public2"


def test_the_old_one_is_read_and_proved_as_far_as_it_was_signed_and_never_signed_again(damaged):
    succeed()
    sign()
    assert queries.head(VISITOR, log="public").size == 300
    proof = tlog.parse_proof(queries.leaf_proof(VISITOR, log="public", index=299))
    entries = [
        one.encode() for one in Leaf.objects.filter(log="public").order_by("seq").values_list("entry", flat=True)
    ]
    root = mth(entries)
    assert tlog.verify_inclusion(299, 300, tlog.leaf_hash(entries[299]), proof.hashes, root)
    assert queries.evidence(CLOCK, log="public", key="publication:5").log == "public"
    assert append(5) == 5, "what stands in the old one is not logged again"
    place = append(7_000)
    assert place == 1 and queries.evidence(CLOCK, log="public", key="publication:7000").log == "public2"
    assert sign().log == "public2" and Checkpoint.objects.filter(log="public").count() == 1
    assert [queries.check_log(CLOCK, log=name) for name in queries.log_names(CLOCK, role="public")] == [[], []]
    assert list(queries.log_keys(VISITOR)) == ["public2", "public"]
    assert memory_file("public").read_text().count("\n320\n") == 1, "the newest head that was signed is never forgotten"


def test_leaves_behind_the_last_head_that_holds_are_set_aside_and_not_deleted(transactional_db):
    load(256)
    sign()
    sign_more(10)
    append(2000)
    with without_guards():
        Leaf.objects.filter(seq=260).update(entry="{}", hash=tlog.leaf_hash(b"{}"))
    with pytest.raises(Refused, match="log_rewritten"):
        sign()
    loss = succeed()
    assert (loss.signed, loss.kept, loss.held) == (266, 256, 267)
    assert Leaf.objects.filter(log="public.lost").count() == 11 and Leaf.objects.filter(log="public").count() == 256
    assert Checkpoint.objects.get(log="public.lost").size == 266
    assert TreeNode.objects.filter(log="public").count() == 1
    assert append(1004) == 1, "what was set aside is logged anew"
    assert sign().size == 2 and queries.check_log(CLOCK, log="public") == []
    with pytest.raises(Refused, match="not_found"):
        queries.head(VISITOR, log="public.lost")


def test_a_third_one_follows_a_second(damaged):
    succeed()
    sign()
    sign_more(5)
    cut(3, "public2")
    (memory_file("public2").parent / "entries" / "000000000.ndjson").unlink()
    loss = succeed()
    assert (loss.log, loss.successor, loss.signed, loss.kept) == ("public2", "public3", 6, 1)
    assert sign().log == "public3"
    assert queries.log_names(CLOCK, role="public") == ["public3", "public2", "public"]


@pytest.mark.django_db(transaction=True)
def test_what_is_whole_or_can_be_had_back_is_not_succeeded():
    with pytest.raises(Refused, match="log_whole"):
        succeed()
    load(3)
    sign()
    append(1000)
    with pytest.raises(Refused, match="log_whole"):
        succeed()
    sign()
    cut(3)
    with pytest.raises(Refused, match="log_recoverable"):
        succeed()
    with pytest.raises(Refused, match="log_succeed_basis"):
        succeed(" ")
    with pytest.raises(Refused, match="no_permission"):
        actions.succeed_log(VISITOR, log="public", basis=BASIS, now=NOW)
    assert TransparencyLog.objects.count() == 1 and "public2" not in key_file().read_text()


def test_killed_in_between_it_is_simply_done_again(damaged):
    def dies_at_the_leaf(execute, sql, params, many, context):
        if sql.startswith('INSERT INTO "ledger_leaf"'):
            raise KeyboardInterrupt
        return execute(sql, params, many, context)

    with pytest.raises(KeyboardInterrupt), connection.execute_wrapper(dies_at_the_leaf):
        succeed()
    assert TransparencyLog.objects.get().closed_at is None
    key = key_file().read_text()
    succeed()
    assert key_file().read_text() == key and sign().size == 1


def test_the_command_shows_first_and_does_it_when_told(damaged, capsys):
    assert command.main(["succeed"]) == 0
    said = capsys.readouterr().out
    assert "签过名的有320条" in said and "前300条还能证明，20条再也证明不了" in said and "还没有动" in said
    assert command.main(["succeed", "--yes"]) == 0 and "还没有动" in capsys.readouterr().out
    assert TransparencyLog.objects.count() == 1
    assert command.main(["succeed", "--basis", BASIS, "--yes"]) == 0
    assert "public2 已经开始" in capsys.readouterr().out
    assert command.main(["check"]) == 1, "the leaves of this test have no publications"
    assert "public2" not in capsys.readouterr().out
    assert command.main(["succeed"]) == 1 and "不用另起一本" in capsys.readouterr().err


def test_the_page_of_the_log_says_it(damaged, client):
    succeed()
    sign()
    page = client.get("/log/").content.decode()
    assert page.index("（第2本）") < page.index("对社会公开的记录，已停") and "后面的记录丢失" in page
    assert client.get("/log/public2/checkpoint").status_code == client.get("/log/public/checkpoint").status_code == 200
    assert client.get("/log/public.lost/checkpoint").status_code == 404
