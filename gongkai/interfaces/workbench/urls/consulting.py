"""Addresses of the workbench: consultations, hearings, enquiries, briefings and reports upward."""

from django.urls import path
from django.urls.resolvers import URLPattern

from gongkai.interfaces.workbench.views import consultations, exchange, hearings, spokespersons

urlpatterns: list[URLPattern] = [
    path("consulting/", consultations.consulting, name="consulting"),
    path("consulting.xlsx", consultations.consulting_xlsx, name="consulting_xlsx"),
    path("consultations/new/", consultations.new, name="consultation_new"),
    path("consultation/<slug:number>/", consultations.consultation, name="consultation"),
    path("hearings/new/", hearings.new, name="hearing_new"),
    path("hearing/<slug:number>/", hearings.hearing, name="hearing"),
    path("enquiry/<slug:number>/", hearings.enquiry, name="enquiry"),
    path("exchange/", exchange.exchange, name="exchange"),
    path("briefings/new/", exchange.briefing_new, name="briefing_new"),
    path("briefing/<slug:number>/", exchange.briefing, name="briefing"),
    path("situations/new/", exchange.situation_new, name="situation_new"),
    path("situation/<slug:number>/", exchange.situation, name="situation"),
    path("messages/new/", exchange.message_new, name="message_new"),
    path("message/<slug:number>/", exchange.message, name="message"),
    path("spokespersons/", spokespersons.spokespersons, name="spokespersons"),
]
