"""One screen for one text: write, check, send for review; the same page for those who sign."""

import secrets
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from gongkai.approvals import actions as approving
from gongkai.approvals import queries as approvals
from gongkai.archive import queries as archive
from gongkai.disclosures import actions as disclosing
from gongkai.disclosures import queries as disclosures
from gongkai.interfaces.ui.dates import cn_date
from gongkai.interfaces.ui.heads import head_table
from gongkai.interfaces.ui.shapes import Check
from gongkai.interfaces.ui.shapes import Step as StepShape
from gongkai.interfaces.ui.stored import send_stored
from gongkai.interfaces.workbench.forms import DraftForm, FileForm, ReviewForm, ScopeForm, SecrecyForm
from gongkai.interfaces.workbench.frame import attempt, buttons, desk, frame, home_of, refuse_form
from gongkai.ledger.remembered import remembering
from gongkai.participation import queries as participation
from gongkai.publication import queries as publication
from gongkai.publication.pages import keeping
from gongkai.rules.meetings import untold
from gongkai.rules.permissions import Permission, may
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain

DRAFT = "draft"  # the form of the text: what stands beside it is sent with it, so that no press loses the text
PAGES = {"release": "workbench:release", "take_down": "workbench:take_down", "restore": "workbench:restore"}


@dataclass(frozen=True)
class Conflict:
    """Somebody saved meanwhile: the other revision, how the text in the form differs, what else was not done."""

    theirs: Any
    parts: dict
    undone: str


@desk
def editions(request):
    """All texts of the organization that are in the making, and those that are public."""
    org = home_of(request)
    making = disclosures.drafts(request.actor, org_id=org.pk)
    titles = disclosures.titles(request.actor, edition_ids={edition.pk for edition in making})
    public = publication.latest(request.actor, path=org.path, limit=40)
    context = frame(
        request, "workbench:editions", crumbs=(("公开件", ""),), org=org, public=public, year=request.today.year,
        form_key=f"{org.code}-{request.today.year}",
        making=[(edition, titles.get(edition.pk, "")) for edition in making],
        live=publication.edition_ids(request.actor, publication_ids={row.publication_id for row in public}),
    )  # fmt: skip
    return render(request, "workbench/editions.html", context)


def _checks(report, writing: bool) -> list[Check]:
    """What the checks found; only who writes is led to the place where it is put right."""
    return [
        Check(one.severity, one.title, one.sentence, one.article, f"id_{one.part}" if writing else "")
        for one in (*report.stops, *report.warnings)
    ]


def _steps(request, pk: int) -> list[StepShape]:
    shown = []
    for one in approvals.procedure(request.actor, edition_id=pk, today=request.today):
        when = ""
        if one.when:
            when = cn_date(one.when)
        elif one.due:
            when = f"应于{cn_date(one.due)}，已过" if one.late else f"{cn_date(one.due)}前"
        elif one.within:
            when = f"{one.within}个工作日内"
        shown.append(StepShape(one.label, one.who, when, one.state))
    return shown


def _initial(revision, late_reason: str) -> dict:
    reasons = {f"why_{part}": reason for part, reason in revision.empty_reasons.items()}
    texts = {name: getattr(revision, name) for name in ("title", "plain", "content", "procedure", "result")}
    return {"based_on": revision.number, **texts, **reasons, "late_reason": late_reason}


def page(request, pk: int, *, form=None, review=None, conflict=None, scope=None, files=None, status: int = 200):
    """The page of an edition: the form for who may write it, the text for everyone else.

    What was refused comes back in it: `form` the text, `review` the signature, `scope` the plan, `files` a new file.
    """
    with remembering():
        context = _shown(request, pk, form, review, conflict, scope, files)
    return render(request, "workbench/edition.html", context, status=status)


def _shown(request, pk: int, form, review, conflict, scope, files) -> dict:
    actor, today = request.actor, request.today
    found = disclosures.edition(actor, edition_id=pk)
    revision = disclosures.revision(actor, edition_id=pk)
    writing = found.may_be_written and may(actor, Permission.DRAFT, found.org_path)
    report = disclosures.checks(actor, edition_id=pk, today=today)
    drafting = buttons(approvals.offers(actor, edition_id=pk, now=request.now, today=today))
    public, filed = [], None
    if not found.never_left:
        filed = archive.record_of_edition(actor, edition_id=pk)
        urls = {verb: reverse(name, args=[pk]) for verb, name in PAGES.items()}
        public = buttons(publication.offers(actor, edition_id=pk, now=request.now, today=today), urls)
    remarks = approvals.remarks(actor, edition_id=pk)
    signing = [one for one in drafting if found.is_reviewed and one.verb != "recall"]
    form = form or DraftForm(initial=_initial(revision, found.disclosure.late_reason))
    scope = scope or ScopeForm(initial=plan_of(found), by_rule=found.disclosure.by_rule)
    files = files or FileForm()
    for field in (*scope.fields.values(), *files.fields.values()):
        field.widget.attrs["form"] = DRAFT
    request.csp_nonce = secrets.token_urlsafe(16)
    return frame(
        request, "workbench:editions", crumbs=((revision.title or "没有标题的草稿", ""),), edition=found,
        disclosure=found.disclosure, entry=found.disclosure.catalog_entry, revision=revision, writing=writing,
        form=form, editor=form.media.render(attrs={"nonce": request.csp_nonce}) if writing else "", scope=scope, report=report,
        checks=_checks(report, writing), steps=_steps(request, pk), offers=drafting, public=public, signing=signing,
        review=review or (SecrecyForm() if found.awaits_secrecy_review else ReviewForm()),
        behind=participation.behind_edition(actor, edition_id=pk),
        remarks=remarks, answering=[one for one in remarks if one.revision == remarks[-1].revision] if writing else [],
        revisions=disclosures.revisions(actor, edition_id=pk),
        overdue_by=disclosures.overdue_by(actor, edition_id=pk, today=today),
        reports_on=disclosures.reports_on(actor, edition_id=pk),
        taken=disclosures.taken_over(actor, edition_id=pk) if writing else None,
        files=disclosures.attachments(actor, edition_id=pk), file_form=files, conflict=conflict, today=today,
        live=found.is_live, may_lift=may(actor, Permission.OVERRIDE_CHECK, found.org_path),
        publications=[(row, untold([way.details for way in row.placements.all()])) for row in publication.publications_of(actor, edition_id=pk)], may_draft=may(actor, Permission.DRAFT, found.org_path),
        changes=approvals.changes(actor, edition_id=pk), filed=filed, papers=approvals.signed_papers(actor, edition_id=pk),
    )  # fmt: skip


def plan_of(found) -> dict:
    """What stands in the plan of an edition, for its form."""
    return {
        "is_major": found.disclosure.is_major, "notice_days": found.notice_days, "scope_reason": found.scope_reason,
        "audiences": found.audiences, "methods": [code.partition(" ")[0] for code in found.methods],
    }  # fmt: skip


@desk
def edition(request, pk: int):
    """Read or write one edition."""
    return page(request, pk)


def _saved(request, pk: int, form: DraftForm, *, autosaved: bool = False):
    saved = disclosing.save_revision(
        request.actor, edition_id=pk, based_on=form.cleaned_data["based_on"], autosaved=autosaved, now=request.now,
        **form.texts(),
    )  # fmt: skip
    if "late_reason" in request.POST:  # asked for only while it is late
        why = form.cleaned_data["late_reason"]
        disclosing.explain_lateness(request.actor, edition_id=pk, reason=why, now=request.now)
    return saved


def keep_text(request, pk: int, *, undone: str = "", **shown):
    """Save the text that was sent: the revision and None, or None and the page that keeps it.

    `undone`: what did not happen either, said on that page. `shown`: as of `page`.
    """
    form = DraftForm(request.POST)
    if not form.is_valid():
        form.add_error(None, undone or [])
        return None, page(request, pk, form=form, status=422, **shown)
    try:
        return _saved(request, pk, form), None
    except Refused as refused:
        if refused.hidden:
            raise
        if refused.code == "changed_meanwhile":
            theirs = disclosures.revision(request.actor, edition_id=pk)
            parts = disclosures.apart(request.actor, edition_id=pk, texts=form.texts())
            form.data = form.data.copy()
            form.data["based_on"] = theirs.number
            return None, page(request, pk, form=form, conflict=Conflict(theirs, parts, undone), status=409, **shown)
        refuse_form(form, refused)
        form.add_error(None, undone or [])
        return None, page(request, pk, form=form, status=422, **shown)


@keeping
@desk
@require_POST
def autosave(request, pk: int):
    """Keep what is being typed as a revision of its own; answers with the number to go on from."""
    form = DraftForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"said": "有一处太长，还没有自动存上。"}, status=422)
    try:
        saved = _saved(request, pk, form, autosaved=True)
    except Refused as refused:
        if refused.hidden:
            raise
        return JsonResponse({"said": explain(refused.code, refused.facts)}, status=409)
    return JsonResponse({"number": saved.number, "said": f"{localtime(request.now):%H:%M} 自动保存"})


@desk
@require_POST
def act(request, pk: int):
    """Sign, return, recall: the verbs of review."""
    found = disclosures.edition(request.actor, edition_id=pk)
    form = SecrecyForm(request.POST) if found.awaits_secrecy_review else ReviewForm(request.POST)
    if not form.is_valid():
        return page(request, pk, review=form, status=422)
    try:
        approving.act(
            request.actor, edition_id=pk, verb=request.POST.get("verb", ""), now=request.now, today=request.today,
            remark=form.cleaned_data["remark"], ticks=form.ticks() if isinstance(form, SecrecyForm) else None,
            basis=form.cleaned_data.get("basis", ""),
        )  # fmt: skip
    except KeyError:
        return redirect("workbench:edition", pk)
    except Refused as refused:
        refuse_form(form, refused)
        return page(request, pk, review=form, status=422)
    messages.success(request, "已办，转到下一步。")
    return redirect("workbench:home")


@desk
def differences(request, pk: int):
    """What differs between two revisions, part by part."""
    numbers = [one.number for one in disclosures.revisions(request.actor, edition_id=pk)]
    newest = max(numbers)
    older, newer = _chosen(request, "a", max(newest - 1, 1)), _chosen(request, "b", newest)
    changed = disclosures.differences(request.actor, edition_id=pk, older=older, newer=newer)
    crumbs = (("修改稿", reverse("workbench:edition", args=[pk])), ("比较两稿", ""))
    context = frame(
        request,
        "workbench:editions",
        crumbs=crumbs,
        changed=changed,
        older=older,
        newer=newer,
        numbers=sorted(numbers),
        pk=pk,
    )
    return render(request, "workbench/differences.html", context)


def _chosen(request, name: str, default: int) -> int:
    given = request.GET.get(name, "")
    return int(given) if given.isdigit() and len(given) < 9 else default


@desk
def preview(request, pk: int):
    """公开后的样子: the text as its page will show it, with head table and attachments."""
    with remembering():
        item = publication.preview(request.actor, edition_id=pk)
        crumbs = (("修改稿", reverse("workbench:edition", args=[pk])), ("公开后的样子", ""))
        context = frame(request, "workbench:editions", crumbs=crumbs, item=item, pk=pk)
        context |= head_table(request.actor, item=item)
    return render(request, "workbench/preview.html", context)


@desk
def attached(request, pk: int, token: str):
    """A file hung on the text, for whoever writes it or signs for it."""
    return send_stored(*disclosures.attachment(request.actor, edition_id=pk, token=token))


@desk
@require_POST
def decide_check(request, pk: int):
    """A second person decides, on the record, that a stopping finding does not apply."""
    code, finding = request.POST.get("code", ""), request.POST.get("finding", "")
    attempt(
        request,
        lambda: disclosing.decide_check(
            request.actor,
            edition_id=pk,
            code=code,
            finding=finding,
            reason=request.POST.get("reason", ""),
            now=request.now,
        ),
        done="已记下您的决定。",
    )
    return redirect("workbench:edition", pk)
