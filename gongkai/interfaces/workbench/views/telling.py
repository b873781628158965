"""Telling one person, the notice on paper, and making up for those absent from a meeting (F4, F5, R56, R57)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.disclosures import queries as disclosures
from gongkai.interfaces.workbench.carrier_forms import MakeUpForm, TellForm
from gongkai.interfaces.workbench.frame import desk, frame, refuse_form
from gongkai.orgs import queries as orgs
from gongkai.publication import actions as publishing
from gongkai.publication import queries as publication
from gongkai.publication.actions.telling import MOST_LISTED
from gongkai.rules.meetings import untold
from gongkai.rules.methods import Audience
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.refusals import Refused, missing


@desk
def tell(request, pk: int):
    """Tell one person what the text says; below, who was told so far. Only for texts meant for one person."""
    actor = request.actor
    found = disclosures.edition(actor, edition_id=pk)
    if Audience.INDIVIDUAL not in found.audiences:
        raise missing()
    members = orgs.members(actor, org_id=found.disclosure.org_id, day=request.today, limit=MOST_LISTED)
    form = TellForm(
        request.POST or None,
        members=members,
        initial={"method": "mt", "told_at": request.now, "informer": request.user.name},
    )
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        member = data.pop("member")
        try:
            made = publishing.tell_person(
                actor, edition_id=pk, person_name=data.pop("person"), method_code=data.pop("method"),
                member_id=int(member) if member else None, now=request.now, today=request.today, **data,
            )  # fmt: skip
            messages.success(request, f"已登记告知{made.person_name}。公开页上只计数，不写姓名。")
            return redirect("workbench:tell", pk)
        except Refused as refused:
            refuse_form(form, refused)
    revision = found.approved_revision or disclosures.revision(actor, edition_id=pk)
    context = frame(
        request, "workbench:editions", crumbs=((revision.title, reverse("workbench:edition", args=[pk])), ("告知个人", "")),
        edition=found, revision=revision, form=form, told=publication.told_of(actor, edition_id=pk),
        may_tell=may(actor, Permission.RELEASE, found.org_path),
    )  # fmt: skip
    return render(request, "workbench/tell.html", context)


@desk
def notice(request, pk: int):
    """个人告知单 on one sheet of paper, for the organization and for the person told."""
    told, row = publication.notice(request.actor, notice_id=pk)
    crumbs = (("个人告知单", ""),)
    context = frame(
        request, "", crumbs=crumbs, told=told, row=row, text=row.publication.revision, org=row.publication.org
    )
    return render(request, "workbench/notice.html", context)


@desk
def make_up(request, pk: int):
    """补告知: those absent from the meeting are told afterwards (R57)."""
    actor = request.actor
    row = publication.publication(actor, publication_id=pk)
    demand(actor, Permission.READ_WORK, row.org_path, hidden=True)
    ways = publication.placements(actor, publication_id=pk)
    left = untold([way.details for way in ways])
    form = MakeUpForm(request.POST or None, initial={"count": left or None, "method": "mt", "told_at": request.now})
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            publishing.make_up(actor, publication_id=pk, method_code=data.pop("method"), now=request.now, **data)
            messages.success(request, f"已登记补告知 {data['count']} 人。")
            return redirect("workbench:edition", row.edition_id)
        except Refused as refused:
            refuse_form(form, refused)
    here = reverse("workbench:edition", args=[row.edition_id])
    lede = f"还有 {left} 人没有补告知。" if left else "缺席的都已经补告知了。"
    context = frame(
        request, "workbench:editions", crumbs=((row.title, here), ("补告知", "")), form=form, heading="补告知缺席党员",
        lede=lede, button="登记补告知", back=here,
    )  # fmt: skip
    return render(request, "workbench/carrier_act.html", context)
