"""Addresses of the machines' door; the last one answers for everything that is not there."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from gongkai.interfaces.api.routes import DESCRIPTION, ROUTES
from gongkai.ledger.later import later

app_name = "api"
inside = later("gongkai.interfaces.api.inside")  # 17 MB that a web process carries only where machines ask


def door(name: str) -> Callable[..., HttpResponse]:
    """The view of this name. No session counts here, so there is nothing to forge (CSRF)."""

    @csrf_exempt
    def opened(request: HttpRequest, **given: Any) -> HttpResponse:
        return inside.view(name)(request, **given)

    return opened


urlpatterns = [
    path("openapi.json", door(DESCRIPTION), name=DESCRIPTION),
    *(path(route.replace("{", "<").replace("}", ">"), door(name), name=name) for name, route in ROUTES.items()),
    re_path(r"^$", door("nothing"), name="api-root"),
    re_path(r"", door("nothing"), name="nothing"),
]
