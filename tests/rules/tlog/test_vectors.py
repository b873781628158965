"""The published vectors: probes, golden log, keys. Read from ../shared beside the checkout, else skipped and said."""

import json
from base64 import b64decode
from pathlib import Path

import pytest

from gongkai.rules import tlog
from gongkai.rules.tlog import notes
from gongkai.rules.tlog.tree import fold

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "vectors" / "tlog"
PROBES = sorted((FOLDER / "merkle-probes").glob("inclusion/**/*.json"))
CONSISTENCY = sorted((FOLDER / "merkle-probes").glob("consistency/**/*.json"))
LOG = FOLDER / "tessera" / "testdata" / "log"
needs_vectors = pytest.mark.skipif(not FOLDER.is_dir(), reason="the published vectors are not beside this checkout")
VKEYS = (
    "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx",
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
)
LEAVES = [bytes.fromhex(one) for one in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")]
LEAVES.append(bytes.fromhex("606162636465666768696a6b6c6d6e6f"))


def _bytes(text):
    return b64decode(text) if text else b""


@needs_vectors
def test_all_inclusion_probes_are_judged_right():
    judged = []
    for path in PROBES:
        probe = json.loads(path.read_text())
        proof = [_bytes(one) for one in probe["proof"] or []]
        ok = tlog.verify_inclusion(
            probe["leafIdx"], probe["treeSize"], _bytes(probe["leafHash"]), proof, _bytes(probe["root"])
        )
        judged.append((path.name, ok != probe["wantErr"]))
    assert len(judged) == 98
    assert [name for name, right in judged if not right] == []


@needs_vectors
def test_all_consistency_probes_are_judged_right():
    judged = []
    for path in CONSISTENCY:
        probe = json.loads(path.read_text())
        proof = [_bytes(one) for one in probe["proof"] or []]
        ok = tlog.verify_consistency(
            probe["size1"], probe["size2"], _bytes(probe["root1"]), _bytes(probe["root2"]), proof
        )
        judged.append((path.name, ok != probe["wantErr"]))
    assert len(judged) == 98
    assert [name for name, right in judged if not right] == []


@needs_vectors
def test_the_golden_logs_heads_are_the_roots_of_its_entries():
    for size in range(1, 16):
        raw = (LOG / "tile" / "entries" / "000.p" / str(size)).read_bytes()
        entries = []
        while raw:
            length = int.from_bytes(raw[:2], "big")
            entries.append(raw[2 : 2 + length])
            raw = raw[2 + length :]
        hashes = [tlog.leaf_hash(one) for one in entries]
        assert b"".join(hashes) == (LOG / "tile" / "0" / "000.p" / str(size)).read_bytes()

        def read(level, number, hashes=hashes):
            return fold(hashes[number << level : (number + 1) << level])

        head = tlog.parse_checkpoint(tlog.parse_note((LOG / f"checkpoint.{size}").read_text()).text)
        assert (head.size, head.root) == (size, tlog.root(size, read))


def test_the_eight_leaf_tree_of_certificate_transparency():
    hashes = [tlog.leaf_hash(one) for one in LEAVES]

    def read(level, number):
        return fold(hashes[number << level : (number + 1) << level])

    assert tlog.empty_root().hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert tlog.root(1, read).hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert tlog.root(2, read).hex() == "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
    assert tlog.root(8, read).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


@pytest.mark.parametrize("text", VKEYS)
def test_published_keys_fit_their_numbers(text):
    assert notes.parse_key(text).text == text


@needs_vectors
def test_a_head_reads_back_byte_for_byte():
    for path in sorted(LOG.glob("checkpoint*")):
        note = tlog.parse_note(path.read_text())
        assert note.whole == path.read_text()
        if path.name == "checkpoint.15":
            assert note.signatures[0].key_id == notes.parse_key(VKEYS[0]).id
