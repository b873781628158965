"""Addresses of the workbench: protecting those who speak."""

from django.urls import path, re_path

from gongkai.interfaces.workbench.views import protection

REF = r"(?P<ref>[0-9a-f]{32})"

urlpatterns = [
    path("identity/", protection.identity, name="identity"),
    re_path(rf"^identity/ask/{REF}/$", protection.ask, name="identity_ask"),
    path("identity/<int:pk>/", protection.identity_request, name="identity_request"),
    path("identity/ledger/", protection.identity_ledger, name="identity_ledger"),
    path("my-name/", protection.my_name, name="my_name"),
    re_path(rf"^my-name/{REF}/pressure/$", protection.my_pressure, name="my_pressure"),
    path("slip/", protection.slip, name="slip"),
    path("pressure/", protection.pressures, name="pressures"),
    path("pressure/<int:pk>/", protection.pressure, name="pressure"),
]
