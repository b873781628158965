"""The sheet for the board (F3, R174): what one edition says, on A4, A3 or in large print."""

from dataclasses import dataclass
from datetime import date

from gongkai.rules.channels import Paper, Words
from gongkai.rules.documents.description import Block, Cell, Document, Style, Table, Text
from gongkai.rules.documents.head import SHEETS, HeadFacts, small_print
from gongkai.rules.letters import on_paper

HANG = ("张贴在：　　　　　　　　张贴人：", "张贴：　　月　　日　　撤下：　　月　　日")


@dataclass(frozen=True)
class SheetFacts:
    """What stands around the words: for whom, of which month, which version, since when, who answers for it.

    `signed`: the newest signed head of the public record, so that each sheet alone is a witness of it (P18).
    """

    circle: str
    period: str
    edition: int
    check: str
    published: date
    head: str = ""
    hours: str = ""
    notice: tuple[date, date] | None = None
    address: str = ""
    signed: HeadFacts | None = None


def of_sheet(words: Words, facts: SheetFacts, paper: Paper) -> Document:
    """The sheet. Lines with tabs are rows of a table; nothing is added to what was approved."""
    blocks: list[Block] = [Text(words.plain)] if words.plain else []
    if facts.notice:
        begin, end = facts.notice
        ask = f"打电话{words.phone}或当面" if words.phone else "当面"
        blocks.append(
            Text(f"公示期{on_paper(begin)}至{on_paper(end)}。有不同意见，请在{on_paper(end)}24时前{ask}反映。")
        )
    for name, lines in words.parts:
        blocks += [Text(name, Style.HEADING), *laid_out(lines)]
    which = f"索引号 {words.number}　第{facts.edition}版　{on_paper(facts.published)}公开"
    check = f"核对字 {facts.check}" + (f"　第一责任人 {facts.head}" if facts.head else "")
    asking = "扫码看有没有新版"
    if words.phone:
        hours = f"（{facts.hours}）" if facts.hours else ""
        asking = f"{asking}，有问题打公开电话\n{words.phone}{hours}"
    return Document(
        words.title, tuple(blocks), SHEETS[paper], head=f"{words.org}党务公开", number=f"{facts.circle}　{facts.period}",
        foot=(which, check, *asking.split("\n"), *HANG),
        address=facts.address, small=small_print(facts.signed) if facts.signed else None,
    )  # fmt: skip


def laid_out(lines: tuple[str, ...]) -> list[Block]:
    """Paragraphs, and runs of rows of the same number of cells as one table each."""
    made: list[Block] = []
    rows: list[list[str]] = []
    for line in (*lines, ""):
        cells = line.split("\t")
        if rows and len(cells) != len(rows[0]):
            made.append(_table(rows))
            rows = []
        if len(cells) > 1:
            rows.append(cells)
        elif line:
            made.append(Text(line))
    return made


def _table(rows: list[list[str]]) -> Table:
    said = tuple(
        tuple(Cell(cell, heading=place == 0 and len(rows) > 1) for cell in row) for place, row in enumerate(rows)
    )
    return Table((1.0,) * len(rows[0]), said, repeat=1 if len(rows) > 1 else 0)
