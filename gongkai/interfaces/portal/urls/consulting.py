"""Addresses of the public door: consultations, hearings, enquiries, briefings and spokespersons."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern

from gongkai.interfaces.portal.views import consulting, hearings, inside

CODE = r"(?P<code>[A-Za-z0-9-]{1,30})"

urlpatterns: list[URLPattern] = [
    path("consulting/", consulting.consulting, name="consulting"),
    path("consultation/<slug:number>/", consulting.consultation, name="consultation"),
    path("consultation/<slug:number>/file/<str:token>/", consulting.consultation_file, name="consultation_file"),
    path("hearing/<slug:number>/", hearings.hearing, name="hearing"),
    re_path(rf"^org/{CODE}/enquiries/$", hearings.enquiries, name="enquiries"),
    re_path(rf"^org/{CODE}/briefings/$", inside.briefings, name="briefings"),
    path("reports/", inside.reports, name="reports"),
    path("report/<slug:number>/", inside.report, name="report"),
    path("spokespersons/", inside.spokespersons, name="spokespersons"),
]
