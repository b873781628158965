"""Text without guessing: byte-order mark, strict UTF-8, strict GB18030; else the place of the first bad byte (P23)."""

import codecs
import re

from gongkai.rules.refusals import Refused

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_RUINED = re.compile("\ufffd|锟斤拷|烫烫烫|屯屯屯")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_PAIR = re.compile(rb"[\x81-\xfe][0-9][\x81-\xfe][0-9]|[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_THREE = rb"[\xe3-\xe9\xef][\x80-\xbf]{2}"
_UTF8_INSIDE = re.compile(rb"(?:" + _THREE + rb"){3,}|(?:^|(?<=[\n,\t;]))(?:" + _THREE + rb"){2,}(?=[\r\n,\t;]|$)")


def decode(content: bytes, name: str) -> str:
    """The text of a file. Raises `Refused("file_encoding")` with row and column of the first bad byte.

    What would decode as GB18030 but is plainly something else (Big5, damaged UTF-8, two
    encodings in one file, UTF-16 without mark, text already ruined) is refused too.
    """
    for mark, encoding in MARKS:
        if content.startswith(mark) and not content.startswith(codecs.BOM_UTF32_LE):
            return _strict(content, len(mark), encoding, name)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as bad:
        if _CHINESE.search(content[: bad.start].decode("utf-8")):
            raise _refused(content, bad.start, name) from bad
        text = _strict(content, 0, "gb18030", name)
        _refuse_other_charsets(content, text, name)
        return text
    return _strict(content, 0, "utf-8", name)


def _strict(content: bytes, start: int, encoding: str, name: str) -> str:
    try:
        text = content[start:].decode(encoding)
    except UnicodeDecodeError as bad:
        raise _refused(content, start + bad.start, name) from bad
    for pattern in (_CONTROL, _RUINED):
        if found := pattern.search(text):
            raise _refused(content, start + len(text[: found.start()].encode(encoding)), name)
    return text


def _refuse_other_charsets(content: bytes, text: str, name: str) -> None:
    """Refuse what GB18030 could spell but nobody writes: too few everyday characters.

    Everyday characters are those of GB 2312. Of Big5 text read as GB18030 about four in
    ten are outside it, and its common characters all begin with A4–C6.
    """
    if found := _UTF8_INSIDE.search(content):
        raise _refused(content, found.start(), name)
    if found_private := _PRIVATE.search(text):
        raise _refused(content, len(text[: found_private.start()].encode("gb18030")), name)
    pairs = [pair for pair in _PAIR.finditer(content) if len(pair[0]) == 2]
    rare = [pair.start() for pair in pairs if not _everyday(pair[0])]
    if not rare:
        return
    many = len(rare) * 10 > len(pairs) and (len(rare) >= 3 or len(rare) == len(pairs))
    like_big5 = all(pair[0][0] <= 0xC6 and not 0x80 <= pair[0][1] <= 0xA0 for pair in pairs)
    if many or like_big5:
        raise _refused(content, rare[0], name)


def _everyday(pair: bytes) -> bool:
    return pair[1] >= 0xA1 and (0xA1 <= pair[0] <= 0xA9 or 0xB0 <= pair[0] <= 0xF7)


def _refused(content: bytes, at: int, name: str) -> Refused:
    before = content[:at]
    return Refused("file_encoding", name=name, row=before.count(b"\n") + 1, column=at - (before.rfind(b"\n") + 1) + 1)
