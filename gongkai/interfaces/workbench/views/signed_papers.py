"""纸面签字: sheets signed with the pen beside the signatures of a record; the code on the printed form leads here (R174)."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.approvals import actions as approving
from gongkai.approvals import queries as approvals
from gongkai.disclosures import queries as disclosures
from gongkai.interfaces.ui.dates import cn_date
from gongkai.interfaces.ui.stored import send_stored
from gongkai.interfaces.ui.uploads import on_disk
from gongkai.interfaces.workbench.frame import attempt, desk, filings_crumb, frame, refuse_form
from gongkai.interfaces.workbench.signed_forms import PaperForm
from gongkai.ledger.remembered import remembering
from gongkai.orgs import queries as orgs
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.signed_papers import DUTIES, EDITION, FORM_CODES, LONGEST_REASON, PaperStep, may_bring

NAME = "纸面签字"


@desk
def signed_papers(request, pk: int):
    """Every signature of an edition, in the system and on paper, and the form for one more sheet."""
    with remembering():
        found = disclosures.edition(request.actor, edition_id=pk)
        texts = disclosures.revisions(request.actor, edition_id=pk)
        form = _form(request, found, texts)
    bring = partial(approving.bring_paper, edition_id=pk)
    if request.method == "POST" and form.is_valid() and _brought(request, bring, form):
        return redirect("workbench:signed_papers", pk)
    with remembering():
        return _page(request, found, texts, form)


def _form(request, found, texts) -> PaperForm:
    """Filled in as the code on the printed form says: which text, and whose line where there is only one."""
    newest = found.approved_revision or texts[0]
    asked = request.GET.get("revision", "")
    number = int(asked) if asked.isdecimal() and asked in {str(one.number) for one in texts} else newest.number
    holders = _holders(request, found.disclosure.org_id)
    initial: dict = {"signed_on": request.today, "revision": number}
    step = request.GET.get("step", "")
    if step in DUTIES:
        initial[step] = holders[PaperStep(step)]
    called = [(one.number, f"第{one.number}稿，{cn_date(one.saved_at)}{one.saver_name}存") for one in texts]
    return PaperForm(*_sent(request), kind=EDITION, initial=initial, texts=called, holders=holders)


def _holders(request, org_id: int) -> dict[PaperStep, str]:
    posts = orgs.posts(request.actor, org_id=org_id, day=request.today)
    return {
        step: "、".join(one.shown_name for one in posts if one.duty == duty and not one.vacant)
        for step, duty in DUTIES.items()
    }


def _sent(request) -> tuple:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _brought(request, bring: Callable, form: PaperForm) -> bool:
    upload, given = form.cleaned_data["file"], form.cleaned_data
    which = {"revision": given["revision"]} if "revision" in given else {}
    with on_disk(upload) as path:
        try:
            made = bring(
                request.actor, signers=form.signers(), signed_on=given["signed_on"], path=path, name=upload.name,
                now=request.now, today=request.today, **which,
            )  # fmt: skip
        except Refused as no:
            refuse_form(form, no)
            return False
    messages.success(request, f"已收下：{made.said}签字的纸。")
    return True


def _page(request, found, texts, form: PaperForm):
    pk = found.pk
    own = may_bring(request.actor, found.org_path)
    title = texts[0].title or "没有标题的草稿"
    context = frame(
        request, "workbench:editions", crumbs=((title, reverse("workbench:edition", args=[pk])), (NAME, "")),
        heading=f"{title}　第{found.number}版", state=found.state, own_steps=True, key=pk, form_code="F1", form_key=pk,
        file_page="workbench:signed_paper_file", void_page="workbench:void_paper",
        steps=approvals.steps(request.actor, edition_id=pk), form=form if own else None,
        papers=approvals.signed_papers(request.actor, edition_id=pk), longest=LONGEST_REASON,
    )  # fmt: skip
    return render(request, "workbench/signed_papers.html", context, status=422 if form.is_bound else 200)


@desk
@require_POST
def void_paper(request, pk: int, paper: int):
    """Say that a sheet was the wrong one; asked on the page of the sheets."""
    act = partial(approving.void_paper, request.actor, edition_id=pk, paper_id=paper, now=request.now)
    attempt(request, partial(act, reason=request.POST.get("reason", "")), done="已作废，那张纸仍然留着。")
    return redirect("workbench:signed_papers", pk)


@desk
def paper_file(request, pk: int, paper: int):
    """The scan itself, for those who work there."""
    return send_stored(*approvals.signed_paper_file(request.actor, edition_id=pk, paper_id=paper))


def _named(record: str) -> dict:
    """plan-7: which record it is. What names none is missing."""
    kind, _, key = record.partition("-")
    if kind not in FORM_CODES or not key.isdecimal() or len(key) > 12:
        raise missing()
    return {"kind": kind, "key": int(key)}


@desk
def record_papers(request, record: str):
    """The sheets of a plan, an exemption or a change, and the form for one more."""
    named = _named(record)
    kind, key = named["kind"], named["key"]
    found = approvals.paper_record(request.actor, **named)
    own = may_bring(request.actor, found.org_path)
    form = None
    if own:
        org = orgs.organization_at(request.actor, path=found.org_path)
        holders = _holders(request, org.pk)
        form = PaperForm(*_sent(request), kind=kind, initial={"signed_on": request.today}, holders=holders)
        bring = partial(approving.bring_record_paper, **named)
        if request.method == "POST" and form.is_valid() and _brought(request, bring, form):
            return redirect("workbench:record_papers", record)
    elif request.method == "POST":
        raise missing()
    context = frame(
        request, "workbench:filings",
        crumbs=(filings_crumb(request), (found.title, reverse(f"workbench:{kind}", args=[key])), (NAME, "")),
        heading=found.title, own_steps=False, key=record, form_code=FORM_CODES[kind], form_key=key,
        file_page="workbench:record_paper_file", void_page="workbench:void_record_paper", form=form,
        papers=approvals.record_papers(request.actor, **named), longest=LONGEST_REASON,
    )  # fmt: skip
    return render(
        request, "workbench/signed_papers.html", context, status=422 if form is not None and form.is_bound else 200
    )


@desk
@require_POST
def void_record_paper(request, record: str, paper: int):
    """Say that a sheet of such a record was the wrong one."""
    act = partial(approving.void_record_paper, request.actor, **_named(record), paper_id=paper, now=request.now)
    attempt(request, partial(act, reason=request.POST.get("reason", "")), done="已作废，那张纸仍然留着。")
    return redirect("workbench:record_papers", record)


@desk
def record_paper_file(request, record: str, paper: int):
    """The scan itself, for whoever may read the record."""
    return send_stored(*approvals.record_paper_file(request.actor, **_named(record), paper_id=paper))
