"""What stands beside the text of a draft: its files and its plan. Each press saves the text that came along first."""

import tempfile
from pathlib import Path

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from gongkai.disclosures import actions as disclosing
from gongkai.disclosures import queries as disclosures
from gongkai.interfaces.workbench.forms import FileForm, ScopeForm
from gongkai.interfaces.workbench.frame import attempt, desk, refuse_form
from gongkai.interfaces.workbench.views.drafting import keep_text, page
from gongkai.publication.pages import keeping
from gongkai.rules.refusals import Refused


def _text_refused(request, pk: int, **shown):
    """Save the text that came with the press. None when it is saved or none came, else the page that keeps it all."""
    return keep_text(request, pk, **shown)[1] if "based_on" in request.POST else None


@desk
@require_POST
def plan(request, pk: int):
    """Set what belongs to the edition and not to its text: major matter, notice period, reason for a narrow scope."""
    found = disclosures.edition(request.actor, edition_id=pk)
    form = ScopeForm(request.POST, by_rule=found.disclosure.by_rule)
    if refused := _text_refused(
        request, pk, scope=form, undone="公示期、重大事项、范围说明也还没有存，改好文字以后再按一次。"
    ):
        return refused
    if not form.is_valid():
        return page(request, pk, scope=form, status=422)
    try:
        disclosing.set_plan(request.actor, edition_id=pk, now=request.now, **form.cleaned_data)
    except Refused as no:
        refuse_form(form, no)
        return page(request, pk, scope=form, status=422)
    messages.success(request, "已存。")
    return redirect("workbench:edition", pk)


@keeping
@desk
@require_POST
def attach(request, pk: int):
    """Hang a file on the edition; a refused file is named with the reason and the remedy."""
    form = FileForm(request.POST, request.FILES)
    again = FileForm(initial={"caption": request.POST.get("caption", "")})
    if refused := _text_refused(request, pk, files=again, undone="附件也还没有加上，改好文字以后再选一次。"):
        return refused
    if not form.is_valid():
        return page(request, pk, files=form, status=422)
    upload = form.cleaned_data["file"]
    with tempfile.NamedTemporaryFile(suffix=".upload") as kept:
        for block in upload.chunks():
            kept.write(block)
        kept.flush()
        try:
            disclosing.attach(
                request.actor, edition_id=pk, path=Path(kept.name), name=upload.name,
                caption=form.cleaned_data["caption"], now=request.now,
            )  # fmt: skip
        except Refused as no:
            refuse_form(form, no, "file")
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
