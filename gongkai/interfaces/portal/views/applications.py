"""Disclosure on application for the member: applying, how it stands, the letters, the yearly figures (第九条（三）)."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.access_requests import actions as applying
from gongkai.access_requests import queries as applications
from gongkai.interfaces.portal.application_forms import ApplicationForm, CorrectionForm, FileForm
from gongkai.interfaces.portal.claiming import claim_form, claimed
from gongkai.interfaces.portal.frame import frame, org_crumbs
from gongkai.interfaces.ui.papers import download
from gongkai.interfaces.ui.signing_in import asked_to_sign_in
from gongkai.interfaces.ui.stored import send_stored
from gongkai.interfaces.ui.tables import workbook
from gongkai.interfaces.ui.uploads import on_disk
from gongkai.orgs import queries as orgs
from gongkai.publication.pages import stored
from gongkai.rules.applications import FileSide
from gongkai.rules.documents.official import of_letter
from gongkai.rules.procedures.access_request import RESULTS
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.terms import explain

MINE = "我的申请"


def _place(*more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return ((MINE, reverse("portal:applications") if more else ""), *more)


@asked_to_sign_in
def mine(request):
    """What the member applied for, the newest first, and the way to a new application."""
    actor, claim = request.actor, claim_form(request)
    if claimed(request, claim, partial(applying.claim, now=request.now)):
        return redirect("portal:applications")
    context = frame(
        "", crumbs=_place(), rows=applications.my_requests(actor), today=request.today, claim=claim,
        may_apply=applications.may_apply_somewhere(actor),
    )  # fmt: skip
    return render(request, "portal/applications.html", context)


@asked_to_sign_in
def new(request):
    """Apply. Who stands on no roll is told what else he can do; `matter` in the address fills the first line."""
    actor, today = request.actor, request.today
    facts = applications.apply_form(actor, today=today)
    first = {"matter": request.GET.get("matter", "")[: facts.most["matter"]]}
    form = ApplicationForm(request.POST or None, organizations=facts.organizations, initial=first)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data | {"org_id": int(form.cleaned_data["org_id"])}
        try:
            made = applying.apply(actor, now=request.now, today=today, **data)
            messages.success(request, f"收到了。编号{made.number}，办到哪一步在这一页随时看。")
            return redirect("portal:application", made.number)
        except Refused as refused:
            _refuse(form, refused)
    context = frame("", crumbs=_place(("申请公开", "")), form=form, facts=facts)
    return render(request, "portal/application_new.html", context)


def _refuse(form, refused: Refused) -> None:
    if refused.hidden:
        raise refused
    form.add_error(None, explain(refused.code, refused.facts))


@asked_to_sign_in
def application(request, number: str):
    """One's own application: where it stands, what was answered, what one may still do."""
    actor, today = request.actor, request.today
    view = applications.request_view(actor, number=number, today=today)
    if not view.mine:
        raise missing()
    verb = request.POST.get("verb", "")
    correction = CorrectionForm(request.POST if verb == "correct" else None, auto_id="id_correct_%s")
    file = FileForm(request.POST if verb == "attach" else None, request.FILES or None, auto_id="id_file_%s")
    form, act, done = _asked(request, number, verb, correction, file)
    if form is None and act is not None or form is not None and form.is_valid():
        try:
            act()
            messages.success(request, done)
            return redirect("portal:application", number)
        except Refused as refused:
            if form is not None:
                _refuse(form, refused)
            elif refused.hidden:
                raise
            else:
                messages.error(request, explain(refused.code, refused.facts))
                return redirect("portal:application", number)
    verbs = {offer.verb: offer for offer in view.offers if offer.allowed}
    context = frame(
        "", crumbs=_place((number, "")), view=view, row=view.row, today=today, verbs=verbs, correction=correction,
        file=file, letters=applications.letters(actor, number=number),
    )  # fmt: skip
    response = render(request, "portal/application.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _asked(request, number: str, verb: str, correction, file) -> tuple:
    """The form that was sent, what is to be done with it, and what is said when it is done."""
    actor, now, today = request.actor, request.now, request.today
    move = partial(applying.move, actor, number=number, now=now, today=today)
    acts: dict[str, tuple] = {
        "correct": (correction, lambda: move(verb="correct", remark=correction.cleaned_data["remark"]), "补正已收到，重新计算审查的日子。"),
        "withdraw": (None, lambda: move(verb="withdraw"), "申请已撤回。以后想要，可以重新提出。"),
        "attach": (file, lambda: _attach(request, number, file), "附件已收到。"),
        "detach": (None, _detaching(request, number), "附件已去掉。"),
    }  # fmt: skip
    return acts.get(verb, (None, None, ""))


def _attach(request, number: str, form: FileForm) -> None:
    upload = form.cleaned_data["file"]
    with on_disk(upload) as path:
        applying.attach_file(
            request.actor, number=number, side=FileSide.APPLICATION, path=path, name=upload.name,
            caption=form.cleaned_data["caption"], now=request.now,
        )  # fmt: skip


def _detaching(request, number: str) -> Callable[[], None]:
    token = request.POST.get("token", "")
    return lambda: applying.detach_file(request.actor, number=number, token=token, now=request.now)


@asked_to_sign_in
def file(request, number: str, token: str):
    """A file of an application, for whoever may see it there."""
    return send_stored(*applications.request_file(request.actor, number=number, token=token))


@asked_to_sign_in
def letter(request, number: str, key: str):
    """A letter ready for the printer, for the applicant and for those who handle the application."""
    view = applications.letter(request.actor, number=number, key=key)
    context = frame(
        "", crumbs=((number, reverse("workbench:application", args=[number])), (view.row.title, "")), view=view,
        number=number,
    )  # fmt: skip
    return render(request, "portal/letter.html", context)


@asked_to_sign_in
def letter_file(request, number: str, key: str, kind: str):
    """The same letter as Word or PDF in the layout of official documents."""
    view = applications.letter(request.actor, number=number, key=key)
    return download(of_letter(view.letter, view.document_number), kind, f"{view.row.title} {number}")


@stored
def figures(request, code: str, year: str):
    """The yearly figures of an organization and of those below it: numbers only, open to everybody (R96, R166)."""
    actor, today = request.actor, request.today
    org = orgs.organization_by_code(actor, code=code)
    context = frame(
        "portal:places", crumbs=org_crumbs(actor, org, (f"{year}年依申请公开", "")), org=org, year=int(year),
        whole=applications.yearly(actor, org_id=org.pk, year=int(year), today=today, below=True),
        rows=applications.yearly_by_organization(actor, org_id=org.pk, year=int(year), today=today),
        years=applications.years(actor, org_id=org.pk),
    )  # fmt: skip
    return render(request, "portal/application_figures.html", context)


def figures_xlsx(request, code: str, year: str):
    """The same as a workbook."""
    actor, today = request.actor, request.today
    org = orgs.organization_by_code(actor, code=code)
    rows = applications.yearly_by_organization(actor, org_id=org.pk, year=int(year), today=today)
    headings = ("组织", "收到", "正在办理", *RESULTS.values(), "平均用时（天）", "延长", "超过期限", "报上级审定")
    cells = (
        (one.name, found.received, found.open, *found.results.values(), found.days, found.extended, found.late, found.ruled)
        for one, found in rows
    )  # fmt: skip
    return workbook(headings, cells, f"依申请公开-{org.code}-{year}")
