"""Addresses of the shared pages: type size, accessibility, the gallery for builders."""

from django.urls import path

from gongkai.interfaces.ui import views

app_name = "ui"
urlpatterns = [
    path("type/<str:size>/", views.type_size, name="type"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("gallery/", views.gallery, name="gallery"),
]
