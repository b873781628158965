"""The implementation plans that were filed: for everyone to read (第十三条, R139)."""

from itertools import groupby

from django.shortcuts import render
from django.urls import reverse

from gongkai.approvals import queries as approvals
from gongkai.interfaces.portal.frame import frame
from gongkai.interfaces.ui.stored import send_stored


def implementation(request):
    """By document who has filed its plan, with the plan itself."""
    rows = approvals.public_plans(request.actor)
    found = [(document, list(group)) for document, group in groupby(rows, key=lambda row: row.owed.campaign.regulation)]
    crumbs = (("制度", reverse("portal:rules")), ("实施方案", ""))
    return render(request, "portal/implementation.html", frame("portal:rules", crumbs=crumbs, documents=found))


def implementation_text(request, number: str):
    """One plan as it was filed."""
    return send_stored(*approvals.public_plan_file(request.actor, number=number))
