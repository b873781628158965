"""Recognizes words that expose a person: dwelling, birth day, illness, children, papers."""

import re
from collections.abc import Iterator
from enum import StrEnum

from gongkai.rules.findings import Finding, Folded, Severity


class WordKind(StrEnum):
    """Kinds of personal details told in words."""

    ADDRESS = "address"
    BIRTH_DATE = "birth_date"
    HEALTH = "health"
    MINOR = "minor"
    PASSPORT = "passport"
    PLATE = "plate"
    EMAIL = "email"


REASONS = {
    WordKind.ADDRESS: "这里像门牌住址。公开时写到村民小组或楼栋为止。",
    WordKind.BIRTH_DATE: "这里有出生日期。公开时写到月份为止。",
    WordKind.HEALTH: "这里像个人的疾病或残疾情况。公开时不写病名、残疾类别和等级。",
    WordKind.MINOR: "这里像未成年人的姓名。公开时不写未成年人姓名。",
    WordKind.PASSPORT: "这里像护照号码。请删去。",
    WordKind.PLATE: "这里像车牌号码。私人车辆的车牌不公开；公务用车可以保留。",
    WordKind.EMAIL: "这里有电子邮箱。办公邮箱可以公开；是个人邮箱的，请删去。",
}

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程"
    "苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛"
    "郝龚邵万钱严覃武戴莫孔向汤温庞殷章葛管甘池柏鲁伍辛霍翟牟冉犹令代邬岑湛娄阳瞿喻文游母封"
)
_NAME = rf"(?:欧阳|上官|司马|诸葛|令狐|[{_SURNAMES}])(?:[\u4e00-\u9fff]{{1,2}}|[*某]{{1,2}}[\u4e00-\u9fff]?)"
_NUMERAL = "[0-9一二三四五六七八九十百]{1,4}"

_ADDRESSES = (
    re.compile(rf"(?<=[组社队]){_NUMERAL}(?:号(?:附[0-9]{{1,3}}号)?|户)(?!楼|文)"),
    re.compile(rf"(?<=[栋幢座楼])(?:{_NUMERAL}单元)?{_NUMERAL}(?:室|号)(?!楼)"),
    re.compile(rf"(?<=[栋幢座楼号苑区院])\s?{_NUMERAL}单元\s?{_NUMERAL}(?:-[0-9]{{1,4}}|室|号)"),
    re.compile(r"(?<=[路街巷道])[0-9]{1,5}号附[0-9]{1,4}号"),
)
_BORN = re.compile(
    r"(?:出生|生于|生日|出生日期|出生年月日?)[^0-9\n]{0,6}"
    r"((?:19|20)[0-9]{2})[年.\-/]\s?([0-9]{1,2})[月.\-/]\s?[0-9]{1,2}日?"
    r"|((?:19|20)[0-9]{2})年([0-9]{1,2})月[0-9]{1,2}日(?:出)?生(?![效产])"
)
_ILLNESS = re.compile(
    r"患(?:有)?[^\s，。；、,;.患]{0,8}?(?:癌|病|症|瘤|炎|中风|偏瘫)"
    r"|艾滋病?|HIV|[^\s，。；、,;.]{0,2}癌(?:症)?|白血病|尿毒症|恶性肿瘤|肝硬化|乙肝|肺结核|梅毒|癫痫"
    r"|精神(?:病|分裂症?|障碍)|抑郁症|(?:精神|智力|肢体|视力|听力|言语|多重)残疾(?:[一二三四1-4]级)?"
    r"|残疾证号?[:\s]{0,2}[0-9]{0,22}|(?:脑瘫|瘫痪|流产|不孕不育)|[一二三四1-4]级残疾"
)
_ABOUT_MANY = re.compile(
    r"^(?:症|病|类|的)?(?:患者|病人|人群)?(?:防治|防控|预防|筛查|宣传|知识|义诊|疫苗|讲座|日|医院|专科|救治|救助|康复|人联合会)"
)
_PERSON_NEAR = re.compile(
    rf"(?:^|[^\u4e00-\u9fff]|同志|户主|村民|党员|其子|其女|其妻|丈夫|妻子){_NAME}"
    r"|姓名|户主|本人|低保户|脱贫户|特困|五保|家属|其[子女妻父母夫]|同志"
)
_MINOR = re.compile(
    r"(?:学生|儿童|幼儿|未成年人|孤儿|孩子|之子|之女|其子|其女|长子|次子|长女|次女|女儿|儿子|孙子|孙女|外孙女?)"
    rf"(?:姓名)?[:\s“\"]{{0,2}}({_NAME})(?![\u4e00-\u9fff])"
)
_YOUNG = re.compile(
    rf"(?<![\u4e00-\u9fff])({_NAME})\s?[(,，、]?\s?(?:[男女])?[,，、]?\s?(?:现年|今年|年龄)?(?:1[0-7]|[1-9])(?:周)?岁"
)
_PASSPORT = re.compile(
    r"(?<![A-Za-z0-9])E[A-HJ-NP-Z]?[0-9]{7,8}(?![A-Za-z0-9])|(?<![A-Za-z0-9])G[0-9]{8}(?![A-Za-z0-9])"
)
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·・.\-\s]?"
    r"(?=[A-Z0-9]{0,5}[0-9])[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9])"
)
_DOMAIN = re.compile(r"@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}")
_MAILBOX = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+-"


def find_words(folded: Folded) -> list[Finding]:
    """All personal details told in words; every one is a warning (they may overlap)."""
    return [
        folded.finding(kind, start, end, masked, Severity.WARN, REASONS[kind])
        for kind, start, end, masked in _spots(folded.text)
    ]


def _spots(text: str) -> Iterator[tuple[WordKind, int, int, str]]:
    for pattern in _ADDRESSES:
        for match in pattern.finditer(text):
            yield WordKind.ADDRESS, *match.span(), "**号"
    for match in _BORN.finditer(text):
        first = 1 if match[1] else 3
        month = f"{match[first]}年{match[first + 1]}月"
        tail = "" if match[1] else "出生"
        yield WordKind.BIRTH_DATE, match.start(first), match.end(), month + tail
    for match in _ILLNESS.finditer(text):
        around = text[max(0, match.start() - 30) : match.start()].rsplit("。", 1)[-1]
        after = text[match.end() : match.end() + 10]
        if not _ABOUT_MANY.match(after) and _PERSON_NEAR.search(around):
            yield WordKind.HEALTH, *match.span(), "〔健康情况不公开〕"
    for pattern in (_MINOR, _YOUNG):
        for match in pattern.finditer(text):
            yield WordKind.MINOR, *match.span(1), match[1][0] + "**"
    for match in _PASSPORT.finditer(text):
        yield WordKind.PASSPORT, *match.span(), "〔护照号已隐去〕"
    for match in _PLATE.finditer(text):
        yield WordKind.PLATE, *match.span(), match[0][:2] + "****"
    yield from _mails(text)


def _mails(text: str) -> Iterator[tuple[WordKind, int, int, str]]:
    for match in _DOMAIN.finditer(text):
        before = text[max(0, match.start() - 64) : match.start()]
        box = before[len(before.rstrip(_MAILBOX)) :]
        if box:
            yield WordKind.EMAIL, match.start() - len(box), match.end(), box[0] + "***" + match[0]
