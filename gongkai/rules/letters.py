"""Letters about applications, put together from facts; the layout follows GB/T 9704 (第九条（三）, F6r–F8b)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.rules.procedures.access_request import RULINGS, Ruling

ARTICLE = "《党务公开实施细则》第九条（三）"


class LetterKind(StrEnum):
    RECEIPT = "receipt"
    CORRECTION = "correction"
    EXTENSION = "extension"
    GRANT = "grant"
    PARTIAL = "partial"
    REFUSAL = "refusal"
    PUBLIC = "public"
    ELSEWHERE = "elsewhere"
    REPEATED = "repeated"
    ABSENT = "absent"
    FILING = "filing"


TERMS = {
    LetterKind.RECEIPT: "申请回执", LetterKind.CORRECTION: "补正通知", LetterKind.EXTENSION: "延期告知书",
    LetterKind.GRANT: "公开告知书", LetterKind.PARTIAL: "部分公开告知书", LetterKind.REFUSAL: "不予公开告知书",
    LetterKind.PUBLIC: "已公开指引", LetterKind.ELSEWHERE: "非本组织事项告知书", LetterKind.REPEATED: "重复申请告知书",
    LetterKind.ABSENT: "没有该项信息告知书", LetterKind.FILING: "申请事项及办理情况备案报告",
}  # fmt: skip
# Which closing verb is told by which letter.
OF_VERB = {
    "ask_correction": LetterKind.CORRECTION, "extend": LetterKind.EXTENSION, "grant": LetterKind.GRANT,
    "grant_scope": LetterKind.GRANT, "grant_part": LetterKind.PARTIAL, "tell": LetterKind.REFUSAL,
    "absent": LetterKind.ABSENT, "point_public": LetterKind.PUBLIC, "point_elsewhere": LetterKind.ELSEWHERE,
    "point_repeated": LetterKind.REPEATED,
}  # fmt: skip


@dataclass(frozen=True)
class LetterFacts:
    """What a letter may say. `words`: the remark or answer that this letter carries; `code`: by which it is taken over."""

    org: str
    superior: str
    applicant: str
    number: str
    matter: str
    received_on: date
    day: date
    due: date | None = None
    words: str = ""
    reasons: str = ""
    basis: str = ""
    until: date | None = None
    ruling: str = ""
    ruling_words: str = ""
    ruled_on: date | None = None
    result: str = ""
    days: int = 0
    phone: str = ""
    scope: bool = False
    code: str = ""


@dataclass(frozen=True)
class Letter:
    """A letter ready for paper: who writes, to whom, what, with which attachment, signed and dated."""

    head: str
    title: str
    addressee: str
    paragraphs: tuple[str, ...]
    attachment_title: str
    attachment: tuple[str, ...]
    signature: str
    day: str


def on_paper(day: date) -> str:
    """2026年9月28日, as letters are dated."""
    return f"{day.year}年{day.month}月{day.day}日"


def document_number(org: str, year: int, number: int) -> str:
    """东溪镇依申请〔2026〕5号."""
    return f"{org}依申请〔{year}〕{number}号"


def _opening(facts: LetterFacts) -> str:
    return f"您于{on_paper(facts.received_on)}提出的申请（编号{facts.number}）收悉。申请公开的事项是：{facts.matter.rstrip('。')}。"


def _due(facts: LetterFacts) -> str:
    return on_paper(facts.due) if facts.due else "规定期限"


def _receipt(facts: LetterFacts) -> tuple[str, ...]:
    return (
        _opening(facts),
        f"我们将在{_due(facts)}前告知是否受理。内容不清的，只通知一次补正；受理后按期答复。",
        "凭申请编号可以查询办理进度，也可以打电话询问。",
        *_taking_over(facts),
    )


def _taking_over(facts: LetterFacts) -> tuple[str, ...]:
    """For whom it was typed in: how to follow it on the site once there is an account."""
    if not facts.code:
        return ()
    return (
        f"领取码：{facts.code}。以后有了账号，登录后在“我的申请”里填编号和领取码，就能自己在网上看。领取码请不要给别人。",
    )


def _correction(facts: LetterFacts) -> tuple[str, ...]:
    return (
        _opening(facts),
        f"按现在写的内容还找不到您要的信息，请补正：{facts.words}",
        f"请在{_due(facts)}前补正，补正期间不计入办理时间。逾期没有补正的，视为放弃这次申请，以后可以重新提出。",
    )


def _extension(facts: LetterFacts) -> tuple[str, ...]:
    return (
        _opening(facts),
        f"因以下原因不能按原定日期答复：{facts.words}",
        f"经领导小组同意，答复日期延长到{on_paper(facts.due) if facts.due else '另行告知的日期'}。期限只延长这一次。",
    )


def _grant(facts: LetterFacts) -> tuple[str, ...]:
    how = "这件事项将在一定范围内公开，公开以前按程序审核。现先答复您如下：" if facts.scope else "现向您公开如下："
    if _upheld(facts):
        how = f"我们曾报请不公开。经{facts.superior}审定，这件事项应当公开，审定意见附后。{how}"
    return (_opening(facts), how, *_lines(facts.words))


def _upheld(facts: LetterFacts) -> bool:
    """Did the superior rule that it has to be disclosed, against the organization's proposal?"""
    return facts.ruled_on is not None and facts.ruling == RULINGS[Ruling.MUST]


def _partial(facts: LetterFacts) -> tuple[str, ...]:
    return (
        _opening(facts),
        f"经{facts.superior}审定，其中可以公开的部分答复如下：",
        *_lines(facts.words),
        f"其余部分不公开，理由：{facts.reasons}依据：{facts.basis}。{_until(facts)}",
    )


def _refusal(facts: LetterFacts) -> tuple[str, ...]:
    return (
        _opening(facts),
        f"经{facts.superior}审定，这件事项不予公开。理由：{facts.reasons}依据：{facts.basis}。{_until(facts)}",
        "上级审定意见附后。对办理有意见的，可以向上一级党组织反映。",
    )


def _public(facts: LetterFacts) -> tuple[str, ...]:
    return (_opening(facts), f"这件事项已经公开，可以在这里看到：{facts.words}")


def _elsewhere(facts: LetterFacts) -> tuple[str, ...]:
    return (_opening(facts), f"这件事项不由我们掌握。请向掌握的组织提出：{facts.words}")


def _repeated(facts: LetterFacts) -> tuple[str, ...]:
    return (_opening(facts), f"同样的申请以前已经答复，不再重复办理。前一次：{facts.words}")


def _absent(facts: LetterFacts) -> tuple[str, ...]:
    return (_opening(facts), f"经查找，没有这项信息。说明：{facts.words}")


def _filing(facts: LetterFacts) -> tuple[str, ...]:
    said = [
        f"现将党员依申请公开的事项和办理情况报告如下，请予备案。申请编号{facts.number}，{on_paper(facts.received_on)}收到。",
        f"申请公开的事项：{facts.matter}",
        f"办理结果：{facts.result}。从收到到办结共{facts.days}日。",
    ]
    if facts.ruling:
        said.append(f"上级审定意见：{facts.ruling}。{facts.ruling_words}")
    return tuple(said)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _until(facts: LetterFacts) -> str:
    return f"理由到{on_paper(facts.until)}为止，到期重新审查，结果再告知您。" if facts.until else ""


BODIES: dict[LetterKind, Callable[[LetterFacts], tuple[str, ...]]] = {
    LetterKind.RECEIPT: _receipt, LetterKind.CORRECTION: _correction, LetterKind.EXTENSION: _extension,
    LetterKind.GRANT: _grant, LetterKind.PARTIAL: _partial, LetterKind.REFUSAL: _refusal,
    LetterKind.PUBLIC: _public, LetterKind.ELSEWHERE: _elsewhere, LetterKind.REPEATED: _repeated,
    LetterKind.ABSENT: _absent, LetterKind.FILING: _filing,
}  # fmt: skip


def compose(kind: LetterKind, facts: LetterFacts) -> Letter:
    """The letter of a kind. What the superior ruled on, whichever way, carries its ruling (R92); a filing goes up (R95)."""
    rests = f"以上依据{ARTICLE}办理。" + (f"联系电话：{facts.phone}。" if facts.phone else "")
    upward = kind is LetterKind.FILING
    told = kind in (LetterKind.REFUSAL, LetterKind.PARTIAL) or kind is LetterKind.GRANT and _upheld(facts)
    ruled = told and facts.ruled_on is not None
    attachment = (
        f"对{facts.org}报请审定的申请（编号{facts.number}），审定为：{facts.ruling}。",
        f"意见：{facts.ruling_words}",
        f"{facts.superior}　{on_paper(facts.ruled_on)}",
    ) if ruled and facts.ruled_on else ()  # fmt: skip
    return Letter(
        facts.org, f"关于{facts.applicant}申请公开事项的{TERMS[kind]}" if upward else TERMS[kind],
        facts.superior if upward else f"{facts.applicant}同志", (*BODIES[kind](facts), rests),
        "上级审定意见" if ruled else "", attachment, facts.org, on_paper(facts.day),
    )  # fmt: skip
