"""Whom the superiors will inspect and how that was drawn; what they found is for those concerned (第九条（五）)."""

from django.shortcuts import render
from django.urls import reverse

from gongkai.assessment import queries as assessment
from gongkai.interfaces.portal.frame import frame
from gongkai.rules.accountability import TERMS, Step
from gongkai.supervision import queries as supervision

NAME = "监督检查"
STEPS = tuple(Step)


def _figures(actor) -> list[tuple]:
    """One line a year: notices of rectification and decided cases, as numbers only."""
    notices, cases = supervision.rectification_figures(actor), assessment.case_figures(actor)
    nothing = supervision.RectificationFigures(0, 0, 0, 0, 0)
    return [
        (year, notices.get(year, nothing), [(TERMS[step], cases.get(year, {}).get(step, 0)) for step in STEPS])
        for year in sorted(notices.keys() | cases.keys(), reverse=True)
    ]


def plans(request):
    """Plans that were announced, the newest first."""
    rows = [row for row in supervision.plans(request.actor) if row.is_seen_by_all]
    context = frame(
        "portal:inspections",
        crumbs=((NAME, ""),),
        rows=rows,
        today=request.today,
        figures=_figures(request.actor),
        steps=[TERMS[step] for step in STEPS],
    )
    return render(request, "portal/inspections.html", context)


def plan(request, number: str):
    """One plan with its list and its draw."""
    view = supervision.plan_view(request.actor, number=number)
    crumbs = ((NAME, reverse("portal:inspections")), (view.row.title, ""))
    context = frame("portal:inspections", crumbs=crumbs, view=view, row=view.row, today=request.today)
    return render(request, "portal/inspection_plan.html", context)
