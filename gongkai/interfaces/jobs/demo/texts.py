"""Invented texts of the demonstration: short, plain, with figures that add up and names masked."""

from random import Random

from gongkai.interfaces.jobs.demo.wordings import BY_CATEGORY, BY_CODE, STAGES
from gongkai.rules.periods import Period, content_period

SURNAMES = "陈李张王刘周杨罗何黄"
GIVEN_WORK = ("整修三组排水沟", "更换便民服务大厅座椅", "清理河道淤积", "安装路灯", "翻修活动室屋面", "补栽行道树")


def _figures(rng: Random, org: str, name: str, period: Period) -> dict[str, object]:
    """Numbers that agree with each other, and a few words."""
    month = content_period(period)
    n = rng.randint(18, 64)
    before, fee, used = rng.randint(600, 2400), n * rng.randint(3, 8), rng.randint(40, 300)
    travel, print_, visit = rng.randint(80, 400), rng.randint(60, 300), rng.randint(100, 600)
    asked, taken = rng.randint(4, 15), rng.randint(1, 4)
    done = rng.randint(3, 8)
    late = rng.randint(0, 2)
    due = rng.randint(5, 9)
    came = due - rng.randint(0, 2)
    return {
        "org": org, "name": name, "month": month.label, "m": f"{month.month}月", "year": period.year,
        "next": f"{period.month}月", "day": rng.randint(2, 7), "n": n, "came_n": n - rng.randint(1, 6),
        "before": before, "fee": fee, "used": used, "left": before + fee - used, "travel": travel, "print": print_,
        "visit": visit, "spent": travel + print_ + visit, "budget": 1800, "asked": asked, "taken": taken,
        "told": asked - taken, "done": done, "late": late, "due": due, "came": came, "who": rng.choice(SURNAMES) + "某",
        "who2": rng.choice(SURNAMES) + "某某", "work": rng.choice(GIVEN_WORK), "other": rng.choice(GIVEN_WORK),
        "days": rng.randint(3, 12), "homes": rng.randint(6, 40), "pay": rng.randint(2, 9) * 100,
        "money": rng.randint(12, 96) * 100,
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
