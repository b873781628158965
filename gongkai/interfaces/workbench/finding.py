"""What the board says in words before it shows a picture: the rate, where help is needed, what lacks most."""

from collections.abc import Sequence
from datetime import date

from gongkai.obligations.views import BoardRow, HeatRow
from gongkai.rules.categories import category
from gongkai.rules.duties import Counts

NAMED = 4  # places named in the sentence


def percent(value: float | None) -> str:
    """94.6%; nothing due is said in words."""
    return "还没有到期的" if value is None else f"{value:.1f}".removesuffix(".0") + "%"


def standing(rates: Sequence[float | None]) -> str:
    """How the last rate compares with those before it: 一年来最高 or 比上月升了2.1个百分点."""
    known = [rate for rate in rates if rate is not None]
    if len(known) < 2 or rates[-1] is None:
        return ""
    now, before = known[-1], known[:-1]
    if len(known) >= 6 and now > max(before):
        return "，一年来最高"
    if len(known) >= 6 and now < min(before):
        return "，一年来最低"
    moved = round(now - before[-1], 1)
    if not moved:
        return "，与上月持平"
    return f"，比上月{'升' if moved > 0 else '降'}了{abs(moved):g}个百分点"


def most_lacking(heat: Sequence[HeatRow]) -> str:
    """The category with most overdue duties; nothing when no category stands out."""
    sums: dict[str, int] = {}
    for row in heat:
        for code, number in row.cells.items():
            sums[code] = sums.get(code, 0) + number
    ranked = sorted(sums.items(), key=lambda one: (-one[1], one[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return ""
    return category(int(ranked[0][0])).name


def worst_places(board: Sequence[BoardRow]) -> list[BoardRow]:
    """The places named in the sentence: those first on the board with something overdue."""
    return [row for row in board if row.counts.overdue][:NAMED]


def said(
    counts: Counts, board: Sequence[BoardRow], heat: Sequence[HeatRow], rates: Sequence[float | None],
    open_until: date | None = None,
) -> str:  # fmt: skip
    """The finding of a month in two sentences, with numbers that add up.

    `open_until`: the disclosure day while it is not over. Until then there is no rate: who has answered early says
    nothing of those who have until midnight.
    """
    if not counts.expected:
        return "这个月还没有应公开的事项。目录确定、组织绑定以后，这里会自动列出。"
    if not counts.due:
        return f"应公开 {counts.expected:,} 项，都还没有到期。"
    if open_until:
        gone = f"{counts.overdue:,} 项已经逾期。" if counts.overdue else ""
        day = f"{open_until.month}月{open_until.day}日"
        return f"已交代 {counts.answered:,} / 应 {counts.expected:,}。{day}24时以前公开的都算按时，过了这一天再算按时率。{gone}"
    rate = f"按时率 {percent(counts.on_time_rate)}{standing(rates)}。"
    if not counts.overdue:
        return f"{rate}没有逾期：到期的 {counts.due:,} 项都有交代。"
    worst = worst_places(board)
    held = sum(row.counts.overdue for row in worst)
    where = f"，其中 {held:,} 项在{'、'.join(row.name for row in worst)}" if worst and len(worst) < len(board) else ""
    lacking = most_lacking(heat)
    what = f"；最缺的是“{lacking}”" if lacking else ""
    return f"{rate}仍有 {counts.overdue:,} 项没有交代{where}{what}。"


def read_aloud(points: Sequence[tuple[str, Counts]]) -> list[str]:
    """What the trend says: overdue against the month before, and the lowest month."""
    lines = []
    if len(points) > 1 and points[-2][1].due and points[-1][1].due:
        before, now = points[-2][1].overdue, points[-1][1].overdue
        verb = "降到" if now < before else "升到" if now > before else ""
        month = int(points[-2][0][5:])
        lines.append(
            f"仍没有交代的由{month}月的 {before:,} 项{verb} {now:,} 项。"
            if verb
            else f"仍没有交代的与{month}月一样，{now:,} 项。"
        )
    rated = [(period, counts.on_time_rate) for period, counts in points if counts.on_time_rate is not None]
    if len(rated) >= 3:
        period, rate = min(rated, key=lambda one: one[1])
        lines.append(f"按时率最低的是{period[:4]}年{int(period[5:])}月，{percent(rate)}。")
    if points and points[-1][1].late:
        lines.append(f"本月有 {points[-1][1].late:,} 项是公开日以后才补的，不算按时。")
    return lines
