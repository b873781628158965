"""Addresses of the public door: subscriptions by e-mail, and the members' feed under a secret address."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern

from gongkai.interfaces.portal.views import subscriptions

urlpatterns: list[URLPattern] = [
    path("subscribe/", subscriptions.subscribe, name="subscribe"),
    path("subscription/<str:code>/", subscriptions.subscription, name="subscription"),
    path("subscription/<str:code>/end/", subscriptions.end, name="subscription_end"),
    re_path(
        r"^news/(?P<token>[A-Za-z0-9_-]{1,60})\.(?P<form>rss|atom|json)$", subscriptions.inner_feed, name="inner_feed"
    ),
]
