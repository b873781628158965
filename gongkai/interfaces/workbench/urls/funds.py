"""Addresses of the workbench: working funds (第十二条)."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern

from gongkai.interfaces.workbench.views import funds

urlpatterns: list[URLPattern] = [
    path("funds/", funds.funds, name="funds"),
    path("funds.xlsx", funds.funds_xlsx, name="funds_xlsx"),
    path("funds/below/", funds.funds_below, name="funds_below"),
    path("funds/below.xlsx", funds.funds_below_xlsx, name="funds_below_xlsx"),
    re_path(r"^funds/new/(?P<kind>budget|income|spending)/$", funds.fund_new, name="fund_new"),
    path("fund/<slug:number>/", funds.fund, name="fund"),
    path("fund/<slug:number>/receipt/<str:token>/", funds.fund_receipt, name="fund_receipt"),
]
