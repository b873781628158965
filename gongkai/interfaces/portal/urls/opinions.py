"""Addresses of the public door: opinions, signed and anonymous."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern

from gongkai.interfaces.portal.views import opinions

CODE = r"(?P<code>[A-Za-z0-9-]{1,30})"

urlpatterns: list[URLPattern] = [
    re_path(rf"^org/{CODE}/opinion/$", opinions.opinion_new, name="opinion_new"),
    re_path(rf"^org/{CODE}/opinions/$", opinions.results, name="opinion_results"),
    path("opinion/mine/", opinions.mine, name="opinions_mine"),
    path("opinion/<str:receipt>/", opinions.receipt, name="opinion_receipt"),
]
