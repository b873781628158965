"""Refusals and errors as problem details (RFC 9457), with the Chinese sentence and the code of the law library."""

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "看不懂", 401: "钥匙不对", 403: "不允许", 404: "没有找到", 405: "不能这样用", 409: "已经有变化", 413: "太大了", 422: "不能办", 429: "太快了",
}  # fmt: skip
STATUS = {
    "page_key_invalid": 400, "token_wrong": 401, "scope_missing": 403, "no_permission": 403, "changed_meanwhile": 409, "circle_other": 409,
    "already_answered": 409, "key_unfit": 400, "asked_wrongly": 422, "method_not_here": 405,
    "requests_too_many": 429, "request_too_large": 413,
}  # fmt: skip
# What pydantic says of a field, by its type of error.
EXPECTED = {
    "missing": "没有写", "extra_forbidden": "没有这一项", "string_type": "要写文字", "string_too_long": "最多 {max_length} 字",
    "string_pattern_mismatch": "写法不对", "int_type": "要写整数", "int_parsing": "要写整数", "int_from_float": "要写整数",
    "bool_type": "要写 true 或者 false", "bool_parsing": "要写 true 或者 false", "enum": "只能是 {expected}",
    "literal_error": "只能是 {expected}", "union_tag_invalid": "只能是 {expected_tags}",
    "union_tag_not_found": "先写明 {discriminator}", "date_type": "要写日期，比如 2026-11-27",
    "date_parsing": "要写日期，比如 2026-11-27", "date_from_datetime_parsing": "要写日期，比如 2026-11-27",
    "date_from_datetime_inexact": "要写日期，不写几点", "datetime_type": "要写时刻，比如 2026-11-27T20:00",
    "datetime_parsing": "要写时刻，比如 2026-11-27T20:00", "datetime_from_date_parsing": "要写时刻，比如 2026-11-27T20:00",
    "greater_than_equal": "不能小于 {ge}", "less_than_equal": "不能大于 {le}", "less_than": "要小于 {lt}",
    "too_long": "最多 {max_length} 项", "list_type": "要写成一列", "dict_type": "要写成一组",
    "model_attributes_type": "要写成一组", "model_type": "要写成一组",
}  # fmt: skip
CHOICES = ("expected", "expected_tags")  # facts in which the validator lists what a field may be
REFUSED = 422  # every other refusal: understood, and not allowed by the rules


class Problem(Schema):
    """Why something was not done. `code` is stable; `detail` says it in words: what, why, what to do next."""

    type: str = Field(examples=["urn:gongkai:refusal:no_permission"])
    title: str
    status: int
    detail: str
    code: str
    facts: dict[str, str | int | bool] = Field(default_factory=dict)


def of_refusal(refused: Refused) -> HttpResponse:
    """A refusal; what the asker may not know of is the same as what is not there."""
    if refused.hidden:
        return not_found()
    return answer(STATUS.get(refused.code, REFUSED), refused.code, refused.facts)


def not_found() -> HttpResponse:
    """Missing, hidden or never there: the same bytes."""
    return answer(404, "not_found", {})


def answer(status: int, code: str, facts: Mapping[str, Any]) -> HttpResponse:
    """The problem as an HTTP answer."""
    problem = {
        "type": f"urn:gongkai:refusal:{code}", "title": TITLES[status], "status": status,
        "detail": explain(code, facts), "code": code, "facts": {name: _plain(value) for name, value in facts.items()},
    }  # fmt: skip
    found = HttpResponse(json.dumps(problem, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)
    if status == 401:
        found["WWW-Authenticate"] = 'Bearer realm="gongkai"'
    if status == 429:
        found["Retry-After"] = str(facts["seconds"])
    return found


def _plain(value: Any) -> str | int | bool:
    return value if isinstance(value, str | int | bool) else str(value)


def wrongly_asked(errors: list[dict[str, Any]]) -> HttpResponse:
    """What was sent does not fit its description: where, and what was expected there."""
    wrong = "；".join(f"{'.'.join(map(str, one['loc']))}（{_expected(one)}）" for one in errors[:5])
    return answer(422, "asked_wrongly", {"wrong": wrong})


def _expected(error: dict[str, Any]) -> str:
    """What was expected, in Chinese; of what nobody foresaw the validator's own words."""
    said = EXPECTED.get(error["type"])
    facts = {key: _choices(value) if key in CHOICES else value for key, value in (error.get("ctx") or {}).items()}
    return said.format_map(defaultdict(str, facts)) if said else str(error["msg"])


def _choices(said: str) -> str:
    """What the validator lists as 'a', 'b' or 'c', as a Chinese list."""
    *others, last = re.split(", | or ", said.replace("'", ""))
    return f"{'、'.join(others)} 或 {last}" if others else last


def of_method(request: HttpRequest, allowed: str) -> HttpResponse:
    """The address is there, the method is not."""
    found = answer(405, "method_not_here", {})
    found["Allow"] = allowed
    return found


def too_large(*, most: int) -> HttpResponse:
    """More was sent at once than is taken; nothing of it was kept. `most`: megabytes."""
    return answer(413, "request_too_large", {"most": most})
