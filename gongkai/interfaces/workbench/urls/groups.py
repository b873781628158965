"""Addresses of the workbench: leading groups and their offices (第十条)."""

from django.urls import path
from django.urls.resolvers import URLPattern

from gongkai.interfaces.workbench.views import groups

urlpatterns: list[URLPattern] = [
    path("groups/", groups.groups, name="groups"),
    path("groups.xlsx", groups.groups_xlsx, name="groups_xlsx"),
    path("groups/<int:pk>/", groups.group, name="group"),
    path("groups/<int:pk>/compose/", groups.compose, name="group_compose"),
]
