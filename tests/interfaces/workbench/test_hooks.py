"""Webhooks at the desk: registered and shown once, what became of each message, sent again, stopped and started."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from gongkai.interfaces.jobs import hooks
from gongkai.orgs import actions as organizing
from gongkai.orgs.models import Hook, HookMessage, MachineToken
from gongkai.rules.machine_access import Scope
from tests.factories.duties import bound_county
from tests.factories.world import moment_of
from tests.interfaces.receiver import Receiver, signed_by
from tests.interfaces.workbench.test_month import desk

SECRET = re.compile(r"whsec_[\w+/]{43}=")


@pytest.fixture
def receiver():
    found = Receiver().open()
    yield found
    found.close()


@pytest.fixture
def world(db, settings):
    settings.GONGKAI_HOOK_NETWORKS = ["127.0.0.0/8"]
    today = timezone.localdate()
    return bound_county(moment_of(today), today).world


@pytest.fixture
def page(world):
    made = organizing.make_token(
        world.actor(world.clerk), name="村务软件", scopes=[Scope.READ], days=30, now=world.now, today=world.today
    )
    return f"/desk/tokens/{made.token.pk}/hooks/"


def register(world, page, receiver):
    asked = {
        "address": receiver.url,
        "org": world.village.pk,
        "below": "on",
        "kinds": ["item.published", "nil.declared"],
    }
    return desk(world.clerk).post(page, asked)


def deliver():
    return hooks.deliver(timezone.now())


def test_an_address_inside_is_refused_when_it_is_typed_in(world, page, settings):
    asked = {"address": "https://127.0.0.1/", "org": world.village.pk, "kinds": ["item.published"]}
    settings.GONGKAI_HOOK_NETWORKS = []
    for inside in ("https://127.0.0.1/", "https://192.168.1.9:8443/in", "https://[::1]/"):
        said = desk(world.clerk).post(page, asked | {"address": inside}).content.decode()
        assert "这个地址发不到" in said and not Hook.objects.exists()
    desk(world.clerk).post(page, asked | {"address": "https://nowhere.invalid/"})
    settings.GONGKAI_HOOK_NETWORKS = ["127.0.0.0/8"]
    desk(world.clerk).post(page, asked)
    assert [one.address for one in Hook.objects.order_by("pk")] == ["https://nowhere.invalid/", "https://127.0.0.1/"]


def test_from_the_key_to_the_first_message_and_once_more(world, page, receiver):
    clerk = desk(world.clerk)
    assert page in clerk.get("/desk/tokens/").content.decode()
    made = register(world, page, receiver)
    [secret] = SECRET.findall(made.content.decode())
    assert made["Cache-Control"] == "no-store" and not SECRET.search(clerk.get(page).content.decode())
    here = f"/desk/hooks/{Hook.objects.get().pk}/"
    assert here in clerk.get(page).content.decode()
    assert "还没有。按“试发一条”" in clerk.get(here).content.decode()
    assert clerk.post(f"{here}test/").status_code == 302 and deliver() == 1
    headers, body = receiver.came[0]
    assert signed_by(headers, body, secret)
    shown = clerk.get(here).content.decode()
    assert "试发" in shown and "收下了" in shown and headers["webhook-id"] in shown
    clerk.post(f"/desk/hook-messages/{HookMessage.objects.get().pk}/again/")
    assert deliver() == 1 and len(set(receiver.ids())) == 1 and len(receiver.came) == 2
    sheet = load_workbook(BytesIO(clerk.get(f"{here}tries.xlsx").content)).active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [headers["webhook-id"]] * 2
    [new] = SECRET.findall(clerk.post(f"{here}secret/").content.decode())
    assert new != secret
    assert clerk.post(f"{here}end/").status_code == 302 and here not in clerk.get(page).content.decode()
    assert "停用了，不再发" in clerk.get(here).content.decode()


def test_a_stopped_address_is_said_where_the_person_looks(world, page, receiver):
    clerk = desk(world.clerk)
    register(world, page, receiver)
    hook = Hook.objects.get()
    here = f"/desk/hooks/{hook.pk}/"
    receiver.answers = [410]
    clerk.post(f"{here}test/")
    deliver()
    assert "停了" in clerk.get("/desk/tokens/").content.decode() and "重新开始" in clerk.get(here).content.decode()
    said = clerk.post(f"{here}test/", follow=True).content.decode()
    assert "现在停着" in said
    assert clerk.post(f"{here}resume/").status_code == 302 and deliver() == 1
    assert f"{here}resume/" not in clerk.get(here).content.decode()


@pytest.mark.parametrize("how", ["ended", "over", "stopped"])
def test_nobody_is_told_that_it_goes_on_where_nothing_goes_out(world, page, receiver, how):
    clerk = desk(world.clerk)
    register(world, page, receiver)
    here = f"/desk/hooks/{Hook.objects.get().pk}/"
    receiver.answers = [500]
    clerk.post(f"{here}test/")
    deliver()
    shown = clerk.get(here).content.decode()
    assert "接着试" in shown and f"{here}test/" in shown and "/again/" in shown
    if how == "ended":
        clerk.post(f"{here}end/")
    elif how == "over":
        MachineToken.objects.update(last_day=world.today - timedelta(days=1))
        assert clerk.post(f"{here}test/").status_code == 404
    else:
        Hook.objects.update(stopped_at=timezone.now())
    shown = clerk.get(here).content.decode()
    assert "接着试" not in shown and f"{here}test/" not in shown and "/again/" not in shown
    assert ("重新开始以后再发" in shown) == (how == "stopped") != ("没有收下，不再试了" in shown)
    assert ("过了最后一天" in shown) == (how == "over") and (f"{here}resume/" in shown) == (how == "stopped")


def test_others_find_nothing_there(world, page, receiver):
    register(world, page, receiver)
    hook = Hook.objects.get()
    desk(world.clerk).post(f"/desk/hooks/{hook.pk}/test/")
    message = HookMessage.objects.get()
    head = desk(world.head)
    assert head.get(page).status_code == head.get(f"/desk/hooks/{hook.pk}/").status_code == 404
    assert head.get(f"/desk/hooks/{hook.pk}/tries.xlsx").status_code == 404
    for way in ("test/", "resume/", "secret/", "end/"):
        assert head.post(f"/desk/hooks/{hook.pk}/{way}").status_code == 404
    assert head.post(f"/desk/hook-messages/{message.pk}/again/").status_code == 404
    assert desk(world.clerk).post(f"/desk/hooks/{hook.pk}/everything/").status_code == 404
    hook.refresh_from_db()
    assert hook.ended_at is None


@pytest.mark.parametrize("wrong", [{"address": ""}, {"address": "javascript:1"}, {"kinds": []}, {"org": "0"}])
def test_what_is_missing_is_said_on_the_page(world, page, receiver, wrong):
    asked = {"address": receiver.url, "org": world.village.pk, "kinds": ["nil.declared"]} | wrong
    answer = desk(world.clerk).post(page, asked)
    assert answer.status_code == 200 and answer.context["form"].errors and not Hook.objects.exists()
