"""Which questions ask for the same thing: when several do, the catalog should answer them (第九条（三）, R45)."""

import re
import unicodedata
from collections.abc import Mapping, Set

SAME = 0.45  # share of common pairs of characters from which two questions are alike
# Words in which every application is alike; they say nothing about the matter.
IDLE = re.compile(
    r"申请|公开|请问|请求|希望|想要?了解|了解|相关|有关|情况|信息|内容|详细|具体|明细|本村|我村|村里|支部|党委|一下|的|了|和"
)
NOISE = re.compile(r"[\W\d_]+")


def _pairs(text: str) -> frozenset[str]:
    plain = NOISE.sub("", IDLE.sub("", unicodedata.normalize("NFKC", text)))
    return frozenset(plain[place : place + 2] for place in range(len(plain) - 1))


def share(one: Set[str], other: Set[str]) -> float:
    """How much two sets of tokens have in common, from 0 to 1: twice the common ones by all (Dice)."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def similarity(one: str, other: str) -> float:
    """How alike two questions are, from 0 to 1 (the share of their common pairs).

    The same question is 1, also when it is too short to have pairs.
    """
    if one == other:
        return 1.0
    return share(_pairs(one), _pairs(other))


def alike(text: str, others: Mapping[int, str]) -> tuple[int, ...]:
    """The keys of those questions that ask for the same as `text`, in their order."""
    return tuple(key for key, other in others.items() if similarity(text, other) >= SAME)
