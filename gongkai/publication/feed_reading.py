"""Reading another system's list: RSS 2.0, Atom, JSON Feed 1.1, or CSV with 标题、网址、日期."""

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from gongkai.ledger.intake.encoding import decode
from gongkai.ledger.later import later
from gongkai.rules.duties import local_day
from gongkai.rules.joint_columns import LARGEST, Entry
from gongkai.rules.refusals import Refused

ElementTree = later("xml.etree.ElementTree")
ATOM = "{http://www.w3.org/2005/Atom}"
HEADINGS = ("标题", "网址", "日期")
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


def entries(content: bytes, name: str) -> Iterator[Entry]:
    """The lines of the file as they came. Raises `Refused`: joint_large, file_encoding, joint_form, joint_broken,
    joint_entities; whether a line may be shown is judged by `rules.joint_columns`.
    """
    if len(content) > LARGEST:
        raise Refused("joint_large", name=name, limit=LARGEST // 1024 // 1024)
    text = decode(content, name).strip()
    if text.startswith("<"):
        return _xml(text, name)
    if text.startswith("{"):
        return _json(text, name)
    return _csv(text, name)


def _xml(text: str, name: str) -> Iterator[Entry]:
    if _DOCTYPE.search(text):
        raise Refused("joint_entities", name=name)
    try:
        root = ElementTree.fromstring(_DECLARED.sub("", text))  # noqa: S314 - no entities are left, and the size is bounded
    except ElementTree.ParseError as wrong:
        raise Refused("joint_broken", name=name, row=wrong.position[0]) from wrong
    if root.tag == f"{ATOM}feed":
        return (_atom(row, one) for row, one in enumerate(root.iter(f"{ATOM}entry"), 1))
    if root.tag == "rss":
        return (_rss(row, one) for row, one in enumerate(root.iter("item"), 1))
    raise Refused("joint_form", name=name)


def _text(node: Any, *tags: str) -> str:
    """The first of these that says something, with whatever markup was put inside, so that it is judged and not lost."""
    for tag in tags:
        found = node.find(tag)
        if found is not None:
            inside = "".join(ElementTree.tostring(child, encoding="unicode") for child in found)
            if said := f"{found.text or ''}{inside}".strip():
                return said
    return ""


def _rss(row: int, one: Any) -> Entry:
    link = _text(one, "link")
    return Entry(row, _text(one, "guid") or link, _text(one, "title"), link, day_of(_text(one, "pubDate")))


def _atom(row: int, one: Any) -> Entry:
    links = [link for link in one.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
    link = links[0].get("href", "") if links else ""
    said = _text(one, f"{ATOM}published", f"{ATOM}updated")
    return Entry(row, _text(one, f"{ATOM}id") or link, _text(one, f"{ATOM}title"), link, day_of(said))


def _json(text: str, name: str) -> Iterator[Entry]:
    try:
        feed = json.loads(text)
    except json.JSONDecodeError as wrong:
        raise Refused("joint_broken", name=name, row=wrong.lineno) from wrong
    except (RecursionError, ValueError) as wrong:
        raise Refused("joint_broken", name=name, row=1) from wrong
    items = feed.get("items")
    if "jsonfeed.org/version/" not in str(feed.get("version", "")) or not isinstance(items, list):
        raise Refused("joint_form", name=name)
    return (_json_entry(row, one, name) for row, one in enumerate(items, 1))


def _json_entry(row: int, one: Any, name: str) -> Entry:
    if not isinstance(one, dict):
        raise Refused("joint_broken", name=name, row=row)
    said = {
        field: str(one.get(field) or "").strip() for field in ("id", "url", "external_url", "title", "date_published")
    }
    link = said["url"] or said["external_url"]
    return Entry(row, said["id"] or link, said["title"], link, day_of(said["date_published"]))


def _csv(text: str, name: str) -> Iterator[Entry]:
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        head = [cell.strip() for cell in next(rows, [])]
        if not set(HEADINGS) <= set(head):
            raise Refused("joint_form", name=name)
        title, link, day = (head.index(one) for one in HEADINGS)
        for row, cells in enumerate(rows, 1):
            if any(cell.strip() for cell in cells):
                given = [cell.strip() for cell in cells] + [""] * len(head)
                yield Entry(row, given[link], given[title], given[link], day_of(given[day]))
    except csv.Error as wrong:
        raise Refused("joint_broken", name=name, row=rows.line_num) from wrong


def day_of(said: str) -> date | None:
    """The local day of a date as feeds and sheets write it; None when it is none."""
    try:
        if match := _DAY.fullmatch(said):
            return date(*map(int, match.groups()))
        return _local(parsedate_to_datetime(said) if "," in said else datetime.fromisoformat(said))
    except (ValueError, TypeError, OverflowError):
        return None


def _local(moment: datetime) -> date:
    return local_day(moment) if moment.tzinfo else moment.date()
