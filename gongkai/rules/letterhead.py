"""Reads what stands around a regulation's articles: title, issuer, number, day, addressees (R1–R4).

Works on lines that have already been trimmed and joined; whatever is not there is empty or None.
"""

import re
from datetime import date

from gongkai.rules.citations import DIGITS, NUMBER, han_value

KINDS = "细则|条例|规定|办法|意见|制度|规则|方案|准则|章程|规范|决定|通知|规程"

DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
HAN_DATE = re.compile(r"([一二三四五六七八九〇零○]{4})年([一二三四五六七八九十]+)月([一二三四五六七八九十]+)日")
DOCUMENT_NUMBER = re.compile(r"([\u4e00-\u9fff]{2,12}?)[〔﹝\[【（(](\d{4})[〕﹞\]】）)]\s*(?:第\s*)?(\d{1,5})\s*号")
INTRODUCES = re.compile(r".*(?:根据|按照|依照|依据|遵照|以及|[和与及])")
TAIL = re.compile(r"(主题词|抄\s*送|抄\s*报|分\s*送|送|附件)\s*[:：]\s*(.*)")
PRINTED = re.compile(r".*\d{4}年\d{1,2}月\d{1,2}日\s*印发|[（(]共印.*份[）)]")
SUBJECT = re.compile(r"关于(?:印发|转发|发布|颁布)《(.+?)》")


def title(head: list[str]) -> str:
    """Return the name the covering notice gives, else the last heading before the first chapter."""
    subject = SUBJECT.search("".join(head).replace(" ", ""))
    if subject:
        return subject[1]
    names = [
        line.replace(" ", "")
        for line in head
        if not (_whole_date(line) or line[0] in "（(" or line.replace(" ", "") == "目录")
    ]
    ends = re.compile(rf".*(?:{KINDS})(?:[（(].{{1,6}}[）)])?")
    index = next((i for i in reversed(range(len(names))) if ends.fullmatch(names[i])), None)
    if index is None:
        return ""
    generic = re.fullmatch(rf"(?:实施|暂行|管理)?(?:{KINDS})(?:[（(].{{1,6}}[）)])?", names[index])
    return names[index - 1] + names[index] if generic and index else names[index]


def issuer(lines: list[str], title: str) -> str:
    """Return who signed: the name above the date, or inside （某年某月某日某机关印发）."""
    for index, line in enumerate(lines):
        if _whole_date(line) and index and _is_signature(lines[index - 1]):
            name = lines[index - 1].replace(" ", "")
            return "" if name in title else name
        within = re.fullmatch(r"[（(](.+)[）)]", line)
        if within and DATE.search(within[1]):
            return re.sub(
                r"(?:会议)?(?:印发|发布|公布|通过|制定)$",
                "",
                DATE.sub("", within[1]).strip(),
            )
    return ""


def _is_signature(line: str) -> bool:
    return len(line) <= 40 and not re.search(rf"[。；，：:;,]|^第\s*{NUMBER}\s*[章节条]|^[（(]", line)


def issued_on(lines: list[str]) -> date | None:
    """Return the day of the document (成文日期): a line of its own or in brackets."""
    for line in lines:
        whole = _whole_date(line)
        if whole:
            return whole
        if line[0] in "（(" and (found := DATE.search(line)):
            return _day(*map(int, found.groups()))
    return None


def _whole_date(line: str) -> date | None:
    """Return the day when the line is nothing but a date, in figures or Chinese numerals."""
    plain = line.replace(" ", "")
    if figures := DATE.fullmatch(plain):
        return _day(*map(int, figures.groups()))
    if written := HAN_DATE.fullmatch(plain):
        year = int("".join(str(DIGITS.index(c)) for c in _zero(written[1])))
        return _day(year, han_value(written[2]), han_value(written[3]))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _zero(text: str) -> str:
    return text.replace("〇", "零").replace("○", "零")


def own_number(head: list[str]) -> str | None:
    """Return the document's own number (发文字号), which stands on a line by itself."""
    for line in head:
        match = DOCUMENT_NUMBER.fullmatch(line.replace(" ", ""))
        if match:
            return f"{match[1]}〔{match[2]}〕{match[3]}号"
    return None


def addressees(head: list[str]) -> tuple[str, ...]:
    """Return the classes of organizations addressed (主送, R2)."""
    for line in head:
        if line[-1] in "：:" and "《" not in line:
            outer = _split(line[:-1], r"[，,；;]")
            return outer if len(outer) > 1 else _split(line[:-1], r"、")
    return ()


def copied_to(tail: list[str]) -> tuple[str, ...]:
    """Return whom the copies go to (R3)."""
    return _tail_list(tail, ("抄送", "抄报", "分送", "送"), r"[，,、；;]")


def keywords(tail: list[str]) -> tuple[str, ...]:
    """Return the subject words (主题词) of documents before 2012."""
    return _tail_list(tail, ("主题词",), r"[\s，,、；;]")


def _tail_list(tail: list[str], labels: tuple[str, ...], separator: str) -> tuple[str, ...]:
    for line in tail:
        match = TAIL.fullmatch(line)
        if match and match[1].replace(" ", "") in labels:
            return _split(match[2].rstrip("。. "), separator)
    return ()


def _split(text: str, separator: str) -> tuple[str, ...]:
    """Split at separators that stand outside brackets."""
    depth, parts = 0, [""]
    for character in text:
        depth += (character in "（(") - (character in "）)")
        if depth == 0 and re.fullmatch(separator, character):
            parts.append("")
        else:
            parts[-1] += character
    return tuple(part.strip() for part in parts if part.strip())


def cited(lines: list[str]) -> tuple[str, ...]:
    """Return the document numbers named anywhere in the text, each once."""
    found: dict[str, None] = {}
    for line in lines:
        for match in DOCUMENT_NUMBER.finditer(line):
            found[f"{INTRODUCES.sub('', match[1])}〔{match[2]}〕{match[3]}号"] = None
    return tuple(found)


def tail_start(lines: list[tuple[int, str]], first: int) -> int:
    """Return where the closing matter begins: subject words, copies, signature, printing note."""
    for index in range(first, len(lines)):
        line = lines[index][1]
        if TAIL.fullmatch(line) or PRINTED.fullmatch(line):
            return index
        if _whole_date(line):
            signed = index - 1 > first and _is_signature(lines[index - 1][1])
            return index - 1 if signed else index
    return len(lines)
