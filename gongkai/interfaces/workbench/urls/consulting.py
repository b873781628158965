"""Addresses of the workbench: consultations, hearings, enquiries, briefings and reports upward."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
