"""Addresses of the workbench: the yearly work report."""

from django.urls import re_path
from django.urls.resolvers import URLPattern

from gongkai.interfaces.workbench.views import yearly

YEARLY = r"^report/(?P<code>[A-Za-z0-9-]{1,30})/(?P<year>\d{4})"

urlpatterns: list[URLPattern] = [
    re_path(rf"{YEARLY}/$", yearly.yearly, name="yearly"),
    re_path(rf"{YEARLY}\.(?P<kind>docx|pdf)$", yearly.yearly_file, name="yearly_file"),
]
