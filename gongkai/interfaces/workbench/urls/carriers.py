"""Addresses of the workbench: boards, screens and phones."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
