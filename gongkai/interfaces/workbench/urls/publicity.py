"""Addresses of the workbench: the eight systems, publicity, disclosure days, public concerns, typical cases (第九条)."""

from django.urls import path
from django.urls.resolvers import URLPattern

from gongkai.interfaces.workbench.views import activities, concerns, systems

urlpatterns: list[URLPattern] = [
    path("systems/", systems.systems, name="systems"),
    path("systems/below/", systems.below, name="systems_below"),
    path("systems/below.xlsx", systems.below_xlsx, name="systems_below_xlsx"),
    path("activities/", activities.activities, name="activities"),
    path("activities.xlsx", activities.activities_xlsx, name="activities_xlsx"),
    path("activities/below/", activities.activities_below, name="activities_below"),
    path("activities/below.xlsx", activities.activities_below_xlsx, name="activities_below_xlsx"),
    path("activities/new/publicity/", activities.activity_new, {"register": "publicity"}, name="activity_new"),
    path("activities/new/day/", activities.activity_new, {"register": "day"}, name="activity_new_day"),
    path("activity/<slug:number>/", activities.activity, name="activity"),
    path("activity/<slug:number>/photo/<str:token>/", activities.activity_photo, name="activity_photo"),
    path("concerns/", concerns.concerns, name="concerns"),
    path("concerns.xlsx", concerns.concerns_xlsx, name="concerns_xlsx"),
    path("concerns/new/", concerns.concern_new, name="concern_new"),
    path("concern/<slug:number>/", concerns.concern, name="concern"),
    path("typical-cases/", concerns.typical_cases, name="typical_cases"),
    path("typical-cases.xlsx", concerns.typical_cases_xlsx, name="typical_cases_xlsx"),
    path("typical-cases/new/", concerns.typical_case_new, name="typical_case_new"),
    path("typical-case/<slug:number>/", concerns.typical_case, name="typical_case"),
]
