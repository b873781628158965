"""Addresses of the workbench: questions about articles (第十四条)."""

from django.urls import path
from django.urls.resolvers import URLPattern

from gongkai.interfaces.workbench.views import interpretations

urlpatterns: list[URLPattern] = [
    path("interpretations/", interpretations.interpretations, name="interpretations"),
    path("interpretations.xlsx", interpretations.interpretations_xlsx, name="interpretations_xlsx"),
    path("interpretations/new/", interpretations.interpretation_new, name="interpretation_new"),
    path("interpretation/<slug:number>/", interpretations.interpretation, name="interpretation"),
]
