"""Addresses of the workbench: opinions and their protection."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
