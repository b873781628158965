"""Publicity and disclosure-day activities at the desk: the ledger of a year, one record, its photos (F26, F30)."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.interfaces.ui.stored import send_stored
from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.ui.uploads import on_disk
from gongkai.interfaces.workbench.activity_forms import DisclosureDayForm, PublicityForm
from gongkai.interfaces.workbench.forms import FileForm, RemarkForm
from gongkai.interfaces.workbench.frame import attempt, desk, frame, home_of, refuse_form
from gongkai.interfaces.workbench.three_forms import as_file
from gongkai.interfaces.workbench.views.board import overseen
from gongkai.interfaces.workbench.years import asked_year, offered_years, shown_year
from gongkai.participation import actions as voicing
from gongkai.participation import queries as voices
from gongkai.rulebook import queries as rulebook
from gongkai.rules.activities import Register, Subject, Way
from gongkai.rules.periods import Period
from gongkai.rules.permissions import Permission, may
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import label

HERE = "workbench:activities"
NAME = "宣传教育和公开日活动"


@desk
def activities(request):
    """The year of one's own organization: figures, both registers, what was not told yet."""
    org, actor, year = home_of(request), request.actor, shown_year(request)
    rows = voices.activities(actor, path=org.path, year=year, void=True)
    context = frame(
        request, HERE, org=org, year=year, figures=voices.activity_figures(actor, path=org.path, year=year),
        publicity=[row for row in rows if row.register == Register.PUBLICITY],
        days=[row for row in rows if row.register == Register.DAY],
        to_record=voices.day_to_record(actor, org_id=org.pk, today=request.today) if org.owes_duties else None,
        years=offered_years(request), may_draft=may(actor, Permission.DRAFT, org.path),
        oversees=may(actor, Permission.OVERSEE, org.path),
    )  # fmt: skip
    return render(request, "workbench/activities.html", context)


def activities_table(request) -> Table:
    """The two registers of a year as one workbook."""
    org, year = home_of(request), asked_year(request)
    headings = (
        "编号", "登记簿", "日期", "题目", "方式", "内容方面", "地点", "谁办、谁接待", "人数", "走访户数", "听到意见", "做了什么", "材料", "说明", "作废",
    )  # fmt: skip
    rows = (
        (
            row.number, label(Register(row.register)), row.held_on.isoformat(), row.title,
            label(Way(row.way)) if row.way else "", "、".join(label(Subject(one)) for one in row.subjects), row.place,
            row.host, row.people, row.visits, row.opinions, row.content, row.material, row.reason, row.void_reason,
        )
        for row in voices.activity_ledger(request.actor, path=org.path, year=year)
    )  # fmt: skip
    return Table(headings, rows, f"activities-{org.code}-{year}")


activities_xlsx = as_file(activities_table)


FORMS = {Register.PUBLICITY: PublicityForm, Register.DAY: DisclosureDayForm}
HEADINGS = {Register.PUBLICITY: "登记宣传教育", Register.DAY: "登记公开日活动"}


@desk
def activity_new(request, register: str):
    """Enter what was done; the disclosure day's form begins with the day of the month."""
    org, actor, kind = home_of(request), request.actor, Register(register)
    period = str(Period.of(request.today))
    initial = {"held_on": request.today}
    if kind is Register.DAY:
        due = rulebook.disclosure_day(actor, period=period).due
        initial = {"held_on": due, "title": f"{due.month}月公开日接待群众"}
    form = FORMS[kind](request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        act = partial(
            voicing.record_activity, actor, org_id=org.pk, register=kind, now=request.now, today=request.today
        )
        try:
            made = act(**form.cleaned_data)
            messages.success(request, f"已登记，编号 {made.number}。可以接着传照片。")
            return redirect("workbench:activity", made.number)
        except Refused as refused:
            refuse_form(form, refused)
    crumbs = ((NAME, reverse(HERE)), (HEADINGS[kind], ""))
    context = frame(
        request, HERE, crumbs=crumbs, form=form, heading=HEADINGS[kind], button="登记", org=org, back=reverse(HERE)
    )  # fmt: skip
    return render(request, "workbench/consulting_new.html", context)


@desk
def activity(request, number: str):
    """One record with its photos; hang another one, or make the record void."""
    actor = request.actor
    row = voices.activity(actor, number=number)
    verb = request.POST.get("verb", "") if request.method == "POST" else ""
    sending = FileForm(request.POST if verb == "photo" else None, request.FILES or None)
    voiding = RemarkForm(request.POST if verb == "void" else None)
    if verb and _done(request, number, verb, sending, voiding):
        return redirect("workbench:activity", number)
    context = frame(
        request, HERE, crumbs=((NAME, reverse(HERE)), (row.title, "")), row=row, org=row.org, sending=sending,
        voiding=voiding, photos=voices.photos(actor, row=row),
        register=label(Register(row.register)), way=label(Way(row.way)) if row.way else "",
        subjects=[label(Subject(one)) for one in row.subjects],
        may_write=row.voided_at is None and may(actor, Permission.DRAFT, row.org_path),
    )  # fmt: skip
    return render(request, "workbench/activity.html", context)


def _done(request, number: str, verb: str, sending, voiding) -> bool:
    actor, now = request.actor, request.now
    if verb == "photo" and sending.is_valid():
        data = sending.cleaned_data
        with on_disk(data["file"]) as path:
            act = partial(
                voicing.hang_photo,
                actor,
                number=number,
                path=path,
                name=data["file"].name,
                caption=data["caption"],
                now=now,
            )
            return attempt(request, act, done="已存。") is not None
    if verb == "void" and voiding.is_valid():
        act = partial(voicing.void_activity, actor, number=number, reason=voiding.cleaned_data["remark"], now=now)
        return attempt(request, act, done="已作废，不再计数。") is not None
    return False


@desk
def activity_photo(request, number: str, token: str):
    """A photo or material behind a record."""
    return send_stored(*voices.activity_photo(request.actor, number=number, token=token))


@desk
def activities_below(request):
    """The year of every organization below, those with least first."""
    org, year = overseen(request), shown_year(request)
    rows = voices.activities_by_organization(request.actor, path=org.path, year=year)
    context = frame(
        request, HERE, crumbs=((NAME, reverse(HERE)), ("所属组织", "")), org=org, year=year, rows=rows[:200], all=len(rows),
        silent=sum(1 for _, one in rows if not one.times), more=max(0, len(rows) - 200),
        years=offered_years(request),
    )  # fmt: skip
    return render(request, "workbench/activities_below.html", context)


def activities_below_table(request) -> Table:
    """The same as a workbook."""
    org, year = overseen(request), asked_year(request)
    headings = (
        "组织", "代码", "宣传教育次数", "人次", *(label(one) for one in Subject), "公开日活动次数", "接待人次", "走访户数", "听到意见",
    )  # fmt: skip
    rows = (
        (
            one.name, one.code, found.times, found.people, *(number for _, number in found.subjects), found.days,
            found.received, found.visits, found.opinions,
        )
        for one, found in voices.activities_by_organization(request.actor, path=org.path, year=year)
    )  # fmt: skip
    return Table(headings, rows, f"activities-below-{org.code}-{year}")


activities_below_xlsx = as_file(activities_below_table)
