"""What other systems disclose, shown beside the Party's own in a joint column without a second entry (第四条（三）, R17).

Only titles and links are taken over, each under the name of its source. What comes is a stranger's word: it is
judged line by line, and a file with one bad line is refused whole, so that nobody publishes the half of it unseen.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from gongkai.rules.findings import Severity, fold
from gongkai.rules.personal_numbers import find_numbers
from gongkai.rules.refusals import Refused

REFUSALS = {
    "joint_kind": "没有“{kind}”这种公开。请从表里选。",
    "joint_name": "请写明是哪个系统、哪个栏目，不超过 {longest} 个字。",
    "joint_home": "来源的网址要以 http:// 或 https:// 开头，不超过 {longest} 个字符。",
    "joint_name_taken": "这里已经有来源“{name}”。请换一个名称，或者用原来的。",
    "joint_source_ended": "这个来源已经停用。要再用，请重新登记。",
    "joint_large": "“{name}”超过 {limit} MB，不像一份栏目清单。请只导出最近的再传。",
    "joint_form": "“{name}”认不出来。可以传 RSS、Atom、JSON Feed，或者有“标题、网址、日期”三列的 CSV。",
    "joint_broken": "“{name}”读不下去：第 {row} 行附近不合格式。请重新导出一份再传。",
    "joint_entities": "“{name}”里有实体定义（DOCTYPE），可能撑垮系统，不能接收。请让对方导出不带 DOCTYPE 的。",
    "joint_empty": "“{name}”里一条也没有。请核对后再传。",
    "joint_many": "“{name}”有 {count} 条，一次最多 {most} 条。请只导出最近的再传。",
    "joint_script": "第 {row} 条里夹带脚本或者网页代码，整份都不能接收。请告诉对方系统的管理人员。",
    "joint_title": "第 {row} 条没有标题，或者标题超过 {longest} 个字。请改好再传。",
    "joint_link": "第 {row} 条的网址不对：要以 http:// 或 https:// 开头，不能带用户名。请改好再传。",
    "joint_elsewhere": "第 {row} 条的网址在“{host}”，不在来源登记的网站“{home}”上，整份都没有接收。请核对；确实换了网站的，请用新网址登记来源。",
    "joint_undated": "第 {row} 条没有日期，或者日期认不出来。请写成 2026-11-05 这样。",
    "joint_future": "第 {row} 条的日期 {day} 还没有到，或者早得不可信。请核对后再传。",
    "joint_personal": "第 {row} 条的标题里像有身份证、银行卡或者手机号码，不能公开。请先请对方改。",
    "joint_applied": "这一份已经导入过了。",
    "joint_item_none": "没有找到索引号是“{number}”的公开件。请从公开件的网页上抄索引号，或者整个网址。",
    "joint_item_foreign": "“{number}”是别的组织公开的。这里只能连本组织自己的公开件。",
    "joint_linked": "这一条已经和“{number}”连起来了。",
}


class JointKind(StrEnum):
    GOVERNMENT = "government"
    VILLAGE = "village"
    RESIDENTS = "residents"
    FACTORY = "factory"
    SCHOOL = "school"
    HOSPITAL = "hospital"
    SERVICE = "service"


TERMS = {
    JointKind.GOVERNMENT: "政务公开", JointKind.VILLAGE: "村务公开", JointKind.RESIDENTS: "居务公开", JointKind.FACTORY: "厂务公开",
    JointKind.SCHOOL: "校务公开", JointKind.HOSPITAL: "院务公开", JointKind.SERVICE: "公共事业单位办事公开",
}  # fmt: skip

LONGEST_NAME, LONGEST_TITLE, LONGEST_LINK, MOST_ENTRIES = 60, 160, 500, 500
LARGEST = 2 * 1024 * 1024
EARLIEST = date(2000, 1, 1)
_CODE = re.compile(
    r"<[a-z!/?][^>]*|&lt;\s*/?\s*[a-z]|\bjavascript\s*:|\bvbscript\s*:|\bdata\s*:\s*text/html|\bon[a-z]{3,}\s*=",
    re.IGNORECASE,
)

# A number that does not add up is somebody's all the same when it is called an identity card's; no second person looks.
_IDENTITY = re.compile(r"身份证\D{0,8}\d{15}")


def number_typed(typed: str) -> str:
    """The index number in what a person typed: the number itself, the end of an address, or a whole address."""
    words = "".join(typed.split())
    if "://" in words:
        words = words.partition("?")[0].rstrip("/").rpartition("/")[2]
    return words[:80]


@dataclass(frozen=True)
class Entry:
    """One line as it came: what the other system knows it by, its title, where it is, and its day."""

    row: int
    key: str
    title: str
    link: str
    day: date | None


def demand_source(*, kind: str, name: str, home: str) -> tuple[JointKind, str, str]:
    """A source with its kind, name and address; refused when one of them does not say enough."""
    if kind not in set(JointKind):
        raise Refused("joint_kind", kind=kind)
    words = " ".join(name.split())
    if not words or len(words) > LONGEST_NAME:
        raise Refused("joint_name", longest=LONGEST_NAME)
    if not sound_link(home.strip()):
        raise Refused("joint_home", longest=LONGEST_LINK)
    return JointKind(kind), words, home.strip()


def sound_link(link: str) -> bool:
    """An address that a reader may be led to: http or https, a host, nobody's name in it, no control signs."""
    if len(link) > LONGEST_LINK or not link.isprintable() or " " in link:
        return False
    try:
        parts = urlsplit(link)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def on_site(link: str, home: str) -> bool:
    """Does a sound link lead to the site that a source is registered with, or to one below it?"""
    host, site = (urlsplit(one).hostname or "" for one in (link, home))
    site = site.removeprefix("www.")
    return host == site or host.endswith(f".{site}")


def judged(entries: Iterable[Entry], *, name: str, home: str, today: date) -> list[Entry]:
    """The lines, each once; the first bad one refuses the whole file by its number. `home`: the source's own address."""
    found: dict[str, Entry] = {}
    count = 0
    for entry in entries:
        count += 1
        if count <= MOST_ENTRIES:
            one = _judged(entry, home, today)
            found.setdefault(one.key, one)
    if not count:
        raise Refused("joint_empty", name=name)
    if count > MOST_ENTRIES:
        raise Refused("joint_many", name=name, count=count, most=MOST_ENTRIES)
    return list(found.values())


def _judged(entry: Entry, home: str, today: date) -> Entry:
    row, title = entry.row, " ".join(entry.title.split())
    if _CODE.search(f"{title}\n{entry.link}"):
        raise Refused("joint_script", row=row)
    if not title or len(title) > LONGEST_TITLE or not title.isprintable():
        raise Refused("joint_title", row=row, longest=LONGEST_TITLE)
    if not sound_link(entry.link):
        raise Refused("joint_link", row=row)
    if not on_site(entry.link, home):
        raise Refused("joint_elsewhere", row=row, host=urlsplit(entry.link).hostname, home=urlsplit(home).hostname)
    if entry.day is None:
        raise Refused("joint_undated", row=row)
    if not EARLIEST <= entry.day <= today:
        raise Refused("joint_future", row=row, day=entry.day.isoformat())
    if _IDENTITY.search(fold(title).text) or any(one.severity is Severity.STOP for one in find_numbers(fold(title))):
        raise Refused("joint_personal", row=row)
    return Entry(row, entry.key or entry.link, title, entry.link, entry.day)
