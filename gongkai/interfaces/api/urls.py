"""Addresses of the machines' door; the last one answers for everything that is not there."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, re_path
from django.views.decorators.csrf import csrf_exempt

from gongkai.interfaces.api import problems, reading, working
from gongkai.interfaces.api.door import api, framed

app_name = "api"
DOORS = (reading, working)  # whose import gives the door its addresses


@csrf_exempt
def nothing(request: HttpRequest) -> HttpResponse:
    """No such address: a problem, not a page."""
    return problems.not_found()


urlpatterns = [
    *(
        URLPattern(one.pattern, framed(one.callback), one.default_args, one.name)
        for one in api.urls[0]
        if one.name != "api-root"
    ),
    re_path(r"^$", framed(nothing), name="api-root"),
    re_path(r"", framed(nothing), name="nothing"),
]
