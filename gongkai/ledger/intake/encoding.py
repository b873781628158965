"""Text without guessing: byte-order mark, strict UTF-8, strict GB18030; else the place of the first bad byte (P23)."""

import codecs

from gongkai.rules.refusals import Refused

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Common characters of Big5 text read as GB18030 fall into these private or rare areas.
FORBIDDEN = {"\x00"}


def _place(content: bytes, at: int) -> tuple[int, int]:
    before = content[:at]
    return before.count(b"\n") + 1, at - (before.rfind(b"\n") + 1) + 1


def decode(content: bytes, name: str) -> str:
    """The text of a file. Raises `Refused("file_encoding")` with row and column of the first bad byte."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(encoding)
            except UnicodeDecodeError as bad:
                row, column = _place(content, bad.start)
                raise Refused("file_encoding", name=name, row=row, column=column) from bad
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        try:
            text = content.decode("gb18030")
        except UnicodeDecodeError as bad:
            row, column = _place(content, bad.start)
            raise Refused("file_encoding", name=name, row=row, column=column) from bad
        if any("\ue000" <= character <= "\uf8ff" for character in text):
            raise Refused("file_encoding", name=name, row=1, column=1) from None
    if any(mark in text for mark in FORBIDDEN):
        row, column = _place(content, content.find(b"\x00"))
        raise Refused("file_encoding", name=name, row=row, column=column)
    return text
