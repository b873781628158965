"""Disposal at the desk: what was kept its time, the lists, one list with its decision (第六条（四）)."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.access_requests import actions as applications
from gongkai.archive import actions as archiving
from gongkai.archive import queries
from gongkai.interfaces.ui.dates import iso_day
from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.workbench.archive_forms import DisposalForm
from gongkai.interfaces.workbench.forms import ReviewForm
from gongkai.interfaces.workbench.frame import buttons, desk, frame, home_of, refuse_form
from gongkai.obligations import actions as obligations
from gongkai.participation import actions as participation
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures import DISPOSAL
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain
from gongkai.supervision import actions as supervision

HERE = "workbench:archive"
DESTROYERS = {
    "agenda": supervision.destroy_agendas, "application": applications.destroy_applications,
    "appraisal": participation.destroy_appraisals, "consultation": participation.destroy_consultations,
    "exemption": obligations.destroy_exemptions, "inspection": supervision.destroy_inspections,
    "opinion": participation.destroy_opinions, "rectification": supervision.destroy_rectifications,
}  # fmt: skip
CRUMB = "到期和销毁"
VERBS = {move.verb for move in DISPOSAL.moves}
DONE = {
    "approve": "已同意，归档责任人可以销毁。", "refuse": "已退回。", "drop": "已撤回。", "carry_out": "已销毁，清册永久留着。",
}  # fmt: skip
HEADINGS = (
    "清册号",
    "档号",
    "题名",
    "封存码",
    "状态",
    "为什么销毁",
    "报的人",
    "谁批准",
    "凭什么批准",
    "销毁时间",
    "谁销毁",
    "监销人",
)


@desk
def disposals(request):
    """What is over its time, each with why it may not go yet; the archivist makes the list here."""
    org, actor = home_of(request), request.actor
    found = queries.over(actor, path=org.path, today=request.today)
    keeps = may(actor, Permission.KEEP_ARCHIVE, org.path)
    form = DisposalForm(request.POST or None, rows=[one.row for one in found if one.why is None]) if keeps else None
    if request.method == "POST" and form is not None and form.is_valid():
        act = partial(archiving.propose_disposal, actor, org_id=org.pk, now=request.now, today=request.today)
        try:
            made = act(**form.cleaned_data)
            messages.success(request, f"清册 {made.number} 已报，等另一个人批准。")
            return redirect("workbench:archive_disposal", made.number)
        except Refused as refused:
            refuse_form(form, refused)
    context = frame(
        request, HERE, crumbs=(("归档", reverse(HERE)), (CRUMB, "")), org=org, form=form, count=len(found),
        spared=[(one.row, explain(*one.why)) for one in found if one.why is not None],
        due=[one.row for one in found if one.why is None], rows=queries.disposals(actor, path=org.path),
    )  # fmt: skip
    return render(request, "workbench/archive_disposals.html", context)


@desk
def disposal(request, number: str):
    """One list: what is on it, who decided, and what may be done with it."""
    actor = request.actor
    row = queries.disposal(actor, number=number)
    form = ReviewForm(request.POST or None)
    form.marks_optional = False
    form.call("remark", "依据、原因或者监销人")
    form.fields["remark"].help_text = "同意的写凭什么（会议、文件），不同意的写原因；销毁时写监销人"
    verb = request.POST.get("verb", "")
    if verb in VERBS and form.is_valid():
        act = partial(
            archiving.move_disposal, actor, number=number, verb=verb, destroyers=DESTROYERS, now=request.now,
            today=request.today,
        )  # fmt: skip
        try:
            act(**form.cleaned_data)
            messages.success(request, DONE[verb])
            return redirect("workbench:archive_disposal", number)
        except Refused as refused:
            refuse_form(form, refused)
    context = frame(
        request, HERE, crumbs=(("归档", reverse(HERE)), (CRUMB, reverse("workbench:archive_disposals")), (number, "")),
        row=row, org=row.org, form=form, records=queries.listed_records(actor, row=row),
        offers=buttons(queries.disposal_offers(actor, number=number, today=request.today)),
    )  # fmt: skip
    return render(request, "workbench/archive_disposal.html", context)


def disposals_table(request) -> Table:
    """销毁清册: every record that ever stood on a list, with the decision; for good."""
    org = home_of(request)
    rows = (
        (
            row.number, code, title, sha256, DISPOSAL.states[row.state], row.reason, row.proposer_name, row.decider_name,
            row.decision, iso_day(row.done_at), row.doer_name, row.witness,
        )
        for row in queries.disposals(request.actor, path=org.path)
        for code, title, sha256 in row.listed
    )  # fmt: skip
    return Table(HEADINGS, rows, f"archive-disposals-{org.code}")
