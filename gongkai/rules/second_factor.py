"""The second factor: a code of the time from the person's own phone (RFC 6238), who needs one and how long it counts.

等保 GB/T 22239-2019 8.1.4.1 asks two factors of those who administer; here also of those who approve and
those who may read the names of people who spoke.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from gongkai.rules.actor import Actor
from gongkai.rules.permissions import PROVEN, ROLE_PERMISSIONS, Role
from gongkai.rules.proof import Proof


class Demand(StrEnum):
    """What this installation asks; the setting GONGKAI_SECOND_FACTOR."""

    OFF = "off"
    OFFERED = "offered"
    REQUIRED = "required"


TERMS = {
    Demand.OFF: "不用", Demand.OFFERED: "自愿", Demand.REQUIRED: "审核、看姓名、管理的人都要",
}  # fmt: skip

REFUSALS = {
    "second_factor_off": "这里没有开动态码。要开，请系统管理员在设置里打开。",
    "second_factor_held": "动态码已经设好了。换手机，请先用一个备用码停用，再重新设。",
    "second_factor_none": "还没有开始设动态码，或者已经重来。请从头设一次。",
    "second_factor_wrong": "动态码不对。请看手机上现在的六位数；每个码只能用一次，刚用过的要等下一个。也可以输入一个备用码。",
    "second_factor_needed_here": "您的职责必须有动态码，不能停用。换手机的，用备用码登录后点“换一部手机”。",
}

STEP = 30  # seconds a code lasts
DIGITS = 6
DRIFT = 1  # steps that the clock of a phone may be ahead or behind
RECOVERY_CODES = 10
RECOVERY_LENGTH = 16  # signs of five bits: 80 bits, never guessed


def steps(now: datetime) -> tuple[int, ...]:
    """The numbers of the time steps whose codes count now, the present one first (RFC 6238, 5.2)."""
    present = int(now.timestamp()) // STEP
    return (present, *(present + away * sign for away in range(1, DRIFT + 1) for sign in (-1, 1)))


def powerful(roles: Iterable[str]) -> bool:
    """Does one of the roles sign, read names or administer?"""
    return any(ROLE_PERMISSIONS[Role(role)] & PROVEN for role in roles)


def must_hold(demand: Demand, actor: Actor) -> bool:
    """Must this person have a second factor?"""
    return demand is Demand.REQUIRED and powerful(grant.role for grant in actor.grants)


def proof(
    demand: Demand, actor: Actor, *, enrolled: bool, proved_at: datetime | None, now: datetime, lasts: timedelta
) -> Proof:
    """How the session stands. Who has a factor proves it again after `lasts`; who must have one and has none is told so."""
    if demand is Demand.OFF:
        return Proof.ENOUGH
    if not enrolled:
        return Proof.MISSING if must_hold(demand, actor) else Proof.ENOUGH
    return Proof.ENOUGH if proved_at is not None and now - proved_at < lasts else Proof.STALE
