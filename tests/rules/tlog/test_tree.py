"""The tree against the RFC's recursion, for all pairs m ≤ n ≤ 70, and against altered proofs (P16)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules import tlog
from gongkai.rules.tlog.tree import fold
from tests.rules.tlog.trees import mth, path, proof, reader

MOST = 70
LEAVES = [b"leaf %d" % number for number in range(MOST)]
ROOTS = [mth(LEAVES[:size]) for size in range(MOST + 1)]


class Remembered(dict):
    def __missing__(self, key):
        self[key] = reader(LEAVES)(*key)
        return self[key]


KNOWN = Remembered()


def read(level, number):
    return KNOWN[level, number]


def test_the_root_is_the_rfcs_for_every_size():
    assert [tlog.root(size, read) for size in range(MOST + 1)] == ROOTS
    assert fold([tlog.leaf_hash(one) for one in LEAVES[:64]]) == ROOTS[64]


def test_every_inclusion_path_is_the_rfcs_and_verifies():
    for size in range(1, MOST + 1):
        for index in range(size):
            found = tlog.inclusion(index, size, read)
            assert found == path(index, LEAVES[:size])
            assert tlog.verify_inclusion(index, size, tlog.leaf_hash(LEAVES[index]), found, ROOTS[size])


def test_every_consistency_proof_is_the_rfcs_and_verifies():
    for newer in range(1, MOST + 1):
        for older in range(1, newer + 1):
            found = tlog.consistency(older, newer, read)
            assert found == proof(older, LEAVES[:newer])
            assert tlog.verify_consistency(older, newer, ROOTS[older], ROOTS[newer], found)


@pytest.mark.parametrize(("index", "size"), [(-1, 5), (5, 5), (0, 0)])
def test_there_is_no_proof_outside_the_tree(index, size):
    with pytest.raises(ValueError, match="no such leaf"):
        tlog.inclusion(index, size, read)
    assert not tlog.verify_inclusion(index, size, ROOTS[1], [], ROOTS[1])


@pytest.mark.parametrize(("older", "newer"), [(0, 5), (6, 5), (-1, 5)])
def test_there_is_no_consistency_with_nothing_or_with_the_future(older, newer):
    with pytest.raises(ValueError, match="no such pair"):
        tlog.consistency(older, newer, read)
    assert not tlog.verify_consistency(older, newer, ROOTS[0], ROOTS[5], [])


def flipped(value, bit):
    return bytes(byte ^ (1 << bit % 8 if place == bit // 8 else 0) for place, byte in enumerate(value))


@given(st.data())
def test_one_turned_bit_anywhere_breaks_an_inclusion_proof(data):
    size = data.draw(st.integers(2, MOST))
    index = data.draw(st.integers(0, size - 1))
    hashes = tlog.inclusion(index, size, read)
    values = [tlog.leaf_hash(LEAVES[index]), ROOTS[size], *hashes]
    place = data.draw(st.integers(0, len(values) - 1))
    values[place] = flipped(values[place], data.draw(st.integers(0, 255)))
    leaf, root, *changed = values
    assert not tlog.verify_inclusion(index, size, leaf, changed, root)


@given(st.data())
def test_one_turned_bit_anywhere_breaks_a_consistency_proof(data):
    newer = data.draw(st.integers(2, MOST))
    older = data.draw(st.integers(1, newer - 1))
    values = [ROOTS[older], ROOTS[newer], *tlog.consistency(older, newer, read)]
    place = data.draw(st.integers(0, len(values) - 1))
    values[place] = flipped(values[place], data.draw(st.integers(0, 255)))
    before, after, *changed = values
    assert not tlog.verify_consistency(older, newer, before, after, changed)


@given(st.data())
def test_a_proof_fits_one_place_in_one_tree_only(data):
    size, index = 70, data.draw(st.integers(0, 69))
    hashes = tlog.inclusion(index, size, read)
    other = data.draw(st.integers(0, 69).filter(lambda one: one != index))
    assert not tlog.verify_inclusion(other, size, tlog.leaf_hash(LEAVES[index]), hashes, ROOTS[size])
    assert not tlog.verify_inclusion(index, size, tlog.leaf_hash(LEAVES[index]), hashes[:-1], ROOTS[size])
    assert not tlog.verify_inclusion(index, size, tlog.leaf_hash(LEAVES[index]), [*hashes, ROOTS[1]], ROOTS[size])
