"""Addresses of the workbench: disclosure on application."""

from django.urls import path
from django.urls.resolvers import URLPattern

from gongkai.interfaces.workbench.views import applications

urlpatterns: list[URLPattern] = [
    path("applications/", applications.registers, name="applications"),
    path("applications.xlsx", applications.registers_xlsx, name="applications_xlsx"),
    path("applications/new/", applications.entry, name="application_entry"),
    path("application/<slug:number>/", applications.application, name="application"),
]
