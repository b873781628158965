"""Change, withdrawal, termination: asked for, agreed, filed, explained (第九条（二））."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.approvals import actions as approving
from gongkai.approvals import queries as approvals
from gongkai.disclosures import queries as disclosures
from gongkai.interfaces.ui.dates import cn_date
from gongkai.interfaces.ui.shapes import Step
from gongkai.interfaces.workbench.forms import ChangeForm, ExplanationForm, ReviewForm
from gongkai.interfaces.workbench.frame import buttons, desk, frame, refuse_form
from gongkai.publication import actions as publishing
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures.change import KINDS, ChangeState, stamps
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import label

STAMPS = (("requested", "申请"), ("agreed", "目录制定机关批准"), ("filed", "县领导小组备案"), ("explained", "公布说明"))


@desk
def request_change(request, pk: int):
    """Ask for a change, a withdrawal or a termination of something public."""
    found = disclosures.edition(request.actor, edition_id=pk)
    form = ChangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = approving.request_change(
                request.actor, edition_id=pk, now=request.now, today=request.today, **form.cleaned_data
            )
            messages.success(request, f"已提出申请，编号 {made.number}，等目录制定机关批准。")
            return redirect("workbench:change", made.pk)
        except Refused as refused:
            refuse_form(form, refused)
    crumbs = (("公开件", reverse("workbench:edition", args=[pk])), ("申请变更、撤销或终止", ""))
    context = frame(
        request, "workbench:filings", crumbs=crumbs, edition=found, form=form, heading="申请变更、撤销或终止",
        warning="三步都办完才生效：目录制定机关批准，县领导小组备案，在原来的地址公布说明。（第九条（二））",
    )  # fmt: skip
    return render(request, "workbench/remark.html", context)


def _stamps(change) -> list[Step]:
    done = stamps(change.state) - 1
    who = (change.requester_name, change.decider_name, change.filing_number, "")
    when = (change.requested_at, change.decided_at, change.filed_at, change.explained_at)
    return [
        Step(words, who[place] or "", cn_date(when[place]),
             "done" if place <= done else ("here" if place == done + 1 else ""))
        for place, (_, words) in enumerate(STAMPS)
    ]  # fmt: skip


@desk
def change(request, pk: int):
    """One request with its three stamps and the buttons of whoever looks."""
    actor = request.actor
    found = approvals.change(actor, change_id=pk)
    form, text_form = ReviewForm(request.POST or None), ExplanationForm(initial={"text": found.explanation})
    if request.method == "POST":
        verb = request.POST.get("verb", "")
        if verb == "write":
            text_form = ExplanationForm(request.POST)
            act, form_used = _write, text_form
        else:
            act, form_used = _move, form
        if form_used.is_valid():
            try:
                answer = act(request, found, verb, form_used.cleaned_data)
                if answer is not None:
                    return answer
                return redirect("workbench:change", pk)
            except Refused as refused:
                refuse_form(form_used, refused)
    context = frame(
        request, "workbench:filings", crumbs=(("变更、撤销、终止", ""),), change=found, stamps=_stamps(found),
        kind=KINDS[found.kind], state=label(ChangeState(found.state)), form=form, text_form=text_form,
        offers=buttons(approvals.change_offers(actor, change_id=pk)),
        may_write=may(actor, Permission.DRAFT, found.org_path) and found.may_be_explained,
    )  # fmt: skip
    return render(request, "workbench/change.html", context)


def _write(request, found, verb: str, data: dict):
    approving.write_explanation(request.actor, change_id=found.pk, text=data["text"], now=request.now)
    messages.success(request, "说明已存。")


def _move(request, found, verb: str, data: dict):
    if verb == "explain":
        made = publishing.explain_and_go_on(request.actor, change_id=found.pk, now=request.now, today=request.today)
        messages.success(request, "说明已公布在原来的地址上。")
        return redirect("workbench:edition", made.pk) if made else None
    if verb not in ("agree", "refuse", "file", "recall"):
        return None
    approving.move_change(
        request.actor, change_id=found.pk, verb=verb, now=request.now, today=request.today, remark=data["remark"]
    )
    messages.success(request, "已办，转到下一步。")
    return None
