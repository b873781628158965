"""Addresses of the public door: pages for electronic screens."""

from django.urls import re_path
from django.urls.resolvers import URLPattern

from gongkai.interfaces.portal.views import screens

CODE = r"(?P<code>[A-Za-z0-9-]{1,30})"

urlpatterns: list[URLPattern] = [
    re_path(rf"^org/{CODE}/screen/$", screens.screen, name="screen"),
    re_path(rf"^org/{CODE}/screen/(?P<number>\d{{1,3}})/$", screens.screen, name="screen_page"),
]
