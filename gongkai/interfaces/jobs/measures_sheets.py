"""What `gongkai bench` asks about board sheets: 500 of a disclosure day as one ZIP, how long and in how much memory."""

import resource
import time
from collections.abc import Iterator
from datetime import datetime

from gongkai.interfaces.ui.papers import piles
from gongkai.publication.queries import Worded
from gongkai.publication.views import ListRow
from gongkai.rules.channels import Paper, Words
from gongkai.rules.duties import LOCAL
from gongkai.rules.methods import Audience

EACH = 5  # sheets of one organization on its disclosure day
TEXT = "2026年9月支部党员大会通过了本季度的工作安排，应到45人，实到41人，没有人反对。"


def _sheets(number: int) -> Iterator[Worded]:
    """Sheets as villages have them: a sentence, three parts, a table of ten rows."""
    table = ("姓名\t应交（元）\t实交（元）", *(f"党员{place}\t{place * 4}.00\t{place * 4}.00" for place in range(10)))
    for place in range(number):
        village = place // EACH
        index = f"500222Z05-C{village:04}/2026-{place:05}"
        words = Words(
            f"东溪镇第{village}村党支部", f"第{village}村", f"9月党费收缴、管理和使用情况（{place % EACH + 1}）", TEXT,
            (("内容", (TEXT * 3, *table)), ("程序", (TEXT,)), ("结果", (TEXT,))), index, "023-0000 0001",
        )  # fmt: skip
        row = ListRow(
            place, index, index.replace("/", "-"), words.title, village, f"{village:04}", words.org, "C15", "3", "2026-09",
            Audience.PUBLIC, datetime(2026, 10, 9, 8, tzinfo=LOCAL), 1,
        )  # fmt: skip
        yield Worded(row, words, "代学林", f"{place:064x}", "工作日 9:00–17:30", None)


def sheets(size: float) -> dict:
    """One download of the whole, as the page sends it; the most memory this process ever had."""
    number = max(EACH, int(500 * size))
    began = time.perf_counter()
    stream = piles.zipped(piles.pieces(_sheets(number), Paper.A4, "https://gongkai.example.org/item/{}/"))
    length = len(next(stream))
    seconds_first = time.perf_counter() - began
    length += sum(map(len, stream))
    return {
        "sheets": number, "pieces": -(-number // EACH), "seconds": round(time.perf_counter() - began, 1),
        "first_seconds": round(seconds_first, 2), "file_mb": round(length / 1e6, 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }  # fmt: skip
