"""What other systems are told by themselves, as OpenAPI 3.1 describes it: one entry of `webhooks` for each kind."""

from datetime import date
from typing import Any

from pydantic import Field

from gongkai.interfaces.api.shapes import Sent
from gongkai.rules.terms import label
from gongkai.rules.webhooks import Event


class Told(Sent):
    """Of a test, and of everything else: at which organization."""

    organization: str = Field(description="组织代码")


class DutyTold(Told):
    """Of a nil report."""

    entry: str = Field(description="目录条目")
    period: str
    url: str = Field(description="在哪里看；站点没有登记网址的，只有路径")


class LateTold(DutyTold):
    """Of a duty that became overdue."""

    due_on: date


class ItemTold(DutyTold):
    """Of an item: which one. Its text is read at its address, as it stands then."""

    number: str
    slug: str
    edition: int
    category: int


TOLD: dict[Event, type[Told]] = {one: ItemTold for one in Event if one.startswith("item.")} | {
    Event.NIL: DutyTold, Event.OVERDUE: LateTold, Event.TEST: Told,
}  # fmt: skip
HEADERS = {
    "webhook-id": "消息编号。重发的不变，收过的请认出来，答 2xx 就行", "webhook-timestamp": "这一次发出的时刻，从 1970 年起的秒数",
    "webhook-signature": "`v1,` 加签名的 Base64；换密语的一天里有两个，空格隔开，有一个对就行",
}  # fmt: skip
ANSWERS = {
    "2XX": "收下了", "410": "不要再发：这个地址马上停", "default": "没有收下：隔一分钟、两分钟……最长六小时再发，十二次以后停",
}  # fmt: skip


def _described(event: Event) -> dict[str, Any]:
    envelope = {
        "type": "object", "required": ["id", "type", "timestamp", "data"],
        "properties": {
            "id": {"type": "string"}, "type": {"const": str(event)}, "timestamp": {"type": "string", "format": "date-time"},
            "data": TOLD[event].model_json_schema(),
        },
    }  # fmt: skip
    headers = [
        {"name": name, "in": "header", "required": True, "description": said, "schema": {"type": "string"}}
        for name, said in HEADERS.items()
    ]
    return {
        "post": {
            "operationId": str(event).replace(".", "_"), "summary": f"{label(event)}。", "tags": ["通知"],
            "parameters": headers, "requestBody": {"required": True, "content": {"application/json": {"schema": envelope}}},
            "responses": {status: {"description": said} for status, said in ANSWERS.items()},
        }
    }  # fmt: skip


def webhooks() -> dict[str, Any]:
    """Every kind with its body, headers and answers."""
    return {str(one): _described(one) for one in Event}
