"""Addresses of the public door: disclosure on application."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern

from gongkai.interfaces.portal.views import applications

YEARLY = r"^org/(?P<code>[A-Za-z0-9-]{1,30})/applications/(?P<year>\d{4})"

urlpatterns: list[URLPattern] = [
    path("applications/", applications.mine, name="applications"),
    path("applications/new/", applications.new, name="application_new"),
    path("application/<slug:number>/", applications.application, name="application"),
    path("application/<slug:number>/file/<str:token>/", applications.file, name="application_file"),
    path("application/<slug:number>/letter/<slug:key>/", applications.letter, name="application_letter"),
    re_path(
        r"^application/(?P<number>[-\w]+)/letter/(?P<key>[-\w]+)\.(?P<kind>docx|pdf)$",
        applications.letter_file,
        name="application_letter_file",
    ),  # fmt: skip
    re_path(rf"{YEARLY}/$", applications.figures, name="application_figures"),
    re_path(rf"{YEARLY}\.xlsx$", applications.figures_xlsx, name="application_figures_xlsx"),
]
