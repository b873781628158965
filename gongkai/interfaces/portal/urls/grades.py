"""Addresses of the public door: published results of yearly assessments."""

from django.urls import re_path
from django.urls.resolvers import URLPattern

from gongkai.interfaces.portal.views import grades

urlpatterns: list[URLPattern] = [
    re_path(r"^org/(?P<code>[A-Za-z0-9-]{1,30})/grades/$", grades.grades, name="grades"),
]
