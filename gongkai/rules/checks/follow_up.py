"""Looking back: plans are followed by results, and a month is not a copy of the last (第五条, R33, R20)."""

import re
from collections.abc import Iterator

from gongkai.rules.categories import PAIRS
from gongkai.rules.checks.facts import THREE_PARTS, CheckFinding, DraftFacts, Part, warn

_CARRIED_OUT = re.compile(r"落实|完成|执行|实施|已[经]?(?:办|开展|学习|举办|组织)|进展|推进")
_SPACE = re.compile(r"\s+")
_SHORT = 20  # shorter texts may well stay the same from month to month


def implementation(draft: DraftFacts) -> Iterator[CheckFinding]:
    """Warn when a plan's entry speaks of the plan alone. 第五条（一）（二）; R33."""
    sub_items = draft.entry.sub_items if draft.entry else ()
    text = f"{draft.content}\n{draft.result}"
    for pair in PAIRS:
        if (
            pair.sub_item in sub_items
            and re.search(r"计划|目标|部署|任务|安排", text)
            and not _CARRIED_OUT.search(text)
        ):
            yield warn(
                "implementation_missing", Part.RESULT, f"第五条（{'一二'[int(pair.sub_item[0]) - 1]}）", plan=pair.plan
            )


def same_as_before(draft: DraftFacts) -> Iterator[CheckFinding]:
    """Warn for each part that repeats the last publication to the letter. 第四条（六）; R20."""
    if draft.previous is None:
        return
    for part, before in zip(THREE_PARTS, draft.previous, strict=True):
        now = _SPACE.sub("", draft.text(part))
        if len(now) >= _SHORT and now == _SPACE.sub("", before):
            yield warn("same_as_before", part, "第四条（六）")
