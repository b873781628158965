"""Use of the archive at the desk: figures of a year, what is lent, the register of loans (第六条（四）, R53)."""

from datetime import timedelta
from functools import partial

from django.shortcuts import render
from django.urls import reverse

from gongkai.archive import actions as archiving
from gongkai.archive import queries
from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.workbench.archive_forms import LoanForm, ReturnForm
from gongkai.interfaces.workbench.frame import desk, frame, home_of, refuse_form
from gongkai.interfaces.workbench.years import asked_year, offered_years, shown_year
from gongkai.rules.refusals import Refused

HERE = "workbench:archive"
USUAL = timedelta(days=14)
HEADINGS = ("档号", "题名", "借阅人", "单位", "用途", "借出", "应还", "归还", "迟还", "经手人", "收回人", "备注")


def loan_form(request, out):
    """What is asked next of a record: to lend it, or to take it back."""
    given, today = request.POST or None, request.today
    if out is not None:
        return ReturnForm(given, initial={"returned_on": today})
    return LoanForm(given, initial={"lent_on": today, "due_on": today + USUAL})


def kept(request, row, out, form) -> bool:
    """Enter the loan or the return; a refusal stands on the form."""
    when = {"now": request.now, "today": request.today}
    if out is None:
        act = partial(archiving.lend, request.actor, record_id=row.pk, **when)
    else:
        act = partial(archiving.take_back, request.actor, loan_id=out.pk, **when)
    try:
        act(**form.cleaned_data)
    except Refused as refused:
        refuse_form(form, refused)
        return False
    return True


@desk
def use(request):
    """How the archive was used in a year; what is out stands first, what is late in red."""
    org, year, today = home_of(request), shown_year(request), request.today
    context = frame(
        request, HERE, crumbs=(("归档", reverse(HERE)), ("利用和借阅", "")), org=org, year=year, today=today,
        figures=queries.use_figures(request.actor, path=org.path, year=year, today=today),
        rows=queries.loans(request.actor, path=org.path, year=year, limit=50),
        years=offered_years(request),
    )  # fmt: skip
    return render(request, "workbench/archive_use.html", context)


def loans_table(request) -> Table:
    """The register of loans; everything that is out, and what was lent in a year."""
    org, year = home_of(request), asked_year(request)
    rows = (
        (
            one.record.code, one.record.title, one.borrower, one.unit, one.purpose, one.lent_on.isoformat(),
            one.due_on.isoformat(), one.returned_on.isoformat() if one.returned_on else "", "是" if one.was_late else "",
            one.lender_name, one.taker_name, one.remark,
        )
        for one in queries.loans(request.actor, path=org.path, year=year, limit=None)
    )  # fmt: skip
    return Table(HEADINGS, rows, f"archive-loans-{org.code}-{year}")
