"""What the yearly assessments of an organization came to, open to everybody (第九条（七）)."""

from django.shortcuts import render

from gongkai.assessment import queries as assessment
from gongkai.interfaces.portal.frame import frame, org_crumbs
from gongkai.orgs import queries as orgs

NAME = "年度考评结果"


def grades(request, code: str):
    """The published years, the newest first, and what each was used for."""
    org = orgs.organization_by_code(request.actor, code=code)
    rows = assessment.published(request.actor, org_id=org.pk)
    context = frame("portal:places", crumbs=org_crumbs(request.actor, org, (NAME, "")), org=org, rows=rows)
    return render(request, "portal/grades.html", context)
