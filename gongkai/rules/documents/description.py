"""What a document for paper consists of. Pure: who renders it decides nothing, so Word and PDF cannot differ.

There is no seal among the parts: nothing here draws one. Room for a real one is left over the date.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from unicodedata import east_asian_width

BLANK = ""  # a field that is filled in by hand


class Style(StrEnum):
    """How a paragraph is set; the sizes are in `page`."""

    BODY = "body"  # 三号仿宋, two characters in
    HEADING = "heading"  # 一、 in 黑体
    SUBHEADING = "subheading"  # （一） in 楷体
    ADDRESS = "address"  # 主送机关, from the margin
    NOTE = "note"  # small print under a table


class Page(StrEnum):
    """On which sheet a document lies."""

    OFFICIAL = "official"  # a letter or report
    FORM = "form"  # a form: the same sheet, smaller type in its table
    LEDGER = "ledger"  # a register, lying
    BOARD_A4 = "a4"
    BOARD_A3 = "a3"
    BOARD_LARGE = "large"


TERMS = {
    Style.BODY: "正文", Style.HEADING: "一级标题", Style.SUBHEADING: "二级标题", Style.ADDRESS: "主送机关",
    Style.NOTE: "表下说明", Page.OFFICIAL: "公文用纸", Page.FORM: "表单", Page.LEDGER: "横排台账",
    Page.BOARD_A4: "张贴单，A4", Page.BOARD_A3: "张贴单，A3", Page.BOARD_LARGE: "张贴单，大字",
}  # fmt: skip


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    text: str
    style: Style = Style.BODY


@dataclass(frozen=True)
class Cell:
    """A cell of a table. `lines`: how many lines of room it has at least; `heading`: a name, not a value."""

    text: str
    span: int = 1
    heading: bool = False
    lines: int = 1


@dataclass(frozen=True)
class Table:
    """A table. `columns`: their shares of the width; `repeat`: how many rows are said again on each page."""

    columns: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    repeat: int = 0

    def __post_init__(self) -> None:
        for row in self.rows:
            if sum(cell.span for cell in row) != len(self.columns):
                raise ValueError(f"a row of {len(self.columns)} columns: {row}")


Block = Text | Table


@dataclass(frozen=True)
class Signing:
    """Who signs and on which day, with the distances from the right margin in characters (7.3.5.1: room for a seal)."""

    name: str
    day: str

    @property
    def day_indent(self) -> float:
        return max(4.0, 2 + (width(self.name) - width(self.day)) / 2)

    @property
    def name_indent(self) -> float:
        return self.day_indent + (width(self.day) - width(self.name)) / 2


@dataclass(frozen=True)
class Attachment:
    """What is attached, on a page of its own."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class SmallPrint:
    """The last lines of a sheet, in print that is read by machines: `lines`, and `code`, what a phone takes from them."""

    said: str
    lines: tuple[str, ...]
    code: str


@dataclass(frozen=True)
class Document:
    """One document. `head`: the mark of the sender in red, over its number and the red line; none on a form.

    `facts`: what stands over a form, name and value; `address`: where a phone finds it (QR); `foot`: small print.
    `small`: what a sheet for the board bears under its foot.
    """

    title: str
    blocks: tuple[Block, ...]
    page: Page = Page.OFFICIAL
    head: str = ""
    number: str = ""
    addressee: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    signing: Signing | None = None
    attachments: tuple[Attachment, ...] = ()
    foot: tuple[str, ...] = field(default=())
    address: str = ""
    small: SmallPrint | None = None


def width(text: str) -> float:
    """How many Chinese characters wide: figures and letters take half."""
    return sum(1.0 if east_asian_width(one) in "WFA" else 0.5 for one in text)
