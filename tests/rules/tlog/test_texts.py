"""Notes, keys, checkpoints, proofs, entries and tile addresses as text."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules import tlog
from gongkai.rules.tlog import notes, tiles
from gongkai.rules.tlog.entries import LONGEST, TERMS, LeafKind

NOW = datetime(2026, 11, 23, 8, 0, 0, 999, tzinfo=UTC)
KEY = notes.Key("example.invalid/log", notes.ED25519, bytes(range(32)))
NOTE = tlog.Note(
    tlog.Checkpoint("example.invalid/log", 5, bytes(32)).text, (notes.Signature(KEY.name, KEY.id, b"s" * 64),)
)


def test_a_note_reads_back_as_it_was_written():
    assert tlog.parse_note(NOTE.whole) == NOTE
    assert tlog.parse_checkpoint(NOTE.text) == tlog.Checkpoint("example.invalid/log", 5, bytes(32))
    assert notes.parse_key(KEY.text) == KEY


@given(st.text(max_size=300))
def test_no_text_upsets_the_readers(text):
    for read in (tlog.parse_note, tlog.parse_checkpoint, tlog.parse_proof, notes.parse_key):
        try:
            read(text)
        except ValueError:
            continue


@pytest.mark.parametrize(
    "changed",
    [
        NOTE.whole[:-1],
        NOTE.whole.replace("— ", "- "),
        NOTE.whole + "\n",
        NOTE.text,
        NOTE.whole.replace("example", "exa\tmple"),
        NOTE.whole.replace("— example.invalid/log", "— exam+ple"),
    ],
)
def test_a_damaged_note_is_refused(changed):
    with pytest.raises(ValueError):
        tlog.parse_note(changed)


@pytest.mark.parametrize("text", ["o\n05\nAA==\n", "o\n5\nAA==\n", "o\n-1\n", "\n5\n", NOTE.text[:-1], "o\n٥\nAA==\n"])
def test_a_damaged_checkpoint_is_refused(text):
    with pytest.raises(ValueError):
        tlog.parse_checkpoint(text)


def test_a_key_that_does_not_fit_its_number_is_refused():
    with pytest.raises(ValueError):
        notes.parse_key(KEY.text.replace(KEY.id.hex(), "00000000"))


@given(st.binary(max_size=40), st.lists(st.binary(min_size=32, max_size=32), max_size=20), st.integers(0, 10**9))
def test_a_proof_reads_back_as_it_was_written(extra, hashes, index):
    proof = tlog.InclusionProof(index, tuple(hashes), NOTE.whole, extra)
    assert tlog.parse_proof(proof.text) == proof


def test_an_entry_has_one_spelling():
    entry = tlog.leaf_entry(LeafKind.PUBLISH, NOW, {"ver": 1, "doc": "5001100001-2026-000123", "files": [{"i": 1}]})
    assert entry == (
        b'{"at":"2026-11-23T08:00:00Z","doc":"5001100001-2026-000123","files":[{"i":1}],"t":"publish","v":1,"ver":1}'
    )
    assert set(TERMS) == set(LeafKind)


@pytest.mark.parametrize("value", [1.5, None, True, b"bytes", {"inner": float("nan")}, [None]])
def test_only_texts_and_whole_numbers_have_one_spelling(value):
    with pytest.raises(TypeError):
        tlog.canonical({"value": value})


def test_an_entry_stays_below_64_kilobytes():
    with pytest.raises(ValueError, match="too long"):
        tlog.leaf_entry(LeafKind.REDACT, NOW, {"basis": "x" * LONGEST})


@given(st.integers(0, 10**14))
def test_a_tile_address_names_its_tile(number):
    assert tiles.parse_tile(0, tiles.place(number)) == tiles.Tile(0, number)
    assert tiles.parse_tile(1, f"{tiles.place(number)}.p/7") == tiles.Tile(1, number, 7)


@pytest.mark.parametrize(
    "text", ["", "1", "x001", "1000", "000.p/256", "000.p/0", "x000/001", "000.p", "001/002", "٠٠١"]
)
def test_every_other_address_names_none(text):
    with pytest.raises(ValueError):
        tiles.parse_tile(0, text)


def test_the_known_address_of_the_specification():
    assert tiles.place(1234067) == "x001/x234/067"


def test_only_what_a_tree_holds_is_available():
    assert tiles.available(256, tiles.Tile(0, 0))
    assert not tiles.available(255, tiles.Tile(0, 0))
    assert tiles.available(255, tiles.Tile(0, 0, 255))
    assert tiles.available(600, tiles.Tile(1, 0, 2))
    assert not tiles.available(600, tiles.Tile(1, 0, 3))
