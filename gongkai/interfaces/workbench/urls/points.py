"""Addresses of the workbench: contact points, demonstration points, what they hand in."""

from django.urls import path
from django.urls.resolvers import URLPattern

from gongkai.interfaces.workbench.views import point_works, points

urlpatterns: list[URLPattern] = [
    path("points/", points.points, name="points"),
    path("points.xlsx", points.points_xlsx, name="points_xlsx"),
    path("points/guidance.xlsx", point_works.activities_xlsx, name="point_activities_xlsx"),
    path("points/batch/new/", points.batch_new, name="point_batch_new"),
    path("points/batch/<slug:number>/", point_works.batch, name="point_batch"),
    path("points/batch/<slug:number>/file/<str:token>/", point_works.activity_file, name="point_activity_file"),
    path("points/nominate/", points.nominate, name="point_nominate"),
    path("point/<slug:number>/", points.point, name="point"),
    path("point/<slug:number>/form/", points.form_sheet, name="point_form"),
    path("point/<slug:number>/plaque/", points.plaque, name="point_plaque"),
    path("point-work/<slug:number>/", point_works.work, name="point_work"),
    path("point-work/<slug:number>/file/<str:token>/", point_works.work_file, name="point_work_file"),
]
