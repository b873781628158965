"""What `gongkai bench` asks about workbooks: how long 100,000 rows take, and how much memory."""

import resource
import time

from gongkai.interfaces.ui.registers import HEADINGS
from gongkai.interfaces.ui.tables import Table, download


def _line(number: int) -> tuple:
    """A line as long as those of the public register."""
    return (
        number, f"500222Z05-C01-2026-{number:05}", "2026-01-09 10:00", f"党费收缴、管理和使用情况第{number}次公开", "C14",
        "组织建设", "向社会公开", "公开栏、网站", "村委会门口", "2026-01-09", number % 3, 1, "代学林", "",
    )  # fmt: skip


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def ledgers(size: float) -> dict:
    """One workbook of the register's shape, after a small one that warms up."""
    download(Table(HEADINGS, map(_line, range(1000)), "register")).close()
    rows, before, began = int(100_000 * size), _peak(), time.perf_counter()
    answer = download(Table(HEADINGS, map(_line, range(rows)), "register"))
    seconds = time.perf_counter() - began
    megabytes = (
        int(answer["Content-Length"]) / 1e6 if answer.has_header("Content-Length") else len(answer.content) / 1e6
    )
    answer.close()
    return {
        "rows": rows,
        "seconds": round(seconds, 1),
        "file_mb": round(megabytes, 1),
        "grown_mb": round(_peak() - before, 1),
    }
