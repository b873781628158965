"""Who sees which room of the workbench, by role."""

import pytest
from django.urls import reverse
from django.utils import timezone

from gongkai.interfaces.workbench.frame import ENTRIES, navigation, places
from gongkai.orgs import actions as orgs
from gongkai.rules.actor import Actor, ActorKind, HeldGrant
from gongkai.rules.permissions import ROLE_PERMISSIONS, Role
from tests.factories.world import LONG_AGO, build_world, moment_of

WORK = {
    "公开件",
    "分期事项",
    "备案和申请",
    "载体",
    "征求意见",
    "检查整改",
    "考评",
    "八项制度",
    "宣传教育",
    "议事日程",
    "工作经费",
    "归档",
    "表单",
    "社会关切",
    "条款解释",
    "监督员",
    "监督意见",
    "联系点",
    "台账",
}
SHOWN = {
    Role.CLERK: {"待办"} | WORK | {"联合公开栏", "申请公开", "意见建议", "民主评议", "党员名册"},
    Role.SYSTEM_ADMIN: {"我的", "账号", "重设动态码", "运行情况"},
    Role.AUDIT_ADMIN: {"我的", "打开姓名的记录", "操作记录"},
    Role.SECURITY_ADMIN: {"我的", "署名人姓名", "授权", "重设动态码"},
}


def holder(*roles: Role, path: str = "0001") -> Actor:
    return Actor(ActorKind.PERSON, 1, "甲一", tuple(HeldGrant(role, 1, path) for role in roles))


@pytest.mark.parametrize("role", SHOWN)
def test_a_role_sees_its_rooms(role):
    seen = {one.label for one in places(holder(role))}
    assert seen == SHOWN[role]


@pytest.mark.parametrize("role", Role)
def test_a_room_is_shown_to_exactly_who_holds_what_it_needs(role):
    held = ROLE_PERMISSIONS[role]
    for one in ENTRIES:
        wanted = (not one.needs or bool(held & set(one.needs))) and not held & set(one.unless)
        assert (one in places(holder(role))) == wanted, (role, one.label)


def test_what_only_the_county_does_is_not_shown_to_the_same_role_below():
    assert "责任追究" in {one.label for one in places(holder(Role.CONFIDENTIAL))}
    assert "责任追究" not in {one.label for one in places(holder(Role.CONFIDENTIAL, path="00010002"))}


@pytest.mark.parametrize("at", ["county", "village"])
@pytest.mark.parametrize("role", Role)
def test_every_room_that_is_shown_opens(db, client, role, at):
    today = timezone.localdate()
    now = moment_of(today)
    world = build_world(now, today)
    user = orgs.create_user(world.clock, username="somebody", name="甲一", now=now)
    orgs.give_grant(world.clock, org_id=getattr(world, at).pk, user_id=user.pk, role=role, from_date=LONG_AGO, now=now)
    client.force_login(user)
    for one in places(world.actor(user)):
        assert client.get(reverse(one.name), follow=True).status_code == 200, one.label


def test_somebody_without_a_role_sees_only_what_is_their_own():
    assert [(one.label, one.name) for one in places(holder())] == [("我的", "workbench:me")]


def test_everybody_together_sees_at_most_five_groups_and_no_group_twice():
    groups = [item.label for item in navigation(places(holder(*Role)), "workbench:editions")]
    assert len(groups) <= 5
    assert len(set(groups)) == len(groups)
    assert [item.label for item in navigation(places(holder(*Role)), "workbench:editions") if item.current] == ["公开"]
