"""Who supervises an organization's disclosure: names, by whom appointed, for how long (第九条（五）, R106)."""

from django.shortcuts import render

from gongkai.interfaces.portal.frame import frame, org_crumbs
from gongkai.interfaces.ui.tables import workbook
from gongkai.orgs import queries as orgs
from gongkai.supervision import queries as supervision

NAME = "党务公开监督员"


def _found(request, code: str):
    org = orgs.organization_by_code(request.actor, code=code)
    return org, supervision.supervisor_names(request.actor, path=org.path, day=request.today)


def supervisors(request, code: str):
    """The list that everybody may read; it holds no contacts."""
    org, rows = _found(request, code)
    context = frame("portal:places", crumbs=org_crumbs(request.actor, org, (NAME, "")), org=org, rows=rows)
    return render(request, "portal/supervisors.html", context)


def supervisors_xlsx(request, code: str):
    """The same as a workbook."""
    org, rows = _found(request, code)
    cells = (
        (one.name, one.post, one.appointed_by, one.term, one.from_date.isoformat(), one.to_date.isoformat())
        for one in rows
    )
    return workbook(("姓名", "身份", "聘任组织", "第几届", "任期起", "任期止"), cells, f"supervisors-{org.code}")
