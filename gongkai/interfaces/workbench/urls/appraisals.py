"""Addresses of the workbench: members' appraisals."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
