"""Signatures on paper brought back to their step: who may bring them, what must be said of them (第六条（二）, R174).

A sheet that was signed is kept as proof beside the step. It moves nothing: whoever decides does so under the own
name in the system (P7), or else one person with a camera could pass a text alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures.edition import EditionState
from gongkai.rules.refusals import Refused

MOST_SHEETS, LONGEST_NAME, LONGEST_REASON = 20, 60, 200
KINDS = ("pdf", "jpg", "png")  # what a scanner or a phone makes


class PaperStep(StrEnum):
    """Whose line on the form it is; the first four are also signed in the system, under the same names."""

    SECRECY = "secrecy"
    DRAFT = "draft"
    REVIEW = "review"
    APPROVAL = "approval"
    SUPERIOR = "superior"
    MAKER = "maker"
    COUNTY = "county"


TERMS = {
    PaperStep.SECRECY: "保密审查", PaperStep.DRAFT: "经办人", PaperStep.REVIEW: "分管领导",
    PaperStep.APPROVAL: "主要负责人", PaperStep.SUPERIOR: "上级", PaperStep.MAKER: "目录制定机关", PaperStep.COUNTY: "县领导小组",
}  # fmt: skip
EDITION, PLAN, EXEMPTION, CHANGE = "edition", "plan", "exemption", "change"
# Whose lines the form of each kind of record has: F1, F13 and F29; F9; F10; F11.
LINES: dict[str, tuple[PaperStep, ...]] = {
    EDITION: (PaperStep.SECRECY, PaperStep.DRAFT, PaperStep.REVIEW, PaperStep.APPROVAL, PaperStep.SUPERIOR),
    PLAN: (PaperStep.APPROVAL, PaperStep.MAKER), EXEMPTION: (PaperStep.APPROVAL, PaperStep.SUPERIOR),
    CHANGE: (PaperStep.APPROVAL, PaperStep.MAKER, PaperStep.COUNTY),
}  # fmt: skip
FORM_CODES = {PLAN: "F9", EXEMPTION: "F10", CHANGE: "F11"}
# Whoever drafts brings any sheet; the others bring the one that only they signed.
OWN = {
    PaperStep.SECRECY: Permission.REVIEW_SECRECY, PaperStep.REVIEW: Permission.REVIEW,
    PaperStep.APPROVAL: Permission.APPROVE,
}  # fmt: skip
# Whose post signs there; the superior's is another organization's.
DUTIES = {
    PaperStep.SECRECY: "secrecy", PaperStep.DRAFT: "clerk", PaperStep.REVIEW: "deputy", PaperStep.APPROVAL: "head",
}  # fmt: skip

REFUSALS = {
    "paper_nobody": "请写明这张纸上是谁签的字，至少写一处。",
    "paper_step": "“{step}”不是表上的签字栏。请选表上有的一栏。",
    "paper_name_long": "签字人的姓名最多{most}个字。请只写姓名和职务。",
    "paper_future": "{day:%Y年%-m月%-d日}还没有到。请写纸上签字的日子。",
    "paper_before_text": "第{number}稿是{day:%Y年%-m月%-d日}写成的，签字不会更早。请选签字时的那一稿，或者核对日子。",
    "paper_before_record": "这一份是{day:%Y年%-m月%-d日}写成的，签字不会更早。请核对日子。",
    "paper_kind": "“{name}”不是扫描件。请拍照或者扫描，传 jpg、png 或 pdf。",
    "paper_twice": "这张纸已经传过了，叫“{name}”。请选另一张。",
    "paper_abandoned": "这一版已经作废，不再收纸面签字。",
    "papers_too_many": "一版最多收{most}张。请把几张扫成一个 pdf 再传。",
    "paper_void": "这一张已经作废，不能再改。",
    "paper_void_reason": "请写明为什么作废，作废的那一张仍然留着。",
}


@dataclass(frozen=True)
class PaperFacts:
    """A sheet as it is brought. `signers`: by step who signed there; `written_on`: the day of the text that it shows.

    `kind`: of the record whose form it is; only an edition has numbered texts, else `number` is 0.
    """

    org_path: str
    state: str
    signers: Mapping[PaperStep, str]
    signed_on: date
    number: int
    written_on: date
    known: int
    kind: str = EDITION


@dataclass(frozen=True)
class PaperRecord:
    """A record without numbered texts whose form is signed: its page's heading, and the day on which it was written."""

    kind: str
    key: int
    org_path: str
    title: str
    written_on: date
    edition_id: int | None = None

    @property
    def subject(self) -> str:
        return f"{self.kind}:{self.key}"


def may_bring(actor: Actor, org_path: str) -> bool:
    """Is there any step for which the actor may bring a sheet?"""
    return any(may(actor, one, org_path) for one in (Permission.DRAFT, *OWN.values()))


def signers_of(written: Mapping[str, str]) -> dict[PaperStep, str]:
    """The lines that were filled in, in the order of the form. Raises `Refused`: paper_step, paper_name_long, paper_nobody."""
    for name in written:
        if name not in list(PaperStep):
            raise Refused("paper_step", step=name)
    found = {one: written[one].strip() for one in PaperStep if written.get(one, "").strip()}
    if not found:
        raise Refused("paper_nobody")
    if any(len(name) > LONGEST_NAME for name in found.values()):
        raise Refused("paper_name_long", most=LONGEST_NAME)
    return found


def _demand_own(actor: Actor, steps: Iterable[str], org_path: str) -> None:
    # `may` and not `demand`: no signature is given here, so no code is asked for again
    if may(actor, Permission.DRAFT, org_path):
        return
    for step in steps:
        needed = OWN.get(PaperStep(step), Permission.DRAFT)
        if not may(actor, needed, org_path):
            raise Refused("no_permission", permission=needed)


def demand_paper(actor: Actor, facts: PaperFacts, *, today: date) -> None:
    """Refuse a sheet from somebody whose it is not, of a text that is given up, or dated when it cannot have been signed."""
    for step in facts.signers:
        if step not in LINES[facts.kind]:
            raise Refused("paper_step", step=TERMS[step])
    _demand_own(actor, facts.signers, facts.org_path)
    if facts.state == EditionState.ABANDONED:
        raise Refused("paper_abandoned")
    if facts.known >= MOST_SHEETS:
        raise Refused("papers_too_many", most=MOST_SHEETS)
    if facts.signed_on > today:
        raise Refused("paper_future", day=facts.signed_on)
    if facts.signed_on < facts.written_on:
        if facts.kind != EDITION:
            raise Refused("paper_before_record", day=facts.written_on)
        raise Refused("paper_before_text", number=facts.number, day=facts.written_on)


def demand_voiding(actor: Actor, *, org_path: str, steps: Iterable[str], voided: bool, reason: str) -> None:
    """Refuse to void a sheet for who could not have brought it, twice, or without a reason."""
    _demand_own(actor, steps, org_path)
    if voided:
        raise Refused("paper_void")
    if not reason.strip():
        raise Refused("paper_void_reason")


def in_words(steps: Mapping[str, str]) -> str:
    """分管领导李四、主要负责人张三, in the order of the form."""
    return "、".join(f"{TERMS[one]}{steps[one]}" for one in PaperStep if one in steps)
