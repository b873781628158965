"""Addresses of the public door: public briefings."""

from django.urls import re_path
from django.urls.resolvers import URLPattern

from gongkai.interfaces.portal.views import bulletins

CODE = r"(?P<code>[A-Za-z0-9-]{1,30})"

urlpatterns: list[URLPattern] = [
    re_path(rf"^org/{CODE}/bulletin/$", bulletins.bulletin, name="bulletin"),
    re_path(rf"^org/{CODE}/bulletin\.(?P<kind>docx|pdf)$", bulletins.bulletin_file, name="bulletin_file"),
]
