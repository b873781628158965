"""Saving a draft: its text and what stands beside it, files and plan. No press on the page loses what another holds."""

from pathlib import Path

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from gongkai.approvals import actions as approving
from gongkai.disclosures import actions as disclosing
from gongkai.disclosures import queries as disclosures
from gongkai.interfaces.ui.uploads import on_disk
from gongkai.interfaces.workbench.forms import FileForm, ScopeForm
from gongkai.interfaces.workbench.frame import attempt, desk, refuse_form
from gongkai.interfaces.workbench.views.drafting import keep_text, page, plan_of
from gongkai.publication.pages import keeping
from gongkai.rules.refusals import Refused

NO_FILE = "附件也还没有加上，改好文字以后再选一次。"
NO_PLAN = "公示期、重大事项、范围说明也还没有存，改好文字以后再按一次。"


def _text_refused(request, pk: int, **shown):
    """Save the text that came with the press. None when it is saved or none came, else the page that keeps it all."""
    return keep_text(request, pk, **shown)[1] if "based_on" in request.POST else None


def _plan_sent(request, pk: int) -> ScopeForm:
    found = disclosures.edition(request.actor, edition_id=pk)
    return ScopeForm(request.POST, initial=plan_of(found), by_rule=found.disclosure.by_rule)


def _planned(request, pk: int, form: ScopeForm) -> bool:
    """Set the plan that the form holds; False with the reason in the form."""
    if not form.is_valid():
        return False
    try:
        disclosing.set_plan(request.actor, edition_id=pk, now=request.now, **form.cleaned_data)
    except Refused as no:
        refuse_form(form, no)
        return False
    return True


def _hung(request, pk: int, form: FileForm) -> bool:
    """Hang the file that the form holds on the edition; False with the reason beside the field."""
    if not form.is_valid():
        return False
    upload = form.cleaned_data["file"]
    with on_disk(upload) as path:
        try:
            disclosing.attach(
                request.actor, edition_id=pk, path=Path(path), name=upload.name, caption=form.cleaned_data["caption"],
                now=request.now,
            )  # fmt: skip
        except Refused as no:
            refuse_form(form, no, "file")
            return False
    return True


def _caption_only(request) -> FileForm:
    """Its file cannot come back with the page, what was written about it can."""
    return FileForm(initial={"caption": request.POST.get("caption", "")})


@desk
@require_POST
def save(request, pk: int):
    """Save a revision with all that stands beside it and, when asked, send it for review.

    What was typed stays on the page whatever happens. Nothing is sent for review while a part could not be saved.
    """
    files = FileForm(request.POST, request.FILES) if "file" in request.FILES else None
    plan = _plan_sent(request, pk) if "notice_days" in request.POST else None
    plan = plan if plan and plan.has_changed() else None
    undone = (NO_FILE if files else "") + (NO_PLAN if plan else "")
    saved, refused = keep_text(request, pk, undone=undone, scope=plan, files=_caption_only(request))
    if refused:
        return refused
    planned, hung = not plan or _planned(request, pk, plan), not files or _hung(request, pk, files)
    verb = request.POST.get("verb", "save")
    if not (planned and hung):
        unsent = "还没有送审。" if verb == "submit" else ""
        messages.success(request, f"文字已存为第{saved.number}稿。{unsent}")
        return page(request, pk, scope=None if planned else plan, files=None if hung else files, status=422)
    if verb in ("submit", "abandon"):
        remark = request.POST.get("remark", "")
        done = attempt(
            request,
            lambda: approving.act(
                request.actor, edition_id=pk, verb=verb, now=request.now, today=request.today, remark=remark
            ),
            done="已送审，等保密审查。" if verb == "submit" else "已作废。",
        )
        return redirect("workbench:home") if done else redirect("workbench:edition", pk)
    messages.success(request, f"已存为第{saved.number}稿。{'附件已加上。' if files else ''}")
    return redirect("workbench:edition", pk)


@desk
@require_POST
def plan(request, pk: int):
    """Set what belongs to the edition and not to its text: major matter, notice period, reason for a narrow scope."""
    form = _plan_sent(request, pk)
    if refused := _text_refused(request, pk, scope=form, undone=NO_PLAN):
        return refused
    if not _planned(request, pk, form):
        return page(request, pk, scope=form, status=422)
    messages.success(request, "已存。")
    return redirect("workbench:edition", pk)


@keeping
@desk
@require_POST
def attach(request, pk: int):
    """Hang a file on the edition; a refused file is named with the reason and the remedy."""
    form = FileForm(request.POST, request.FILES)
    if refused := _text_refused(request, pk, files=_caption_only(request), undone=NO_FILE):
        return refused
    if not _hung(request, pk, form):
        return page(request, pk, files=form, status=422)
    messages.success(request, "附件已加上，检查已重新做过。")
    return redirect("workbench:edition", pk)


@keeping
@desk
@require_POST
def detach(request, pk: int, token: str):
    """Take a file off the next revision; earlier ones keep it."""
    if refused := _text_refused(request, pk, undone="附件也还没有取下，改好文字以后再按一次。"):
        return refused
    attempt(
        request,
        lambda: disclosing.detach(request.actor, edition_id=pk, token=token, now=request.now),
        done="附件已取下。",
    )
    return redirect("workbench:edition", pk)


@desk
@require_POST
def take(request, pk: int, number: int):
    """Go on from an earlier revision's text; what stands in the form is saved as a revision before."""
    if refused := _text_refused(request, pk, undone="也还没有换成那一稿，改好文字以后再按一次。"):
        return refused
    attempt(
        request,
        lambda: disclosing.take_revision(request.actor, edition_id=pk, number=number, now=request.now),
        done=f"已换成第{number}稿的文字。刚才写的也存着，在“修改稿”里。",
    )
    return redirect("workbench:edition", pk)
