"""Addresses of the workbench: opinions and their protection."""

from django.urls import path
from django.urls.resolvers import URLPattern

from gongkai.interfaces.workbench.views import opinions, rights

urlpatterns: list[URLPattern] = [
    path("opinions/", opinions.opinions, name="opinions"),
    path("opinions.xlsx", opinions.opinions_xlsx, name="opinions_xlsx"),
    path("opinions/new/", opinions.opinion_entry, name="opinion_entry"),
    path("opinions/paper/<str:slip>/", opinions.opinion_paper, name="opinion_paper"),
    path("opinions/below/", opinions.opinions_below, name="opinions_below"),
    path("opinions/<int:pk>/", opinions.opinion, name="opinion"),
    path("rights/", rights.rights, name="rights"),
]
