"""Addresses of one part of the site: contact points, demonstration points, the library of experience."""

from django.urls import path

from gongkai.interfaces.portal.views import points

urlpatterns = [
    path("points/", points.points, name="points"),
    path("points.xlsx", points.points_xlsx, name="points_xlsx"),
    path("points/<slug:number>/", points.point, name="point"),
    path("experience/", points.library, name="library"),
    path("experience.xlsx", points.library_xlsx, name="library_xlsx"),
    path("experience/<slug:number>/", points.experience, name="experience"),
    path("experience/<slug:number>/file/<str:token>/", points.experience_file, name="experience_file"),
]
