"""Invented texts of the demonstration: short, plain, with figures that add up and names masked."""

from collections.abc import Sequence
from random import Random

from gongkai.interfaces.jobs.demo.wordings import BY_CATEGORY, BY_CODE, STAGES
from gongkai.rules.periods import Period, content_period

SURNAMES = "陈李张王刘周杨罗何黄"
GIVEN_WORK = ("整修三组排水沟", "更换便民服务大厅座椅", "清理河道淤积", "安装路灯", "翻修活动室屋面", "补栽行道树")


def _figures(rng: Random, org: str, name: str, period: Period) -> dict[str, object]:
    """Numbers that agree with each other, and a few words."""
    chance = rng.random

    def between(least: int, most: int) -> int:  # five times quicker than randint, and there are a million to throw
        return least + int(chance() * (most - least + 1))

    def one_of(words: Sequence[str]) -> str:
        return words[int(chance() * len(words))]

    month = content_period(period)
    n = between(18, 64)
    before, fee, used = between(600, 2400), n * between(3, 8), between(40, 300)
    travel, print_, visit = between(80, 400), between(60, 300), between(100, 600)
    asked, taken = between(4, 15), between(1, 4)
    due = between(5, 9)
    return {
        "org": org, "name": name, "month": month.label, "m": f"{month.month}月", "year": period.year,
        "next": f"{period.month}月", "day": between(2, 7), "n": n, "came_n": n - between(1, 6),
        "before": before, "fee": fee, "used": used, "left": before + fee - used, "travel": travel, "print": print_,
        "visit": visit, "spent": travel + print_ + visit, "budget": 1800, "asked": asked, "taken": taken,
        "told": asked - taken, "done": between(3, 8), "late": between(0, 2), "due": due, "came": due - between(0, 2),
        "who": one_of(SURNAMES) + "某", "who2": one_of(SURNAMES) + "某某", "work": one_of(GIVEN_WORK),
        "other": one_of(GIVEN_WORK), "days": between(3, 12), "homes": between(6, 40), "pay": between(2, 9) * 100,
        "money": between(12, 96) * 100,
    }  # fmt: skip


def write(
    *, code: str, name: str, category: str, org: str, period: Period, rng: Random, event: str = "", stage: str = ""
) -> dict[str, str]:
    """The texts of one item: title, plain sentence and the three parts as clean rich text.

    `event` and `stage` name what happened, for duties that life caused.
    """
    figures = _figures(rng, org, name, period)
    if stage:
        wording = STAGES
        figures |= {"event": event, "stage": stage}
    elif event:
        wording = BY_CODE.get(code) or BY_CATEGORY[category]
        figures |= {"name": event}
    else:
        wording = BY_CODE.get(code) or BY_CATEGORY[category]
    made = {part: text.format_map(figures) for part, text in wording.items()}
    if event:
        made["title"] = event[:80]
    return made
