"""The Merkle tree of RFC 6962 (2.1) over stored subtrees, and the verification of RFC 9162 (2.1.3, 2.1.4).

Nothing here holds a whole tree: `read(level, number)` answers with the hash of a complete subtree of
2**level leaves, the `number`-th from the left, and each function asks for a few of them only. The hash is
the log's own (`suites`); RFC 6962 leaves it open.
"""

from collections.abc import Callable, Sequence

from gongkai.rules.tlog.suites import INTERNATIONAL, Suite

SIZE = 32
Read = Callable[[int, int], bytes]


def empty_root(suite: Suite = INTERNATIONAL) -> bytes:
    """The root of a tree without leaves."""
    return suite.digest(b"")


def leaf_hash(entry: bytes, suite: Suite = INTERNATIONAL) -> bytes:
    """The hash of one entry."""
    return suite.digest(b"\x00" + entry)


def node_hash(left: bytes, right: bytes, suite: Suite = INTERNATIONAL) -> bytes:
    """The hash of an inner node."""
    return suite.digest(b"\x01" + left + right)


def fold(hashes: Sequence[bytes], suite: Suite = INTERNATIONAL) -> bytes:
    """The root over 2**k neighbouring hashes of complete subtrees of one size."""
    row = list(hashes)
    while len(row) > 1:
        row = [node_hash(row[place], row[place + 1], suite) for place in range(0, len(row), 2)]
    return row[0]


def _split(count: int) -> int:
    """The largest power of two smaller than `count`."""
    return 1 << ((count - 1).bit_length() - 1)


def _range(read: Read, low: int, high: int, suite: Suite) -> bytes:
    """The hash over the leaves from `low` to before `high`, as the RFC cuts them."""
    count = high - low
    if count & (count - 1) == 0:
        level = count.bit_length() - 1
        return read(level, low >> level)
    middle = low + _split(count)
    return node_hash(_range(read, low, middle, suite), _range(read, middle, high, suite), suite)


def root(size: int, read: Read, suite: Suite = INTERNATIONAL) -> bytes:
    """The root over the first `size` leaves."""
    if size < 0:
        raise ValueError("a tree has no negative size")
    return _range(read, 0, size, suite) if size else empty_root(suite)


def inclusion(index: int, size: int, read: Read, suite: Suite = INTERNATIONAL) -> list[bytes]:
    """PATH(index, D[size]): the neighbours from the leaf upwards. ValueError outside the tree."""
    if not 0 <= index < size:
        raise ValueError("no such leaf in this tree")
    low, high, beside = 0, size, []
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            beside.append((middle, high))
            high = middle
        else:
            beside.append((low, middle))
            low = middle
    return [_range(read, *one, suite) for one in reversed(beside)]


def consistency(older: int, newer: int, read: Read, suite: Suite = INTERNATIONAL) -> list[bytes]:
    """PROOF(older, D[newer]): what shows that the older tree is the newer one's beginning. ValueError unless 0 < older ≤ newer."""
    if not 0 < older <= newer:
        raise ValueError("no such pair of trees")
    low, high, beside, whole = 0, newer, [], True
    while older != high:
        middle = low + _split(high - low)
        if older <= middle:
            beside.append((middle, high))
            high = middle
        else:
            beside.append((low, middle))
            low, whole = middle, False
    if not whole:
        beside.append((low, high))
    return [_range(read, *one, suite) for one in reversed(beside)]


def _hashes(*values: bytes) -> bool:
    return all(len(value) == SIZE for value in values)


def verify_inclusion(
    index: int, size: int, leaf: bytes, proof: Sequence[bytes], expected: bytes, suite: Suite = INTERNATIONAL
) -> bool:
    """Is the leaf with this hash the `index`-th of the tree with this size and root? (RFC 9162, 2.1.3.2)"""
    if not 0 <= index < size or not _hashes(leaf, expected, *proof):
        return False
    at, last, found = index, size - 1, leaf
    for beside in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(beside, found, suite)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, beside, suite)
        at, last = at >> 1, last >> 1
    return last == 0 and found == expected


def verify_consistency(
    older: int, newer: int, older_root: bytes, newer_root: bytes, proof: Sequence[bytes], suite: Suite = INTERNATIONAL
) -> bool:
    """Is the older tree the beginning of the newer one? (RFC 9162, 2.1.4.2)"""
    if not 0 < older <= newer:
        return False
    if older == newer:
        return not proof and older_root == newer_root
    if not _hashes(older_root, newer_root, *proof):
        return False
    path = list(proof)
    if older & (older - 1) == 0:
        path.insert(0, older_root)
    if not path:
        return False
    at, last = older - 1, newer - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    before = after = path[0]
    for beside in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            before, after = node_hash(beside, before, suite), node_hash(beside, after, suite)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            after = node_hash(after, beside, suite)
        at, last = at >> 1, last >> 1
    return last == 0 and before == older_root and after == newer_root
