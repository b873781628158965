"""Off-catalog plans (第六条（二）) and proposals for the catalog, from below and as the maker sees them."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.approvals import actions as approving
from gongkai.approvals import queries as approvals
from gongkai.interfaces.ui.forms import PlainForm
from gongkai.interfaces.workbench.forms import PlanForm, ReviewForm, forms, long_text
from gongkai.interfaces.workbench.frame import buttons, desk, filings_crumb, frame, home_of, refuse_form
from gongkai.rulebook import actions as rulemaking
from gongkai.rulebook import queries as rulebook
from gongkai.rules.catalogs import Wish
from gongkai.rules.categories import CATEGORIES
from gongkai.rules.periods import Period
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures import OFF_CATALOG, PROPOSAL
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import label

FIELDS = (
    "title", "category", "why_outside", "content", "procedure", "expected_result", "audiences", "methods", "urgent",
    "wanted_on", "owner_name", "risk", "feedback_plan",
)  # fmt: skip


class AnswerForm(PlainForm):
    """What a maker says to a proposal."""

    marks_optional = False  # taking it up needs no words, refusing does

    remark = forms.CharField(
        label="答复", required=False, widget=long_text(3), help_text="不采纳的，一定要写原因；提建议的组织会看到"
    )


class ProposalForm(PlainForm):
    wish = forms.ChoiceField(
        label="建议什么", choices=[(str(one), label(one)) for one in Wish], widget=forms.RadioSelect, initial=Wish.ADD
    )
    name = forms.CharField(label="要增加的事项", max_length=120, required=False, help_text="增加条目时一定要写")
    category = forms.ChoiceField(
        label="类别", choices=[("", "请选"), *((str(one.code), one.name) for one in CATEGORIES)], required=False,
        help_text="增加条目时一定要选",
    )  # fmt: skip
    code = forms.ChoiceField(
        label="要改、要删的条目", required=False, help_text="只列制定机关没有锁定的；必列的条目不能改、不能删"
    )
    reason = forms.CharField(label="理由", widget=long_text(3), help_text="要改的，写清改成什么样")

    def __init__(self, *args, entries=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [("", "请选"), *((one.code, f"{one.code} {one.name}") for one in entries)]
        if not entries:  # everything is locked: there is nothing to propose but additions
            del self.fields["wish"], self.fields["code"]
            for name in ("name", "category", "reason"):
                self.fields[name].required, self.fields[name].help_text = True, ""


@desk
def new(request):
    """Draft a plan for a matter that the catalog does not hold."""
    org = home_of(request)
    form = PlanForm(request.POST or None, categories=CATEGORIES, initial={"owner_name": request.user.name})
    if request.method == "POST" and form.is_valid():
        try:
            made = approving.draft_plan(
                request.actor, org_id=org.pk, now=request.now, today=request.today, **form.cleaned_data
            )
            messages.success(request, f"方案已存，编号 {made.number}。写全后报请审核。")
            return redirect("workbench:plan", made.pk)
        except Refused as refused:
            refuse_form(form, refused)
    crumbs = (("备案和申请", reverse("workbench:filings")), ("目录外公开工作方案", ""))
    context = frame(request, "workbench:filings", crumbs=crumbs, form=form, heading="目录外公开工作方案", org=org)
    return render(request, "workbench/event.html", context)


@desk
def plan(request, pk: int):
    """One plan: the organization writes and submits, the maker answers."""
    found = approvals.plan(request.actor, plan_id=pk)
    editable = found.may_be_written and may(request.actor, Permission.DRAFT, found.org_path)
    form = (
        PlanForm(categories=CATEGORIES, initial={name: getattr(found, name) for name in FIELDS}) if editable else None
    )
    answer = ReviewForm()
    verb = request.POST.get("verb", "")
    if request.method == "POST":
        try:
            if verb == "save" and editable:
                form = PlanForm(request.POST, categories=CATEGORIES)
                if form.is_valid():
                    approving.save_plan(
                        request.actor, plan_id=pk, version=int(request.POST.get("version") or -1), now=request.now,
                        **form.cleaned_data,
                    )  # fmt: skip
                    messages.success(request, "已存。")
                    return redirect("workbench:plan", pk)
            elif verb == "start":
                made = approving.start_planned(request.actor, plan_id=pk, now=request.now)
                return redirect("workbench:edition", made.pk)
            elif verb in {move.verb for move in OFF_CATALOG.moves}:
                answer = ReviewForm(request.POST)
                if answer.is_valid():
                    approving.move_plan(
                        request.actor, plan_id=pk, verb=verb, now=request.now, today=request.today,
                        remark=answer.cleaned_data["remark"],
                    )  # fmt: skip
                    messages.success(request, "已办，转到下一步。")
                    return redirect("workbench:plan", pk)
        except Refused as refused:
            refuse_form(form if verb == "save" and form else answer, refused)
    crumbs = (filings_crumb(request), (found.number, ""))
    context = frame(
        request, "workbench:filings", crumbs=crumbs, plan=found, form=form, answer=answer,
        state=OFF_CATALOG.states[found.state], offers=buttons(approvals.plan_offers(request.actor, plan_id=pk)),
        may_start=found.is_consented and may(request.actor, Permission.DRAFT, found.org_path),
    )  # fmt: skip
    return render(request, "workbench/plan.html", context)


@desk
def propose(request):
    """Propose an entry to the maker of the catalog (R45)."""
    org = home_of(request)
    entries = rulebook.entries_of(request.actor, org_id=org.pk, period=str(Period.of(request.today)))
    form = ProposalForm(request.POST or None, entries=[one for one in entries if not one.locked])
    if request.method == "POST" and form.is_valid():
        try:
            made = rulemaking.propose_entry(request.actor, org_id=org.pk, body={}, now=request.now, **form.cleaned_data)
            messages.success(request, "建议已报目录制定机关。")
            return redirect("workbench:proposal", made.pk)
        except Refused as refused:
            refuse_form(form, refused)
    crumbs = (("备案和申请", reverse("workbench:filings")), ("建议目录条目", ""))
    context = frame(
        request,
        "workbench:filings",
        crumbs=crumbs,
        form=form,
        heading="建议目录条目",
        org=org,
        button="报给目录制定机关",
    )
    return render(request, "workbench/event.html", context)


@desk
def proposal(request, pk: int):
    """One proposal and its answer."""
    found = rulebook.proposal(request.actor, proposal_id=pk)
    offered = buttons(rulebook.proposal_offers(request.actor, proposal_id=pk))
    form = AnswerForm(request.POST or None)
    if not any(one.needs_remark for one in offered):
        del form.fields["remark"]
    verb = request.POST.get("verb", "")
    if request.method == "POST" and verb in {move.verb for move in PROPOSAL.moves} and form.is_valid():
        try:
            rulemaking.decide_proposal(
                request.actor, proposal_id=pk, verb=verb, now=request.now,
                remark=form.cleaned_data.get("remark", ""),
            )  # fmt: skip
            messages.success(request, "已办。")
            return redirect("workbench:proposal", pk)
        except Refused as refused:
            refuse_form(form, refused)
    makes = may(request.actor, Permission.MAKE_CATALOG, found.catalog.maker_path)
    above = (
        (found.catalog.name, reverse("workbench:catalog", args=[found.catalog_id])) if makes else filings_crumb(request)
    )
    drafts = rulebook.versions(request.actor, catalog_id=found.catalog_id) if makes and found.is_accepted else []
    context = frame(
        request, "workbench:catalogs" if makes else "workbench:filings", crumbs=(above, ("目录条目建议", "")),
        proposal=found, form=form, state=PROPOSAL.states[found.state], wish=label(Wish(found.wish)), offers=offered,
        rests_on=approvals.plans_by_number(request.actor, numbers=found.body.get("plans", ())),
        takes_up=makes and found.is_accepted, adds=found.wish == Wish.ADD,
        draft=next((one for one in drafts if one.may_be_written), None),
    )  # fmt: skip
    return render(request, "workbench/proposal.html", context)
