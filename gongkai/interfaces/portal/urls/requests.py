"""Addresses of the public door: disclosure on application."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
