"""Keys for other systems at the desk: made, shown once, revoked, each person's own."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.orgs.models import MachineToken
from tests.factories.duties import bound_county
from tests.factories.world import moment_of
from tests.interfaces.workbench.test_month import desk

ASKED = {"name": "村务软件", "scopes": ["read", "draft"], "days": "30"}
SECRET = re.compile(r"gongkai_[\w-]{43}")


@pytest.fixture
def world(db):
    today = timezone.localdate()
    return bound_county(moment_of(today), today).world


def opens(secret: str) -> int:
    return Client().get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"}).status_code


def test_a_key_is_shown_once_opens_and_is_revoked(world):
    clerk = desk(world.clerk)
    made = clerk.post("/desk/tokens/", ASKED)
    [secret] = SECRET.findall(made.content.decode())
    assert "只显示这一次" in made.content.decode() and made["Cache-Control"] == "no-store"
    assert opens(secret) == 200
    later = clerk.get("/desk/tokens/").content.decode()
    assert not SECRET.search(later) and "村务软件" in later and "最近用过" in later
    pk = MachineToken.objects.get().pk
    assert desk(world.head).post(f"/desk/tokens/{pk}/end/").status_code == 404 and opens(secret) == 200
    assert clerk.post(f"/desk/tokens/{pk}/end/").status_code == 302
    assert opens(secret) == 401 and "还没有钥匙" in clerk.get("/desk/tokens/").content.decode()
    assert clerk.post(f"/desk/tokens/{pk}/end/").status_code == 404


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"scopes": []}, {"scopes": ["everything"]}, {"days": "9999"}, {"days": ""}]
)
def test_what_is_missing_is_said_on_the_page(world, wrong):
    answer = desk(world.clerk).post("/desk/tokens/", ASKED | wrong)
    assert answer.status_code == 200 and answer.context["form"].errors
    assert not MachineToken.objects.exists() and not SECRET.search(answer.content.decode())


def test_who_has_no_work_needs_no_key(world):
    member = desk(world.member)
    assert "用不着钥匙" in member.get("/desk/tokens/").content.decode()
    answer = member.post("/desk/tokens/", ASKED)
    assert not MachineToken.objects.exists() and "token_without_work" not in answer.content.decode()
    assert "给别的系统用的钥匙" not in member.get("/desk/me/").content.decode()
    assert "给别的系统用的钥匙" in desk(world.clerk).get("/desk/me/").content.decode()


def test_what_revoking_means_is_said_before_the_button(world):
    clerk = desk(world.clerk)
    clerk.post("/desk/tokens/", ASKED)
    page = clerk.get("/desk/tokens/").content.decode()
    fold = page[page.index("<summary>作废") : page.index("作废这把钥匙")]
    assert "作废以后不能恢复，“村务软件”马上就用不了" in fold and "</details>" not in fold
