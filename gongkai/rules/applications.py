"""What an application and its answer must say, and in which ways it comes and is answered (第九条（三）, F6, F7)."""

from datetime import date
from enum import StrEnum

from gongkai.rules import privacy, secrecy
from gongkai.rules.findings import Severity
from gongkai.rules.refusals import Refused

MOST = {
    "matter": 120, "description": 2000, "purpose": 500, "contact": 60, "period": 60, "document": 80, "remark": 2000,
    "answer": 4000, "reasons": 2000, "basis": 200, "consent": 60, "third_party": 60, "title": 120,
}  # fmt: skip
FIELDS = {
    "matter": "要什么", "description": "具体内容", "purpose": "用途", "contact": "联系办法", "period": "哪个时间的",
    "document": "文号或名称", "remark": "说明", "answer": "答复", "reasons": "理由", "basis": "依据",
    "consent": "谁在哪天同意延长", "third_party": "第三方", "title": "标题",
}  # fmt: skip


class Channel(StrEnum):
    """How an application came."""

    ONLINE = "online"
    ORAL = "oral"
    LETTER = "letter"
    PHONE = "phone"


class Form(StrEnum):
    """In which form the applicant wants the answer (F6)."""

    ELECTRONIC = "electronic"
    PAPER = "paper"
    READING = "reading"
    IN_PERSON = "in_person"


class Withheld(StrEnum):
    """Why something is proposed not to be disclosed: not yet, or not at all (第九条（三）)."""

    NOT_YET = "not_yet"
    NEVER = "never"


class FileSide(StrEnum):
    """To whom a file belongs: the application, the answer, or the paper for the superior."""

    APPLICATION = "application"
    ANSWER = "answer"
    MATERIAL = "material"


TERMS = {
    Channel.ONLINE: "网上申请", Channel.ORAL: "当面口头，代为记录", Channel.LETTER: "书面申请", Channel.PHONE: "电话",
    Form.ELECTRONIC: "电子版，在网上看", Form.PAPER: "纸质", Form.READING: "到现场查阅", Form.IN_PERSON: "当面说",
    Withheld.NOT_YET: "暂时不宜公开", Withheld.NEVER: "不能公开",
    FileSide.APPLICATION: "申请附件", FileSide.ANSWER: "答复附件", FileSide.MATERIAL: "报审材料",
}  # fmt: skip
TYPED_IN = (Channel.ORAL, Channel.LETTER, Channel.PHONE)
APPLICATION = ("matter", "description", "purpose", "contact", "period", "document")
NEEDED = ("matter", "description")


def demand_text(key: str, value: str, *, needed: bool = True) -> str:
    """A field trimmed; `request_fields` when it must not be empty, `request_text_long` when it is too long."""
    text = str(value or "").strip()
    if needed and not text:
        raise Refused("request_fields", field=FIELDS[key])
    if len(text) > MOST[key]:
        raise Refused("request_text_long", field=FIELDS[key], most=MOST[key], length=len(text))
    return text


def demand_application(fields: dict[str, str]) -> dict[str, str]:
    """The texts of an application as they are kept: what is wanted must be said, the rest may be (R89)."""
    return {key: demand_text(key, fields.get(key, ""), needed=key in NEEDED) for key in APPLICATION}


def chosen(kind: type[StrEnum], value: str, field: str) -> StrEnum:
    """A member of an enumeration; `request_choice` when there is no such choice."""
    try:
        return kind(value)
    except ValueError as unknown:
        raise Refused("request_choice", field=field) from unknown


def demand_answer(text: str, *, cleared: bool, files: tuple[str, ...] = ()) -> str:
    """What the applicant is told: written, looked through for secrets, without marks of secrecy or personal numbers.

    `files`: the extracted texts of what hangs on the answer. 第四条（二）.
    """
    text = str(text or "").strip()
    if not text:
        raise Refused("request_answer_missing")
    demand_text("answer", text)
    if not cleared:
        raise Refused("request_secrecy")
    for part in (text, *files):
        for found in (*secrecy.find(part), *privacy.find(part)):
            if found.severity is Severity.STOP:
                raise Refused("request_answer_unfit", shown=found.shown.strip(), reason=found.reason)
    return text


def demand_reasons(reasons: str, basis: str, until: date | None, today: date) -> tuple[str, str]:
    """Written reasons and their basis, both; the day until which they hold lies ahead (R92)."""
    if not str(reasons or "").strip() or not str(basis or "").strip():
        raise Refused("request_reasons_missing")
    if until is not None and until <= today:
        raise Refused("request_until_wrong")
    return demand_text("reasons", reasons), demand_text("basis", basis)
