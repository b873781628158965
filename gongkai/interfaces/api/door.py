"""How a request comes in: who asks, by which key, for what; and how every answer leaves."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from ninja.operation import Operation
from ninja.renderers import JSONRenderer
from ninja.security import HttpBearer

from gongkai.interfaces.api import problems
from gongkai.interfaces.api.webhooks import webhooks
from gongkai.ledger import actions as ledger
from gongkai.ledger.sources import address_in
from gongkai.orgs import actions as organizing
from gongkai.orgs import queries as orgs
from gongkai.publication.pages import HEADER
from gongkai.rules.actor import Actor
from gongkai.rules.machine_access import Scope, demand_key, demand_scope
from gongkai.rules.refusals import Refused

DESCRIPTION = """\
党务公开的机器接口。公开的内容不用钥匙就能读；带上钥匙（`Authorization: Bearer …`），就以发钥匙的人的身份读和办，
权限一样不多。钥匙在工作台“给别的系统用的钥匙”里要。

不能办的时候，答复是 RFC 9457 的 problem details：`code` 不变，`detail` 用中文说明为什么、接下来怎么办。
列表用 `cursor` 往后翻，`next` 为空就到头了。写的请求可以带 `Idempotency-Key`：同样的请求重发，只办一次，答复不变，保留三十天。
一把钥匙一分钟能问的次数有限，多了是 429，`Retry-After` 说过几秒再来。
不想一遍遍来问的，在钥匙下面登记接收地址，有事就收到消息：见 `webhooks`，签名按 Standard Webhooks 的约定。
"""
LARGEST_KEPT = 1_000_000


class Api(NinjaAPI):
    """django-ninja with problem details in its description."""

    def get_openapi_schema(self, **asked: Any) -> Any:
        """The description by OpenAPI 3.1; errors have their own media type."""
        schema = super().get_openapi_schema(**asked)
        for operations in schema["paths"].values():
            for operation in operations.values():
                operation["summary"] = operation["description"].partition("\n")[0]
                for status, said in operation["responses"].items():
                    if int(status) >= 400 and "content" in said:
                        said["content"] = {problems.MEDIA_TYPE: said["content"].pop("application/json")}
        schema["webhooks"] = webhooks()
        return schema

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The function's own name: `items`, `start`, `save`."""
        return operation.view_func.__name__


class Plain(JSONRenderer):
    """Chinese as it is, not as escapes."""

    json_dumps_params = {"ensure_ascii": False}


@dataclass(frozen=True)
class Found:
    """The answer when what was to be made was there already."""

    schema: Schema


class Key(HttpBearer):
    """A key made at the desk. The session of a browser counts for nothing here."""

    def __init__(self, scope: Scope = Scope.READ) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> orgs.Bearer:
        found = bearer_of(request, token)
        demand_scope(found.scopes, self.scope)
        return found


def bearer_of(request: HttpRequest, token: str) -> orgs.Bearer:
    """Who stands behind the key; from here on that person asks. Each use is counted, and each wrong key by its source."""
    try:
        found = orgs.bearer(Actor.visitor(), secret=token, today=request.today)
    except Refused:
        organizing.count_wrong_key(
            Actor.visitor(),
            address=address_in(request.META),
            most=settings.GONGKAI_API_WRONG_PER_MINUTE,
            now=request.now,
        )
        raise
    organizing.count_use(found.actor, token_id=found.token_id, most=settings.GONGKAI_API_PER_MINUTE, now=request.now)
    if found.used_on != request.today:
        organizing.use_token(found.actor, token_id=found.token_id, today=request.today)
    request.actor = found.actor
    return found


def anyone(request: HttpRequest) -> bool:
    """Reading needs no key; whoever shows one reads as its person, and a wrong one is not overlooked."""
    given = request.headers.get("Authorization")
    if given is not None:
        scheme, _, token = given.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Refused("token_wrong")
        demand_scope(bearer_of(request, token).scopes, Scope.READ)
    return True


def framed(view: Callable) -> Callable:
    """Every answer: nobody's session, problem details, nothing personal kept, public things open to any page."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.actor = Actor.visitor()
        answer = view(request, *args, **kwargs)
        if answer.status_code == 405:
            answer = problems.of_method(request, answer["Allow"])
        if "Authorization" in request.headers:
            answer["Cache-Control"] = "no-store"
        else:
            answer["Access-Control-Allow-Origin"] = "*"
            if answer.status_code == 200:
                answer[HEADER] = "1"  # the same for everyone: the page store may keep it
        return answer

    return opened


def once(
    request: HttpRequest, key: str | None, asked: bytes, status: int, act: Callable[[], Schema | Found],
    at: datetime | None = None,
) -> HttpResponse:  # fmt: skip
    """Do it, or give the answer that the same request got before. Act and kept answer are one transaction (P8, P13).

    What is made answers with `status`, what was `Found` to be there already with 200. `at`: as when the kept answer is
    marked, where the hour is nobody's business (P30); now when left out.
    """
    if key is None:
        return _made(*_told(status, act()))
    demand_key(key)
    digest = hashlib.sha256(f"{request.method} {request.path}\n".encode() + asked).hexdigest()
    with transaction.atomic():
        held = ledger.hold_answer(request.actor, key=key, asked=digest, now=at or request.now)
        if held.given:
            again = _made(held.status, held.body)
            again["Idempotent-Replayed"] = "true"
            return again
        status, body = _told(status, act())
        ledger.keep_answer(request.actor, row_id=held.row_id, status=status, body=body)
    return _made(status, body)


def _told(status: int, answer: Schema | Found) -> tuple[int, str]:
    if isinstance(answer, Found):
        return 200, answer.schema.model_dump_json()
    return status, answer.model_dump_json()


def _made(status: int, body: str) -> HttpResponse:
    return HttpResponse(body, status=status, content_type="application/json; charset=utf-8")


api = Api(
    title="党务公开接口", version="1", description=DESCRIPTION, docs_url=None, renderer=Plain(), urls_namespace="api",
    openapi_extra={"info": {"license": {"name": "MulanPSL-2.0"}}},
)  # fmt: skip


@api.exception_handler(Refused)
def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    return problems.of_refusal(refused)


@api.exception_handler(Http404)
def _missing(request: HttpRequest, missing: Http404) -> HttpResponse:
    return problems.not_found()


@api.exception_handler(ValidationError)
def _unfit(request: HttpRequest, unfit: ValidationError) -> HttpResponse:
    return problems.wrongly_asked(unfit.errors)


@api.exception_handler(SuspiciousOperation)
def _suspicious(request: HttpRequest, error: SuspiciousOperation) -> HttpResponse:
    """What Django will not read: too many fields, or a text that is longer than any here may be."""
    if isinstance(error, RequestDataTooBig):
        return problems.too_large(most=settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024**2)
    return problems.answer(400, "asked_wrongly", {"wrong": type(error).__name__})


@api.exception_handler(HttpError)
def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    if error.status_code == 401:  # no key where one is needed
        return problems.answer(401, "token_wrong", {})
    return problems.answer(400, "asked_wrongly", {"wrong": str(error)})
