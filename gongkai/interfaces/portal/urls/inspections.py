"""Addresses of one part of the site: plans of inspection and their draws."""

from django.urls import path

from gongkai.interfaces.portal.views import inspections

urlpatterns = [
    path("inspections/", inspections.plans, name="inspections"),
    path("inspections/<slug:number>/", inspections.plan, name="inspection_plan"),
]
