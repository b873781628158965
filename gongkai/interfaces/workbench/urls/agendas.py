"""Addresses of the workbench: what Party committees studied about disclosure (第十条)."""

from django.urls import path
from django.urls.resolvers import URLPattern

from gongkai.interfaces.workbench.views import agendas

urlpatterns: list[URLPattern] = [
    path("agendas/", agendas.agendas, name="agendas"),
    path("agendas.xlsx", agendas.agendas_xlsx, name="agendas_xlsx"),
    path("agendas/below/", agendas.agendas_below, name="agendas_below"),
    path("agendas/below.xlsx", agendas.agendas_below_xlsx, name="agendas_below_xlsx"),
    path("agendas/new/", agendas.agenda_new, name="agenda_new"),
    path("agenda/<slug:number>/", agendas.agenda, name="agenda"),
]
