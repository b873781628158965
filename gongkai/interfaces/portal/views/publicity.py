"""What an organization did to make Party affairs known, and how it met the people on disclosure days (R72, R81); concerns and the library of cases."""

from django.shortcuts import render

from gongkai.interfaces.portal.frame import frame, org_crumbs
from gongkai.orgs import queries as orgs
from gongkai.participation import queries as voices
from gongkai.publication import queries as publication
from gongkai.publication.pages import stored
from gongkai.rules.activities import Register
from gongkai.rules.concerns import CaseKind
from gongkai.rules.terms import label

MOST = 50


@stored
def activities(request, code: str):
    """This year's records of one organization; photos are not shown."""
    actor, year = request.actor, request.today.year
    org = orgs.organization_by_code(actor, code=code)
    rows = voices.activities(actor, path=org.path, year=year)
    context = frame(
        "portal:places", crumbs=org_crumbs(actor, org, ("宣传教育和公开日活动", "")), org=org, year=year,
        figures=voices.activity_figures(actor, path=org.path, year=year),
        publicity=[row for row in rows if row.register == Register.PUBLICITY][:MOST],
        days=[row for row in rows if row.register == Register.DAY],
    )  # fmt: skip
    return render(request, "portal/activities.html", context)


@stored
def joint(request, code: str):
    """What other systems disclose of the same place, under their sources (第四条（三）, R17)."""
    org = orgs.organization_by_code(request.actor, code=code)
    columns = publication.joint_columns(request.actor, org_id=org.pk)
    ours = publication.linked_items(request.actor, item_ids=[item.pk for one in columns for item in one.items])
    shown = [(one, [(item, ours.get(item.pk, ())) for item in one.items]) for one in columns]
    crumbs = org_crumbs(request.actor, org, ("联合公开栏", ""))
    return render(request, "portal/joint.html", frame("portal:places", crumbs=crumbs, org=org, columns=shown))


@stored
def concerns(request):
    """What many ask about, with the items that answer it: of the county, or of the organization asked for."""
    actor, today = request.actor, request.today
    code = request.GET.get("org", "")
    org = orgs.organization_by_code(actor, code=code) if code else orgs.county(actor)
    context = frame(
        "portal:latest", crumbs=(("回应社会关切", ""),), org=org, year=today.year, today=today,
        rows=voices.concerns(actor, path=org.path, below=True, limit=MOST),
        figures=voices.concern_figures(actor, path=org.path, year=today.year, today=today, below=True),
    )  # fmt: skip
    return render(request, "portal/concerns.html", context)


@stored
def cases(request):
    """The library of typical cases."""
    kinds = [(one.value, label(one)) for one in CaseKind]
    kind = request.GET.get("kind", "")
    kind = kind if kind in dict(kinds) else ""
    context = frame(
        "portal:latest", crumbs=(("典型案例库", ""),), kinds=kinds, kind=kind,
        rows=voices.case_library(request.actor, kind=kind),
    )  # fmt: skip
    return render(request, "portal/cases.html", context)
