"""Addresses of the workbench: the eight systems, publicity, disclosure days (第九条)."""

from django.urls import path
from django.urls.resolvers import URLPattern

from gongkai.interfaces.workbench.views import systems

urlpatterns: list[URLPattern] = [
    path("systems/", systems.systems, name="systems"),
    path("systems/below/", systems.below, name="systems_below"),
    path("systems/below.xlsx", systems.below_xlsx, name="systems_below_xlsx"),
]
