"""Addresses of the public door: consultations, hearings, enquiries, briefings and spokespersons."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
