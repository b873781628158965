"""Filings and requests of an organization, and the exemption filing as both sides see it."""

from itertools import chain

from django.contrib import messages
from django.shortcuts import redirect, render

from gongkai.approvals import queries as approvals
from gongkai.interfaces.ui.dates import iso_day
from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.workbench.forms import ReviewForm
from gongkai.interfaces.workbench.frame import buttons, desk, filings_crumb, frame, home_of, refuse_form
from gongkai.interfaces.workbench.three_forms import as_file
from gongkai.obligations import actions as obliging
from gongkai.obligations import queries as obligations
from gongkai.rulebook import queries as rulebook
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures import CHANGE, EXEMPTION, OFF_CATALOG, PROPOSAL
from gongkai.rules.procedures.change import KINDS as CHANGES
from gongkai.rules.procedures.exemption import KINDS
from gongkai.rules.refusals import Refused

VERBS = tuple(move.verb for move in EXEMPTION.moves)


@desk
def filings(request):
    """What the organization filed, planned, asked to change and proposed."""
    org = home_of(request)
    context = frame(
        request, "workbench:filings", crumbs=(("备案和申请", ""),), org=org,
        exemptions=obligations.exemptions(request.actor, path=org.path),
        plans=approvals.plans(request.actor, org_id=org.pk), changes=approvals.changes(request.actor, org_id=org.pk),
        proposals=rulebook.proposals(request.actor, path=org.path), change_kinds=CHANGES,
        drafts=may(request.actor, Permission.DRAFT, org.path),
    )  # fmt: skip
    return render(request, "workbench/filings.html", context)


def filings_table(request) -> Table:
    """The four ledgers as one table to take away (R163–R165)."""
    org, actor = home_of(request), request.actor
    filed = (
        (
            "暂不公开备案", one.number, one.item_name, EXEMPTION.states[one.state], iso_day(one.filed_at),
            one.reason,
        )
        for one in obligations.exemption_ledger(actor, path=org.path)
    )  # fmt: skip
    planned = (
        (
            "目录外公开工作方案", one.number, one.title, OFF_CATALOG.states[one.state], f"{one.wanted_on:%Y-%m-%d}",
            one.why_outside,
        )
        for one in approvals.plans(actor, org_id=org.pk)
    )  # fmt: skip
    changed = (
        (
            CHANGES[one.kind], one.number, one.before, CHANGE.states[one.state],
            iso_day(one.requested_at), one.reason,
        )
        for one in approvals.changes(actor, org_id=org.pk)
    )  # fmt: skip
    proposed = (
        ("目录条目建议", "", one.name, PROPOSAL.states[one.state], iso_day(one.proposed_at), one.reason)
        for one in rulebook.proposals(actor, path=org.path)
    )
    rows = chain(filed, planned, changed, proposed)
    return Table(("种类", "编号", "事项", "情况", "日期", "理由"), rows, f"{org.short_name}备案和申请")


filings_xlsx = as_file(filings_table)


@desk
def exemption(request, pk: int):
    """One filing: the superior acknowledges or questions it, the organization keeps or revokes it."""
    found = obligations.exemption(request.actor, exemption_id=pk)
    form = ReviewForm(request.POST or None)
    verb = request.POST.get("verb", "")
    if request.method == "POST" and verb in VERBS and form.is_valid():
        try:
            obliging.move_exemption(
                request.actor, exemption_id=pk, verb=verb, now=request.now, today=request.today,
                remark=form.cleaned_data["remark"],
            )  # fmt: skip
            messages.success(request, "已办。")
            return redirect("workbench:exemption", pk)
        except Refused as refused:
            refuse_form(form, refused)
    crumbs = (filings_crumb(request), (found.number, ""))
    context = frame(
        request, "workbench:filings", crumbs=crumbs, exemption=found, kind=KINDS[found.kind],
        state=EXEMPTION.states[found.state], form=form,
        offers=buttons(obligations.exemption_offers(request.actor, exemption_id=pk, today=request.today)),
    )  # fmt: skip
    return render(request, "workbench/exemption.html", context)
