"""The archive at the desk: what is filed, what waits and why, the boxes, one record (R53, R54, F25)."""

from collections import Counter
from functools import partial
from itertools import groupby

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.archive import actions as archiving
from gongkai.archive import queries
from gongkai.interfaces.ui.stored import send_stored
from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.workbench.archive_forms import FindForm, FondsForm, PagesForm
from gongkai.interfaces.workbench.frame import attempt, desk, frame, home_of, office_of, refuse_form
from gongkai.interfaces.workbench.views.archive_use import kept, loan_form
from gongkai.interfaces.workbench.years import asked_year, offered_years
from gongkai.rules.archiving import Closing, PartKind, Retention, kept_until
from gongkai.rules.permissions import Permission, may
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain, label

HERE = "workbench:archive"
NAME = "归档"
ON_PAGE, RECENT = 30, 12
HEADINGS = ("件号", "责任者", "文号", "题名", "日期", "密级", "页数", "放在", "档号", "备注")


def _after(request) -> int | None:
    given = request.GET.get("after", "")
    return int(given) if given.isdecimal() and len(given) < 19 else None


@desk
def archive(request):
    """The archivist's page: search, the latest records, and what cannot be filed yet with its reason."""
    org, actor, today = home_of(request), request.actor, request.today
    form = FindForm(request.GET or None, years=offered_years(request), below=may(actor, Permission.OVERSEE, org.path))
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    searched, after = bool(asked) and any(asked.values()), _after(request)
    most = ON_PAGE if searched or after else RECENT
    rows = queries.records(
        actor, path=org.path, words=asked.get("q") or "", year=int(asked["year"]) if asked.get("year") else None,
        retention=asked.get("retention") or "", below=bool(asked.get("below")), uncounted=bool(asked.get("uncounted")), after=after, limit=most + 1,
    )  # fmt: skip
    waiting = queries.waiting(actor, path=org.path, today=today)
    query = request.GET.copy()
    query.pop("after", None)
    context = frame(
        request, HERE, org=org, form=form, rows=rows[:most], searched=searched,
        after=rows[most - 1].pk if len(rows) > most else None, query=query.urlencode(),
        figures=queries.figures(actor, path=org.path, year=today.year), waiting=waiting[:ON_PAGE], late=queries.overdue(actor, path=org.path, today=today),
        damages=queries.damages(actor),
        reasons=Counter(one.wait.why for one in waiting).most_common(), count=len(waiting),
        fonds=queries.fonds(actor, org=org), keeps=may(actor, Permission.KEEP_ARCHIVE, org.path), year=today.year,
    )  # fmt: skip
    return render(request, "workbench/archive.html", context)


@desk
def boxes(request):
    """Every box, each with its list on screen, as a workbook and on paper."""
    org = home_of(request)
    found = queries.boxes(request.actor, path=org.path)
    years = [(year, list(rows)) for year, rows in groupby(found, key=lambda one: one.year)]
    context = frame(
        request, HERE, crumbs=((NAME, reverse(HERE)), ("档案盒", "")), org=org, years=years, count=len(found)
    )
    return render(request, "workbench/archive_boxes.html", context)


@desk
def fonds(request):
    """The numbers that the archives gave; they count for what is filed from now on."""
    org, actor = office_of(request, Permission.KEEP_ARCHIVE), request.actor
    now = queries.fonds(actor, org=org)
    form = FondsForm(request.POST or None, initial={"number": now.number, "unit": now.unit})
    if request.method == "POST" and form.is_valid():
        act = partial(archiving.set_fonds, actor, org_id=org.pk, now=request.now)
        try:
            act(**form.cleaned_data)
            return redirect(f"{reverse(HERE)}?org={org.code}")
        except Refused as refused:
            refuse_form(form, refused)
    context = frame(
        request, HERE, crumbs=((NAME, reverse(HERE)), ("全宗号", "")), form=form, heading="全宗号", button="保存", org=org,
        back=reverse(HERE), lede="已经编好的档号不变，以后归档的用新号。",
    )  # fmt: skip
    return render(request, "workbench/consulting_new.html", context)


@desk
def record(request, pk: int):
    """One record: its code, how long it is kept and why, every paper in it, and who had it; lend it, take it back."""
    actor, today = request.actor, request.today
    row = queries.record(actor, record_id=pk)
    keeps = may(actor, Permission.KEEP_ARCHIVE, row.org_path)
    loans = queries.loans(actor, path=row.org_path, record_id=pk)
    out = next((one for one in loans if one.is_out), None)
    form = loan_form(request, out) if keeps else None
    pages = PagesForm(initial={"pages": row.pages}) if keeps and not row.destroyed_at else None
    if request.method == "POST" and form is not None and form.is_valid() and kept(request, row, out, form):
        return redirect("workbench:archive_record", pk)
    if request.method == "GET":
        archiving.count_use(actor, row=row, kind="opened", today=today)
    parts = sorted(row.filed, key=lambda one: list(PartKind).index(one.kind))
    groups = [(label(kind), list(found)) for kind, found in groupby(parts, key=lambda one: one.kind)]
    context = frame(
        request, HERE, crumbs=((NAME, reverse(HERE)), (row.code, "")), row=row, org=row.org, groups=groups,
        until=kept_until(row.year, row.retention), retention=label(Retention(row.retention)),
        closing=label(Closing(row.closing)), count=len(parts), loans=loans, out=out, form=form, today=today, pages=pages,
    )  # fmt: skip
    return render(request, "workbench/archive_record.html", context)


@desk
def pages(request, pk: int):
    """How many pages the archivist counted."""
    queries.record(request.actor, record_id=pk)
    form = PagesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = partial(archiving.tell_pages, request.actor, record_id=pk, now=request.now, **form.cleaned_data)
        attempt(request, act, done="页数记下了。")
    elif form.errors:
        messages.error(request, explain("pages_invalid", {"most": archiving.MOST_PAGES}))
    return redirect("workbench:archive_record", pk)


@desk
def record_file(request, pk: int, token: str):
    """A file of a record, for those who may read the record; it is counted as use."""
    answer = send_stored(*queries.record_file(request.actor, record_id=pk, token=token))
    row = queries.record(request.actor, record_id=pk)
    archiving.count_use(request.actor, row=row, kind="file", today=request.today)
    return answer


def records_table(request) -> Table:
    """归档文件目录 (F25, DA/T 22-2015): a year, or one box; in the order in which the boxes stand."""
    org, actor = home_of(request), request.actor
    box = request.GET.get("box", "")
    box_id = int(box) if box.isdecimal() and len(box) < 19 else None
    year = asked_year(request)
    rows = (
        (
            row.serial, row.responsible, row.number, row.title, row.dated.isoformat(), "无", row.pages or "",
            f"{label(Retention(row.retention))}第{row.box.number}盒", row.code, f"{label(Closing(row.closing))}，材料{row.papers}份",
        )
        for row in queries.listed(actor, path=org.path, year=year, box_id=box_id)
    )  # fmt: skip
    return Table(HEADINGS, rows, f"archive-{org.code}-{box_id or year}")
