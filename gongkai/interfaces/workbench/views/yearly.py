"""The yearly work report: read on screen, printed, or taken as Word to be written on (R172)."""

from datetime import date

from django.shortcuts import render

from gongkai.assessment import queries as assessment
from gongkai.interfaces.ui.papers import download
from gongkai.interfaces.workbench.frame import desk, frame
from gongkai.rules.documents.official import of_report
from gongkai.rules.periods import known_year
from gongkai.rules.refusals import missing
from gongkai.rules.yearly_report import Report, compose

YEARS = 3


def _asked(request, code: str, year: str) -> tuple[object, int, Report]:
    """The organization, the year and its report. No year to come."""
    number = known_year(year, request.today)
    if number is None:
        raise missing()
    org, facts = assessment.report_facts(request.actor, code=code, year=number, today=request.today)
    return org, number, compose(facts)


@desk
def yearly(request, code: str, year: str):
    """The report on screen, as it goes to paper."""
    org, number, report = _asked(request, code, year)
    years = [one for one in range(request.today.year, request.today.year - YEARS, -1) if one != number]
    running = request.today <= date(number, 12, 31)
    context = frame(
        request, "", crumbs=((org.short_name, ""), (f"{number}年工作报告", "")), org=org, year=number, report=report,
        years=years, running=running,
    )  # fmt: skip
    return render(request, "workbench/yearly.html", context)


@desk
def yearly_file(request, code: str, year: str, kind: str):
    """The same as Word, with marked gaps for what people add, or as PDF; in the layout of official documents."""
    org, number, report = _asked(request, code, year)
    return download(of_report(report), kind, f"{org.short_name}{number}年党务公开工作报告")
