"""The gap page offers a supervisor to say that a duty was left silent; the form takes only a picture as a photo (R108, P20)."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai.supervision import actions
from gongkai.supervision.models import SupervisionMark
from tests.covers import covers
from tests.interfaces.workbench.office import text

WORDS = {"text": "公开栏和网上都没有。"}


@pytest.fixture
def watched(world):
    actions.appoint_supervisor(
        world.actor(world.head), org_id=world.village.pk, name="陈三", post="退休教师", basis="支部委员会",
        from_date=world.today - timedelta(days=1), now=timezone.now(), today=world.today,
    )  # fmt: skip
    return world


def page(user, address: str) -> str:
    client = Client()
    if user is not None:
        client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200
    return text(answer)


def offered(user, org) -> list[str]:
    return re.findall(r'href="(/desk/supervising/[^"]+/)"', page(user, reverse("portal:gaps", args=[org.code])))


@covers("R108")
def test_the_gap_page_offers_it_to_the_supervisor_alone_and_only_in_the_scope(watched):
    mine = offered(watched.member, watched.village)
    assert mine and all(f"/{watched.village.code}/" in one for one in mine)
    assert offered(watched.member, watched.other_village) == []
    above = offered(watched.member, watched.town)
    assert above and all(f"/{watched.village.code}/" in one for one in above)
    for other in (None, watched.villager, watched.clerk, watched.superior):
        assert offered(other, watched.village) == []


@covers("R108")
def test_from_the_gap_page_to_the_answer(watched, send, see):
    address = offered(watched.member, watched.village)[0]
    assert "应于" in page(watched.member, address) and "指出漏公开" in page(watched.member, address)
    assert f'href="{address}"' in text(see(watched.member, "supervising"))
    client = Client()
    client.force_login(watched.member)
    assert client.post(address, {"text": " "}).status_code == 200 and not SupervisionMark.objects.exists()
    answer = client.post(address, WORDS)
    row = SupervisionMark.objects.get()
    assert (answer.status_code, row.kind) == (302, "undisclosed")
    said = text(see(watched.clerk, "mark", row.number))
    assert "漏公开" in said and "现在是：" in said and "陈三" not in said
    assert f"/org/{watched.village.code}/{row.duty_period}/" in said
    assert row.number in text(see(watched.clerk, "marks")) and row.item_title in text(see(watched.clerk, "home"))
    again = client.post(address, WORDS)
    assert row.number in text(again) and WORDS["text"] in text(again)
    assert send(watched.clerk, "mark", row.number, verb="reply", reply="月底前补公开。").status_code == 302


@covers("R108")
@pytest.mark.parametrize(
    ("name", "body"), [("记录.txt", "一段文字".encode()), ("现场.jpg", b"not a picture"), ("表.csv", b"a,b\n1,2\n")]
)
def test_what_is_no_picture_is_refused_at_the_field_and_the_words_stay(watched, name, body):
    client = Client()
    client.force_login(watched.member)
    photo = SimpleUploadedFile(name, body)
    said = text(client.post(offered(watched.member, watched.village)[0], WORDS | {"photo": photo}))
    assert not SupervisionMark.objects.exists()
    assert WORDS["text"] in said and (f"“{name}”不是" in said or f"“{name}”里面不是 jpg" in said)


def test_who_does_not_supervise_finds_no_form(watched, see):
    address = offered(watched.member, watched.village)[0]
    for user in (watched.clerk, watched.villager, watched.superior):
        client = Client()
        client.force_login(user)
        assert client.get(address).status_code == 404


@covers("R108")
def test_the_organizations_page_leads_a_supervisor_to_the_gaps(watched):
    address = reverse("portal:organization", args=[watched.village.code])
    assert "在那里可以指出漏公开" in page(watched.member, address)
    for other in (None, watched.villager, watched.head):
        assert "在那里可以指出漏公开" not in page(other, address)
