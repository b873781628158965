"""Addresses of the workbench: the index of ledgers and the three forms of each."""

from django.urls import path
from django.urls.resolvers import URLPattern

from gongkai.interfaces.workbench.views import ledgers

urlpatterns: list[URLPattern] = [
    path("ledgers/", ledgers.ledgers, name="ledgers"),
    path("ledgers/<slug:slug>/", ledgers.ledger, name="ledger"),
    path("ledgers/<slug:slug>.xlsx", ledgers.ledger_xlsx, name="ledger_xlsx"),
    path("ledgers/<slug:slug>/print/", ledgers.ledger_print, name="ledger_print"),
]
