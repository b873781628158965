"""The empty sheet to download: headers, one example row, and a second sheet that explains every column (R175)."""

import io

from gongkai.ledger.later import later
from gongkai.orgs.imports.shapes import SHAPES, TITLES
from gongkai.rules.refusals import Refused

xlsxwriter = later("xlsxwriter")


def template(kind: str) -> bytes:
    """The .xlsx file for an import of this kind. The example row is left out by the import itself."""
    if kind not in SHAPES:
        raise Refused("import_kind_unknown", kind=kind)
    columns = SHAPES[kind]
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "border": 1, "bg_color": "#F2F2F2", "num_format": "@"})
        text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(TITLES[kind])
        sheet.freeze_panes(1, 0)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, max(12, 2 * len(column.header) + 4), text)
            sheet.write_string(0, at, column.header, head)
            sheet.write_string(1, at, column.example, text)
        guide = book.add_worksheet("填写说明")
        guide.set_column(0, 0, 20)
        guide.set_column(1, 1, 8)
        guide.set_column(2, 2, 70)
        for at, word in enumerate(("列", "必填", "怎么填")):
            guide.write_string(0, at, word, head)
        for row, column in enumerate(columns, start=1):
            guide.write_string(row, 0, column.header)
            guide.write_string(row, 1, "是" if column.needed else "")
            guide.write_string(row, 2, column.hint)
        last = len(columns) + 2
        guide.write_string(last, 2, "第二行是示例：和示例一字不差的第二行不会导入。有一处错，整个文件都不导入。")
    return buffer.getvalue()
