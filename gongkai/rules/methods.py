"""The ways of disclosing of 第七条: three families, what each proves, and whom each may serve.

Two plain principles decide every case. A way *reaches* an audience when its members get to
see it; a narrower way beside it only *adds*; a wider way *leaks* and is refused (R60):

- individual: only 面谈、公文、书信、电子邮件 reach; everything else leaks;
- party: 会议、文件、简报、局域网 reach, and so do a mobile message to the members and a board
  hung indoors (室内), both of which the default catalogs use; other public ways leak;
- unit (本单位、本村群众): the public ways that can stay within the unit reach, and so do a
  meeting of its people and its intranet; television, the press and the news media leak;
- public: all public ways reach.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from gongkai.rules.refusals import Refused


class Audience(StrEnum):
    """To whom something is disclosed (公开范围), 第四条（二） and 第七条."""

    INDIVIDUAL = "individual"
    PARTY = "party"
    UNIT = "unit"
    PUBLIC = "public"


# From the narrowest to the widest; also the order of release, 先党内后党外 (第四条（二）, R15).
AUDIENCE_ORDER = tuple(Audience)

REFUSALS = {
    "method_unknown": "没有“{method}”这种公开方式。请从公开方式表里选。",
    "method_leaks": ("“{method}”会让{audience}以外的人看到，不能用于向{audience}公开。请改用：{instead}。"),
    "audience_unreached": ("所选方式都到不了{audience}。请至少加上一种：{instead}。"),
}


class Family(StrEnum):
    """The three families of 第七条."""

    INDIVIDUAL = "individual"
    PARTY = "party"
    PUBLIC = "public"


class Proof(StrEnum):
    """What can show that a disclosure took place (R55–R58)."""

    TALK = "talk"
    RECEIPT = "receipt"
    MINUTES = "minutes"
    ATTENDANCE = "attendance"
    READERS = "readers"
    ISSUE = "issue"
    PHOTO = "photo"
    SCREENSHOT = "screenshot"
    PLAY_LOG = "play_log"
    CLIPPING = "clipping"
    CALL_LOG = "call_log"
    SENT_LOG = "sent_log"


TERMS = {
    Audience.INDIVIDUAL: "个人",
    Audience.PARTY: "党内",
    Audience.UNIT: "本单位群众",
    Audience.PUBLIC: "社会",
    Proof.TALK: "谈话记录",
    Proof.RECEIPT: "签收回执",
    Proof.MINUTES: "会议记录",
    Proof.ATTENDANCE: "到会名单",
    Proof.READERS: "传阅签名",
    Proof.ISSUE: "简报期号",
    Proof.PHOTO: "照片",
    Proof.SCREENSHOT: "截图",
    Proof.PLAY_LOG: "播出记录",
    Proof.CLIPPING: "报样",
    Proof.CALL_LOG: "通话登记",
    Proof.SENT_LOG: "发送记录",
}


@dataclass(frozen=True)
class Method:
    """One way of disclosing (公开方式) with its family and the proofs it can leave."""

    code: str
    name: str
    family: Family
    proofs: tuple[Proof, ...]


METHODS = (
    Method("mt", "面谈", Family.INDIVIDUAL, (Proof.TALK,)),
    Method("gw", "公文", Family.INDIVIDUAL, (Proof.RECEIPT,)),
    Method("sx", "书信", Family.INDIVIDUAL, (Proof.RECEIPT,)),
    Method("ym", "电子邮件", Family.INDIVIDUAL, (Proof.SENT_LOG, Proof.RECEIPT)),
    Method("hy", "会议", Family.PARTY, (Proof.MINUTES, Proof.ATTENDANCE)),
    Method("wj", "文件", Family.PARTY, (Proof.READERS, Proof.RECEIPT)),
    Method("jb", "简报", Family.PARTY, (Proof.ISSUE, Proof.READERS)),
    Method("jy", "局域网", Family.PARTY, (Proof.SCREENSHOT, Proof.READERS)),
    Method("gl", "公开栏", Family.PUBLIC, (Proof.PHOTO,)),
    Method("dh", "公开电话", Family.PUBLIC, (Proof.CALL_LOG,)),
    Method("xs", "电子显示屏", Family.PUBLIC, (Proof.PHOTO, Proof.PLAY_LOG)),
    Method("ds", "电视", Family.PUBLIC, (Proof.PLAY_LOG,)),
    Method("bk", "报刊", Family.PUBLIC, (Proof.CLIPPING,)),
    Method("gb", "广播", Family.PUBLIC, (Proof.PLAY_LOG,)),
    Method("sj", "手机", Family.PUBLIC, (Proof.SENT_LOG, Proof.SCREENSHOT)),
    Method("xm", "新闻媒体", Family.PUBLIC, (Proof.CLIPPING, Proof.SCREENSHOT)),
    Method("mq", "民情访谈会", Family.PUBLIC, (Proof.MINUTES, Proof.PHOTO)),
    Method("wz", "党建网站", Family.PUBLIC, (Proof.SCREENSHOT,)),
)

INDOOR = "室内"


class Reach(StrEnum):
    """What a way does for an audience: reach it, add to what reaches it, or leak beyond it."""

    REACHES = "reaches"
    ADDS = "adds"
    LEAKS = "leaks"


@dataclass(frozen=True)
class MethodUse:
    """A way as an entry names it, with a remark such as 室内 or 职代会."""

    code: str
    remark: str = ""


def use_of(text: str) -> MethodUse:
    """A way as the catalog writes it: `gl`, or `gl 室内` with its remark."""
    code, _, remark = text.partition(" ")
    return MethodUse(code, remark.strip())


def written(use: MethodUse) -> str:
    """A way as the catalog writes it; the inverse of `use_of`."""
    return f"{use.code} {use.remark}".strip()


_METHOD = {method.code: method for method in METHODS}
_PUBLIC = frozenset(m.code for m in METHODS if m.family is Family.PUBLIC)
AT_A_PLACE = frozenset({"mt"})  # somebody is told there, face to face: the place belongs to the record (R56)
REACHING = {
    Audience.INDIVIDUAL: frozenset({"mt", "gw", "sx", "ym"}),
    Audience.PARTY: frozenset({"hy", "wj", "jb", "jy", "sj"}),
    Audience.UNIT: _PUBLIC - {"ds", "bk", "xm"} | {"hy", "jy"},
    Audience.PUBLIC: _PUBLIC,
}


def method(code: str) -> Method:
    """Return the way with this code; refuses ``method_unknown``."""
    if code not in _METHOD:
        raise Refused("method_unknown", method=code)
    return _METHOD[code]


def reach(audience: Audience, use: MethodUse) -> Reach:
    """Return what a way does for an audience; the module docstring tells why (第七条, R60)."""
    found = method(use.code)
    if use.code in REACHING[audience]:
        return Reach.REACHES
    if audience is Audience.PARTY and use == MethodUse("gl", INDOOR):
        return Reach.REACHES
    if audience is Audience.INDIVIDUAL:
        return Reach.LEAKS
    return Reach.LEAKS if found.family is Family.PUBLIC else Reach.ADDS


def leaking(audience: Audience, uses: Iterable[MethodUse]) -> tuple[MethodUse, ...]:
    """Return the ways that would show the content to more than the audience."""
    return tuple(use for use in uses if reach(audience, use) is Reach.LEAKS)


def reaches(audience: Audience, uses: Iterable[MethodUse]) -> bool:
    """Tell whether at least one way really gets to the audience (第四条（六）, R22)."""
    return any(reach(audience, use) is Reach.REACHES for use in uses)


def fits(audience: Audience, uses: Iterable[MethodUse]) -> bool:
    """Tell whether the ways by which a circle was served get to it and show nothing to others (第七条, R60)."""
    chosen = tuple(uses)
    return reaches(audience, chosen) and not leaking(audience, chosen)


def demand_fit(audience: Audience, uses: Iterable[MethodUse]) -> None:
    """Refuse ``method_leaks`` or ``audience_unreached`` unless the ways suit the audience (R60)."""
    chosen = tuple(uses)
    name, instead = TERMS[audience], "、".join(suitable(audience))
    for use in leaking(audience, chosen):
        raise Refused("method_leaks", method=method(use.code).name, audience=name, instead=instead)
    if not reaches(audience, chosen):
        raise Refused("audience_unreached", audience=name, instead=instead)


def suitable(audience: Audience) -> tuple[str, ...]:
    """Return the names of the ways that reach an audience, in the order of 第七条."""
    return tuple(m.name for m in METHODS if m.code in REACHING[audience])
