"""What an organization did to make Party affairs known, and how it met the people on disclosure days (R72, R81)."""

from django.shortcuts import render

from gongkai.interfaces.portal.frame import frame, org_crumbs
from gongkai.orgs import queries as orgs
from gongkai.participation import queries as voices
from gongkai.publication.pages import stored
from gongkai.rules.activities import Register

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
