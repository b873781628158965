"""The board of superiors: the finding in words, towns, heat map, trend, late list, urging, monthly report."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import wraps

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from gongkai.interfaces.ui.dates import cn_date
from gongkai.interfaces.ui.shapes import Heat, HeatRow, Point
from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.workbench.finding import read_aloud, said, worst_places
from gongkai.interfaces.workbench.frame import desk, frame, say_refused
from gongkai.interfaces.workbench.office_forms import AsOfForm, UrgeAllForm, UrgeForm
from gongkai.interfaces.workbench.three_forms import as_file
from gongkai.obligations import actions as obliging
from gongkai.obligations import queries as obligations
from gongkai.orgs import queries as orgs
from gongkai.publication import queries as publication
from gongkai.rulebook import queries as rulebook
from gongkai.rules.ages import spread
from gongkai.rules.categories import CATEGORIES
from gongkai.rules.duties import Counts
from gongkai.rules.periods import Period
from gongkai.rules.permissions import Permission, may, reach
from gongkai.rules.refusals import Refused, missing

MONTHS, TREND = 12, 24
MULTIPLES = 40  # more places than this are small tiles without a line (look.md §3)
LATE = 10
PAGE = 50
WEAK = 5.0  # points below the whole from which a line is red


def overseen(request):
    """The organization whose board is shown: asked for by `org`, else the highest that the actor oversees."""
    actor, asked = request.actor, request.GET.get("org", "")
    if asked:
        org = orgs.organization_by_code(actor, code=asked)
        if not may(actor, Permission.OVERSEE, org.path):
            raise missing()
        return org
    places = sorted(path for path, _ in reach(actor, Permission.OVERSEE))
    if not places:
        raise missing()
    return orgs.organization_at(actor, path=min(places, key=len))


def newest_month(actor, day: date) -> str:
    """The newest month whose disclosure day had come on a day."""
    here = Period.of(day)
    return str(here if rulebook.disclosure_day(actor, period=str(here)).due <= day else here.prev())


class WrongDay(Exception):
    """A day was asked for that is none or has not come; `form` says so."""

    def __init__(self, form: AsOfForm) -> None:
        self.form = form


def of_a_day(view: Callable) -> Callable:
    """A page about a past day: one that cannot be answered is said so, and never answered with today."""

    @wraps(view)
    def answered(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except WrongDay as wrong:
            org = overseen(request)
            crumbs = (("看板", f"{reverse('workbench:board')}?org={org.code}"), ("看哪一天", ""))
            asked = [(name, value) for name, value in request.GET.items() if name != "as_of"]
            context = frame(request, "workbench:board", crumbs=crumbs, org=org, form=wrong.form, asked=asked)
            return render(request, "workbench/day_wrong.html", context, status=422)

    return answered


def asked_day(request) -> tuple[AsOfForm, date | None]:
    """The form of the day, and the past day asked for; none when it is today or none was asked for."""
    form = AsOfForm(request.GET if request.GET.get("as_of") else None, today=request.today)
    if form.is_bound and not form.is_valid():
        raise WrongDay(form)
    day = form.cleaned_data["as_of"] if form.is_bound else None
    return form, None if day == request.today else day


def asked_period(request, day: date) -> str:
    """The month asked for, else the newest one that is due."""
    return known_period(request.GET.get("period", "")) or newest_month(request.actor, day)


def known_period(asked: str) -> str:
    """A month as it is written everywhere; "" when none is asked for."""
    return str(Period.parse(asked)) if asked else ""


def own_counts(counts: Counts, rows) -> Counts:
    """What is left of a whole when its children are taken out: the body's own duties."""
    return counts - sum((row.counts for row in rows), Counts())


def towns(rows, whole: float | None, months: int) -> tuple[list[dict], int]:
    """The small multiples of so many months, red where a place stays far behind, and the floor that all of them share."""
    drawn = []
    for row in rows:
        values = [value for value in row.trend[:months] if value is not None]
        rate = row.counts.on_time_rate
        weak = rate is not None and whole is not None and bool(row.counts.overdue) and rate < whole - WEAK
        drawn.append({"row": row, "values": values, "rate": rate, "weak": weak})
    lowest = min((value for one in drawn for value in one["values"]), default=0)
    return drawn, min(int(lowest // 10) * 10, 90)


def heat_table(rows, codes: dict[int, str]) -> Heat:
    """Children × the eight categories; only children with something overdue."""
    shown = [
        HeatRow(row.name, [row.cells.get(str(one.code), 0) for one in CATEGORIES], f"?org={codes[row.org_id]}")
        for row in rows
    ]
    return Heat([one.name for one in CATEGORIES], shown, "地方")


def points(series) -> list[Point]:
    """The trend from its first month with figures; the year stands at the first month and each January."""
    first = next((place for place, (_, counts) in enumerate(series) if counts.due), len(series))
    drawn = []
    for period, counts in series[first:]:
        month = Period.parse(period)
        year = f"{month.year % 100}年" if month.month == 1 or not drawn else ""
        label = f"{year}{month.month}月"
        drawn.append(Point(label, counts.on_time_rate, "", str(counts.overdue) if counts.due else ""))
    return drawn


@of_a_day
@desk
def board(request):
    """The county's or a town's board, as of today or of a past day."""
    actor, today = request.actor, request.today
    org = overseen(request)
    form, as_of = asked_day(request)
    period = asked_period(request, as_of or today)
    past = obligations.past(actor, path=org.path, as_of=as_of, period=period) if as_of else None
    asked = {"path": org.path, "today": as_of or today, "past": past}
    counts, rows, months = obligations.with_months(actor, period=period, months=MONTHS, **asked)
    before = str(Period.parse(period).plus(-MONTHS))
    hot = obligations.heat(actor, period=period, **asked)
    series = obligations.trend(actor, period=before, months=TREND - MONTHS, brief=True, **asked) + months
    open_until = still_open(actor, period, as_of or today)
    if open_until:  # no rate yet: those with most to do stand first
        series, rows = series[:-1], sorted(rows, key=lambda row: (-row.counts.pending, row.path))
    worst = [row.path for row in worst_places(rows)]
    late = obligations.late_where_worst(actor, places=worst, period=period, limit=LATE, **asked)
    finding = said(counts, rows, hot, [one.on_time_rate for _, one in months], open_until)
    codes = {child.pk: child.code for child in orgs.children(actor, org_id=org.pk)}
    rate = None if open_until else counts.on_time_rate
    drawn, floor = towns(rows, rate, MONTHS - 1 if open_until else MONTHS)
    context = frame(
        request, "workbench:board", org=org, period=period, counts=counts, form=form, as_of=as_of, today=today,
        months=recent_months(actor, as_of or today), own=own_counts(counts, rows),
        rows=rows, codes=codes, title=board_title(org),
        may_urge=as_of is None and may(actor, Permission.URGE, org.path), here=request.get_full_path(),
        many=len(rows) > MULTIPLES, multiples=drawn, floor=floor,
        finding=f"{cn_date(as_of)}当天知道的情况：{finding}" if as_of else finding, heat=heat_table(hot, codes),
        late=late, late_whole=None if as_of else obligations.late_total(actor, path=org.path, today=today),
        points=points(series), spoken=read_aloud(series), open_until=open_until, whole_rate=rate,
        checked=0 if as_of else publication.count_under_check(actor, path=org.path, period=period),
        systems_complete=obligations.systems_complete(actor, path=org.path),
    )  # fmt: skip
    return render(request, "workbench/board.html", context)


def still_open(actor, period: str, day: date) -> date | None:
    """The disclosure day of the month while it is not over: it ends at 24:00."""
    due = rulebook.disclosure_day(actor, period=period).due
    return due if day <= due else None


def board_title(org) -> str:
    return "全县公开看板" if org.superior_id is None else f"{org.short_name}公开看板"


def recent_months(actor, day: date) -> list[str]:
    """The months that may be chosen, newest first."""
    last = Period.parse(newest_month(actor, day))
    return [str(last.plus(-step)) for step in range(MONTHS)]


def _days_late(request, org, as_of: date | None, past, period: str) -> list[int]:
    return obligations.late_days(request.actor, path=org.path, today=as_of or request.today, past=past, period=period)


def late_spans(days: list[int]) -> list[tuple[str, int, int]]:
    """How long what is late is late: the words, the number, and its share of all in hundredths."""
    return [(name, number, round(100 * number / len(days))) for name, number in spread(days) if days]


@of_a_day
@desk
def late(request):
    """Everything overdue, a page at a time; of one place, of one month; all of it can be urged at once."""
    org, actor = overseen(request), request.actor
    _, as_of = asked_day(request)
    period = known_period(request.GET.get("period", ""))
    past = obligations.past(actor, path=org.path, as_of=as_of) if as_of else None
    rows, next_key = obligations.overdue(
        actor, path=org.path, today=as_of or request.today, after=request.GET.get("after", ""), limit=PAGE,
        past=past, period=period,
    )  # fmt: skip
    places, months = ({}, {}) if as_of else obligations.late_places(actor, path=org.path, today=request.today)
    day = f"&as_of={as_of}" if as_of else ""
    crumbs = (("看板", f"{reverse('workbench:board')}?org={org.code}{day}"), ("逾期清单", ""))
    context = frame(
        request, "workbench:board", crumbs=crumbs, org=org, rows=rows, next_key=next_key, as_of=as_of,
        here=request.get_full_path(), may_urge=as_of is None and may(actor, Permission.URGE, org.path), period=period,
        spans=[] if request.GET.get("after") else late_spans(_days_late(request, org, as_of, past, period)),
        places=[(one, places[one.path]) for one in orgs.at_paths(actor, paths=places) if one.pk != org.pk],
        months=months, whole=months.get(period, 0) if period else sum(months.values()), urging=UrgeAllForm(),
    )  # fmt: skip
    return render(request, "workbench/late.html", context)


def every_late(actor, path: str, today: date, as_of: date | None) -> Iterator:
    """All overdue duties, read page by page."""
    past, after = obligations.past(actor, path=path, as_of=as_of) if as_of else None, ""
    while True:
        rows, after = obligations.overdue(actor, path=path, today=as_of or today, after=after, limit=1000, past=past)
        yield from rows
        if not after:
            return


def late_table(request) -> Table:
    """The late list as a workbook, as of today or of a past day."""
    org, (_, as_of) = overseen(request), asked_day(request)
    headings = ("组织", "上级", "月份", "目录编码", "事项", "类别", "应于", "逾期天数", "负责人", "最近催办")
    cells = (
        (
            row.org_name,
            row.above,
            row.period,
            row.code,
            row.name,
            CATEGORIES[int(row.category) - 1].name,
            row.due_on.isoformat(),
            row.days,
            row.head,
            cn_date(row.urged_at) if row.urged_at else "",
        )  # fmt: skip
        for row in every_late(request.actor, org.path, request.today, as_of)
    )
    return Table(headings, cells, f"late-{org.code}-{as_of or request.today}")


late_xlsx = of_a_day(as_file(late_table))


def month_rows(actor, org, period: str, today: date, as_of: date | None) -> list[tuple]:
    """One row per organization with duties that month: each stands once, totals of none are mixed in (R160)."""
    past = obligations.past(actor, path=org.path, as_of=as_of, period=period) if as_of else None
    found = obligations.by_organization(actor, path=org.path, period=period, today=as_of or today, past=past)
    tree = orgs.subtree(actor, path=org.path)
    names = {one.pk: one.short_name for one in tree}
    return [(one.code, one.name, names.get(one.superior_id, ""), found[one.pk]) for one in tree if one.pk in found]


def month_table(request) -> Table:
    """The monthly report: per organization what was due, done, late, nil, exempt, and the rates (R160)."""
    org, (_, as_of) = overseen(request), asked_day(request)
    period = asked_period(request, as_of or request.today)
    headings = (
        "代码", "组织", "上级", "月份", "应公开", "已公开", "变更并说明", "本月无此类事项", "已备案暂不公开", "逾期",
        "未到期", "迟公开", "交代率%", "按时率%",
    )  # fmt: skip
    cells = (
        (
            code, name, above, period, c.expected, c.published, c.changed, c.nil, c.exempt, c.overdue, c.pending, c.late,
            None if c.rate is None else round(c.rate, 1), None if c.on_time_rate is None else round(c.on_time_rate, 1),
        )
        for code, name, above, c in month_rows(request.actor, org, period, request.today, as_of)
    )  # fmt: skip
    return Table(headings, cells, f"month-{org.code}-{period}{f'-{as_of}' if as_of else ''}")


month_xlsx = of_a_day(as_file(month_table))


def _urged(request, form, act):
    """Do what a form of reminding asks, and go back to its page; what is wrong with it is said there."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = reverse("workbench:board")
    if not form.is_valid():
        messages.error(request, "".join(text for errors in form.errors.values() for text in errors))
        return redirect(back)
    try:
        messages.success(request, act(request.actor, **form.cleaned_data, now=request.now, today=request.today))
    except Refused as refused:
        say_refused(request, refused)
    return redirect(back)


@desk
@require_POST
def urge_all(request):
    """Remind of everything overdue in one place, of one month when it is given."""

    def act(actor, *, period, **asked):
        number = obliging.urge_all(actor, period=known_period(period), **asked)
        return f"已催办 {number} 项。各单位在待办里能看到这句话。"

    return _urged(request, UrgeAllForm(request.POST), act)


@desk
@require_POST
def urge(request):
    """Remind an organization of one overdue duty, in words and on the record."""

    def act(actor, **asked):
        made = obliging.urge(actor, **asked)
        return f"已催办，{made.urger_name}，{cn_date(request.today)}。对方在待办里能看到这句话。"

    return _urged(request, UrgeForm(request.POST), act)
