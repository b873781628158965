"""Rich text in and out: cleaned by an allow-list when it comes, read as plain text by the checks."""

import html
import re
from collections.abc import Callable, Iterable
from html.parser import HTMLParser

import nh3

from gongkai.rules.carry_over import Edit

TAGS = {
    "p", "br", "strong", "em", "u", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "h3", "h4",
    "blockquote", "a",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}}
_GONE = {"script", "style", "title", "textarea", "template", "noscript", "iframe", "svg", "math"}
_NAMES = "|".join(sorted(TAGS | _GONE | {"div", "span", "b", "i", "h1", "h2", "img"}))
_LOOKS_RICH = re.compile(rf"</?(?:{_NAMES})(?:\s+[a-z-]+(?:\s*=[^<>]*)?)?\s*/?>", re.IGNORECASE)
_PIECES = re.compile(r"<(?:\"[^\"]*\"|[^\">])*>|&[#a-zA-Z0-9]+;|.", re.DOTALL)
_NAME = re.compile(r"</?([a-z0-9]+)")
_BLOCK = re.compile(r"<(?:p|ul|ol|table|h3|h4|blockquote)\b")
_LINES = {"p", "br", "li", "tr", "h3", "h4", "blockquote", "table", "ul", "ol"}
_CELLS = {"td", "th"}


def clean(source: str) -> str:
    """Only the allowed tags and safe links remain; plain text becomes paragraphs.

    Cleaning what is clean changes nothing.
    """
    source = source.replace("\x00", "").replace("\r\n", "\n")
    if not _LOOKS_RICH.search(source):
        return _paragraphs(source)
    cleaned = nh3.clean(
        source, tags=TAGS, attributes=_ATTRIBUTES, clean_content_tags=_GONE - TAGS, url_schemes={"http", "https"},
        link_rel="noopener noreferrer", strip_comments=True,
    ).strip()  # fmt: skip
    return cleaned if not cleaned or _BLOCK.search(cleaned) else f"<p>{cleaned}</p>"


def _paragraphs(plain: str) -> str:
    blocks = [block.strip("\n") for block in re.split(r"\n[ \t\u3000]*\n", plain)]
    return "".join(
        f"<p>{html.escape(block, quote=False).replace(chr(10), '<br>')}</p>" for block in blocks if block.strip()
    )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.links: list[str] = []
        self._first_cell = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.links += [value for name, value in attrs if name == "href" and value]
        if tag == "tr":
            self._first_cell = True
        elif tag in _CELLS:
            self.pieces.append("" if self._first_cell else "\t")
            self._first_cell = False
        if tag in _LINES:
            self._new_line()

    def handle_endtag(self, tag: str) -> None:
        if tag in _LINES:
            self._new_line()

    def handle_data(self, data: str) -> None:
        self.pieces.append(data.replace("\t", " ").replace("\n", " "))

    def _new_line(self) -> None:
        self.pieces.append("\n")


def _read(rich: str) -> _Reader:
    reader = _Reader()
    reader.feed(rich)
    reader.close()
    return reader


def to_text(rich: str) -> str:
    """What a reader sees, as plain text: a line for each paragraph or row, cells parted by tabs.

    Characters inside a line stay together, so that a number broken by formatting is still found.
    """
    lines = (line.strip(" \u3000") for line in "".join(_read(rich).pieces).split("\n"))
    return "\n".join(line for line in lines if line.strip())


def rewritten(rich: str, edits_of: Callable[[str], Iterable[Edit]]) -> str:
    """Rich text whose words were edited: tags and links stay as they are, also inside a word.

    `edits_of` gets the words a reader sees, a line break or tab for each tag that parts them, and answers with
    the edits to make in them, in their order; what it puts in must be free of markup.
    """
    pieces = _PIECES.findall(rich)
    seen = [(at, sign) for at, piece in enumerate(pieces) if (sign := _seen(piece))]
    for edit in edits_of("".join(sign for _, sign in seen)):
        places = [at for at, _ in seen[edit.start : edit.end]]
        for at in places:
            pieces[at] = ""
        pieces[places[0]] = edit.new
    return "".join(pieces)


def _seen(piece: str) -> str:
    """What a tag, an entity or a character looks like to a reader: one sign, or nothing."""
    if len(piece) > 1 and piece[0] == "<":
        name = _NAME.match(piece)
        tag = name[1] if name else ""
        return "\t" if tag in _CELLS else "\n" if tag in _LINES else ""
    return html.unescape(piece)[:1] if len(piece) > 1 else piece


def links(rich: str) -> tuple[str, ...]:
    """The addresses behind the words."""
    return tuple(_read(rich).links)


def word_count(rich: str) -> int:
    """How many characters a reader reads, blanks left out."""
    return len(re.sub(r"\s", "", to_text(rich)))
