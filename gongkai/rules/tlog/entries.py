"""What stands in a leaf: canonical JSON without titles, names or texts, only salted commitments (guarantees 3.2)."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from gongkai.rules.tlog.suites import INTERNATIONAL, SUITES, Suite

LONGEST = 64 * 1024 - 1
VERSION = 1


class LeafKind(StrEnum):
    """What a leaf remembers."""

    PUBLISH = "publish"
    AMEND = "amend"
    WITHDRAW = "withdraw"
    TERMINATE = "terminate"
    EXPLAIN = "explain"
    RESULT = "result"
    HIDE = "hide"
    SHOW = "show"
    CATALOG = "catalog"
    REDACT = "redact"
    ANCHOR = "anchor"
    KEY = "key"
    SUCCEED = "succeed"
    ARCHIVE = "archive"
    REPLY = "reply"
    DECISION = "apply-decision"
    POLL_OPEN = "poll-open"
    POLL_URN = "poll-urn"
    POLL_RESULT = "poll-result"


TERMS = {
    LeafKind.PUBLISH: "公开", LeafKind.AMEND: "变更后公开", LeafKind.WITHDRAW: "撤销", LeafKind.TERMINATE: "终止",
    LeafKind.EXPLAIN: "变更说明", LeafKind.RESULT: "公示结果", LeafKind.HIDE: "紧急下架", LeafKind.SHOW: "恢复公开",
    LeafKind.CATALOG: "目录", LeafKind.REDACT: "依法删除", LeafKind.ANCHOR: "每日锚定", LeafKind.KEY: "换钥匙",
    LeafKind.SUCCEED: "接续旧记录", LeafKind.ARCHIVE: "归档包",
    LeafKind.REPLY: "意见答复", LeafKind.DECISION: "依申请公开的决定",
    LeafKind.POLL_OPEN: "评议开始", LeafKind.POLL_URN: "评议票箱封存", LeafKind.POLL_RESULT: "评议结果",
}  # fmt: skip


def _plain(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(isinstance(name, str) and _plain(one) for name, one in value.items())
    if isinstance(value, str | int):
        return not isinstance(value, bool)
    return isinstance(value, Sequence) and not isinstance(value, bytes) and all(_plain(one) for one in value)


def canonical(value: Mapping[str, Any]) -> bytes:
    """The one spelling of a value of texts, whole numbers, lists and objects. TypeError for anything else."""
    if not _plain(value):
        raise TypeError("only texts, whole numbers, lists and objects have one spelling")
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def commitment(salt: bytes, data: bytes, suite: Suite = INTERNATIONAL) -> str:
    """What binds to data without showing them; without the salt they cannot be guessed back."""
    return f"{suite.hashing}:{suite.digest(salt + data).hex()}"


def opened_by(said: str | None, salt: bytes, data: bytes) -> bool:
    """Do salt and data open the commitment? It says itself with which hash it was made."""
    return any(said == commitment(salt, data, one) for one in SUITES.values())


def stamp(moment: datetime) -> str:
    """A moment as entries write it: UTC, whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def leaf_entry(kind: LeafKind, moment: datetime, fields: Mapping[str, Any]) -> bytes:
    """The bytes of a leaf. ValueError when it grows beyond 64 KB."""
    entry = canonical({**fields, "at": stamp(moment), "t": str(kind), "v": VERSION})
    if len(entry) > LONGEST:
        raise ValueError("the entry is too long")
    return entry
