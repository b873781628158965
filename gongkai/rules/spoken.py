"""Figures as they are read aloud, so that a radio script can be read without thinking (第七条 广播)."""

import re

DIGITS = "零一二三四五六七八九"
UNITS = ("", "十", "百", "千")
GROUPS = ("", "万", "亿", "万亿")
LONGEST = 16  # digits that can be read as one number

_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_YEAR = re.compile(r"(?<![\d.,])(\d{4})年")
_CLOCK = re.compile(r"(?<![\d.:])(\d{1,2})[:：](\d{2})(?![\d:：])")
_PERCENT = re.compile(r"(\d[\d,]*(?:\.\d+)?)[%％]")
_CALL = re.compile(r"(?<!\d)\d{3,4}-[\d ]{7,9}\d|(?<![\d.,])\d{11,}(?!\d)")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
# Two things are 两名, 两次; 二 stays in an order (第二次), a month, a day, longer numbers, and where the figure may be a
# name: 二组 and 二类 are left out.
COUNTED = (
    "个", "名", "位", "人", "户", "家", "口", "次", "回", "遍", "件", "条", "项", "份", "张", "本", "册", "页", "封", "笔", "批", "场", "台", "辆",
    "座", "间", "处", "所", "块", "段", "根", "棵", "株", "头", "只", "套", "副", "双", "对", "种", "款", "篇", "起", "点", "天", "年(?!级|度)", "周",
    "分钟", "秒", "小时", "万", "亿", "千", "元", "角", "公里", "米", "吨", "公斤", "斤", "亩", "倍", "轮",
)  # fmt: skip
_TWO = re.compile(rf"(?<![\d.,第a-zA-Z/-])(?<!第 )2(?= ?(?:多|余|来)?(?:{'|'.join(COUNTED)}))")


def one_by_one(text: str) -> str:
    """0412 → 零四一二; what is no digit is left out."""
    return "".join(DIGITS[int(sign)] for sign in text if sign in "0123456789")


def cardinal(number: int) -> str:
    """A whole number as it is said: 10050 → 一万零五十. Up to sixteen digits."""
    if number < 10:
        return DIGITS[number]
    said, zero, place = "", False, 0
    parts = []
    while number:
        number, part = divmod(number, 10_000)
        parts.append(part)
    for place in range(len(parts) - 1, -1, -1):
        part = parts[place]
        if not part:
            zero = bool(said)
            continue
        if said and (zero or part < 1000):
            said += "零"
        said, zero = said + _below_myriad(part) + GROUPS[place], False
    return said.removeprefix("一") if said.startswith("一十") else said


def _below_myriad(number: int) -> str:
    said, zero = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if not digit:
            zero = bool(said)
            continue
        said += ("零" if zero else "") + DIGITS[digit] + UNITS[place]
        zero = False
    return said


def _number(text: str) -> str:
    whole, _, part = text.replace(",", "").partition(".")
    if len(whole) > LONGEST or (len(whole) > 1 and whole.startswith("0")):
        return one_by_one(whole) + (f"点{one_by_one(part)}" if part else "")
    part = part.rstrip("0")  # 180.00 is said as 180
    return cardinal(int(whole)) + (f"点{one_by_one(part)}" if part else "")


def _clock(found: re.Match[str]) -> str:
    hour, minute = int(found[1]), int(found[2])
    if hour > 24 or minute > 59:
        return found[0]
    return (
        ("两" if hour == 2 else cardinal(hour))
        + "点"
        + (f"{'零' if minute < 10 else ''}{cardinal(minute)}分" if minute else "")
    )


def _groups(number: str) -> list[str]:
    """A telephone number as people say it, with a breath after the area and in the middle of eight figures."""
    found = []
    for one in re.findall(r"[0-9]+", number):
        found += [one[:4], one[4:]] if len(one) == 8 else [one]
    return found


def spoken(text: str) -> str:
    """The text with its dates, times, percentages, telephone numbers, amounts and counts in words; no digit is left."""
    text = _DATE.sub(lambda m: f"{one_by_one(m[1])}年{cardinal(int(m[2]))}月{cardinal(int(m[3]))}日", text)
    text = _YEAR.sub(lambda m: one_by_one(m[1]) + "年", text)
    text = _CALL.sub(lambda m: "，".join(one_by_one(one) for one in _groups(m[0])), text)
    text = _CLOCK.sub(_clock, text)
    text = _PERCENT.sub(lambda m: "百分之" + _number(m[1]), text)
    return _NUMBER.sub(lambda m: _number(m[0]), _TWO.sub("两", text))
