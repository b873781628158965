"""三员分立: who makes accounts, who gives powers and who reads the trail are three people (等保 8.1.4.2, 8.1.5)."""

from collections.abc import Iterable

from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, Role, demand
from gongkai.rules.refusals import Refused

REFUSALS = {
    "two_administrators": "{name}已经是{held}，不能再当{wanted}。系统、安全、审计三员要由三个人担任。",
}

# What each of them has, and no other role: `tests/rules/test_administrators.py` holds the matrix to it.
OWN = {
    Role.SYSTEM_ADMIN: frozenset({Permission.MANAGE_SYSTEM, Permission.MANAGE_ACCOUNTS}),
    Role.SECURITY_ADMIN: frozenset({Permission.GIVE_ADMIN}),
    Role.AUDIT_ADMIN: frozenset({Permission.READ_AUDIT}),
}

NAMES = {Role.SYSTEM_ADMIN: "系统管理员", Role.SECURITY_ADMIN: "安全管理员", Role.AUDIT_ADMIN: "审计管理员"}


def may_become(actor: Actor, *, role: str, name: str, held: Iterable[str], path: str) -> None:
    """Let an administrator's role be given: by the security administrator only, and to nobody who is another of the three.

    `held`: the roles of the person that are in force or begin later. Other roles pass.
    """
    if role not in OWN:
        return
    demand(actor, Permission.GIVE_ADMIN, path)
    other = next((one for one in OWN if one in set(held) and one != role), None)
    if other is not None:
        raise Refused("two_administrators", name=name, held=NAMES[other], wanted=NAMES[Role(role)])
