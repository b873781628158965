"""Addresses of the public door: publicity and disclosure-day activities, concerns, typical cases."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern

from gongkai.interfaces.portal.views import publicity

CODE = r"(?P<code>[A-Za-z0-9-]{1,30})"

urlpatterns: list[URLPattern] = [
    re_path(rf"^org/{CODE}/activities/$", publicity.activities, name="activities"),
    re_path(rf"^org/{CODE}/joint/$", publicity.joint, name="joint"),
    path("concerns/", publicity.concerns, name="concerns"),
    path("cases/", publicity.cases, name="cases"),
]
