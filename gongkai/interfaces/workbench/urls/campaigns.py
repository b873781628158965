"""Addresses of the workbench: regulations with plans to be filed."""

from django.urls import path
from django.urls.resolvers import URLPattern

from gongkai.interfaces.workbench.views import campaigns

urlpatterns: list[URLPattern] = [
    path("campaigns/", campaigns.campaigns, name="campaigns"),
    path("campaigns/new/", campaigns.campaign_new, name="campaign_new"),
    path("campaign/<slug:code>/", campaigns.campaign, name="campaign"),
    path("campaign/<slug:code>.xlsx", campaigns.campaign_xlsx, name="campaign_xlsx"),
    path("campaign/<slug:code>/file/<slug:org>/", campaigns.plan_file, name="plan_file"),
    path("campaign/<slug:code>/ask/", campaigns.plan_ask, name="plan_ask"),
    path("campaign/<slug:code>/excuse/<slug:org>/", campaigns.plan_excuse, name="plan_excuse"),
    path("implementation/<slug:number>/", campaigns.filing, name="plan_filing"),
    path("implementation/<slug:number>/text/<slug:token>/", campaigns.text, name="plan_text"),
]
