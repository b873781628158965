"""表单: all forms of the rules with where each is printed, and blank ones to fill in by hand (R174, F1–F31)."""

from dataclasses import dataclass

from django.shortcuts import render
from django.urls import reverse

from gongkai.interfaces.ui.papers import download
from gongkai.interfaces.workbench.frame import desk, frame, places
from gongkai.rules.documents.forms import BY_CODE, FORMS, Form, filled
from gongkai.rules.refusals import missing

HERE = "workbench:paper_forms"
# Where the system prints a form with its facts, in which room; and what of it is only on paper.
PRINTED = {
    "F3": ("公开件 → 张贴和播报", "workbench:editions"), "F5": ("公开件 → 张贴和播报 → 会议通报稿", "workbench:editions"),
    "F6r": ("申请公开 → 一件申请 → 文书", "workbench:applications"), "F7": ("申请公开 → 一件申请 → 文书（答复）", "workbench:applications"),
    "F8b": ("申请公开 → 一件申请 → 文书（备案）", "workbench:applications"), "F17": ("监督员 → 聘书", "workbench:supervisors"),
    "F28": ("组织 → 年度工作报告", ""),
}  # fmt: skip
# Kept in a room, and listed there, but not yet laid out as the form.
KEPT = {
    "F1": "workbench:editions", "F4": "workbench:editions", "F6": "workbench:applications", "F8": "workbench:applications", "F9": "workbench:filings",
    "F10": "workbench:filings", "F11": "workbench:filings", "F12": "workbench:opinions", "F13": "workbench:editions",
    "F14": "workbench:catalogs", "F15": "workbench:campaigns", "F16": "workbench:groups", "F18": "workbench:points",
    "F19": "workbench:inspections", "F20": "workbench:inspections", "F21": "workbench:accountability",
    "F22": "workbench:appraisals", "F23": "workbench:assessment", "F25": "workbench:archive", "F26": "workbench:activities",
    "F27": "workbench:consulting", "F29": "workbench:editions", "F30": "workbench:activities", "F31": "workbench:carriers",
}  # fmt: skip
ABSENT = {"F24": "系统里没有经费数据"}
REGISTER = "公开页 → 登记簿（可导出表格）"


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
    if form.code in PRINTED:
        words, room = PRINTED[form.code]
        return Row(form, f"带数据打印：{words}", reverse(room) if room in rooms else "")
    room = KEPT.get(form.code, "")
    if room in rooms:
        return Row(form, f"数据在“{rooms[room]}”，还不能按这张表打印", reverse(room))
    if form.code == "F2":
        return Row(form, REGISTER)
    return Row(form, ABSENT.get(form.code, "数据在别的岗位，还不能按这张表打印"))


@desk
def blank(request, code: str, kind: str):
    """A form without facts, to be filled in by hand or in Word."""
    if code not in BY_CODE:
        raise missing()
    form = BY_CODE[code]
    return download(filled(form), kind, f"{form.code} {form.name}（空白）")
