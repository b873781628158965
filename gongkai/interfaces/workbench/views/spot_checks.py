"""Spot checks of boards: codes of the day for those who inspect, photos from the phone, the verdict (第九条（五）)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.interfaces.ui.stored import send_stored
from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.ui.uploads import on_disk
from gongkai.interfaces.workbench import inspection_forms as forms
from gongkai.interfaces.workbench.forms import ReviewForm
from gongkai.interfaces.workbench.frame import buttons, desk, frame, home_of, refuse_form
from gongkai.interfaces.workbench.three_forms import as_file
from gongkai.orgs import queries as orgs
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.procedures import SPOT_CHECK
from gongkai.rules.refusals import Refused, missing
from gongkai.supervision import actions as supervising
from gongkai.supervision import queries as supervision

HERE, NAME = "workbench:spot_checks", "公开栏抽查"
INSPECTIONS, INSPECTIONS_NAME = "workbench:inspections", "检查和整改"
VERBS = {move.verb for move in SPOT_CHECK.moves}


def _crumbs(*more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return ((INSPECTIONS_NAME, reverse(INSPECTIONS)), *more)


@desk
def spot_checks(request):
    """Photos that were sent in; for those who inspect the codes of today too."""
    org, actor = home_of(request), request.actor
    inspects = may(actor, Permission.INSPECT, org.path)
    context = frame(
        request, INSPECTIONS, crumbs=_crumbs((NAME, "")), org=org, inspects=inspects, today=request.today,
        rows=supervision.spot_checks(actor, path=org.path), sends=may(actor, Permission.DRAFT, org.path),
        codes=supervision.codes_of_day(actor, path=org.path, day=request.today) if inspects else {},
    )  # fmt: skip
    return render(request, "workbench/spot_checks.html", context)


def spot_checks_table(request) -> Table:
    """The photos as a workbook."""
    org = home_of(request)
    headings = ("编号", "组织", "公开栏", "日期", "交的人", "说明", "状态", "像以前哪一张", "看的人", "意见")
    rows = (
        (
            row.number, row.org.short_name, row.place, row.day.isoformat(), row.sender_name, row.words,
            SPOT_CHECK.states[row.state], row.copy_of.number if row.copy_of else "", row.judge_name, row.remark,
        )
        for row in supervision.spot_check_ledger(request.actor, path=org.path)
    )  # fmt: skip
    return Table(headings, rows, f"spot-checks-{org.code}")


spot_checks_xlsx = as_file(spot_checks_table)


@desk
def send(request, code: str):
    """Send in today's photo from in front of the board."""
    actor = request.actor
    org = orgs.organization_by_code(actor, code=code)
    superior = orgs.organization(actor, org_id=org.superior_id).path if org.superior_id else ""
    if not may(actor, Permission.DRAFT, org.path):
        demand(actor, Permission.INSPECT, superior, hidden=True)
    boards = supervision.boards_of(actor, org_id=org.pk, day=request.today)
    form = forms.SpotPhotoForm(request.POST or None, request.FILES or None, boards=boards)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        photo = data.pop("photo")
        try:
            with on_disk(photo) as path:
                row = supervising.send_spot_photo(
                    actor,
                    org_id=org.pk,
                    photo=path,
                    photo_name=photo.name,
                    now=request.now,
                    today=request.today,
                    **data,
                )
            messages.success(request, f"照片已交，编号 {row.number}。上级看过，结果出在这里。")
            return redirect("workbench:spot_check", row.number)
        except Refused as refused:
            refuse_form(form, refused)
    context = frame(
        request, INSPECTIONS, crumbs=_crumbs((NAME, reverse(HERE)), ("交照片", "")), form=form, org=org, boards=boards
    )
    return render(request, "workbench/spot_check_new.html", context)


@desk
def spot_check(request, number: str):
    """One photo, beside it the earlier one that it looks like; the superior's verdict."""
    actor = request.actor
    row = supervision.spot_check(actor, number=number)
    form = ReviewForm(request.POST or None)
    form.fields["remark"].help_text = "不认可的写原因，对方会看到；和以前的像、又认可的，写明怎么看出来不是同一张"
    verb = request.POST.get("verb", "")
    if verb in VERBS and form.is_valid():
        try:
            supervising.move_spot_check(actor, number=number, verb=verb, now=request.now, **form.cleaned_data)
            messages.success(request, "已记下，对方看得到。")
            return redirect("workbench:spot_check", number)
        except Refused as refused:
            refuse_form(form, refused)
    offered = buttons(supervision.spot_offers(actor, number=number))
    context = frame(
        request, INSPECTIONS, crumbs=_crumbs((NAME, reverse(HERE)), (number, "")), row=row, form=form, offers=offered,
        compares=row.copy_of is not None and may(actor, Permission.INSPECT, row.superior_path),
    )  # fmt: skip
    return render(request, "workbench/spot_check.html", context)


@desk
def photo(request, number: str, which: str):
    """The photo, or the earlier one that it looks like."""
    found = {"now": supervision.spot_photo, "before": supervision.earlier_photo}.get(which)
    if found is None:
        raise missing()
    return send_stored(*found(request.actor, number=number))
