"""Finds marks and words of secrecy before a text is saved or sent for review (第四条(二))."""

import re
from enum import StrEnum

from gongkai.rules.findings import Finding, Folded, Severity, fold, without_overlaps


class SecrecyTick(StrEnum):
    """The four matters the secrecy reviewer ticks off, each yes or no."""

    STATE_SECRET = "state_secret"  # noqa: S105 a name, not a password
    WORK_SECRET = "work_secret"  # noqa: S105 a name, not a password
    BUSINESS_SECRET = "business_secret"  # noqa: S105 a name, not a password
    PERSONAL_PRIVACY = "personal_privacy"


class SecrecyKind(StrEnum):
    """Kinds of traces of secrecy."""

    SECRET_MARK = "secret_mark"  # noqa: S105 a name, not a password
    INTERNAL_MARK = "internal_mark"
    SECRET_WORD = "secret_word"  # noqa: S105 a name, not a password


TERMS = {
    SecrecyTick.STATE_SECRET: "国家秘密",
    SecrecyTick.WORK_SECRET: "工作秘密",
    SecrecyTick.BUSINESS_SECRET: "商业秘密",
    SecrecyTick.PERSONAL_PRIVACY: "个人隐私",
    SecrecyKind.SECRET_MARK: "密级标志",
    SecrecyKind.INTERNAL_MARK: "内部标志",
    SecrecyKind.SECRET_WORD: "涉密字样",
}

BANNER = "本系统为非涉密系统，严禁存储、处理、传输国家秘密。"

_MARK_REASON = "这里有密级标志。涉密文件不得进入本系统，请立即停止并联系保密员。"
_INTERNAL_REASON = "这里写明不对外。请先问制文单位能否公开，再决定是否录入。"
_WORD_REASON = "这里提到秘密事项。请确认没有写进秘密内容本身。"

_GAP = r"[\s\-_.·]{0,3}"
_LEVEL = rf"(?:绝{_GAP}密|机{_GAP}密|秘{_GAP}密)"
_MARK = re.compile(
    rf"{_LEVEL}\s{{0,3}}[★☆*✩✭⭐]\s{{0,2}}(?:[0-9一二三十]{{1,3}}(?:年|个月)|长期)?"
    rf"|密\s{{0,2}}级\s{{0,2}}[:：]?\s{{0,3}}{_LEVEL}"
    rf"|^[ \t\u3000]{{0,20}}{_LEVEL}[ \t\u3000]{{0,20}}\r?$",
    re.MULTILINE,
)
_INTERNAL = re.compile(
    r"内部(?:资料|文件|材料|参考|传阅|使用|刊物|情况通报)"
    r"|(?:不得|严禁|禁止|请勿|不准|切勿)(?:对外|向外)?(?:外传|外泄|扩散|传播|转发|翻印|复印|公开|泄露)"
    r"|(?:注意|妥善)?保存[,，、]?\s?(?:阅后|用后)(?:收回|销毁|退回)|阅后(?:即焚|收回|销毁|退回)"
    r"|注意保密|此件不(?:予)?公开|(?:信息)?公开属性[:：]?\s?(?:不予公开|不公开)|仅供内部"
)
_WORD = re.compile(r"绝密|机密|国家秘密|工作秘密|商业秘密|党的秘密|涉密|密件|密码电报|保密期限|敏感信息")
_HARMLESS_BEFORE = re.compile(
    r"(?:非|不|无|未|是否|不得有|不存在|不涉及|未涉及|没有|保守|保护|严禁.{0,12}|防止|泄露|学习)$"
)
_HARMLESS_AFTER = re.compile(r"^(?:法|审查|审核|自查|教育|培训|检查|宣传)")


def find(text: str) -> list[Finding]:
    """Every trace of secrecy, in order: marks stop, mere words warn.

    Laws and trainings about secrecy (保守国家秘密法, 保密审查) and denials (不涉及国家秘密)
    are not findings. 第四条(二); 保守国家秘密法.
    """
    folded = fold(text)
    return without_overlaps([*_marks(folded), *_words(folded)], len(text))


def _marks(folded: Folded) -> list[Finding]:
    rows = (
        (_MARK, SecrecyKind.SECRET_MARK, _MARK_REASON),
        (_INTERNAL, SecrecyKind.INTERNAL_MARK, _INTERNAL_REASON),
    )
    return [
        folded.finding(kind, *match.span(), "", Severity.STOP, reason)
        for pattern, kind, reason in rows
        for match in pattern.finditer(folded.text)
    ]


def _words(folded: Folded) -> list[Finding]:
    return [
        folded.finding(SecrecyKind.SECRET_WORD, *match.span(), match[0], Severity.WARN, _WORD_REASON)
        for match in _WORD.finditer(folded.text)
        if not _HARMLESS_BEFORE.search(folded.text[max(0, match.start() - 16) : match.start()])
        and not _HARMLESS_AFTER.match(folded.text[match.end() : match.end() + 4])
    ]
