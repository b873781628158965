"""Addresses of the workbench: keys for other systems."""

from django.urls import path

from gongkai.interfaces.workbench.views import tokens

urlpatterns = [
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<int:pk>/end/", tokens.token_end, name="token_end"),
]
