"""Addresses of the workbench: documents handed out to classes of organizations."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
