"""What the first step of accountability demands besides 批评教育: putting right within a time limit (第九条（八）, R120).

A notice goes to the organization and is read by all who work there; nothing of a person stands in it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from gongkai.rules.accountability import ARTICLE, TERMS, Fact, Step, Target, Trigger

TITLE = "党务公开限期整改"
# What is violated and what is demanded, by the kind of record; a finding brings its own.
REMEDIES: dict[Fact, tuple[str, str]] = {
    Fact.OVERDUE: ("第八条（二）", "补公开；确实没有的办零报告，不能公开的按规定报备案。"),
    Fact.FINDING: ("第九条（五）", "照检查提出的要求整改。"),
    Fact.COMPLAINT: ("第九条（四）", "把查实的问题改正，结果告诉提意见的人。"),
    Fact.MARK: ("第九条（五）", "照查实的情况改正，并作说明。"),
    Fact.ITEM: ("第八条（一）", "对照原始材料核对，不实、不全的改正并说明。"),
}
AT_LARGE = "对照第九条（八）查找原因，补上没有公开的，改正不真实的，写明以后怎样做到。"


@dataclass(frozen=True)
class Ground:
    """A record on which the case rests, as it was linked; `article` and `demand` where the record has its own."""

    kind: Fact
    text: str
    article: str = ""
    demand: str = ""


@dataclass(frozen=True)
class Remedy:
    """One thing to be put right: the facts, the provision, what is demanded."""

    facts: str
    article: str
    demand: str


def brings_notice(step: Step) -> bool:
    """Does a decision of this step go with a notice to put right? The first step wants both."""
    return step is Step.CORRECT


def to_put_right(
    *, grounds: Iterable[Ground], trigger: Trigger, target: Target, found: str, names: Collection[str]
) -> tuple[Remedy, ...]:
    """The problems of the notice: one for each linked record; without any, what was found about the organization.

    `found` is what people wrote in the case. It stays out of the notice when the case is about a person or one of
    the `names` of the matter stands in it; then the notice says the trigger only.
    """
    made = tuple(
        Remedy(one.text, one.article or REMEDIES[one.kind][0], one.demand or REMEDIES[one.kind][1]) for one in grounds
    )
    if made:
        return made
    named = target is not Target.ORGANIZATION or any(name and name in found for name in names)
    text = f"有“{TERMS[trigger]}”的情况。" if named or not found.strip() else found.strip()
    return (Remedy(text, ARTICLE, AT_LARGE),)
