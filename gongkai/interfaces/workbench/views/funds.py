"""Working funds at the desk: the ledger of a year, one line with its receipts, the year below (F24, R138, R171)."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.interfaces.ui.stored import send_stored
from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.ui.uploads import on_disk
from gongkai.interfaces.workbench.forms import FileForm
from gongkai.interfaces.workbench.frame import attempt, desk, frame, home_of, refuse_form
from gongkai.interfaces.workbench.fund_forms import FORMS, HEADINGS, VoidForm
from gongkai.interfaces.workbench.three_forms import as_file
from gongkai.interfaces.workbench.views.board import overseen
from gongkai.interfaces.workbench.years import asked_year, offered_years, shown_year
from gongkai.rules.funds import FundKind, Purpose
from gongkai.rules.permissions import Permission, may
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import label
from gongkai.supervision import actions as supervising
from gongkai.supervision import queries as supervision

HERE = "workbench:funds"
NAME = "工作经费"
MOST_BELOW = 200


@desk
def funds(request):
    """The year of one's own organization in money; from here its disclosure begins."""
    org, actor, year = home_of(request), request.actor, shown_year(request)
    may_draft = may(actor, Permission.DRAFT, org.path)
    if request.method == "POST":
        act = partial(supervising.draft_funds, actor, org_id=org.pk, now=request.now, today=request.today)
        edition = attempt(request, act)
        if edition is not None:
            return redirect("workbench:edition", edition.pk)
    context = frame(
        request, HERE, org=org, year=year, figures=supervision.funds_of_year(actor, path=org.path, year=year),
        rows=supervision.fund_lines(actor, path=org.path, year=year), may_draft=may_draft,
        running=year == request.today.year, oversees=may(actor, Permission.OVERSEE, org.path),
        years=offered_years(request), form_key=f"{org.code}-{year}",
    )  # fmt: skip
    return render(request, "workbench/funds.html", context)


def funds_table(request) -> Table:
    """The ledger of a year as a workbook."""
    org, year = home_of(request), asked_year(request)
    rows = (
        (
            row.number, row.day.isoformat(), label(FundKind(row.kind)), row.cents / 100,
            label(Purpose(row.purpose)) if row.purpose else "", row.what, row.voucher, row.reason, row.recorder_name,
            row.void_reason,
        )
        for row in supervision.fund_ledger(request.actor, path=org.path, year=year)
    )  # fmt: skip
    headings = ("编号", "日期", "种类", "金额（元）", "用途", "事由", "凭证号", "垫付原因", "记账人", "作废")
    return Table(headings, rows, f"funds-{org.code}-{year}")


funds_xlsx = as_file(funds_table)


@desk
def fund_new(request, kind: str):
    """Enter a budget, a sum that came in, or a spending."""
    org, sort = home_of(request), FundKind(kind)
    form = FORMS[sort](request.POST or None, initial={"day": request.today})
    if request.method == "POST" and form.is_valid():
        act = partial(
            supervising.record_fund, request.actor, org_id=org.pk, kind=sort, now=request.now, today=request.today
        )
        try:
            made = act(**form.given())
            messages.success(request, f"已记账，编号 {made.number}。可以接着传票据。")
            return redirect("workbench:fund", made.number)
        except Refused as refused:
            refuse_form(form, refused)
    context = frame(
        request, HERE, crumbs=((NAME, reverse(HERE)), (HEADINGS[sort], "")), form=form, heading=HEADINGS[sort],
        button="记账", org=org, back=reverse(HERE),
    )  # fmt: skip
    return render(request, "workbench/consulting_new.html", context)


@desk
def fund(request, number: str):
    """One line with its receipts; hang another one, or make the line void."""
    actor = request.actor
    row = supervision.fund_line(actor, number=number)
    verb = request.POST.get("verb", "") if request.method == "POST" else ""
    sending = FileForm(request.POST if verb == "receipt" else None, request.FILES or None)
    voiding = VoidForm(request.POST if verb == "void" else None, income=row.kind == FundKind.INCOME)
    if verb and _done(request, number, verb, sending, voiding):
        return redirect("workbench:fund", number)
    context = frame(
        request, HERE, crumbs=((NAME, reverse(HERE)), (row.number, "")), row=row, org=row.org, sending=sending,
        voiding=voiding, receipts=supervision.fund_receipts(actor, row=row), kind=label(FundKind(row.kind)),
        purpose=label(Purpose(row.purpose)) if row.purpose else "",
        may_write=row.voided_at is None and may(actor, Permission.DRAFT, row.org_path),
    )  # fmt: skip
    return render(request, "workbench/fund.html", context)


def _done(request, number: str, verb: str, sending, voiding) -> bool:
    actor, now = request.actor, request.now
    if verb == "receipt" and sending.is_valid():
        data = sending.cleaned_data
        with on_disk(data["file"]) as path:
            act = partial(
                supervising.hang_receipt, actor, number=number, path=path, name=data["file"].name,
                caption=data["caption"], now=now,
            )  # fmt: skip
            return attempt(request, act, done="已存。") is not None
    if verb == "void" and voiding.is_valid():
        data = voiding.cleaned_data
        try:
            supervising.void_fund(
                actor, number=number, reason=data["remark"], advanced=data.get("advanced", ""), now=now
            )
            messages.success(request, "已作废，不再计数。")
            return True
        except Refused as refused:
            refuse_form(voiding, refused, "advanced" if refused.code == "fund_void_overdrawn" else None)
    return False


@desk
def fund_receipt(request, number: str, token: str):
    """A receipt behind a line."""
    return send_stored(*supervision.fund_receipt(request.actor, number=number, token=token))


@desk
def funds_below(request):
    """The year of every organization below, those without a budget first."""
    org, year = overseen(request), shown_year(request)
    rows = supervision.funds_by_organization(request.actor, path=org.path, year=year)
    context = frame(
        request, HERE, crumbs=((NAME, reverse(HERE)), ("所属组织", "")), org=org, year=year, rows=rows[:MOST_BELOW],
        all=len(rows), without=sum(1 for _, one in rows if not one.budget), more=max(0, len(rows) - MOST_BELOW),
        years=offered_years(request),
    )  # fmt: skip
    return render(request, "workbench/funds_below.html", context)


def funds_below_table(request) -> Table:
    """The same as a workbook."""
    org, year = overseen(request), asked_year(request)
    headings = (
        "组织",
        "代码",
        "年度预算（元）",
        "上年结转（元）",
        "拨入（元）",
        "支出（元）",
        "结余（元）",
        *map(label, Purpose),
        "记账笔数",
    )
    rows = (
        (
            one.name, one.code, found.budget / 100, found.carried / 100, found.income / 100, found.spent / 100,
            found.balance / 100, *(cents / 100 for _, cents in found.purposes), found.lines,
        )
        for one, found in supervision.funds_by_organization(request.actor, path=org.path, year=year)
    )  # fmt: skip
    return Table(headings, rows, f"funds-below-{org.code}-{year}")


funds_below_xlsx = as_file(funds_below_table)
