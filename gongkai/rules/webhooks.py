"""Telling another system by itself that something happened here (webhooks): which kinds, signed how, tried how often.

What is told is open to everybody and never the text: that, where and when, and the address at which it is read
as it stands. So nothing has to be called back when a text is taken down. Signatures are those of Standard Webhooks.
"""

import base64
import hmac
from collections.abc import Collection, Sequence
from datetime import timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from gongkai.rules.hook_places import may_be_called, spelled_address
from gongkai.rules.refusals import Refused

REFUSALS = {
    "hook_address": "接收地址要以 https:// 开头，不带用户名和 # 号，不超过 {longest} 个字符。请对照对方系统的说明再填。",
    "hook_inside": "这个地址发不到：内部网络里的不发，http:// 开头的也只发到设置里写明的网段。请填从外面连得上的 https:// 网址；确实要发到内部网络，请系统管理员先在设置里写明网段。",
    "hook_kinds": "请至少勾选一种要告诉它的事。",
    "hook_place": "请选一个您任职的组织。",
    "hooks_too_many": "一把钥匙最多登记 {most} 个接收地址。请先停用不用的。",
    "hook_scope": "这把钥匙没有“查看我能看的内容和待办”这一项，不能登记接收地址。请另要一把。",
    "hook_stopped": "这个接收地址现在停着。请先按“重新开始”。",
    "hook_running": "这个接收地址没有停。",
    "hook_nothing_waits": "没有还没送到的消息，不用再试。",
    "hook_test_waits": "上一次试发还没有结果。请等一会儿再看。",
}


class Event(StrEnum):
    PUBLISHED = "item.published"
    CHANGED = "item.changed"
    WITHDRAWN = "item.withdrawn"
    TERMINATED = "item.terminated"
    HIDDEN = "item.hidden"
    RESTORED = "item.restored"
    NIL = "nil.declared"
    OVERDUE = "duty.overdue"
    TEST = "test"


TERMS = {
    Event.PUBLISHED: "公开了一件", Event.CHANGED: "变更了一件", Event.WITHDRAWN: "撤销了一件", Event.TERMINATED: "终止了一件",
    Event.HIDDEN: "一件在核查，先不显示", Event.RESTORED: "核查完，恢复显示", Event.NIL: "签了零报告",
    Event.OVERDUE: "一项公开任务逾期了", Event.TEST: "试发",
}  # fmt: skip
CHOICES = tuple(one for one in Event if one is not Event.TEST)  # a test goes to whoever pressed for it

LONGEST_ADDRESS, MOST_HOOKS = 500, 5
MOST_TRIES = 12  # the waits double from a minute to six hours: given up, and the address stopped, after most of a day
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)
KEPT = timedelta(days=30)
OLD_SECRET = timedelta(hours=24)  # for which both secrets sign after a change
LATE = timedelta(days=7)  # what became overdue longer ago than this is no news
PREFIX = "whsec_"
GONE = 410  # the receiver says: never again


def demand_hook(
    *, address: str, kinds: Collection[str], held: int, networks: Sequence[str]
) -> tuple[str, tuple[Event, ...]]:  # fmt: skip
    """Address and kinds in the order of the table. `networks`: those inside that the site lets hooks reach, there http will do.

    What is spelled as an address is judged as sending judges it; a name is looked up only then.
    """
    where = address.strip()
    if not sound_address(where, inside=bool(networks)):
        raise Refused("hook_address", longest=LONGEST_ADDRESS)
    parts = urlsplit(where)
    spelled = spelled_address(parts.hostname or "")
    if spelled is not None and not may_be_called(spelled, secure=parts.scheme == "https", networks=networks):
        raise Refused("hook_inside")
    wanted = tuple(one for one in CHOICES if one in kinds)
    if not wanted or len(wanted) != len(set(kinds)):
        raise Refused("hook_kinds")
    if held >= MOST_HOOKS:
        raise Refused("hooks_too_many", most=MOST_HOOKS)
    return where, wanted


def sound_address(address: str, *, inside: bool) -> bool:
    """An address that can be posted to: https (http inside the own network), a host, nobody's name, printable ASCII."""
    if not address or len(address) > LONGEST_ADDRESS or not all("!" <= sign <= "~" for sign in address):
        return False
    try:
        parts = urlsplit(address)
        schemes = ("https", "http") if inside else ("https",)
        whole = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
        return whole and "@" not in parts.netloc and "#" not in address
    except ValueError:
        return False


def pause(misses: int) -> timedelta:
    """How long nothing is tried at an address after that many tries in a row that it did not take (1 and more)."""
    return min(FIRST_PAUSE * (1 << min(misses - 1, 20)), LONGEST_PAUSE)


def signatures(secrets: Collection[bytes], *, message_id: str, timestamp: int, body: str) -> str:
    """The header `webhook-signature`: one `v1,` for each secret that still counts, the present one first."""
    signed = f"{message_id}.{timestamp}.{body}".encode()
    return " ".join(f"v1,{base64.b64encode(hmac.digest(one, signed, 'sha256')).decode()}" for one in secrets)


def in_words(secret: bytes) -> str:
    """A secret as it is handed over."""
    return PREFIX + base64.b64encode(secret).decode()
