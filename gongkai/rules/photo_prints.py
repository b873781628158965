"""Is one photo a copy of another: the same shot saved anew, made smaller, or cropped a little (第四条, 第九条（五）)?

A print is what is left of a photo when it is shrunk to a few grey fields: which field is lighter than its
right neighbour. A photo keeps the print of the whole and those of its middle parts, so that a crop of one
is found against the whole of the other. How prints are taken is the reader's business; here they are compared.
"""

from collections.abc import Sequence

BITS = 256
NEAR = 30  # copies saved anew or cropped differ in about twenty signs at most, other shots in more than forty
# How much may be cut from each side, in hundredths; every combination is one middle part.
CUTS = (0, 3, 6, 9)


def differing(one: int, other: int) -> int:
    """In how many signs two prints differ."""
    return (one ^ other).bit_count()


def distance(one: Sequence[int], other: Sequence[int]) -> int:
    """The least difference between one photo's whole and any part of the other, either way round.

    The first print of each is that of the whole. `BITS` when one of them has none.
    """
    if not one or not other:
        return BITS
    pairs = [(one[0], part) for part in other] + [(other[0], part) for part in one]
    return min(differing(first, second) for first, second in pairs)


def copies(one: Sequence[int], other: Sequence[int]) -> bool:
    """Do the two come from one shot?"""
    return distance(one, other) <= NEAR


def written(prints: Sequence[int]) -> str:
    """Prints as text for storage: 64 hexadecimal signs each."""
    return "".join(f"{one:0{BITS // 4}x}" for one in prints)


def read(text: str) -> tuple[int, ...]:
    """The prints of such a text."""
    step = BITS // 4
    return tuple(int(text[place : place + step], 16) for place in range(0, len(text), step))
