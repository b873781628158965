"""Addresses for the tests: the shared pages beside a rulebook page at /zhidu/."""

from django.http import HttpResponse
from django.urls import include, path

from gongkai.interfaces.ui import views

portal = ([path("zhidu/", lambda request: HttpResponse("制度"), name="rules")], "portal")
urlpatterns = [
    path("", include("gongkai.interfaces.ui.urls")),
    path("", include(portal)),
]
handler404 = views.not_found
handler500 = views.server_error
