"""The catalog as a workbook a clerk can edit and load back; every problem names row, column, reason, remedy."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gongkai.ledger.intake.tables import read_rows
from gongkai.ledger.later import later
from gongkai.rules.catalog_table import COLUMNS, judge_row, row_of
from gongkai.rules.categories import SUB_ITEMS
from gongkai.rules.entries import EntryFacts
from gongkai.rules.entry_checks import CatalogProblem
from gongkai.rules.refusals import Refused

xlsxwriter = later("xlsxwriter")

SHEET, REASONS, GUIDE_SHEET = "目录", "不适用说明", "说明"
REASON_COLUMNS = ("子项", "名称", "为什么不适用")
# Matters of the desk beside the law's columns: title, name and longest text of the database column.
DESK_COLUMNS = {"责任人": ("responsible", 60), "保密提示": ("secrecy_note", 200), "保存期限": ("retention", 20)}
MOST_ENTRIES = 300
LONGEST_REASON = 200
WIDTHS = {"公开事项": 28, "内容要素": 36, "公开方式": 36, "公开时限": 28, "说明": 24}
GUIDE = (
    "怎样改这张表",
    "“目录”页一行是一个条目，第一行是列名，不要改列名。编码相同就是同一个条目，改名称不要改编码。",
    "内容要素、依据用“；”隔开；子项、阶段用“、”隔开；公开方式一行写一个范围；公开范围用“→”由小到大连起来。",
    "“不适用说明”页写第五条的哪些子项在这里没有，以及为什么没有。",
    "改好后在“公开目录”页面装入，先看检查结果，再决定是否采用。",
)


@dataclass
class Reading:
    """What a workbook says: entries, the desk's matters by code, reasons by sub-item, problems by row.

    `lines`: the row of each code. `reasons` is None when the file has no such sheet; then those recorded stay.
    """

    entries: list[EntryFacts] = field(default_factory=list)
    desk: dict[str, dict[str, str]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    reasons: dict[str, str] | None = None
    problems: list[tuple[int, CatalogProblem]] = field(default_factory=list)


def write_catalog(
    name: str, number: int, rows: Iterable[tuple[EntryFacts, Mapping[str, str]]], not_applicable: Mapping[str, str]
) -> bytes:
    """The workbook of a catalog version. Text is written as text: nothing in it can run as a formula."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    _sheet(book, SHEET, (*COLUMNS, *DESK_COLUMNS), (_cells(*row) for row in rows), head, wrap)
    named = {item.code: item.name for item in SUB_ITEMS}
    reasons = ((code, named.get(code, ""), text) for code, text in sorted(not_applicable.items()))
    _sheet(book, REASONS, REASON_COLUMNS, reasons, head, wrap)
    _sheet(book, GUIDE_SHEET, (f"{name}　第{number}版",), ((text,) for text in GUIDE), head, wrap)
    book.close()
    return target.getvalue()


def _cells(entry: EntryFacts, desk: Mapping[str, str]) -> tuple[str, ...]:
    return (*row_of(entry).values(), *(desk.get(key, "") for key, _ in DESK_COLUMNS.values()))


def _sheet(book, name: str, titles: tuple[str, ...], rows: Iterable[tuple[str, ...]], head, wrap) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 2 if len(titles) > len(REASON_COLUMNS) else 0)
    for column, title in enumerate(titles):
        sheet.set_column(column, column, WIDTHS.get(title, 90 if name == GUIDE_SHEET else 16))
        sheet.write_string(0, column, title, head)
    for line, cells in enumerate(rows, 1):
        for column, cell in enumerate(cells):
            sheet.write_string(line, column, cell, wrap)


def read_catalog(path: Path, name: str, *, known_sub_items: Iterable[str]) -> Reading:
    """Read a workbook (or the catalog sheet as csv). Refused without a usable head, without rows or with too many."""
    book = name.lower().endswith("xlsx")
    rows = read_rows(path, name, sheet=SHEET if book else None)
    _, titles = next(rows, (1, []))
    absent = [title for title in COLUMNS if title not in titles]
    if absent:
        raise Refused("catalog_table_head", name=name, columns="、".join(absent))
    found, known = Reading(), frozenset(known_sub_items)
    for title in filter(None, titles):
        if title not in COLUMNS and title not in DESK_COLUMNS:
            said = "没有这一列。", "请照导出的表格改列名，或者删去这一列。"
            found.problems.append((1, CatalogProblem("", title, *said)))
    filled = 0
    for line, cells in rows:
        if not any(cells):
            continue
        filled += 1
        if filled > MOST_ENTRIES:
            raise Refused("catalog_table_long", name=name, most=MOST_ENTRIES)
        _read_entry(found, line, dict(zip(titles, cells, strict=False)), known)
    if not filled:
        raise Refused("catalog_table_empty", name=name)
    if book:
        _read_reasons(found, path, name)
    return found


def _read_entry(found: Reading, line: int, row: dict[str, str], known: frozenset[str]) -> None:
    """Everything that is wrong with one row, in one round."""
    entry, problems = judge_row(row, known_sub_items=known)
    code = row["编码"]
    if code and code in found.lines:
        text = f"编码和第{found.lines[code]}行重复。", "请改成别的编码，或删去这一行。"
        problems = (CatalogProblem(code, "编码", *text), *problems)
    desk = {}
    for title, (key, longest) in DESK_COLUMNS.items():
        desk[key] = row.get(title, "")
        if len(desk[key]) > longest:
            problems = (*problems, CatalogProblem(code, title, f"超过{longest}字。", "请写短一些。"))
    found.problems += [(line, problem) for problem in problems]
    found.lines.setdefault(code, line)
    found.desk[code] = desk
    if entry is not None:
        found.entries.append(entry)


def _read_reasons(found: Reading, path: Path, name: str) -> None:
    rows = read_rows(path, name, sheet=REASONS)
    _, titles = next(rows, (1, []))
    if tuple(titles[: len(REASON_COLUMNS)]) != REASON_COLUMNS:
        return
    known = {item.code for item in SUB_ITEMS}
    found.reasons = {}
    for line, cells in rows:
        code, _, text = (*cells, "", "", "")[:3]
        if not (code or text):
            continue
        if code not in known:
            problem = CatalogProblem(
                code or "（无编码）", f"{REASONS}·子项", "没有这个子项。", "请从第五条的子项里选，如 6b。"
            )
            found.problems.append((line, problem))
        elif len(text) > LONGEST_REASON:
            problem = CatalogProblem(code, REASONS, f"超过{LONGEST_REASON}字。", "请写短一些。")
            found.problems.append((line, problem))
        elif text:
            found.reasons[code] = text
