"""The RFC's own recursion, word for word: slow, and the oracle for the quick tree."""

from hashlib import sha256


def mth(leaves):
    if not leaves:
        return sha256().digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    middle = split(len(leaves))
    return sha256(b"\x01" + mth(leaves[:middle]) + mth(leaves[middle:])).digest()


def split(count):
    power = 1
    while power * 2 < count:
        power *= 2
    return power


def path(index, leaves):
    if len(leaves) == 1:
        return []
    middle = split(len(leaves))
    if index < middle:
        return [*path(index, leaves[:middle]), mth(leaves[middle:])]
    return [*path(index - middle, leaves[middle:]), mth(leaves[:middle])]


def proof(older, leaves):
    return subproof(older, leaves, True)


def subproof(older, leaves, whole):
    if older == len(leaves):
        return [] if whole else [mth(leaves)]
    middle = split(len(leaves))
    if older <= middle:
        return [*subproof(older, leaves[:middle], whole), mth(leaves[middle:])]
    return [*subproof(older - middle, leaves[middle:], False), mth(leaves[:middle])]


def reader(leaves):
    """`read(level, number)` over leaves in a list."""
    return lambda level, number: mth(leaves[number << level : (number + 1) << level])
