"""One edition, said for each channel: sheet, text message, script of a meeting, script for the radio (第七条, R22, R174, F3, F5).

Nothing is written anew: every channel takes the words of the edition as it was approved.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.rules.methods import INDOOR, Audience, MethodUse, Reach, reach
from gongkai.rules.methods import TERMS as AUDIENCES
from gongkai.rules.spoken import spoken

MESSAGE_MOST = 70  # characters of one text message in Chinese
SHORTEST = 12  # a shorter piece of a sentence says nothing
PACE = 200  # characters that are read aloud in a minute


class Script(StrEnum):
    """What one edition is turned into."""

    SHEET = "sheet"
    MESSAGE = "message"
    MEETING = "meeting"
    RADIO = "radio"


class Paper(StrEnum):
    """How the sheet is printed."""

    A4 = "a4"
    A3 = "a3"
    LARGE = "large"


TERMS: dict[StrEnum, str] = {
    Script.SHEET: "张贴单", Script.MESSAGE: "手机短信", Script.MEETING: "会议通报稿", Script.RADIO: "广播稿",
    Paper.A4: "A4 纸", Paper.A3: "A3 纸", Paper.LARGE: "大字，A4 纸",
}  # fmt: skip
# By which ways of 第七条 each is used.
WAYS = {
    Script.SHEET: (MethodUse("gl"), MethodUse("gl", INDOOR)), Script.MESSAGE: (MethodUse("sj"),),
    Script.MEETING: (MethodUse("hy"),), Script.RADIO: (MethodUse("gb"),),
}  # fmt: skip


@dataclass(frozen=True)
class Words:
    """What an edition says, as plain text. `parts`: name of the part and its lines; an empty part has its reason as line."""

    org: str
    short: str
    title: str
    plain: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    number: str
    phone: str = ""
    until: date | None = None  # the last day of a public-notice period that runs


@dataclass(frozen=True)
class Section:
    """A piece of a script."""

    heading: str
    lines: tuple[str, ...]


def scripts_for(audience: Audience) -> tuple[Script, ...]:
    """What may be made for a circle: only what reaches it and shows it to nobody else (R22, R60)."""
    return tuple(
        one for one, ways in WAYS.items() if any(reach(audience, way) is Reach.REACHES for way in ways)
    )  # fmt: skip


def indoors(audience: Audience) -> bool:
    """Must the sheet hang where only members see it?"""
    return reach(audience, MethodUse("gl")) is not Reach.REACHES


def on_screen(audience: Audience) -> bool:
    """Does it appear on the organization's screen? That stands in the street: only what everybody may read."""
    return audience is Audience.PUBLIC


def units(text: str) -> int:
    """How long a message is as the networks count: UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def shortened(text: str, room: int) -> str:
    """The text if it fits, else as much as ends at a mark, with … behind it; "" when that says nothing."""
    if units(text) <= room:
        return text
    ends = [mark.start() for mark in re.finditer("[。；！？，、：]", text) if units(text[: mark.start()]) < room]
    return f"{text[: ends[-1]]}…" if ends and ends[-1] >= SHORTEST else ""


def message(words: Words, address: str = "") -> str:
    """One text message of at most 70 characters: who, what, where to read on. Whole sentences go before long addresses."""
    sign = f"【{words.short[:16]}】"
    tails = [
        *([f"全文{address}"] if address else []),
        f"索引号{words.number}",
        f"问{words.phone}" if words.phone else "",
        "",
    ]
    texts = [one for one in (words.plain, words.title) if one.strip()]
    for fits in (lambda text, room: text if units(text) <= room else "", shortened):
        for text in texts:
            for tail in tails:
                if found := fits(text, MESSAGE_MOST - units(sign) - units(tail)):
                    return f"{sign}{found}{tail}"
    room = MESSAGE_MOST - units(sign) - 1
    cut = words.title[:room]
    return f"{sign}{re.sub(r'[0-9.,]+$', '', cut)}…"


def meeting(words: Words) -> tuple[Section, ...]:
    """What is read to the members, and what is written down of it (F5)."""
    read = [Section("开场", (f"下面按党务公开的规定，通报{words.title}。", *([words.plain] if words.plain else [])))]
    read += [Section(name, lines) for name, lines in words.parts]
    ask = "大家有什么问题、意见，现在可以提，记录人都记下。会后也可以找党务公开经办人"
    ask += f"，或者打公开电话{words.phone}。" if words.phone else "。"
    if words.until:
        ask = f"公示到{words.until.month}月{words.until.day}日。{ask}"
    return (*read, Section("征求意见", (ask,)))


def radio(words: Words) -> tuple[str, ...]:
    """What is read on the radio, figures in words; the gist comes twice, since nobody can turn back."""
    whom = f"{words.org}党务公开"
    lines = [f"各位党员、各位乡亲，现在播送{whom}：{words.title}。"]
    lines += [words.plain] if words.plain else []
    lines += [f"{name}：{'。'.join(line.rstrip('。；') for line in said)}。" for name, said in words.parts if said]
    if words.until:
        lines.append(f"公示到{words.until.month}月{words.until.day}日。")
    lines.append(
        f"有问题、有意见，请打公开电话：{words.phone}。" if words.phone else "有问题、有意见，请当面找党务公开经办人。"
    )
    if words.plain:
        lines.append(f"再播送一遍要点：{words.plain}")
    lines.append("播送完了，谢谢收听。")
    return tuple(spoken(line.replace("\t", "，")) for line in lines)


def minutes(lines: Sequence[str]) -> int:
    """About how long reading takes, at least a minute."""
    return max(1, round(sum(map(len, lines)) / PACE))


def circle_word(audience: Audience) -> str:
    """For whom it is, as it stands on the paper."""
    return f"{AUDIENCES[audience]}公开" + ("，贴在只有党员看的地方" if indoors(audience) else "")
