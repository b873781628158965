"""The disclosure calendar of the county office: the year's days, a day by notice, single days, a year's table (R71)."""

from datetime import date

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.interfaces.ui.dates import cn_date_year
from gongkai.interfaces.workbench.frame import desk, frame, refuse_form
from gongkai.interfaces.workbench.office_forms import FixDayForm, OverrideForm, YearForm
from gongkai.obligations import actions as obliging
from gongkai.rulebook import queries as rulebook
from gongkai.rules.periods import FIRST_YEAR, Period
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.refusals import Refused, missing

LAST_YEAR = 2100
ANNOUNCED = (11, 1)  # by November the notice for the next year is due


def shown_year(request) -> int:
    """The year asked for, else this one."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else request.today.year
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise missing()
    return year


def fix(request, data) -> str:
    obliging.fix_disclosure_day(
        request.actor, period=data["period"], due_on=data["due_on"], notice=data["notice"], now=request.now,
        today=request.today,
    )  # fmt: skip
    return f"{Period.parse(data['period']).label}的公开日定在{cn_date_year(data['due_on'])}，应公开事项的期限一起改了。"


def override(request, data) -> str:
    works = data["is_workday"] == "yes"
    obliging.override_day(
        request.actor, day=data["day"], is_workday=works, reason=data["reason"], now=request.now, today=request.today
    )
    return f"{cn_date_year(data['day'])}按{'上班' if works else '放假'}算。"


def load_year(request, data) -> str:
    off, work = data["table"]
    obliging.load_calendar_year(
        request.actor, year=data["year"], off=off, work=work, basis=data["basis"], now=request.now,
        today=request.today,
    )  # fmt: skip
    return f"{data['year']}年放假安排已录入：放假 {len(off)} 天，调休上班 {len(work)} 天。"


@desk
def calendar(request):
    """The twelve days of a year with their reasons, and the three acts that change them."""
    actor, today = request.actor, request.today
    if not may_anywhere(actor, Permission.MANAGE_CALENDAR):
        raise missing()
    year, sent = shown_year(request), request.POST.get("form", "")

    def data(name: str):
        return request.POST if sent == name else None

    forms = {
        "fix": (FixDayForm(data("fix"), today=today), fix),
        "override": (OverrideForm(data("override")), override),
        "year": (YearForm(data("year"), initial={"year": today.year + 1}), load_year),
    }
    form, act = forms.get(sent, (None, None))
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            messages.success(request, act(request, form.cleaned_data))
            return redirect(f"{reverse('workbench:calendar')}?year={year}")
        except Refused as refused:
            refuse_form(form, refused)
    work_calendar = rulebook.calendar(actor)
    days = [(Period(year, month), one) for month, one in enumerate(rulebook.disclosure_days(actor, year=year), 1)]
    context = frame(
        request, "workbench:calendar", year=year, days=days, today=today, known=work_calendar.knows(year),
        next_missing=today.year + 1 if not work_calendar.knows(today.year + 1) else None,
        pressing=today >= date(today.year, *ANNOUNCED), years=[year - 1, year + 1],
        overrides=sorted((day, one) for day, one in work_calendar.overrides.items() if day.year == year),
        **{f"{name}_form": form for name, (form, _) in forms.items()},
    )  # fmt: skip
    return render(request, "workbench/calendar.html", context)
