"""纸面签字: sheets signed with the pen beside the signatures of an edition; the code on the printed form leads here (R174)."""

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
from gongkai.interfaces.workbench.frame import attempt, desk, frame, refuse_form
from gongkai.interfaces.workbench.signed_forms import PaperForm
from gongkai.ledger.remembered import remembering
from gongkai.orgs import queries as orgs
from gongkai.rules.refusals import Refused
from gongkai.rules.signed_papers import DUTIES, LONGEST_REASON, PaperStep, may_bring

NAME = "纸面签字"


@desk
def signed_papers(request, pk: int):
    """Every signature of an edition, in the system and on paper, and the form for one more sheet."""
    with remembering():
        found = disclosures.edition(request.actor, edition_id=pk)
        texts = disclosures.revisions(request.actor, edition_id=pk)
        form = _form(request, found, texts)
    if request.method == "POST" and form.is_valid() and _brought(request, pk, form):
        return redirect("workbench:signed_papers", pk)
    with remembering():
        return _page(request, found, texts, form)


def _form(request, found, texts) -> PaperForm:
    """Filled in as the code on the printed form says: which text, and whose line where there is only one."""
    newest = found.approved_revision or texts[0]
    asked = request.GET.get("revision", "")
    number = int(asked) if asked.isdecimal() and asked in {str(one.number) for one in texts} else newest.number
    posts = orgs.posts(request.actor, org_id=found.disclosure.org_id, day=request.today)
    holders = {
        step: "、".join(one.shown_name for one in posts if one.duty == duty and not one.vacant)
        for step, duty in DUTIES.items()
    }
    initial: dict = {"signed_on": request.today, "revision": number}
    step = request.GET.get("step", "")
    if step in DUTIES:
        initial[step] = holders[PaperStep(step)]
    called = [(one.number, f"第{one.number}稿，{cn_date(one.saved_at)}{one.saver_name}存") for one in texts]
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    return PaperForm(*data, initial=initial, texts=called, holders=holders)


def _brought(request, pk: int, form: PaperForm) -> bool:
    upload, given = form.cleaned_data["file"], form.cleaned_data
    with on_disk(upload) as path:
        try:
            made = approving.bring_paper(
                request.actor, edition_id=pk, revision=given["revision"], signers=form.signers(),
                signed_on=given["signed_on"], path=path, name=upload.name, now=request.now, today=request.today,
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
        edition=found, title=title, steps=approvals.steps(request.actor, edition_id=pk), form=form if own else None,
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
