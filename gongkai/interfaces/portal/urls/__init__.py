"""Addresses of the public door."""

from django.urls import path, re_path

from gongkai.interfaces.portal.urls import (
    appraisals,
    bulletins,
    calendars,
    consulting,
    feeds,
    grades,
    inspections,
    logs,
    opinions,
    points,
    protection,
    publicity,
    requests,
    screens,
    subscriptions,
    supervisors,
)
from gongkai.interfaces.portal.views import home, items, lists, organizations, rules, search

app_name = "portal"
PERIOD = r"(?P<period>\d{4}-\d{2})"
CODE = r"(?P<code>[A-Za-z0-9-]{1,30})"

urlpatterns = [
    path("", home.home, name="home"),
    path("places/", home.places, name="places"),
    path("days/<int:year>/", home.days, name="days"),
    path("latest/", lists.latest, name="latest"),
    path("category/<int:category>/", lists.category, name="category"),
    re_path(rf"^org/{CODE}/$", organizations.organization, name="organization"),
    re_path(rf"^org/{CODE}/{PERIOD}/$", organizations.month, name="month"),
    re_path(rf"^org/{CODE}/catalog/$", organizations.catalog, name="catalog"),
    re_path(rf"^org/{CODE}/catalog\.xlsx$", organizations.catalog_xlsx, name="catalog_xlsx"),
    re_path(rf"^org/{CODE}/group/$", organizations.group, name="group"),
    re_path(rf"^org/{CODE}/gaps/$", organizations.gaps, name="gaps"),
    re_path(rf"^org/{CODE}/on/$", lists.on_day, name="on_day"),
    re_path(rf"^org/{CODE}/on\.xlsx$", lists.on_day_xlsx, name="on_day_xlsx"),
    re_path(rf"^org/{CODE}/register/(?P<year>\d{{4}})/$", lists.register, name="register"),
    re_path(rf"^org/{CODE}/register/(?P<year>\d{{4}})\.xlsx$", lists.register_xlsx, name="register_xlsx"),
    *logs.urlpatterns,
    path("item/<str:slug>/", items.item, name="item"),
    path("item/<str:slug>/qr.svg", items.code, name="code"),
    path("item/<str:slug>/v<int:number>/", items.version, name="version"),
    path("item/<str:slug>/file/<str:token>/", items.attachment, name="attachment"),
    path("search/", search.search, name="search"),
    path("rules/", rules.rules, name="rules"),
    path("rules/procedures/", rules.procedures, name="procedures"),
    path("rules/procedures/<slug:name>/", rules.procedure, name="procedure"),
    path("rules/permissions/", rules.permissions, name="permissions"),
    path("rules/words/", rules.words, name="words"),
    path("rules/answers/", rules.answers, name="rules_answers"),
    path("rules/parameters/", rules.parameters, name="parameters"),
    path("rules/regulation/<slug:code>/", rules.regulation, name="regulation"),
    *opinions.urlpatterns,
    *protection.urlpatterns,
    *requests.urlpatterns,
    *publicity.urlpatterns,
    *consulting.urlpatterns,
    *grades.urlpatterns,
    *inspections.urlpatterns,
    *points.urlpatterns,
    *appraisals.urlpatterns,
    *calendars.urlpatterns,
    *feeds.urlpatterns,
    *supervisors.urlpatterns,
    *screens.urlpatterns,
    *bulletins.urlpatterns,
    *subscriptions.urlpatterns,
]
