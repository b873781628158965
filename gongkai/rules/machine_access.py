"""What another system may do in a person's name: tokens with scopes, a last day, and never more than the person may."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from enum import StrEnum

from gongkai.rules.methods import Audience
from gongkai.rules.refusals import Refused

REFUSALS = {
    "token_name": "请写清楚这把钥匙给哪个系统用，不超过 {longest} 个字。",
    "token_days": "钥匙的有效期从 1 天到 {longest} 天。",
    "token_scopes": "请至少勾选一样这个系统可以办的事。",
    "token_without_work": "您没有工作职责，用不着给别的系统钥匙。公开的内容不用钥匙就能读。",
    "tokens_too_many": "您已经有 {most} 把没有作废的钥匙。请先作废不用的。",
    "token_wrong": "这把钥匙不对、过期了或者已经作废。请在工作台“给别的系统用的钥匙”里再要一把。",
    "circle_other": "接下来要公开的不是这个范围，或者每个范围都公开过了。请先看现在轮到哪个范围。",
    "release_individual": "这一件只告诉本人。请在工作台登记告知了谁、怎样告知的。（第七条）",
    "scope_missing": "这把钥匙没有“{scope_name}”这一项。请在工作台另要一把勾选了这一项的。",
    "key_used_before": "同一个 Idempotency-Key 已经用在另一件事上。请换一个新的再发。",
    "key_unfit": "Idempotency-Key 要用 1 到 {longest} 个可见的 ASCII 字符。",
    "requests_too_many": "一分钟里问得太多了，最多 {most} 次。请过 {seconds} 秒再发。",
    "asked_wrongly": "发来的内容不合格式：{wrong}。请对照接口说明改好再发。",
    "request_too_large": "一次发来的超过 {most} MB，没有收。请分开发，或者先压缩。",
    "method_not_here": "这个地址不能这样用。请对照接口说明。",
}


class Scope(StrEnum):
    READ = "read"
    DRAFT = "draft"
    SIGN = "sign"
    PUBLISH = "publish"
    RELEASE = "release"
    CHANGE = "change"
    DUTIES = "duties"
    OPINIONS = "opinions"
    APPLICATIONS = "applications"


TERMS = {
    Scope.READ: "查看我能看的内容和待办", Scope.DRAFT: "起草、存稿、加附件、送审", Scope.SIGN: "签零报告", Scope.PUBLISH: "公开签发了的", Scope.RELEASE: "补记公开方式、交联合公开栏的清单",
    Scope.CHANGE: "申请变更、撤销、终止，写和公布说明", Scope.DUTIES: "登记即时事项、报暂不公开备案",
    Scope.OPINIONS: "看、登记和办意见（保密受理的除外）",
    Scope.APPLICATIONS: "看、登记和办依申请公开",
}  # fmt: skip

WINDOW = timedelta(minutes=1)  # in which requests are counted
LONGEST_NAME, LONGEST_DAYS, MOST_TOKENS, LONGEST_KEY = 60, 365, 10, 128


def demand_circle(*, asked: str, coming: Audience | None) -> None:
    """A machine names the circle it makes public; refused when another comes next, or when people are told in person (第七条)."""
    if coming is None or asked != coming:
        raise Refused("circle_other")
    if coming is Audience.INDIVIDUAL:
        raise Refused("release_individual")


def demand_sound(*, name: str, scopes: Collection[str], days: int, held: int) -> tuple[str, tuple[Scope, ...]]:
    """The name and the scopes of a new token in the order of the table; refused when it says too little or too much."""
    words = " ".join(name.split())
    if not words or len(words) > LONGEST_NAME:
        raise Refused("token_name", longest=LONGEST_NAME)
    if not 1 <= days <= LONGEST_DAYS:
        raise Refused("token_days", longest=LONGEST_DAYS)
    wanted = tuple(one for one in Scope if one in scopes)
    if not wanted or len(wanted) != len(set(scopes)):
        raise Refused("token_scopes")
    if held >= MOST_TOKENS:
        raise Refused("tokens_too_many", most=MOST_TOKENS)
    return words, wanted


def last_day(made_on: date, days: int) -> date:
    """The last day on which a token opens anything."""
    return made_on + timedelta(days=days)


def demand_scope(held: Iterable[str], scope: Scope) -> None:
    """Refuse unless the token carries the scope."""
    if scope not in held:
        raise Refused("scope_missing", scope_name=TERMS[scope])


def demand_key(key: str) -> None:
    """Refuse an Idempotency-Key that could not be kept as it is."""
    if not key or len(key) > LONGEST_KEY or not all("!" <= sign <= "~" for sign in key):
        raise Refused("key_unfit", longest=LONGEST_KEY)
