"""Finds personal information in a text before it is made public, and masks it (P29)."""

from gongkai.rules.findings import Finding, Severity, fold, mask, without_overlaps
from gongkai.rules.personal_numbers import NumberKind, find_numbers, id_check_digit
from gongkai.rules.personal_words import WordKind, find_words

__all__ = [
    "TERMS",
    "Finding",
    "NumberKind",
    "Severity",
    "WordKind",
    "find",
    "id_check_digit",
    "mask",
    "stops",
]

TERMS = {
    NumberKind.ID_CARD: "身份证号码",
    NumberKind.ID_TAIL: "身份证号码片段",
    NumberKind.BANK_CARD: "银行卡号或账号",
    NumberKind.PHONE: "手机号码",
    NumberKind.LANDLINE: "座机号码",
    WordKind.ADDRESS: "门牌住址",
    WordKind.BIRTH_DATE: "出生日期",
    WordKind.HEALTH: "疾病或残疾情况",
    WordKind.MINOR: "未成年人姓名",
    WordKind.PASSPORT: "护照号码",
    WordKind.PLATE: "车牌号码",
    WordKind.EMAIL: "电子邮箱",
    Severity.STOP: "须先处理",
    Severity.WARN: "请再看一眼",
}


def find(text: str) -> list[Finding]:
    """Every place with personal information, in order, without overlaps.

    Disguises (full-width digits, separators, invisible characters, Chinese numerals) are
    seen through. Numbers of identity cards, cards and mobile telephones stop; the rest
    warns. Time grows linearly with the text. 个人信息保护法 第二十五条、第二十八条; P29.
    """
    folded = fold(text)
    found = find_numbers(folded) + find_words(folded)
    return without_overlaps(found, len(text))


def stops(findings: list[Finding]) -> list[Finding]:
    """Those findings that need a second person's recorded decision."""
    return [found for found in findings if found.severity is Severity.STOP]
