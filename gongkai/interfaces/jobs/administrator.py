"""`gongkai administrator`: the first three administrators of a new installation, each with a slip to set the password."""

import sys

from django.db import transaction
from django.utils import timezone

from gongkai.interfaces.jobs.arguments import Parser
from gongkai.orgs import actions, queries
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Role
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain, role_name

ROLES = {"system": Role.SYSTEM_ADMIN, "security": Role.SECURITY_ADMIN, "audit": Role.AUDIT_ADMIN}


def main(argv: list[str]) -> int:
    """Open the account, give the role at the county, print the slip; exit code 1 when the law says no."""
    parser = Parser(
        "administrator",
        "开系统、安全、审计管理员的账号，三个人各一个。以后的账号由系统管理员在网页上开，角色由安全管理员授予。",
    )
    parser.add_argument(
        "role", choices=ROLES, metavar="角色", help="system 系统管理员，security 安全管理员，audit 审计管理员"
    )
    parser.add_argument("username", metavar="用户名", help="一人一个，不合用")
    parser.add_argument("name", metavar="姓名")
    parser.add_argument("--county", metavar="名称", help="还没有登记县委时，先登记它，例如 --county 中共某某县委员会")
    parser.add_argument("--code", metavar="代码", default="XW", help="县委的代码，默认 XW")
    given = parser.parse_args(argv)
    clock, now = Actor.clock(), timezone.now()
    today = timezone.localdate(now)
    try:
        with transaction.atomic():
            if given.county:
                actions.register(
                    clock, superior_id=None, kind="county_committee", name=given.county, short_name="县委", code=given.code,
                    now=now, today=today, established_on=today,
                )  # fmt: skip
            county = queries.county(clock)
            user = actions.create_user(clock, username=given.username, name=given.name, now=now)
            actions.give_grant(
                clock, org_id=county.pk, user_id=user.pk, role=ROLES[given.role], subtree=True, from_date=today, now=now
            )
            slip = actions.give_slip(clock, user_id=user.pk, now=now)
    except Refused as refused:
        more = (
            "还没有登记县委。请加上 --county 名称。\n"
            if refused.hidden
            else explain(refused.code, refused.facts) + "\n"
        )
        sys.stderr.write(more)
        return 1
    sys.stdout.write(
        f"{given.name}是{role_name(ROLES[given.role])}了，用户名 {given.username}。\n"
        f"登录凭条 {slip}，三天内在登录页“用凭条设密码”里用，只显示这一次。\n"
    )
    return 0
