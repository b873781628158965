"""Supervisors' marks: raised in the field on a phone, answered at the desk of the organization (R105, R108)."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.assessment import queries as judging
from gongkai.interfaces.ui.stored import send_stored
from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.ui.uploads import on_disk
from gongkai.interfaces.workbench import supervisor_forms as forms
from gongkai.interfaces.workbench.frame import buttons, desk, frame, home_of, refuse_form
from gongkai.interfaces.workbench.three_forms import as_file
from gongkai.obligations import queries as obligations
from gongkai.orgs import queries as orgs
from gongkai.publication import queries as publication
from gongkai.publication.numbers import number_of
from gongkai.rules.periods import Period
from gongkai.rules.permissions import Permission, demand, may, may_anywhere
from gongkai.rules.procedures import SUPERVISION_MARK
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.supervisors import MarkKind
from gongkai.rules.terms import label
from gongkai.supervision import actions as supervising
from gongkai.supervision import queries as supervision

HERE, NAME = "workbench:marks", "监督意见"
FIELD, FIELD_NAME = "workbench:supervising", "我的监督"
VERBS = {move.verb for move in SUPERVISION_MARK.moves}
PAGE = 20
LATE = 10  # silent duties on a supervisor's desk; the gap pages hold all
PHOTO_WRONG = ("photo_kind", "photo_pixels", "file_lies", "file_kind", "file_large", "file_broken", "file_empty")


@desk
def marks(request):
    """What supervisors said about the organization's items, and about those below it."""
    org, actor = home_of(request), request.actor
    below = may(actor, Permission.OVERSEE, org.path)
    rows = supervision.marks(actor, path=org.path, below=below, limit=200)
    context = frame(
        request, HERE, org=org, below=below, today=request.today, rows=rows,
        open=sum(row.waiting for row in rows),
    )  # fmt: skip
    return render(request, "workbench/marks.html", context)


def marks_table(request) -> Table:
    """The marks as a workbook; it names no supervisor."""
    org = home_of(request)
    below = may(request.actor, Permission.OVERSEE, org.path)
    headings = (
        "编号",
        "组织",
        "公开件或应公开的事项",
        "索引号",
        "意见",
        "说明",
        "提出",
        "答复期限",
        "状态",
        "答复",
        "评价",
        "上级处理",
    )
    verdict = {None: "", True: "满意", False: "不满意"}
    rows = (
        (
            row.number, row.org.short_name, row.item_title, row.item_number, label(MarkKind(row.kind)), row.text,
            row.raised_on.isoformat(), row.due_on.isoformat(), SUPERVISION_MARK.states[row.state], row.reply,
            verdict[row.satisfied], row.ruling,
        )
        for row in supervision.mark_ledger(request.actor, path=org.path, below=below)
    )  # fmt: skip
    return Table(headings, rows, f"marks-{org.code}")


marks_xlsx = as_file(marks_table)


@desk
def mark(request, number: str):
    """One mark: what was said, the answer, the verdict; the buttons of each side."""
    actor, when = request.actor, {"now": request.now, "today": request.today}
    view = supervision.mark_view(actor, number=number, today=request.today)
    form = forms.MarkMoveForm(request.POST or None)
    verb = request.POST.get("verb", "")
    if verb in VERBS and form.is_valid():
        try:
            supervising.move_mark(actor, number=number, verb=verb, **form.cleaned_data, **when)
            messages.success(request, SAID[verb])
            return redirect("workbench:mark", number)
        except Refused as refused:
            refuse_form(form, refused)
    offered = buttons(supervision.mark_offers(actor, number=number, today=request.today))
    verbs = {one.verb for one in offered if one.allowed}
    asked = [
        name
        for name, needed in (("reply", "reply" in verbs), ("remark", verbs & {"unsatisfied", "rule", "uphold"}))
        if needed
    ]
    if verbs & {"rule", "uphold"}:
        form.fields["remark"].help_text = forms.RULING
    here, name = (FIELD, FIELD_NAME) if view.own else (HERE, NAME)
    context = frame(
        request, here, crumbs=((name, reverse(here)), (number, "")), view=view, row=view.row, form=form, offers=offered,
        fields=[form[one] for one in asked], today=request.today,
        accountable=view.row.is_upheld and judging.holds_somewhere(actor),
    )  # fmt: skip
    return render(request, "workbench/mark.html", context)


SAID = {
    "reply": "答复已送到监督员。", "satisfied": "已了结，谢谢。", "unsatisfied": "已告诉对方，上级也能看到。", "rule": "已处理，双方都能看到。", "uphold": "已记为查实，双方都能看到。",
    "withdraw": "已撤回。",
}  # fmt: skip


@desk
def photo(request, number: str):
    """The photo behind a mark."""
    return send_stored(*supervision.mark_photo(request.actor, number=number))


@desk
def supervising_desk(request):
    """A supervisor's own desk: what was published in his scope, what became of his marks, meetings called."""
    actor, today = request.actor, request.today
    terms = supervision.own_terms(actor, day=today)
    own = supervision.own_marks(actor)
    if not terms and not own and not may_anywhere(actor, Permission.SUPERVISE):
        raise missing()
    chosen = request.GET.get("org", "")
    places = [one for term in terms for one in orgs.subtree(actor, path=term.org_path) if one.owes_duties]
    here = next((one for one in places if one.code == chosen), None) if chosen else None
    paths = [here.path] if here else list(dict.fromkeys(term.org_path for term in terms))
    before = request.GET.get("before") or None
    rows = [row for path in paths for row in publication.latest(actor, path=path, limit=PAGE, before=before)]
    rows = sorted(rows, key=lambda row: row.published_at, reverse=True)[:PAGE]
    late = [row for path in paths for row in obligations.overdue(actor, path=path, today=today, limit=LATE)[0]]
    context = frame(
        request, FIELD, terms=terms, own=own, late=sorted(late, key=lambda row: row.due_on)[:LATE], rows=rows, places=places if len(places) > 1 else (), here=here, today=today,
        meetings=supervision.meetings_called(actor, paths=tuple(term.org_path for term in terms)),
        before=rows[-1].cursor if len(rows) == PAGE else "",
    )  # fmt: skip
    return render(request, "workbench/supervising.html", context)


def _raise(request, form, act, back: str, heading: dict):
    """The page on which a mark is written: for an item or for a duty that was left silent."""
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        photo = data.pop("photo")
        try:
            if photo:
                with on_disk(photo) as path:
                    row = act(**data, photo=path, photo_name=photo.name)
            else:
                row = act(**data)
            messages.success(request, f"已送到{row.org.short_name}，编号 {row.number}。答复会出现在这里。")
            return redirect("workbench:mark", row.number)
        except Refused as refused:
            refuse_form(form, refused, "photo" if refused.code in PHOTO_WRONG else None)
    crumbs = ((FIELD_NAME, reverse(FIELD)), (heading["title"], ""))
    return render(
        request, "workbench/mark_new.html", frame(request, FIELD, crumbs=crumbs, form=form, back=back, **heading)
    )


@desk
def mark_new(request, slug: str):
    """Say what is wrong with an item, with a photo from the phone."""
    item = publication.item(request.actor, number=number_of(slug))
    demand(request.actor, Permission.SUPERVISE, item.org_path, hidden=True)
    form = forms.MarkForm(request.POST or None, request.FILES or None)
    act = partial(supervising.raise_mark, request.actor, item_number=item.number, now=request.now, today=request.today)
    return _raise(request, form, act, reverse(FIELD), {"title": "提监督意见", "item": item})


@desk
def gap_mark_new(request, code: str, period: str, entry: str, trigger: str):
    """Say that a duty was left silent although it was due (漏公开)."""
    actor, today = request.actor, request.today
    org = orgs.organization_by_code(actor, code=code)
    demand(actor, Permission.SUPERVISE, org.path, hidden=True)
    duty = obligations.duty(actor, org_id=org.pk, period=period, code=entry, trigger_id=int(trigger), today=today)
    form = forms.GapMarkForm(request.POST or None, request.FILES or None)
    act = partial(
        supervising.raise_gap_mark, actor, org_code=code, period=period, code=entry, trigger_id=int(trigger),
        now=request.now, today=today,
    )  # fmt: skip
    heading = {"title": "指出漏公开", "duty": duty, "org": org, "month": Period.parse(period)}
    return _raise(request, form, act, reverse("portal:gaps", args=[code]), heading)
