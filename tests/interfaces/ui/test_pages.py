"""The shared pages: type size, error pages that give nothing away, no style or script inline (P40)."""

import re

import pytest
from django.db import InterfaceError, OperationalError
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from gongkai.interfaces.ui import gallery, views
from gongkai.interfaces.ui.context import site

MISSING = "没有这一页，或者它不对外公开。可以从村名找起。"


@pytest.fixture(autouse=True)
def addresses(settings):
    """Only the shared pages, without the rooms behind them."""
    settings.ROOT_URLCONF = "tests.interfaces.ui.addresses"
    settings.MIDDLEWARE = []
    settings.DEBUG = False


def test_large_type_is_remembered_for_a_year_and_leads_back():
    response = Client().get("/type/large/?next=/accessibility/")
    assert response.status_code == 302 and response["Location"] == "/accessibility/"
    cookie = response.cookies["type"]
    assert cookie.value == "large" and cookie["max-age"] == 31536000 and cookie["samesite"] == "Lax"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_large_type_never_leads_elsewhere(elsewhere):
    assert Client().post("/type/large/", {"next": elsewhere})["Location"] == "/"


def test_without_next_the_page_before_is_meant():
    response = Client().get("/type/normal/", headers={"referer": "http://testserver/a/?b=1"})
    assert response["Location"] == "http://testserver/a/?b=1"


def test_an_unknown_size_is_missing():
    assert Client().get("/type/huge/").status_code == 404


def test_the_page_itself_becomes_large():
    client = Client()
    assert 'data-type="large"' not in client.get("/accessibility/").text
    client.cookies["type"] = "large"
    page = client.get("/accessibility/").text
    assert 'data-type="large"' in page and "标准字" in page and "/type/normal/" in page


def test_a_missing_page_has_the_same_bytes_whatever_the_path():
    first, second = Client().get("/orgs/1/secret/"), Client().get("/x/?q=<b>")
    assert first.status_code == second.status_code == 404
    assert first.content == second.content
    assert MISSING in re.sub(r"<[^>]+>", "", first.text)


@pytest.mark.parametrize(
    ("view", "status"),
    [
        (views.bad_request, 400),
        (views.csrf_failure, 403),
        (views.not_found, 404),
        (views.server_error, 500),
        (views.unavailable, 503),
    ],
)
def test_error_pages_stand_without_user_or_database(view, status):
    response = view(RequestFactory().get("/a/"))
    assert response.status_code == status
    assert response.text.count("<h1>") == 1
    assert "！" not in response.text and "重试" not in response.text


def test_our_own_trouble_names_its_record(caplog):
    page = views.server_error(RequestFactory().get("/")).text
    number = re.search(r"记录号 <span[^>]*>([0-9A-F]{6})", page)[1]
    assert number in caplog.text


def test_what_was_typed_comes_back_with_the_token_it_came_with():
    words = {"csrfmiddlewaretoken": "T1", "text": "路灯坏了，已经三个月没有人来修。<b>", "kind": "inquiry"}
    for view in (views.server_error, views.unavailable):
        page = view(RequestFactory().post("/opinion/", words)).text
        assert "路灯坏了，已经三个月没有人来修。&lt;b&gt;</textarea>" in page
        assert 'name="csrfmiddlewaretoken" value="T1"' in page and 'name="kind" value="inquiry"' in page


def test_a_password_does_not_come_back():
    page = views.unavailable(
        RequestFactory().post("/desk/login/", {"username": "li", "password": "geheim-geheim"})
    ).text
    assert "geheim" not in page and "<form" not in page


@pytest.mark.parametrize("trouble", [OperationalError("database is locked"), InterfaceError("connection closed")])
def test_a_database_out_of_reach_is_no_fault_of_the_program(trouble):
    try:
        raise trouble
    except type(trouble):
        response = views.server_error(RequestFactory().get("/"))
    assert response.status_code == 503 and response["Retry-After"] == "60"


def test_the_gallery_is_for_builders_only(settings):
    assert Client().get("/gallery/").status_code == 404
    settings.DEBUG = True
    assert Client().get("/gallery/").status_code == 200


@pytest.mark.parametrize("wrong", [False, True])
def test_no_style_and_no_script_stand_in_the_page(wrong):
    request = RequestFactory().get("/gallery/")
    page = render_to_string("ui/gallery.html", gallery.context(wrong) | site(request), request)
    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:", page)
    assert not re.search(r"<script(?![^>]*\ssrc=)", page)
    assert page.count("<h1") == 1 and 'lang="zh-CN"' in page
    idents = re.findall(r'\sid="([^"]+)"', page)
    assert len(idents) == len(set(idents))


def test_the_demo_strip_is_shown_only_on_demo_data(settings):
    settings.GONGKAI_SITE = {"name": "某县党务公开", "demo": False}
    assert "演示数据" not in Client().get("/accessibility/").text
    settings.GONGKAI_SITE = {"name": "某县党务公开", "demo": True}
    assert "演示数据：" in Client().get("/accessibility/").text


def test_a_name_is_escaped(settings):
    settings.GONGKAI_SITE = {"name": "<i>县</i>"}
    assert "<i>县" not in Client().get("/accessibility/").text
