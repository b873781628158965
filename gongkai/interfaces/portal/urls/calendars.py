"""Addresses of the public door: calendars."""

from django.urls import path, re_path

from gongkai.interfaces.portal.views import calendars

urlpatterns = [
    path("days.ics", calendars.days, name="days_calendar"),
    path("calendar/<str:token>.ics", calendars.feed, name="calendar_feed"),
    re_path(r"^org/(?P<code>[A-Za-z0-9-]{1,30})/calendar\.ics$", calendars.organization, name="organization_calendar"),
]
