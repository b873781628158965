"""What somebody with the database can do is found and never signed over; after a restore nothing shorter is signed (P16, P37)."""

import pytest
from django.db.models import F

from gongkai.ledger import actions, queries
from gongkai.ledger.log_keys import signers
from gongkai.ledger.log_memory import memory_file, remembered, remembered_entries
from gongkai.ledger.models import Checkpoint, Leaf, LeafSalt, TransparencyLog, TreeNode
from gongkai.rules import tlog
from gongkai.rules.refusals import Refused
from tests.ledger.logs import CLOCK, NOW, append, load, sign

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unguarded")]


def forged(entry):
    return {"entry": entry, "hash": tlog.leaf_hash(entry.encode())}


def leaf(seq):
    return Leaf.objects.filter(log="public", seq=seq)


def remove(seq):
    LeafSalt.objects.filter(leaf__log="public", leaf__seq=seq).delete()
    leaf(seq).delete()


def move_up(seq):
    for one in Leaf.objects.filter(log="public", seq__gt=seq).order_by("seq"):
        Leaf.objects.filter(pk=one.pk).update(seq=F("seq") - 1)


def swap(first, second):
    leaf(first).update(seq=10_000)
    leaf(second).update(seq=first)
    leaf(10_000).update(seq=second)


def cut():
    for seq in (257, 258, 259):
        remove(seq)
    TransparencyLog.objects.filter(pk="public").update(size=257)


def resigned(log="public"):
    """The head signed anew by somebody who has the key too, over whatever is in the database."""
    size = Leaf.objects.filter(log=log).count()
    TreeNode.objects.filter(log=log).delete()
    text = tlog.Checkpoint(signers(log)[0].name, size, bytes(32)).text
    Checkpoint.objects.filter(log=log, size=size).update(note=tlog.Note(text, (signers(log)[0].sign(text),)).whole)


TAMPERINGS = {
    "one letter": lambda: leaf(5).update(entry=leaf(5).get().entry.replace("doc-5", "doc-6")),
    "entry with its hash": lambda: leaf(5).update(**forged(leaf(5).get().entry.replace("doc-5", "doc-6"))),
    "hash": lambda: leaf(5).update(hash=bytes(32)),
    "date": lambda: leaf(5).update(**forged(leaf(5).get().entry.replace("2026-11-23", "2026-10-23"))),
    "first": lambda: leaf(0).update(**forged("{}")),
    "last": lambda: leaf(259).update(**forged("{}")),
    "beyond the block": lambda: leaf(258).update(**forged("{}")),
    "removed": lambda: remove(5),
    "removed and closed up": lambda: (remove(5), move_up(5)),
    "removed at the end": lambda: remove(259),
    "cut": cut,
    "exchanged": lambda: swap(3, 4),
    "node": lambda: TreeNode.objects.update(hash=bytes(32)),
    "node gone": lambda: TreeNode.objects.all().delete(),
    "node too many": lambda: TreeNode.objects.create(log="public", height=8, number=9, hash=bytes(32)),
    "size": lambda: TransparencyLog.objects.update(size=250),
    "head": lambda: Checkpoint.objects.update(note="nonsense"),
    "signature": lambda: Checkpoint.objects.update(note=Checkpoint.objects.get().note.replace("260", "261")),
    "head at another size": lambda: Checkpoint.objects.update(size=200),
    "head gone and log cut": lambda: (Checkpoint.objects.all().delete(), cut()),
    "signed anew": lambda: (leaf(5).update(**forged("{}")), resigned()),
    "inserted": lambda: Leaf.objects.create(log="public", seq=260, key="x", entry="{}", hash=tlog.leaf_hash(b"{}")),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_every_tampering_is_found(name):
    load(260)
    sign()
    assert queries.check_log(CLOCK, log="public") == []
    TAMPERINGS[name]()
    assert queries.check_log(CLOCK, log="public") != []


def test_an_altered_leaf_is_named():
    load(20)
    sign()
    TAMPERINGS["one letter"]()
    assert (5, "altered") in [(one.seq, one.code) for one in queries.check_log(CLOCK, log="public")]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("entry with its hash", "log_rewritten"), ("first", "log_rewritten"), ("removed", "log_rewritten"),
        ("exchanged", "log_rewritten"), ("cut", "log_shorter"), ("size", "log_shorter"),
        ("head gone and log cut", "log_shorter"), ("signature", "log_rewritten"),
    ],
)  # fmt: skip
def test_a_rewritten_or_shorter_history_is_never_signed(name, code):
    load(200)
    load(60, first=1000)
    sign()
    if name in ("entry with its hash", "first", "removed", "exchanged"):
        TreeNode.objects.all().delete()  # who rewrites the leaves rewrites what was computed from them too
    TAMPERINGS[name]()
    if name != "size":
        append(9_999)
    with pytest.raises(Refused, match=code):
        sign()


def test_a_new_leaf_that_does_not_hash_to_itself_is_not_signed():
    append(1)
    sign()
    append(2)
    leaf(1).update(entry="{}")
    with pytest.raises(Refused, match="log_rewritten"):
        sign()


def test_a_foreign_head_in_the_files_stops_the_signing():
    append(1)
    sign()
    memory_file("public").write_text(memory_file("public").read_text().replace("\n1\n", "\n2\n"))
    append(2)
    with pytest.raises(Refused, match="log_memory"):
        sign()


def restored():
    """As if the database came back from a copy of before the last two acts."""
    load(3)
    sign()
    append(1001)
    append(1002)
    sign()
    for seq in (3, 4):
        remove(seq)
    Checkpoint.objects.filter(size=5).delete()
    TransparencyLog.objects.filter(pk="public").update(size=3)


def test_after_a_restore_nothing_is_signed_until_the_lost_entries_are_back():
    restored()
    with pytest.raises(Refused, match="log_shorter"):
        sign()
    assert actions.append_lost(CLOCK, log="public", entries=remembered_entries("public"), now=NOW) == 2
    append(1003)
    assert sign().size == 6
    assert queries.check_log(CLOCK, log="public") == []
    assert actions.append_lost(CLOCK, log="public", entries=[], now=NOW) == 0


@pytest.mark.parametrize("trouble", ["short", "other end", "other beginning", "forked"])
def test_what_does_not_lead_to_the_signed_head_is_not_put_back(trouble):
    restored()
    entries = remembered_entries("public")
    if trouble == "short":
        entries.pop()
    elif trouble == "other end":
        entries[-1] = "{}"
    elif trouble == "other beginning":
        entries[0] = "{}"
    else:
        append(77)
    with pytest.raises(Refused):
        actions.append_lost(CLOCK, log="public", entries=entries, now=NOW)
    assert TransparencyLog.objects.get(pk="public").size == (4 if trouble == "forked" else 3)


def test_the_files_outside_the_database_hold_every_signed_entry():
    load(300)
    sign()
    append(5000)
    sign()
    assert remembered_entries("public") == list(Leaf.objects.order_by("seq").values_list("entry", flat=True))


def test_the_newest_head_counts_also_behind_many_and_before_one_half_written():
    place = memory_file("public")
    for number in range(3):
        append(number)
        sign()
    assert remembered("public").size == 3 and place.read_text().count("\n\n— ") == 3
    whole = place.read_text()
    append(3)
    sign()
    added = place.read_text()[len(whole) :]
    for cut in range(len(added) - 1):
        place.write_text(whole + added[:cut])
        assert remembered("public").size == 3, cut
    append(4)
    assert sign().size == 5 and remembered("public").size == 5, "what was half written is behind us"
    for number in range(10, 110):
        append(number)
        sign()
    assert remembered("public").size == 105 and len(place.read_text()) < 17_000
    place.write_text("half of a fi")
    append(5)
    with pytest.raises(Refused, match="log_memory"):
        sign()


def test_a_file_of_the_version_before_is_read_and_gone_on_with():
    append(1)
    place = memory_file("public")
    place.write_text(sign().note)
    append(2)
    assert sign().size == 2 and remembered("public").size == 2


def test_entries_are_written_behind_those_before_and_a_torn_line_is_mended():
    load(254)
    sign()
    block = memory_file("public").parent / "entries" / "000000000.ndjson"
    node = block.stat().st_ino
    append(1000)
    sign()
    assert block.stat().st_ino == node
    block.write_bytes(block.read_bytes()[:-7])
    append(1001)
    append(1002)
    sign()
    assert remembered_entries("public") == list(Leaf.objects.order_by("seq").values_list("entry", flat=True))
