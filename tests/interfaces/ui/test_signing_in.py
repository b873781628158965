"""Whoever writes after the session is over loses nothing; an address that only takes forms says so (P6)."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from gongkai.interfaces.ui.signing_in import can_be_opened, page_of
from tests.interfaces.workbench.test_month import TEXT, desk, save, start, world  # noqa: F401 - a fixture

HERE = "http://testserver"


@pytest.mark.parametrize(
    ("path", "opens"),
    [
        ("/desk/edition/5/", True), ("/desk/edition/5/save/", False), ("/desk/edition/5/attach/", False),
        ("/desk/logout/", False), ("/desk/login/", True), ("/no/such/page/", False), ("/", True),
    ],
)  # fmt: skip
def test_what_only_takes_forms_is_known(path, opens):
    assert can_be_opened(path) is opens


@pytest.mark.parametrize(
    ("sent_to", "came_from", "page"),
    [
        ("/desk/edition/5/save/", f"{HERE}/desk/edition/5/?a=1", "/desk/edition/5/?a=1"),
        ("/desk/edition/5/save/", f"{HERE}/desk/edition/5/save/", "/desk/edition/5/"),
        ("/desk/edition/5/save/", "http://elsewhere.example/desk/edition/7/", "/desk/edition/5/"),
        ("/desk/edition/5/save/", "", "/desk/edition/5/"),
        ("/desk/duty/a/2026-10/C15/0/exempt/", "", "/desk/duty/a/2026-10/C15/0/exempt/"),
    ],
)
def test_after_the_login_comes_a_page_that_opens(sent_to, came_from, page):
    request = RequestFactory().post(sent_to, HTTP_REFERER=came_from)
    assert page_of(request) == page


def test_the_login_leads_to_pages_only(db):
    for path, goal in (
        ("/desk/edition/5/?a=1", "/desk/edition/5/%3Fa%3D1"),
        ("/desk/edition/5/save/", "/desk/edition/5/"),
    ):
        assert Client().get(path)["Location"] == f"/desk/login/?next={goal}"


def test_without_a_session_the_form_comes_back_with_everything(world):  # noqa: F811
    pk = start(world)
    sent = {**TEXT, "based_on": 1, "verb": "save", "content": "<p>8月收入2,000.00元</p>"}
    answer = Client().post(f"/desk/edition/{pk}/save/", sent)
    page = answer.content.decode()
    assert answer.status_code == 401 and answer["Cache-Control"] == "no-store"
    assert "您已经退出，" in page and "写的字还在这一页" in page
    assert TEXT["plain"] in page and '<p class="up-1">8月收入2,000.00元</p>' in page
    assert 'name="content" value="&lt;p&gt;8月收入2,000.00元&lt;/p&gt;"' in page
    assert f'href="/desk/login/?next=%2Fdesk%2Fedition%2F{pk}%2F" target="_blank"' in page
    assert 'name="verb" value="save"' in page


def test_a_file_cannot_be_carried_and_is_named(world):  # noqa: F811
    pk = start(world)
    sent = {"caption": "8月的收支明细表一份共三页", "file": SimpleUploadedFile("明细.txt", b"a")}
    page = Client().post(f"/desk/edition/{pk}/attach/", sent).content.decode()
    assert "“明细.txt”带不过来，请重新选" in page
    assert re.search(r'<form method="post"[^>]*enctype="multipart/form-data"', page)


def test_a_press_without_words_is_told_so(world):  # noqa: F811
    answer = Client().post(f"/desk/edition/{start(world)}/act/", {"verb": "recall"})
    assert answer.status_code == 401 and "刚才没有办成" in answer.content.decode()
    assert "再交一次" not in answer.content.decode()


def test_a_form_of_short_fields_comes_back_too(world):  # noqa: F811
    sent = {"name": "王某某", "roll_number": "T950", "status": "full", "from_date": "2026-10-01"}
    answer = Client().post("/desk/roll/add/", sent)
    page = answer.content.decode()
    assert answer.status_code == 401 and "再交一次" in page
    assert 'name="name" value="王某某"' in page and 'name="roll_number" value="T950"' in page


def test_passwords_are_not_carried(db):
    answer = Client().post(reverse("workbench:password"), {"current": "geheim-geheim-1", "password": "geheim-geheim-2"})
    assert answer.status_code == 401 and "geheim" not in answer.content.decode()


def test_after_a_new_login_the_old_form_comes_back_with_the_new_token_only_from_our_own_page(world):  # noqa: F811
    pk = start(world)
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.clerk)
    client.get("/desk/login/")
    sent = {**TEXT, "based_on": 1, "verb": "save", "csrfmiddlewaretoken": "x" * 64}
    path = f"/desk/edition/{pk}/save/"
    ours = client.post(path, sent, headers={"origin": HERE})
    assert ours.status_code == 403 and TEXT["plain"] in ours.content.decode()
    assert ours["Cache-Control"] == "no-store"
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', ours.content.decode())[1]
    for origin in ("http://elsewhere.example", "null"):
        foreign = client.post(path, sent, headers={"origin": origin}).content.decode()
        assert TEXT["plain"] not in foreign and "csrfmiddlewaretoken" not in foreign
    assert TEXT["plain"] not in client.post(path, sent).content.decode()  # nothing said where it came from
    done = client.post(path, sent | {"csrfmiddlewaretoken": token}, headers={"origin": HERE})
    assert done.status_code == 302
    assert TEXT["plain"] in client.get(f"/desk/edition/{pk}/").content.decode()


def test_an_address_for_forms_says_so_and_shows_the_way_back(world):  # noqa: F811
    pk = start(world)
    answer = desk(world.clerk).get(f"/desk/edition/{pk}/save/")
    assert answer.status_code == 405 and answer["Allow"] == "POST"
    page = answer.content.decode()
    assert "这个地址只用来交表" in page and f'href="/desk/edition/{pk}/"' in page


def test_the_farewell_promises_only_what_was_saved(world):  # noqa: F811
    client = desk(world.clerk)
    client.post("/desk/logout/")
    said = client.get("/desk/login/").content.decode()
    assert "草稿都存好了" not in said and "存过的草稿都在" in said
