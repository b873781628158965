"""The board sheets of a disclosure day for many organizations, in pieces that a machine bears (R58, R70, R174).

One file with 500 sheets needs more than a gigabyte; a piece holds one organization's sheets for one kind of place,
and the whole is a ZIP that is sent while it is being made.
"""

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice

from gongkai.interfaces.ui.dates import cn_period
from gongkai.ledger.later import later
from gongkai.publication.queries import Worded
from gongkai.rules import channels as law
from gongkai.rules.documents import Document
from gongkai.rules.documents.board import SheetFacts, of_sheet
from gongkai.rules.documents.head import HeadFacts, of_head
from gongkai.rules.duties import local_day
from gongkai.rules.methods import Audience
from gongkai.rules.receipts import check_word

printer = later("gongkai.interfaces.ui.papers.pdf")

SHEETS = 20  # of one piece; more are told in several


@dataclass(frozen=True)
class Piece:
    """One PDF: its name in the ZIP, how many sheets it has, and where they hang."""

    name: str
    sheets: int
    content: bytes


def sheet_of(one: Worded, paper: law.Paper, address: str, head: HeadFacts | None = None) -> Document:
    """One edition as a sheet; `address`: where a phone finds it, "" where the site has none; `head`: of the record."""
    facts = SheetFacts(
        law.circle_word(Audience(one.row.audience)), cn_period(one.row.period), one.row.edition_number,
        check_word(one.digest), local_day(one.row.published_at), one.head_name, one.phone_hours, one.notice, address, head,
    )  # fmt: skip
    return of_sheet(one.words, facts, paper)


def witness(head: HeadFacts | None, paper: law.Paper) -> Iterator[Piece]:
    """The signed head of the public log as the last file, for every board; nothing before the first is signed."""
    if head is not None:
        yield Piece("公开记录签名页.pdf", 1, printer.pdf(of_head(head, paper)))


def pieces(
    rows: Iterable[Worded], paper: law.Paper, item: str, head: HeadFacts | None = None
) -> Iterator[Piece]:  # fmt: skip
    """The sheets, organization after organization. `item`: the address of an item with {} for its slug, or "".

    `head`: the newest signed head of the record, which each sheet bears.
    """
    place = 0
    for (_, circle), found in groupby(rows, key=lambda one: (one.row.org_path, one.row.audience)):
        while some := list(islice(found, SHEETS)):
            place += 1
            sheets = [sheet_of(one, paper, item.format(one.row.slug) if item else "", head) for one in some]
            short = some[0].words.short.replace("/", "-")
            name = f"{place:04} {short} {law.circle_word(Audience(circle))}.pdf"
            yield Piece(name, len(sheets), printer.pdf(*sheets))


class _Pipe:
    """What a ZIP is written into when it cannot be wound back: it gives away what it was given."""

    def __init__(self) -> None:
        self._held: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._held.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""

    def taken(self) -> bytes:
        data, self._held = b"".join(self._held), []
        return data


def zipped(found: Iterable[Piece]) -> Iterator[bytes]:
    """The pieces as one ZIP, sent as they come; PDF is packed already."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED) as archive:  # type: ignore[arg-type] # asks for writing alone
        for piece in found:
            archive.writestr(piece.name, piece.content)
            yield pipe.taken()
    yield pipe.taken()
