"""Addresses of the public door: supervisors of an organization."""

from django.urls import re_path
from django.urls.resolvers import URLPattern

from gongkai.interfaces.portal.views import supervisors

CODE = r"(?P<code>[A-Za-z0-9-]{1,30})"

urlpatterns: list[URLPattern] = [
    re_path(rf"^org/{CODE}/supervisors/$", supervisors.supervisors, name="supervisors"),
    re_path(rf"^org/{CODE}/supervisors\.xlsx$", supervisors.supervisors_xlsx, name="supervisors_xlsx"),
]
