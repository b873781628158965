"""Addresses of the workbench: one edition for each channel."""

from django.urls import path

from gongkai.interfaces.workbench.views import channels

urlpatterns = [
    path("edition/<int:pk>/channels/", channels.channels, name="channels"),
    path("edition/<int:pk>/send/", channels.send_text, name="send_text"),
    path("edition/<int:pk>/sheet/<slug:paper>/", channels.sheet, name="channel_sheet"),
    path("edition/<int:pk>/sheet/<slug:paper>.<slug:kind>", channels.sheet_file, name="channel_sheet_file"),
    path("edition/<int:pk>/script/<slug:kind>/", channels.script, name="channel_script"),
]
