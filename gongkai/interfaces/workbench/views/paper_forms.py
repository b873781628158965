"""表单: all forms of the rules with where each is printed, and blank ones to fill in by hand (R174, F1–F31)."""

from dataclasses import dataclass, replace

from django.shortcuts import render
from django.urls import reverse

from gongkai.interfaces.ui.addresses import home
from gongkai.interfaces.ui.filled import SOURCES
from gongkai.interfaces.ui.filled.items import printed_text
from gongkai.interfaces.ui.papers import download
from gongkai.interfaces.workbench.frame import desk, frame, places
from gongkai.ledger.remembered import remembering
from gongkai.rules.documents import Document
from gongkai.rules.documents.forms import BY_CODE, FORMS, Form, filled
from gongkai.rules.refusals import missing
from gongkai.rules.signed_papers import FORM_CODES

HERE = "workbench:paper_forms"
# Printed elsewhere with its facts: where, in which room.
PRINTED = {
    "F3": ("公开件 → 张贴和播报", "workbench:editions"), "F5": ("公开件 → 张贴和播报 → 会议通报稿", "workbench:editions"),
    "F6r": ("依申请公开 → 一件申请 → 文书", "workbench:applications"), "F7": ("依申请公开 → 一件申请 → 文书（答复）", "workbench:applications"),
    "F8b": ("依申请公开 → 一件申请 → 文书（备案）", "workbench:applications"), "F17": ("监督员 → 聘书", "workbench:supervisors"),
    "F28": ("组织 → 年度工作报告", ""),
}  # fmt: skip

# Forms whose signatures belong to the steps of one text; where all are of one step, which.
SIGNED = {"F1": "", "F13": "&step=approval", "F29": "&step=secrecy"}
RECORDS = {code: kind for kind, code in FORM_CODES.items()}
BACK = (
    "在纸上签字的：签好后用手机扫第1页右上角的码，登录，把这张纸拍照传回{where}。纸面签字留底备查，不代替在系统里办理。"
)


@dataclass(frozen=True)
class Row:
    """A form of the list: where its facts are, in words and as an address that this person may open."""

    form: Form
    where: str
    url: str = ""


@desk
def paper_forms(request):
    """All forms; a room is linked only for those who work in it."""
    rooms = {one.name: one.label for one in places(request.actor)}
    context = frame(request, HERE, crumbs=(("表单", ""),), rows=[_row(one, rooms) for one in FORMS])
    return render(request, "workbench/paper_forms.html", context)


def _row(form: Form, rooms: dict[str, str]) -> Row:
    if source := SOURCES.get(form.code):
        where, room = source.where, source.room
    else:
        where, room = PRINTED[form.code]
    return Row(form, where, reverse(room) if room in rooms else "")


@desk
def blank(request, code: str, kind: str):
    """A form without facts, to be filled in by hand or in Word."""
    if code not in BY_CODE:
        raise missing()
    form = BY_CODE[code]
    return download(filled(form), kind, f"{form.code} {form.name}（空白）")


@desk
def from_record(request, code: str, key: str, kind: str):
    """A form with the facts of one record, for whoever may read the record."""
    source = SOURCES.get(code)
    if source is None or (source.numeric and not (key.isdecimal() and len(key) <= 12)):
        raise missing()
    form = BY_CODE[code]
    with remembering():
        document = filled(form, source.fill(request.actor, key, request.today))
        number = printed_text(request.actor, key).number if code in SIGNED else 0
    if number:
        back = f"{reverse('workbench:signed_papers', args=[key])}?revision={number}{SIGNED[code]}"
        document = _coming_back(request, document, back, f"第{number}稿")
    elif code in RECORDS:
        back = reverse("workbench:record_papers", args=[f"{RECORDS[code]}-{key}"])
        document = _coming_back(request, document, back, "这里")
    return download(document, kind, f"{form.code} {form.name} {key}")


def _coming_back(request, document: Document, address: str, where: str) -> Document:
    return replace(document, address=f"{home(request)}{address}", foot=(BACK.format(where=where),))
