"""Addresses of the workbench: leading groups and their offices (第十条)."""

from django.urls import path
from django.urls.resolvers import URLPattern

from gongkai.interfaces.workbench.views import group_desk, groups

urlpatterns: list[URLPattern] = [
    path("groups/", groups.groups, name="groups"),
    path("groups.xlsx", groups.groups_xlsx, name="groups_xlsx"),
    path("groups/tasks.xlsx", group_desk.group_tasks_xlsx, name="group_tasks_xlsx"),
    path("groups/work/<slug:code>/", group_desk.group_desk, name="group_desk"),
    path("groups/work/<slug:code>/new/", group_desk.group_task_new, name="group_task_new"),
    path("group-task/<slug:number>/", group_desk.group_task, name="group_task"),
    path("groups/<int:pk>/", groups.group, name="group"),
    path("groups/<int:pk>/compose/", groups.compose, name="group_compose"),
]
