"""The signed head of the public record as a sheet for the board: who photographs it is a witness (P18)."""

from dataclasses import dataclass
from datetime import datetime

from gongkai.rules.channels import Paper
from gongkai.rules.documents.description import Document, Page, SmallPrint, Style, Text
from gongkai.rules.duties import LOCAL
from gongkai.rules.letters import on_paper

SHEETS = {Paper.A4: Page.BOARD_A4, Paper.A3: Page.BOARD_A3, Paper.LARGE: Page.BOARD_LARGE}
EACH = 8  # signs of a long line between two places where paper may break it
BREAK = "\u200b"  # no sign of its own: the line goes on below
HANG = ("张贴在：　　　　　　　　张贴人：", "张贴：　　月　　日")


@dataclass(frozen=True)
class HeadFacts:
    """What is hung up: of which site and log, how many entries, the signed lines as they are, since when, the public keys."""

    site: str
    log: str
    size: int
    note: str
    signed_at: datetime
    keys: tuple[str, ...]


def _lines(facts: HeadFacts) -> list[str]:
    return [line for line in facts.note.split("\n") if line]


def of_head(facts: HeadFacts, paper: Paper) -> Document:
    """The sheet: the signed lines in print and as a code for a phone, and the keys they are checked with."""
    at = facts.signed_at.astimezone(LOCAL)
    said = (
        f"到{on_paper(at.date())} {at:%H:%M} 为止，对社会公开的每一件都按顺序记着，共 {facts.size} 条。下面几行由这 {facts.size} 条算出："
        "以后改动、抽掉其中任何一条，都算不出同样的几行。"
    )
    return Document(
        "公开记录签名页",
        (
            Text(said), Text("签名", Style.HEADING), *(Text(_breakable(line), Style.NOTE) for line in _lines(facts)),
            Text("公钥", Style.HEADING), *(Text(_breakable(key), Style.NOTE) for key in facts.keys),
        ),
        SHEETS[paper], head=facts.site, number="对社会公开的记录", address=facts.note,
        foot=(
            "请拍一张照片，或者扫码存下签名这几行。", "怀疑有人改了以前公开的内容，拿它和网站上的公开记录核对，办法写在“公开记录”一页。",
            *HANG,
        ),
    )  # fmt: skip


def small_print(facts: HeadFacts) -> SmallPrint:
    """The same at the foot of any other sheet: the signed lines, the present key, and the lines as a code."""
    at = facts.signed_at.astimezone(LOCAL)
    said = (
        f"公开记录签名：到{on_paper(at.date())} {at:%H:%M}共{facts.size}条。扫右边的码存下，以后谁改了以前的记录就对不上；"
        "用网站“公开记录”一页的核对网页核对。"
    )
    return SmallPrint(
        said,
        tuple(_breakable(line) for line in (*_lines(facts), *(f"公钥 {key}" for key in facts.keys[:1]))),
        facts.note,
    )


def _breakable(line: str) -> str:
    return BREAK.join(line[start : start + EACH] for start in range(0, len(line), EACH))
