"""Lists of what was published: the latest, one category, the register of an organization's year."""

from datetime import date

from django.shortcuts import render

from gongkai.interfaces.portal.frame import frame, org_crumbs
from gongkai.interfaces.ui.registers import DAY_HEADINGS, HEADINGS, cells, day_cells
from gongkai.interfaces.ui.tables import workbook
from gongkai.orgs import queries as orgs
from gongkai.publication import queries as publication
from gongkai.publication.pages import stored
from gongkai.rules.categories import CATEGORIES
from gongkai.rules.categories import category as category_of
from gongkai.rules.refusals import Refused, missing

PAGE = 30
FORMS = (("rss", "RSS"), ("atom", "Atom"), ("json", "JSON"))
REGISTER_PAGE = 100


def _listed(request, template: str, current: str, crumbs, category: str = "", **context):
    before = request.GET.get("before", "")
    try:
        rows = publication.latest(request.actor, category=category or None, limit=PAGE + 1, before=before or None)
    except Refused as wrong:
        raise missing() from wrong
    more = rows[PAGE - 1].cursor if len(rows) > PAGE else ""
    return render(request, template, frame(current, crumbs=crumbs, rows=rows[:PAGE], next=more, forms=FORMS, **context))


@stored
def latest(request):
    """Everything the reader may see, newest first."""
    return _listed(
        request, "portal/latest.html", "portal:latest", (("最近公开", ""),), title="最近公开", categories=CATEGORIES
    )


@stored
def category(request, category: int):
    """One of the eight categories of 第五条, newest first."""
    try:
        found = category_of(category)
    except Refused as wrong:
        raise missing() from wrong
    return _listed(
        request, "portal/latest.html", "portal:latest", ((found.name, ""),), str(category), title=found.name,
        categories=CATEGORIES, chosen=found,
    )  # fmt: skip


@stored
def register(request, code: str, year: str):
    """The register 登记簿 of an organization's year, as far as the reader may see it (R161)."""
    org = orgs.organization_by_code(request.actor, code=code)
    rows, after = publication.register(
        request.actor, org_id=org.pk, year=int(year), after=request.GET.get("after") or None, limit=REGISTER_PAGE
    )
    crumbs = org_crumbs(request.actor, org, (f"{year}年公开登记簿", ""))
    context = frame(
        "portal:places", crumbs=crumbs, org=org, year=int(year), rows=rows, next=after,
        told=publication.individual_count(request.actor, org_id=org.pk, year=int(year)),
    )  # fmt: skip
    return render(request, "portal/register.html", context)


def on_day(request, code: str):
    """What was public on a past day, and to whom, as far as the reader may see it: `?day=2026-07-01`."""
    org = orgs.organization_by_code(request.actor, code=code)
    asked = request.GET.get("day") or request.today.isoformat()
    day, wrong = _day(asked, request.today)
    rows, after = [], ""
    if day is not None:
        try:
            rows, after = publication.public_on(
                request.actor, org_id=org.pk, day=day, after=request.GET.get("after") or None, limit=REGISTER_PAGE
            )
        except Refused as bad:
            raise missing() from bad
    crumbs = org_crumbs(request.actor, org, ("当时公开了什么", ""))
    context = frame(
        "portal:places", crumbs=crumbs, org=org, day=day, asked=asked, wrong=wrong, rows=rows, next=after,
        today=request.today,
    )  # fmt: skip
    return render(request, "portal/on_day.html", context)


def on_day_xlsx(request, code: str):
    """The same as a workbook, all of it. A day that is none or has not come is a missing page."""
    org = orgs.organization_by_code(request.actor, code=code)
    day, _ = _day(request.GET.get("day") or request.today.isoformat(), request.today)
    if day is None:
        raise missing()
    rows = publication.public_on_lines(request.actor, org_id=org.pk, day=day)
    return workbook(DAY_HEADINGS, map(day_cells, rows), f"public-{org.code}-{day}")


def _day(asked: str, today: date) -> tuple[date | None, str]:
    """The day that was asked for, or why it cannot be answered."""
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return None, "这不是一个日期，请写成2026-07-01这样。"
    return (day, "") if day <= today else (None, "这一天还没有到，只能看今天和以前。")


def register_xlsx(request, code: str, year: str):
    """The same as a workbook, all of it."""
    org = orgs.organization_by_code(request.actor, code=code)
    rows = publication.register_lines(request.actor, org_id=org.pk, year=int(year))
    return workbook(HEADINGS, map(cells, rows), f"register-{org.code}-{year}")
