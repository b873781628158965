"""Reading a log's tree from the rows: 256 leaves and the roots over 256 and 65,536, a block at a time."""

from functools import cache

from gongkai.ledger.models import Leaf, TreeNode
from gongkai.ledger.prepared import Prepared
from gongkai.rules.tlog.suites import suite_of
from gongkai.rules.tlog.tiles import HEIGHT, WIDTH
from gongkai.rules.tlog.tree import consistency, fold, inclusion, root

_LEAVES = Prepared(
    lambda log, first, last: (
        Leaf.objects.filter(log=log, seq__gte=first, seq__lt=last).order_by("seq").values_list("hash")
    )
)


@cache
def _nodes(height: int) -> Prepared:
    """A read for each height: it is a small number, and no stand-in for small numbers is free (`ledger.prepared`)."""
    return Prepared(
        lambda log, first, last: (
            TreeNode.objects.filter(log=log, height=height, number__gte=first, number__lt=last)
            .order_by("number")
            .values_list("hash")
        )
    )


class LogTree:
    """`read` for `gongkai.rules.tlog`: a few short queries for any root or proof, nothing kept between requests."""

    def __init__(self, log: str) -> None:
        self._log = log
        self._suite = suite_of(log)
        self._blocks: dict[tuple[int, int], list[bytes]] = {}
        self._folded: dict[tuple[int, int], bytes] = {}

    def block(self, height: int, number: int) -> list[bytes]:
        """The hashes of complete subtrees of 2**height leaves that stand in one tile, as many as there are."""
        key = height, number
        if key not in self._blocks:
            span = {"first": number * WIDTH, "last": (number + 1) * WIDTH}
            rows = _nodes(height)(log=self._log, **span) if height else _LEAVES(log=self._log, **span)
            self._blocks[key] = [bytes(one) for (one,) in rows]
        return self._blocks[key]

    def read(self, level: int, number: int) -> bytes:
        """The hash of a complete subtree. LookupError when its leaves are not all there."""
        if (level, number) in self._folded:
            return self._folded[level, number]
        height = level - level % HEIGHT
        first, count = number << (level - height), 1 << (level - height)
        block = self.block(height, first // WIDTH)
        found = block[first % WIDTH : first % WIDTH + count]
        if len(found) != count:
            raise LookupError(f"log {self._log}: level {level}, number {number} is not complete")
        return self._folded.setdefault((level, number), fold(found, self._suite))

    def root(self, size: int) -> bytes:
        """The root over the first `size` leaves. LookupError when they are not all there."""
        return root(size, self.read, self._suite)

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """The neighbours of a leaf up to the root. ValueError, LookupError."""
        return inclusion(index, size, self.read, self._suite)

    def consistency(self, older: int, newer: int) -> list[bytes]:
        """What shows that the older tree is the newer one's beginning. ValueError, LookupError."""
        return consistency(older, newer, self.read, self._suite)


def nodes_completed(log: str, size: int) -> list[TreeNode]:
    """The roots that became complete with the `size`-th leaf, to be written with it."""
    found: list[TreeNode] = []
    tree, height, count = LogTree(log), 0, size
    while count and count % WIDTH == 0:
        number = count // WIDTH - 1
        block = tree.block(height, number)
        if found:
            block = [*block, bytes(found[-1].hash)]
        height, count = height + HEIGHT, count // WIDTH
        found.append(TreeNode(log=log, height=height, number=number, hash=fold(block, suite_of(log))))
    return found
