"""Consultations at the desk: one list, and one thing on one screen from draft to result (R64)."""

from functools import partial
from itertools import chain

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.interfaces.ui.dates import cn_datetime_year
from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.ui.uploads import on_disk
from gongkai.interfaces.workbench.consulting_forms import ConsultationForm, PointForm, ResultForm, SortForm, TypedForm
from gongkai.interfaces.workbench.forms import FileForm, ReviewForm
from gongkai.interfaces.workbench.frame import attempt, buttons, desk, frame, home_of, refuse_form
from gongkai.interfaces.workbench.three_forms import as_file
from gongkai.interfaces.workbench.views.spokespersons import keeps_speakers
from gongkai.participation import actions as voicing
from gongkai.participation import queries as voices
from gongkai.rules.methods import TERMS as AUDIENCES
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures import CONSULTATION, ENQUIRY, HEARING
from gongkai.rules.refusals import Refused

HERE = "workbench:consulting"
FIELDS = ("title", "text", "audience", "closes_on")
VERBS = {move.verb for move in CONSULTATION.moves}
HEADINGS = ("种类", "编号", "事项", "范围", "截止、开会或答复期限", "状态", "人次")


@desk
def consulting(request):
    """What the organization asks, hears, answers, briefs about and reports."""
    org = home_of(request)
    context = frame(
        request, HERE, crumbs=(("征求意见和听证", ""),), org=org, today=request.today,
        consultations=voices.consultations(request.actor, org_id=org.pk),
        hearings=voices.hearings(request.actor, org_id=org.pk), enquiries=voices.enquiries(request.actor, org_id=org.pk),
        may_draft=may(request.actor, Permission.DRAFT, org.path), names_speakers=keeps_speakers(request.actor),
    )  # fmt: skip
    return render(request, "workbench/consulting.html", context)


def consulting_table(request) -> Table:
    """The same register (F27) as a workbook."""
    org = home_of(request)
    told = (
        ("征求意见", row.number, row.title, AUDIENCES[row.audience], row.closes_on.isoformat(),
         CONSULTATION.states[row.state], row.people or 0)
        for row in voices.consultation_ledger(request.actor, org_id=org.pk)
    )  # fmt: skip
    heard = (
        ("听证", row.number, row.title, AUDIENCES[row.audience], cn_datetime_year(row.held_at), HEARING.states[row.state], row.people)
        for row in voices.hearing_ledger(request.actor, org_id=org.pk)
    )  # fmt: skip
    asked = (
        ("咨询", row.number, row.question, AUDIENCES[row.audience], row.due_on.isoformat(), ENQUIRY.states[row.state], 1)
        for row in voices.enquiry_ledger(request.actor, org_id=org.pk)
    )  # fmt: skip
    return Table(HEADINGS, chain(told, heard, asked), f"consulting-{org.code}")


consulting_xlsx = as_file(consulting_table)


@desk
def new(request):
    """Draft a consultation."""
    org = home_of(request)
    form = ConsultationForm(request.POST or None, least=voices.least_period(request.actor, today=request.today))
    if request.method == "POST" and form.is_valid():
        try:
            made = voicing.draft_consultation(
                request.actor, org_id=org.pk, now=request.now, today=request.today, **form.cleaned_data
            )
            messages.success(request, f"已存，编号 {made.number}。可以加附件，写好后报请签发。")
            return redirect("workbench:consultation", made.number)
        except Refused as refused:
            refuse_form(form, refused, "closes_on" if refused.code == "consultation_short" else None)
    crumbs = (("征求意见和听证", reverse(HERE)), ("起草", ""))
    context = frame(request, HERE, crumbs=crumbs, form=form, heading="起草征求意见", button="存下草稿", org=org)
    return render(request, "workbench/consulting_new.html", context)


def _draft_form(request, view):
    given = request.POST if request.POST.get("verb") == "save" else None
    initial = {name: getattr(view.row, name) for name in FIELDS} | {
        "questions": voices.questions_text(request.actor, row=view.row)
    }
    return ConsultationForm(given, initial=initial, least=voices.least_period(request.actor, today=request.today))


@desk
def consultation(request, number: str):
    """One consultation: written while a draft, typed into while it runs, sorted and answered when it is over."""
    actor = request.actor
    view = voices.consultation_view(actor, number=number, today=request.today)
    drafting = view.works and may(actor, Permission.DRAFT, view.row.org_path)
    posted = request.POST.get("verb", "") if request.method == "POST" else ""
    forms = {"answer": ReviewForm(request.POST if posted in VERBS else None)}
    if drafting and view.row.is_draft:
        forms |= {"draft": _draft_form(request, view), "file": FileForm(*_given(request, "attach"))}
    if drafting and view.row.is_open:
        forms["typed"] = TypedForm(*_given(request, "type")[:1], questions=view.questions)
        if view.over:
            forms["result"] = ResultForm(*_given(request, "result")[:1], initial={"text": view.row.result})
            forms["sort"] = SortForm(
                *_given(request, "sort")[:1], words=view.unsorted, points=view.points, auto_id="id_sort_%s"
            )
    if posted and _act(request, view, forms, posted):
        return redirect("workbench:consultation", number)
    points = [(point, _point_form(request, point)) for point in view.points or ()]
    offered = buttons(voices.consultation_offers(actor, number=number, today=request.today))
    crumbs = (("征求意见和听证", reverse(HERE)), (view.row.number, ""))
    context = frame(
        request, HERE, crumbs=crumbs, view=view, row=view.row, forms=forms, points=points, drafting=drafting,
        sorting=drafting and view.over and view.row.is_open, today=request.today,
        offers=offered, remark=any(one.needs_remark and one.allowed for one in offered),
    )  # fmt: skip
    return render(request, "workbench/consultation.html", context)


def _given(request, verb: str) -> tuple:
    """What was sent for this form, or nothing when another one was sent."""
    sent = request.method == "POST" and request.POST.get("verb") == verb
    return (request.POST, request.FILES) if sent else (None, None)


def _point_form(request, point) -> PointForm:
    sent = request.POST if request.POST.get("verb") == "point" and request.POST.get("point") == str(point.pk) else None
    initial = {"opinion": point.opinion, "verdict": point.verdict, "reason": point.reason}
    return PointForm(sent, initial=initial, auto_id=f"id_p{point.pk}_%s")


def _act(request, view, forms: dict, verb: str) -> bool:
    """Do what was sent. True: done, read the page anew; False: the page shows what is wrong."""
    actor, number, when = request.actor, view.row.number, {"now": request.now, "today": request.today}
    form = forms.get(
        {"save": "draft", "attach": "file", "type": "typed", "sort": "sort", "result": "result"}.get(verb, "answer")
    )
    if verb == "point":
        return _judge(request, view, when)
    if verb == "detach":
        act = partial(voicing.detach_file, actor, number=number, token=request.POST.get("token", ""), now=request.now)
        return attempt(request, act, done="附件已取下。") is not None
    if form is None or not form.is_valid():
        return form is None
    data = form.cleaned_data
    try:
        if verb == "save":
            version = request.POST.get("version", "")
            voicing.save_consultation(
                actor, number=number, version=int(version) if version.isdigit() else -1, **when, **data
            )
        elif verb == "attach":
            with on_disk(data["file"]) as path:
                voicing.attach_file(
                    actor, number=number, path=path, name=data["file"].name, caption=data["caption"], now=request.now
                )
        elif verb == "type":
            typed = {name: data[name] for name in ("way", "source", "people", "words")}
            voicing.type_reply(actor, number=number, said=form.said(), **typed, **when)
        elif verb == "sort":
            chosen = int(data["point_id"]) if data["point_id"] else None
            voicing.sort_words(
                actor, number=number, word_ids=data["words"], point_id=chosen, opinion=data["opinion"], **when
            )
        elif verb == "result":
            voicing.write_result(actor, number=number, text=data["text"], **when)
        elif verb in VERBS:
            voicing.move_consultation(actor, number=number, verb=verb, remark=data["remark"], **when)
    except Refused as refused:
        refuse_form(form, refused)
        return False
    messages.success(request, DONE.get(verb, "已办，转到下一步。"))
    return True


def _judge(request, view, when: dict) -> bool:
    """The verdict on one point, or the point taken away."""
    sent = request.POST.get("point", "")
    point = next((one for one in view.points or () if str(one.pk) == sent), None)
    if point is None:
        return True
    form = _point_form(request, point)
    if not form.is_valid():
        return False
    act = partial(
        voicing.answer_point, request.actor, number=view.row.number, point_id=point.pk, **form.cleaned_data, **when
    )
    return attempt(request, act, done="这一条已经答复。") is not None


DONE = {
    "save": "已存。", "attach": "附件已加上。", "type": "已录入。再录下一份。", "sort": "已归类。", "result": "结果已存，等主要负责人签字公布。",
    "submit": "已报请签发。", "open": "已签发，范围内的人现在能看到。", "publish": "已公布采纳情况。",
}  # fmt: skip
