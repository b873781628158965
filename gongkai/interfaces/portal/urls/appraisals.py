"""Addresses of the public door: members' appraisals."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
