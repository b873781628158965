"""Addresses of the workbench: spot checks of boards."""

from django.urls import path
from django.urls.resolvers import URLPattern

from gongkai.interfaces.workbench.views import spot_checks

urlpatterns: list[URLPattern] = [
    path("spot-checks/", spot_checks.spot_checks, name="spot_checks"),
    path("spot-checks.xlsx", spot_checks.spot_checks_xlsx, name="spot_checks_xlsx"),
    path("spot-checks/<slug:code>/new/", spot_checks.send, name="spot_check_new"),
    path("spot-check/<slug:number>/", spot_checks.spot_check, name="spot_check"),
    path("spot-check/<slug:number>/<slug:which>/", spot_checks.photo, name="spot_photo"),
]
