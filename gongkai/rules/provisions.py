"""Reads the text of a regulation into chapters, articles and items that can be cited.

Serves R1 (library with article anchors) and R4 (entries, refusals and exemptions cite an article).
Numbers and slugs are in `citations`, the matter before and after the articles in `letterhead`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.rules import letterhead
from gongkai.rules.citations import NUMBER, anchor, cite, number, numeral
from gongkai.rules.refusals import Refused

REFUSALS = {
    "regulation_empty": "文件里没有文字。请确认选对了文件；扫描件要先转成文字再导入。",
    "regulation_without_articles": (
        "读完全部 {lines} 行，没有找到以“第一条”这样的字样起头的行（文件开头是“{beginning}”）。"
        "请把每一条放在新的一行，以“第几条”起头，再导入一次。"
    ),
    "regulation_article_repeats": (
        "第 {line} 行又出现了“{article}”，前面已经有过这一条，无法分辨引用的是哪一处。"
        "一个文件里如果有两件制度，请分成两个文件导入。"
    ),
    "regulation_item_repeats": (
        "第 {line} 行又出现了“{item}”，前面已经有过这一项，无法分辨引用的是哪一处。请核对项的编号。"
    ),
    "regulation_file_missing": "没有找到文件“{name}”。请确认文件还在原处，再导入一次。",
    "regulation_file_kind": ("“{name}”不是可以读取的种类。请另存为 .docx 或 .txt，再导入一次。"),
    "regulation_file_too_large": (
        "“{name}”有 {size} MB，最多 {limit} MB。请去掉其中的图片，或另存为 .txt，再导入一次。"
    ),
    "regulation_file_encoding": (
        "“{name}”里的文字既不是 UTF-8 也不是 GB18030 编码，从第 {byte} 个字节起认不出来。"
        "请用记事本打开，另存为 UTF-8，再导入一次。"
    ),
    "regulation_file_damaged": (
        "“{name}”打不开，可能没有传完或不是真正的 .docx。请用文字处理软件打开后另存，再导入一次。"
    ),
}

PICTURE = re.compile(r"\[image:[^\]]*\]")
CHAPTER = re.compile(rf"第\s*({NUMBER})\s*章(?:\s+|(?=[^\s、，,。和与及至第所的]))?(.*)")
SECTION = re.compile(rf"第\s*{NUMBER}\s*节(?:\s+(.*))?")
ARTICLE = re.compile(rf"第\s*({NUMBER})\s*条(\s+|[：:]\s*|$)?(.*)")
GOES_ON = re.compile(r"[的所之至、和与及第（(，,。；]|规定|或者|中(?!共)")
ITEM = re.compile(rf"[（(]\s*({NUMBER})\s*[）)]\s*(.*)")
INLINE_ITEM = re.compile(rf"(?<=[：:；;。])\s*[（(]\s*({NUMBER})\s*[）)]")
FIGURES = re.compile("[0-9０-９]+")
SUB_ITEM = re.compile(r"(?:[0-9０-９]+[.．、]|[（(][0-9０-９]+[）)]|[①-⑳])")
SENTENCE_END = "。；！？：”）…;!?:)"
PARENTHESIZED_NUMBERS = {0x3220 + n: f"（{'一二三四五六七八九十'[n]}）" for n in range(10)}


@dataclass(frozen=True)
class Item:
    """One numbered item (项) of an article; ``text`` may hold several lines."""

    number: int
    text: str


@dataclass(frozen=True)
class Article:
    """One article (条): caption, paragraphs before the items, items, paragraphs after them."""

    number: int
    paragraphs: tuple[str, ...]
    items: tuple[Item, ...] = ()
    heading: str = ""
    closing: tuple[str, ...] = ()
    section: str = ""

    @property
    def text(self) -> str:
        """Return the whole article, one line for each part."""
        parts = (self.heading, *self.paragraphs)
        items = (f"（{numeral(item.number)}）{item.text}" for item in self.items)
        return "\n".join(part for part in (*parts, *items, *self.closing) if part)


@dataclass(frozen=True)
class Chapter:
    """One chapter (章). Number 0 holds the articles of a regulation without chapters."""

    number: int
    title: str
    articles: tuple[Article, ...]


@dataclass(frozen=True)
class RegulationText:
    """A regulation as read from its text; what the text lacks is empty or None (R1)."""

    title: str
    issuer: str
    document_number: str | None
    issued_on: date | None
    addressees: tuple[str, ...]
    copied_to: tuple[str, ...]
    keywords: tuple[str, ...]
    basis: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    preface: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()

    @property
    def articles(self) -> tuple[Article, ...]:
        """Return all articles in order."""
        return tuple(article for chapter in self.chapters for article in chapter.articles)

    def anchors(self) -> dict[str, str]:
        """Return every place that can be cited: slug → its text, in reading order."""
        places: dict[str, str] = {}
        for chapter in self.chapters:
            if chapter.number:
                places[f"ch-{chapter.number}"] = chapter.title
            for article in chapter.articles:
                slug = f"art-{article.number}"
                places[slug] = article.text
                for position, paragraph in enumerate((*article.paragraphs, *article.closing), 1):
                    places[f"{slug}-p{position}"] = paragraph
                for item in article.items:
                    places[f"{slug}-{item.number}"] = item.text
        return places

    def irregularities(self) -> tuple[str, ...]:
        """Return what a person should look at: numbers of articles or items left out."""
        found = []
        articles = [article.number for article in self.articles]
        found += [f"{cite(f'art-{number}')}没有找到" for number in _missing(articles)]
        for article in self.articles:
            missing = _missing([item.number for item in article.items])
            found += [f"{cite(f'art-{article.number}-{number}')}没有找到" for number in missing]
        return tuple(found)


def parse(text: str) -> RegulationText:
    """Read a regulation. Refuses when no article can be recognized or one comes twice."""
    lines = list(_lines(text))
    if not lines:
        raise Refused("regulation_empty")
    first = next((i for i, (_, line) in enumerate(lines) if _opens_body(line)), None)
    if first is None:
        raise Refused(
            "regulation_without_articles",
            lines=lines[-1][0],
            beginning=lines[0][1][:20],
        )
    last = letterhead.tail_start(lines, first)
    body = _Body()
    for where, line in lines[first:last]:
        body.read(where, line)
    chapters = body.chapters()
    if not any(chapter.articles for chapter in chapters):
        raise Refused(
            "regulation_without_articles",
            lines=lines[-1][0],
            beginning=lines[0][1][:20],
        )
    head = [line for _, line in lines[:first]]
    tail = [line for _, line in lines[last:]]
    title = letterhead.title(head)
    own = letterhead.own_number(head)
    cited = letterhead.cited([line for _, line in lines])
    return RegulationText(
        title=title,
        issuer=letterhead.issuer(head, title) or letterhead.issuer(tail, title),
        document_number=own,
        issued_on=letterhead.issued_on(head) or letterhead.issued_on(tail),
        addressees=letterhead.addressees(head),
        copied_to=letterhead.copied_to(tail),
        keywords=letterhead.keywords(tail),
        basis=tuple(document for document in cited if document != own),
        chapters=chapters,
        preface=tuple(head),
        rest=tuple(tail),
    )


class _Body:
    """Collects chapters, articles and items while the lines go by."""

    def __init__(self) -> None:
        self._chapters: list[tuple[int, str, list[_Open]]] = []
        self._seen: dict[int, int] = {}
        self._section = ""

    def read(self, where: int, line: str) -> None:
        chapter, article = (
            CHAPTER.fullmatch(line),
            _article_heading(line, self._expected),
        )
        if chapter and _is_title(chapter[2]):
            self._chapters.append((number(chapter[1]), chapter[2].replace(" ", ""), []))
            self._section = ""
        elif section := SECTION.fullmatch(line):
            self._section = (section[1] or "").replace(" ", "")
        elif article:
            self._open(where, article[0])
            self._feed(where, article[1])
        elif self._chapters and self._chapters[-1][2]:
            self._feed(where, line)

    @property
    def _expected(self) -> int:
        return max(self._seen, default=0) + 1

    def _open(self, where: int, article: int) -> None:
        if article in self._seen:
            raise Refused("regulation_article_repeats", line=where, article=cite(f"art-{article}"))
        self._seen[article] = where
        if not self._chapters:
            self._chapters.append((0, "", []))
        self._chapters[-1][2].append(_Open(article, self._section))

    def _feed(self, where: int, line: str) -> None:
        current = self._chapters[-1][2][-1]
        for piece in _split_inline(line, current.next_item):
            current.add(where, piece)

    def chapters(self) -> tuple[Chapter, ...]:
        """Return what was read; chapters named only in a table of contents are left out."""
        filled = {number for number, _, articles in self._chapters if articles}
        return tuple(
            Chapter(number, title, tuple(article.close() for article in articles))
            for number, title, articles in self._chapters
            if articles or number not in filled
        )


class _Open:
    """An article whose end has not been reached yet."""

    def __init__(self, number: int, section: str) -> None:
        self.number, self.section = number, section
        self.before: list[str] = []
        self.items: list[tuple[int, list[str]]] = []

    @property
    def next_item(self) -> int:
        return self.items[-1][0] + 1 if self.items else 1

    def add(self, where: int, line: str) -> None:
        item = _item(line)
        if item:
            position = item[0]
            if position in {known for known, _ in self.items}:
                raise Refused(
                    "regulation_item_repeats",
                    line=where,
                    item=cite(f"art-{self.number}-{position}"),
                )
            self.items.append((position, [item[1]]))
        elif line:
            part = self.items[-1][1] if self.items else self.before
            if part and len(part[-1]) > 25 and part[-1][-1] not in SENTENCE_END:
                part[-1] += line
            else:
                part.append(line)

    def close(self) -> Article:
        before = list(self.before)
        heading = ""
        follows = len(before) > 1 or self.items
        if before and follows and len(before[0]) <= 25 and before[0][-1] not in SENTENCE_END:
            heading = before.pop(0)
        closing: list[str] = []
        if self.items:
            last = self.items[-1][1]
            while len(last) > 1 and not SUB_ITEM.match(last[-1]):
                closing.insert(0, last.pop())
        items = tuple(Item(position, "\n".join(lines)) for position, lines in self.items)
        return Article(self.number, tuple(before), items, heading, tuple(closing), self.section)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield (line number, text without padding), joining lines that break after a comma."""
    held: tuple[int, str] | None = None
    for where, raw in enumerate(text.splitlines(), 1):
        line = PICTURE.sub("", raw.lstrip("\ufeff")).translate(PARENTHESIZED_NUMBERS)
        line = re.sub(r"[\s\u3000\u00a0\u200b]+", " ", line).strip()
        if not line:
            continue
        if held and held[1][-1] in "，、" and not (_opens_body(line) or _item(line)):
            held = (held[0], held[1] + line)
            continue
        if held:
            yield held
        held = (where, line)
    if held:
        yield held


def _article_heading(line: str, expected: int) -> tuple[int, str] | None:
    """Tell a line that opens an article from a sentence that only begins by citing one."""
    match = ARTICLE.fullmatch(line)
    found = _number(match[1]) if match else 0
    if not match or not found:
        return None
    if match[2] is None and (found != expected or GOES_ON.match(match[3])):
        return None
    return found, match[3]


def _number(text: str) -> int:
    """Return the number, or 0 for what only looks like one (第一二条)."""
    try:
        return number(text)
    except Refused:
        return 0


def _chapter_heading(line: str) -> tuple[int, str] | None:
    match = CHAPTER.fullmatch(line)
    found = _number(match[1]) if match else 0
    return (found, match[2].replace(" ", "")) if match and found and _is_title(match[2]) else None


def _item(line: str) -> tuple[int, str] | None:
    """Return number and text of a line that opens an item; （1） is no item but part of one."""
    match = ITEM.fullmatch(line)
    found = _number(match[1]) if match and not FIGURES.fullmatch(match[1]) else 0
    return (found, match[2]) if match and found else None


def _is_title(text: str) -> bool:
    return bool(text) and len(text) <= 40 and text[-1] not in "。；，、;,"


def _opens_body(line: str) -> bool:
    return bool(_chapter_heading(line) or _article_heading(line, 1))


def _split_inline(line: str, expected: int) -> Iterator[str]:
    """Cut items written one after another in a line, as long as their numbers go on."""
    begin = 0
    opening = _item(line)
    if opening:
        expected = opening[0] + 1
    for match in INLINE_ITEM.finditer(line):
        if FIGURES.fullmatch(match[1]) or _number(match[1]) != expected:
            continue
        if match.start() > begin:
            yield line[begin : match.start()].strip()
        begin, expected = match.start(), expected + 1
    yield line[begin:].strip()


def _missing(numbers: list[int]) -> list[int]:
    return [n for n in range(1, max(numbers, default=0)) if n not in numbers]


__all__ = [
    "REFUSALS",
    "Article",
    "Chapter",
    "Item",
    "RegulationText",
    "anchor",
    "cite",
    "number",
    "numeral",
    "parse",
]
