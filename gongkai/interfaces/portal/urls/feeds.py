"""Addresses of the public door: feeds, the sitemap and what search engines are told."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern

from gongkai.interfaces.portal.views import feeds

FORM = r"feed\.(?P<form>rss|atom|json)"
CODE = r"(?P<code>[A-Za-z0-9-]{1,30})"
CATEGORY = r"(?P<category>[1-8])"

urlpatterns: list[URLPattern] = [
    re_path(rf"^{FORM}$", feeds.feed, name="feed"),
    re_path(rf"^category/{CATEGORY}/{FORM}$", feeds.feed, name="category_feed"),
    re_path(rf"^org/{CODE}/{FORM}$", feeds.feed, name="organization_feed"),
    re_path(rf"^org/{CODE}/category/{CATEGORY}/{FORM}$", feeds.feed, name="organization_category_feed"),
    path("robots.txt", feeds.robots, name="robots"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("sitemap/places.xml", feeds.sitemap_places, name="sitemap_places"),
    re_path(r"^sitemap/(?P<period>\d{4}-\d{2})-(?P<part>\d{1,4})\.xml$", feeds.sitemap_month, name="sitemap_month"),
]
