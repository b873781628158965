"""The RFC's own recursion, word for word: slow, and the oracle for the quick tree."""

import hashlib


def mth(leaves, hashing="sha256"):
    if not leaves:
        return hashlib.new(hashing).digest()
    if len(leaves) == 1:
        return hashlib.new(hashing, b"\x00" + leaves[0]).digest()
    middle = split(len(leaves))
    return hashlib.new(hashing, b"\x01" + mth(leaves[:middle], hashing) + mth(leaves[middle:], hashing)).digest()


def split(count):
    power = 1
    while power * 2 < count:
        power *= 2
    return power


def path(index, leaves, hashing="sha256"):
    if len(leaves) == 1:
        return []
    middle = split(len(leaves))
    if index < middle:
        return [*path(index, leaves[:middle], hashing), mth(leaves[middle:], hashing)]
    return [*path(index - middle, leaves[middle:], hashing), mth(leaves[:middle], hashing)]


def proof(older, leaves, hashing="sha256"):
    return subproof(older, leaves, True, hashing)


def subproof(older, leaves, whole, hashing):
    if older == len(leaves):
        return [] if whole else [mth(leaves, hashing)]
    middle = split(len(leaves))
    if older <= middle:
        return [*subproof(older, leaves[:middle], whole, hashing), mth(leaves[middle:], hashing)]
    return [*subproof(older - middle, leaves[middle:], False, hashing), mth(leaves[:middle], hashing)]


def reader(leaves):
    """`read(level, number)` over leaves in a list."""
    return lambda level, number: mth(leaves[number << level : (number + 1) << level])
