"""The county's home page: the next disclosure day, the five states, places, categories, the latest."""

from datetime import timedelta

from django.shortcuts import render

from gongkai.interfaces.portal.frame import frame
from gongkai.interfaces.ui.shapes import RunDay
from gongkai.obligations import queries as obligations
from gongkai.orgs import queries as orgs
from gongkai.publication import queries as publication
from gongkai.publication.pages import stored
from gongkai.rulebook import queries as rulebook
from gongkai.rules.deadlines import days_left
from gongkai.rules.periods import Period

LONGEST_RUN = 14
LATEST = 8


def calendar_run(calendar, today, computed) -> list[RunDay]:
    """The days from today to the disclosure day with what each one is; empty when it is far."""
    length = (computed.due - today).days + 1
    if not 1 < length <= LONGEST_RUN:
        return []
    cells = []
    for offset in range(length):
        day = today + timedelta(days=offset)
        rest = not calendar.is_workday(day)
        note = calendar.why(day).removesuffix("放假") if rest else "上班"
        kind = ""
        if day == today:
            kind, note = "now", "今天"
        elif day == computed.due:
            kind, note = "due", "公开日"
        elif day == computed.planned:
            kind, note = "first", "原定"
        cells.append(RunDay(day, note, kind, rest))
    return cells


def shown_period(actor, today) -> str:
    """The newest month whose disclosure day has come: what the five states are told about."""
    here = Period.of(today)
    due = rulebook.disclosure_day(actor, period=str(here)).due
    return str(here if due <= today else here.prev())


@stored
def home(request):
    """First screen: which day, how many days left, why it was moved; what is answered and what is not."""
    actor, today = request.actor, request.today
    county = orgs.county(actor)
    calendar = rulebook.calendar(actor)
    period, computed = rulebook.next_disclosure_day(actor, today=today)
    month = shown_period(actor, today)
    counts, board = obligations.whole(actor, path=county.path, period=month, today=today)
    context = frame(
        "portal:home", county=county, computed=computed, next_period=period, month=month,
        left=days_left(computed.due, today, calendar), run=calendar_run(calendar, today, computed),
        counts=counts,
        places=sorted(board, key=lambda row: row.path), categories=category_lines(actor, today.year),
        latest=publication.latest(actor, limit=LATEST), codes=codes_of(actor, county.pk),
    )  # fmt: skip
    return render(request, "portal/home.html", context)


def codes_of(actor, org_id: int) -> dict[int, str]:
    """Codes of the direct children, for their addresses."""
    return {child.pk: child.code for child in orgs.children(actor, org_id=org_id)}


def category_lines(actor, year: int) -> list[tuple]:
    """The eight categories of 第五条 with this year's number of published items."""
    counts = publication.category_counts(actor, year=year)
    return [(category, counts.get(str(category.code), 0)) for category in rulebook.categories(actor)]


@stored
def places(request):
    """Every organization directly under the county with how it stands this month."""
    actor, today = request.actor, request.today
    county = orgs.county(actor)
    month = shown_period(actor, today)
    rows = {row.org_id: row for row in obligations.board(actor, path=county.path, period=month, today=today)}
    children = orgs.children(actor, org_id=county.pk)
    towns = [(child, rows.get(child.pk)) for child in children if child.kind == "town"]
    others = [(child, rows.get(child.pk)) for child in children if child.kind != "town"]
    return render(
        request, "portal/places.html",
        frame("portal:places", crumbs=(("按地方", ""),), towns=towns, others=others, month=month, county=county),
    )  # fmt: skip


@stored
def days(request, year: int):
    """The disclosure days of a year, each with both dates and its reason (R71)."""
    rows = rulebook.disclosure_days(request.actor, year=year)
    return render(
        request, "portal/days.html",
        frame("portal:rules", crumbs=((f"{year}年公开日表", ""),), year=year, days=rows, today=request.today),
    )  # fmt: skip
