"""What every page knows about the site: name, phone, demo strip and type size."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch

TYPE_COOKIE = "type"
DEFAULTS: dict[str, Any] = {
    "name": "党务公开",
    "desk_name": "党务公开工作台",
    "county": "",
    "demo": False,
    "phone": "",
    "phone_owner": "党务公开工作领导小组办公室",
    "phone_hours": "",
}


def site_facts(request: HttpRequest | None) -> dict[str, Any]:
    """Collect the facts; without a request the type is normal."""
    facts = DEFAULTS | getattr(settings, "GONGKAI_SITE", {})
    facts["phone_link"] = "".join(sign for sign in str(facts["phone"]) if sign.isdigit())
    facts["large"] = request is not None and request.COOKIES.get(TYPE_COOKIE) == "large"
    facts["login_url"] = login_url()
    return facts


def login_url() -> str:
    """The address of the login page; "" where this installation has none."""
    try:
        return resolve_url(settings.LOGIN_URL)
    except NoReverseMatch:
        return ""


def site(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `site` for every template."""
    return {"site": site_facts(request)}
