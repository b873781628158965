"""Addresses of the workbench: disclosure on application."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
