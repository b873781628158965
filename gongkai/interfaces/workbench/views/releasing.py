"""Making public circle by circle, proving how; taking down, restoring, the next edition, the end of a notice."""

from collections.abc import Sequence

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.disclosures import actions as disclosing
from gongkai.disclosures import queries as disclosures
from gongkai.interfaces.workbench.forms import NextEditionForm, ReleaseForm, RemarkForm
from gongkai.interfaces.workbench.frame import attempt, desk, frame, refuse_form
from gongkai.orgs import queries as orgs
from gongkai.publication import actions as publishing
from gongkai.publication import queries as publication
from gongkai.publication.views import CarrierChoice, PlacementInput
from gongkai.rules.methods import TERMS as AUDIENCES
from gongkai.rules.methods import Audience, use_of
from gongkai.rules.planned_ways import same_way
from gongkai.rules.refusals import Refused, missing


def _placements(data: dict, carriers: Sequence[CarrierChoice], record: dict) -> list[PlacementInput]:
    """The ways ticked and the carriers chosen; a way done on a carrier is not told twice, and has its place from there."""
    chosen = [one for one in carriers if one.key in data.get("carriers", ())]
    given = [PlacementInput(one.way.code, "", data["started"], carrier_id=one.key) for one in chosen]
    note = {"note": data["note"]} if data["note"] else {}
    for use in map(use_of, data["methods"]):
        if any(same_way(use, one.way) for one in chosen):
            continue
        registered = any(same_way(use, one.way) for one in carriers)
        details = {**(record if use.code == "hy" else {}), **note, **({"remark": use.remark} if use.remark else {})}
        given.append(PlacementInput(use.code, "" if registered else data["place"], data["started"], None, details))
    return given


def _meeting_before(request, found) -> dict:
    """What is likely of the meeting: its kind as last time, as many due as stand on the roll."""
    kind = publication.last_meeting(request.actor, edition_id=found.pk)
    due = orgs.member_count(request.actor, org_id=found.disclosure.org_id, day=request.today)
    return {"meeting": kind} | ({"due": due} if due else {})


@desk
def release(request, pk: int):
    """Serve the next circle: says who will see it, asks how, and only then does it."""
    actor = request.actor
    found = disclosures.edition(actor, edition_id=pk)
    coming = publication.next_circle(actor, edition_id=pk, now=request.now)
    if coming.audience is None:
        raise missing()
    if coming.audience is Audience.INDIVIDUAL:
        return redirect("workbench:tell", pk)
    carriers = publication.carriers_for(actor, org_id=found.disclosure.org_id, audience=coming.audience)
    planned = publication.planned(actor, edition_id=pk, audience=coming.audience)
    overdue_by = disclosures.overdue_by(actor, edition_id=pk, today=request.today)
    form = ReleaseForm(
        request.POST or None, audience=coming.audience, planned=planned, carriers=carriers,
        prefilled=_meeting_before(request, found) if coming.audience is Audience.PARTY else None,
        ask_why=bool(overdue_by and not found.disclosure.late_reason),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            ways = _placements(form.cleaned_data, carriers, form.record())
            publishing.release(
                actor, edition_id=pk, placements=ways, now=request.now, today=request.today,
                late_reason=form.cleaned_data.get("late_reason", ""),
            )  # fmt: skip
            messages.success(request, f"已向{AUDIENCES[coming.audience]}公开。")
            return redirect("workbench:edition", pk)
        except Refused as refused:
            refuse_form(form, refused)
    revision = found.approved_revision or disclosures.revision(request.actor, edition_id=pk)
    crumbs = ((revision.title, reverse("workbench:edition", args=[pk])), ("公开", ""))
    context = frame(
        request, "workbench:editions", crumbs=crumbs, edition=found, revision=revision, form=form, coming=coming,
        audience=AUDIENCES[coming.audience], more=coming.left > 1, today=request.today, overdue_by=overdue_by,
    )  # fmt: skip
    return render(request, "workbench/release.html", context)


@desk
@require_POST
def close(request, pk: int):
    """办结: nothing more is to be done about it."""
    attempt(
        request,
        lambda: publishing.close(request.actor, edition_id=pk, now=request.now, today=request.today),
        done="已办结。",
    )
    return redirect("workbench:edition", pk)


def _with_remark(request, pk: int, act, title: str, warning: str, done: str):
    found = disclosures.edition(request.actor, edition_id=pk)
    form = RemarkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            act(request.actor, edition_id=pk, remark=form.cleaned_data["remark"], now=request.now, today=request.today)
            messages.success(request, done)
            return redirect("workbench:edition", pk)
        except Refused as refused:
            refuse_form(form, refused)
    crumbs = (("公开件", reverse("workbench:edition", args=[pk])), (title, ""))
    context = frame(
        request, "workbench:editions", crumbs=crumbs, edition=found, form=form, heading=title, warning=warning
    )
    return render(request, "workbench/remark.html", context)


@desk
def take_down(request, pk: int):
    """紧急下架: at once, with the reason; the change procedure or the restoring follows within one working day (R88)."""
    return _with_remark(
        request, pk, publishing.take_down, "紧急下架",
        "下架后公众只看到“核查中”。一个工作日内要补办变更手续，或者恢复公开。", "已下架，页面显示“核查中”。",
    )  # fmt: skip


@desk
def restore(request, pk: int):
    """Put it back after the check."""
    return _with_remark(request, pk, publishing.restore, "恢复公开", "恢复后原来的范围又能看到。", "已恢复公开。")


@desk
def next_edition(request, pk: int):
    """Begin the next edition of something public: a correction or a re-publication (R20, R79)."""
    found = disclosures.edition(request.actor, edition_id=pk)
    form = NextEditionForm(request.POST or None, initial={"kind": "correction"})
    if request.method == "POST" and form.is_valid():
        try:
            made = disclosing.start_edition(
                request.actor, disclosure_id=found.disclosure_id, now=request.now, **form.cleaned_data
            )
            return redirect("workbench:edition", made.pk)
        except Refused as refused:
            refuse_form(form, refused)
    crumbs = (("公开件", reverse("workbench:edition", args=[pk])), ("出新版", ""))
    context = frame(
        request, "workbench:editions", crumbs=crumbs, edition=found, form=form, heading="更正或再次公开",
        warning="新版照样要审核、签发。旧版原样保留，谁都能看到改了什么。",
    )  # fmt: skip
    return render(request, "workbench/remark.html", context)


@desk
def conclude_notice(request, pk: int):
    """公示结果: after the last day, what came of it (R78)."""
    row = publication.publication(request.actor, publication_id=pk)
    form = RemarkForm(request.POST or None)
    form.call("remark", "公示结果", "比如“公示期内没有收到不同意见。”")
    if request.method == "POST" and form.is_valid():
        try:
            publishing.conclude_notice(
                request.actor, publication_id=pk, text=form.cleaned_data["remark"], now=request.now
            )
            messages.success(request, "公示结果已公布在原来的地址上。")
            return redirect("workbench:home")
        except Refused as refused:
            refuse_form(form, refused)
    context = frame(
        request, "workbench:editions", crumbs=((row.title, reverse("workbench:edition", args=[row.edition_id])), ("公示结果", "")), form=form, heading="公布公示结果", warning=row.title,
        edition=row.edition,
    )  # fmt: skip
    return render(request, "workbench/remark.html", context)
