"""Addresses of the public door: opinions, signed and anonymous."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
