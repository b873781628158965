"""One line for each request that Django answered: which kind of page, how it went, how long it took."""

import logging
import re
import secrets
import time

from django.conf import settings
from django.db import connection

from gongkai.config.logs import FACTS, request_id
from gongkai.rules.actor import Actor

log = logging.getLogger("gongkai.request")
GIVEN = re.compile(r"[0-9a-f]{16,64}")
# Where people speak, vote, apply or open names, the line says neither which page nor who: laid beside the rows it would
# give the hour that the rows leave out. `/yijian/` has no line at all.
QUIET = re.compile(
    r"\.(opinions|protection|appraisals|applications|consulting|consultations|hearings|inside|subscriptions|marks)$"
)
METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}
NAMED = ("workbench", "api")  # whose lines say the number of the account


class Queries:
    """Counts the database queries of one request."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, execute, sql, params, many, context):
        self.number += 1
        return execute(sql, params, many, context)


class RequestLine:
    """Writes the line. What is in the address, in the headers and in forms never comes into it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        given = request.headers.get("X-Request-ID", "") if settings.GONGKAI_PROXIES else ""
        request.log_id = given if GIVEN.fullmatch(given) else secrets.token_hex(8)
        token = request_id.set(request.log_id)
        began, count = time.perf_counter(), Queries()
        try:
            with connection.execute_wrapper(count):
                response = self.get_response(request)
            match = request.resolver_match
            quiet = match is not None and QUIET.search(match.func.__module__) is not None
            known = match is not None and not quiet
            facts = {
                "method": request.method if request.method in METHODS else "?", "status": response.status_code,
                "ms": round((time.perf_counter() - began) * 1000, 1), "queries": count.number,
                "route": match.view_name if known else "", "actor": _actor(request, match.namespaces) if known else "",
            }  # fmt: skip
            log.info("request", extra={FACTS: facts})
            return response
        finally:
            request_id.reset(token)


def _actor(request, namespaces: list[str]) -> int | str:
    """The number of the account, where staff and machines work; never asked of the database for this."""
    if not set(namespaces) & set(NAMED):
        return ""
    actor, user = request.__dict__.get("actor"), getattr(request, "_cached_user", None)
    if type(actor) is Actor:  # the machines' door has found out
        return actor.user_id or ""
    return user.pk if user is not None and user.is_authenticated else ""
