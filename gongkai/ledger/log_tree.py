"""Reading a log's tree from the rows: 256 leaves and the roots over 256 and 65,536, a block at a time."""

from gongkai.ledger.models import Leaf, TreeNode
from gongkai.rules.tlog.tiles import HEIGHT, WIDTH
from gongkai.rules.tlog.tree import fold


class LogTree:
    """`read` for `gongkai.rules.tlog`: a few short queries for any root or proof, nothing kept between requests."""

    def __init__(self, log: str) -> None:
        self._log = log
        self._blocks: dict[tuple[int, int], list[bytes]] = {}

    def block(self, height: int, number: int) -> list[bytes]:
        """The hashes of complete subtrees of 2**height leaves that stand in one tile, as many as there are."""
        key = height, number
        if key not in self._blocks:
            span = (number * WIDTH, (number + 1) * WIDTH)
            if height == 0:
                rows = Leaf.objects.filter(log=self._log, seq__gte=span[0], seq__lt=span[1]).order_by("seq")
            else:
                rows = TreeNode.objects.filter(
                    log=self._log, height=height, number__gte=span[0], number__lt=span[1]
                ).order_by("number")
            self._blocks[key] = [bytes(one) for one in rows.values_list("hash", flat=True)]
        return self._blocks[key]

    def read(self, level: int, number: int) -> bytes:
        """The hash of a complete subtree. LookupError when its leaves are not all there."""
        height = level - level % HEIGHT
        first, count = number << (level - height), 1 << (level - height)
        block = self.block(height, first // WIDTH)
        found = block[first % WIDTH : first % WIDTH + count]
        if len(found) != count:
            raise LookupError(f"log {self._log}: level {level}, number {number} is not complete")
        return fold(found)


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
        found.append(TreeNode(log=log, height=height, number=number, hash=fold(block)))
    return found
