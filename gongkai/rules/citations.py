"""Numbers of provisions as people write them, and the anchors they stand for.

A citation written by a person (第八条（二）, 第8条第2项) and its slug (``art-8-2``) name the same
place. Chapters are ``ch-4``, articles ``art-9``, paragraphs ``art-10-p2``, items ``art-9-3``.
Serves R4: catalog entries, refusals and exemptions cite document and article.
"""

import re
import unicodedata

from gongkai.rules.refusals import Refused

REFUSALS = {
    "citation_unreadable": ("“{citation}”不像一处条款。请写成“第八条”“第八条（二）”或“第8条第2项”。"),
    "anchor_unreadable": "“{anchor}”不是条款的锚点。锚点形如 ch-4、art-9、art-9-3、art-10-p2。",
    "number_out_of_range": "“{number}”不能写成条款的编号。编号从一到九百九十九。",
}

DIGITS = "零一二三四五六七八九"
HAN = "零〇一二三四五六七八九十百"
NUMBER = rf"(?:[{HAN}]+|[0-9０-９]{{1,3}})"


def numeral(number: int) -> str:
    """Write 1–999 in Chinese numerals as articles are numbered: 12 → 十二, 105 → 一百零五."""
    if not 1 <= number <= 999:
        raise Refused("number_out_of_range", number=number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    written = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        written += "十" if tens == 1 and not hundreds else f"{DIGITS[tens]}十"
    elif hundreds and ones:
        written += "零"
    return written + (DIGITS[ones] if ones else "")


def number(text: str) -> int:
    """Read 1–999 written in Chinese numerals or in figures; otherwise ``number_out_of_range``."""
    plain = unicodedata.normalize("NFKC", text).replace("〇", "零").strip()
    value = int(plain) if re.fullmatch("[0-9]{1,3}", plain) else han_value(plain)
    if not 1 <= value <= 999:
        raise Refused("number_out_of_range", number=text)
    return value


def anchor(text: str) -> str:
    """Turn a citation into its slug: 第八条（二）, 第八条(二), 第8条第2项 → ``art-8-2`` (R4).

    A document's name in 《》 and a chapter before the article are read over. With both a
    paragraph (款) and an item the item decides. Refuses ``citation_unreadable``.
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    plain = re.sub(r"^(?:《.*》|本细则|本办法|本条例)", "", plain)
    n = f"([{HAN}]+|[0-9]{{1,3}})"
    chapter = re.fullmatch(rf"第{n}章", plain)
    place = re.fullmatch(rf"(?:第{n}章)?第{n}条(?:第{n}款)?(?:\({n}\)|第\(?{n}\)?项)?", plain)
    try:
        if chapter:
            return f"ch-{number(chapter[1])}"
        if place:
            item = place[4] or place[5]
            slug = f"art-{number(place[2])}"
            if item:
                return f"{slug}-{number(item)}"
            return f"{slug}-p{number(place[3])}" if place[3] else slug
    except Refused as refusal:
        raise Refused("citation_unreadable", citation=text) from refusal
    raise Refused("citation_unreadable", citation=text)


def cite(slug: str) -> str:
    """Write a slug as a citation: ``art-8-2`` → 第八条（二）, ``ch-4`` → 第四章."""
    chapter = re.fullmatch(r"ch-([1-9][0-9]{0,2})", slug)
    if chapter:
        return f"第{numeral(int(chapter[1]))}章"
    place = re.fullmatch(r"art-([1-9][0-9]{0,2})(?:-(p?)([1-9][0-9]{0,2}))?", slug)
    if not place:
        raise Refused("anchor_unreadable", anchor=slug)
    article = f"第{numeral(int(place[1]))}条"
    if not place[3]:
        return article
    part = numeral(int(place[3]))
    return f"{article}第{part}款" if place[2] else f"{article}（{part}）"


def han_value(text: str) -> int:
    """Read Chinese numerals below 1000; 0 when they are not well formed."""
    match = re.fullmatch(
        r"(?:([一二三四五六七八九])百)?零?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?",
        text,
    )
    if not match:
        return 0
    hundreds, tens, ten, ones = match.groups()
    value = DIGITS.index(hundreds) * 100 if hundreds else 0
    value += (DIGITS.index(tens) if tens else 1) * 10 if ten else 0
    return value + (DIGITS.index(ones) if ones else 0)
