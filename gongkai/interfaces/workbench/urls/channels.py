"""Addresses of the workbench: one edition for each channel."""

from django.urls import path, re_path

from gongkai.interfaces.workbench.views import channels

urlpatterns = [
    path("edition/<int:pk>/channels/", channels.channels, name="channels"),
    path("edition/<int:pk>/send/", channels.send_text, name="send_text"),
    path("edition/<int:pk>/sheet/<slug:paper>/", channels.sheet, name="channel_sheet"),
    re_path(
        r"^edition/(?P<pk>\d{1,12})/sheet/(?P<paper>a4|a3|large)\.(?P<kind>docx|pdf)$",
        channels.sheet_file,
        name="channel_sheet_file",
    ),  # fmt: skip
    path("edition/<int:pk>/script/<slug:kind>/", channels.script, name="channel_script"),
]
