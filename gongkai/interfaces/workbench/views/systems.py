"""The eight systems at the desk: one's own checklist, and who below still lacks which (第九条, R125)."""

from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.disclosures import actions as disclosing
from gongkai.disclosures import queries as disclosures
from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.workbench.frame import attempt, desk, frame, home_of
from gongkai.interfaces.workbench.three_forms import as_file
from gongkai.interfaces.workbench.views.board import overseen
from gongkai.obligations import queries as obligations
from gongkai.publication import queries as publication
from gongkai.rulebook import queries as rulebook
from gongkai.rules.eight_systems import System
from gongkai.rules.permissions import Permission, may
from gongkai.rules.refusals import missing
from gongkai.rules.terms import label

HERE = "workbench:systems"
BEGIN = ("model", "blank")
SHOWN = 200


@desk
def systems(request):
    """The eight boxes of one's own organization: begin a text, go on with it, read what is public."""
    org, actor = home_of(request), request.actor
    oversees = may(actor, Permission.OVERSEE, org.path)
    if oversees and not org.owes_duties:
        return redirect("workbench:systems_below")
    if request.method == "POST":
        return _begun(request, org)
    boxes = publication.system_boxes(actor, org_id=org.pk)
    making = {one.disclosure.trigger_id: one for one in disclosures.drafts(actor, org_id=org.pk)}
    duties, models = obligations.system_duties(actor, org_id=org.pk), rulebook.system_models(actor)
    rows = [
        (one, models[one.system], making.get(duties[one.system].trigger_id) if one.system in duties else None)
        for one in boxes
    ]
    public = [one.item.publication_id for one in boxes if one.item]
    context = frame(
        request, HERE, org=org, rows=rows, lacking=[one for one in boxes if not one.is_public], oversees=oversees,
        may_draft=may(actor, Permission.DRAFT, org.path), today=request.today,
        editions=publication.edition_ids(actor, publication_ids=set(public)),
    )  # fmt: skip
    return render(request, "workbench/systems.html", context)


def _begun(request, org):
    """Start the text that was asked for; a word that no form of ours sends is a missing page."""
    how, system = request.POST.get("how", ""), request.POST.get("system", "")
    if how not in BEGIN or system not in set(System):
        raise missing()
    made = attempt(
        request,
        lambda: disclosing.start_system(
            request.actor, org_id=org.pk, system=system, model=how == "model", now=request.now, today=request.today
        ),
    )
    if made:
        return redirect("workbench:edition", made.pk)
    return redirect(f"{reverse(HERE)}?org={org.code}")


@desk
def below(request):
    """Every organization below with its eight boxes, those that lack most first."""
    org = overseen(request)
    found = obligations.systems_below(request.actor, path=org.path)
    lacking = [one for one in found if one.lacking]
    context = frame(
        request, HERE, crumbs=(("八项制度", ""),), org=org, rows=lacking[:SHOWN], all=len(found), lacking=len(lacking),
        complete=len(found) - len(lacking), more=max(0, len(lacking) - SHOWN), names=[label(one) for one in System],
    )  # fmt: skip
    return render(request, "workbench/systems_below.html", context)


def below_table(request) -> Table:
    """The same as a workbook, with those who have all eight."""
    org = overseen(request)
    headings = ("组织", "代码", *(label(one) for one in System), "还缺几项")
    rows = (
        (one.org.name, one.org.code, *(label(state) for _, state in one.boxes), len(one.lacking))
        for one in obligations.systems_below(request.actor, path=org.path)
    )
    return Table(headings, rows, f"systems-{org.code}-{request.today}")


below_xlsx = as_file(below_table)
