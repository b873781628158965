"""Addresses of the workbench: plans, inspections, rectification."""

from django.urls import path
from django.urls.resolvers import URLPattern

from gongkai.interfaces.workbench.views import inspections, rectifications

urlpatterns: list[URLPattern] = [
    path("inspections/", inspections.inspections, name="inspections"),
    path("inspections.xlsx", inspections.inspections_xlsx, name="inspections_xlsx"),
    path("rectifications.xlsx", inspections.rectifications_xlsx, name="rectifications_xlsx"),
    path("inspections/plans/new/", inspections.plan_new, name="inspection_plan_new"),
    path("inspections/plan/<slug:number>/", inspections.plan, name="inspection_plan"),
    path("inspections/appoint/", inspections.appoint, name="inspection_appoint"),
    path("inspection/<slug:number>/", inspections.inspection, name="inspection"),
    path("inspection/<slug:number>/letter/", inspections.letter, name="inspection_letter"),
    path("inspection/<slug:number>/file/<slug:token>/", inspections.evidence, name="inspection_file"),
    path("rectification/<slug:number>/", rectifications.rectification, name="rectification"),
    path("rectification/<slug:number>/file/<slug:token>/", rectifications.proof, name="rectification_file"),
]
