"""A described document as PDF, by Typst. Text is passed as data, never as markup, so no word of it can run."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from threading import Lock

from django.conf import settings

from gongkai.interfaces.ui import qr
from gongkai.ledger.later import later
from gongkai.rules.documents import PAGES, Document, Table, Text
from gongkai.rules.documents import page as law

typst, fonts = later("typst"), later("pylopdf_fonts_zh_cn")

TEMPLATE = Path(__file__).with_name("paper.typ").read_bytes()
_ONE = Lock()  # the compiler keeps what it has laid out; one at a time keeps its memory small


@cache
def _fonts():
    """The site's own type (GONGKAI_FONTS) before what the package brings; the machine's fonts are left alone."""
    site = Path(settings.GONGKAI_FONTS)
    folders = ([str(site)] if site.is_dir() else []) + [str(fonts.serif_path().parent)]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)


@cache
def faces() -> dict[str, list[str]]:
    """Which of the names of each face are there, best first; the last one always is."""
    there = set(_fonts().families())
    return {face: [name for name in names if name in there] + [law.FALLBACK[face]] for face, names in law.FACES.items()}


def pdf(*documents: Document) -> bytes:
    """The documents one behind the other, each on a page of its own, with page numbers beginning at 1."""
    with _ONE:
        made = typst.compile(
            TEMPLATE, font_paths=_fonts(), ignore_system_fonts=True, format="pdf",
            sys_inputs={"data": json.dumps(_data(documents), ensure_ascii=False)},
        )  # fmt: skip
    if not isinstance(made, bytes):
        raise TypeError("Typst answered with several files")
    return made


def _data(documents: Sequence[Document]) -> dict:
    return {
        "faces": faces(), "red": law.RED, "number_below": law.PAGE_NUMBER_BELOW, "mark_below": law.MARK_BELOW,
        "shares": law.SHARES, "least_share": min(law.SHARES), "small_size": law.SMALL, "number_size": law.SIZE_4, "note_size": law.SIZE_5, "documents": [_document(one) for one in documents],
        "styles": {
            str(style): {"face": face, "indent": law.STYLE_INDENTS.get(style, 0)}
            for style, face in law.STYLE_FACES.items()
        },
    }  # fmt: skip


def _document(one: Document) -> dict:
    signing = one.signing
    return {
        "title": one.title, "head": one.head, "number": one.number, "addressee": one.addressee, "sheet": asdict(PAGES[one.page]),
        "facts": [list(pair) for pair in one.facts], "foot": list(one.foot), "page": str(one.page),
        "signing": signing and {
            "name": signing.name, "day": signing.day, "name_indent": signing.name_indent, "day_indent": signing.day_indent,
        },
        "attachments": [asdict(each) for each in one.attachments], "blocks": [_block(block) for block in one.blocks],
        "qr": qr.svg(one.address).decode() if one.address else "",
        "small": one.small and {"said": one.small.said, "lines": one.small.lines, "qr": qr.svg(one.small.code).decode()},
    }  # fmt: skip


def _block(block: Text | Table) -> dict:
    return {"kind": "text" if isinstance(block, Text) else "table", **asdict(block)}
