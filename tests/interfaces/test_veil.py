"""The anonymous path from the wire inwards: what goes in is stripped, what comes out carries nothing (P30)."""

import io
import re
from datetime import date
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.core import mail
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test import Client
from django.utils import timezone

from gongkai.config.pagestore import PageStore
from gongkai.config.veil import Veil, strip
from gongkai.config.wsgi import application, django
from gongkai.interfaces.jobs.serve import ACCESS_LOG
from gongkai.interfaces.portal import form_token
from gongkai.ledger.sources import address_in
from gongkai.publication.pages import generation
from tests.covers import covers
from tests.participation.protectors import build_voices

TEXT = "意见正文：低保名单没有公示。"
MARKERS = {
    "REMOTE_ADDR": "127.0.0.77", "REMOTE_PORT": "45677", "REMOTE_USER": "marker-remote-user",
    "HTTP_X_FORWARDED_FOR": "203.0.113.77, 127.0.0.78", "HTTP_X_REAL_IP": "203.0.113.78",
    "HTTP_FORWARDED": "for=203.0.113.79", "HTTP_CF_CONNECTING_IP": "203.0.113.80", "HTTP_TRUE_CLIENT_IP": "203.0.113.81",
    "HTTP_USER_AGENT": "marker-agent/7.7", "HTTP_SEC_CH_UA": "marker-brand", "HTTP_REFERER": "http://testserver/desk/marker-referer/",
    "HTTP_ORIGIN": "http://testserver", "HTTP_ACCEPT_LANGUAGE": "marker-language", "HTTP_AUTHORIZATION": "Basic marker-authorization",
    "HTTP_IF_NONE_MATCH": '"marker-etag"', "HTTP_X_DEVICE_ID": "marker-device", "HTTP_DNT": "marker-dnt",
}  # fmt: skip
SAID = ("127.0.0.7", "203.0.113.", "marker-", "45677")


class Browser:
    """Speaks WSGI to the whole application, as a browser on some machine would."""

    def __init__(self, cookie=""):
        self.cookie = cookie
        self.headers = []

    def __call__(self, path, data=None, *, app=application, kind="application/x-www-form-urlencoded", query="", **more):
        body = data if isinstance(data, bytes) else urlencode(data or {}).encode()
        environ = {
            "REQUEST_METHOD": "GET" if data is None else "POST", "PATH_INFO": path, "QUERY_STRING": query,
            "SCRIPT_NAME": "", "SERVER_NAME": "testserver", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "testserver", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(body), "wsgi.errors": io.StringIO(),
            "wsgi.version": (1, 0), "wsgi.multithread": True, "wsgi.multiprocess": False, "wsgi.run_once": False,
            "CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": kind if data is not None else "", **MARKERS,
            "HTTP_COOKIE": f"{self.cookie}; marker-cookie=marker-value", **more,
        }  # fmt: skip
        said = {}

        def started(status, headers, exc_info=None):
            said["status"], self.headers = int(status.split()[0]), headers

        answer = app(environ, started)
        try:
            text = b"".join(answer).decode()
        finally:
            if hasattr(answer, "close"):
                answer.close()
        return said["status"], text


@pytest.fixture(autouse=True)
def one_connection():
    """The end of a request must not close the connection that holds the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def voices(db):
    return build_voices()


@pytest.fixture
def member(voices):
    """The browser of a member who is logged in."""
    client = Client()
    client.force_login(voices.world.member)
    name = django_settings.SESSION_COOKIE_NAME
    return Browser(f"{name}={client.cookies[name].value}")


def note(voices, **more):
    return {
        "org": voices.world.village.code,
        "text": TEXT,
        "kind": "suggestion",
        "token": form_token.make(timezone.localdate()),
    } | more


def code_in(page) -> str:
    return re.search(r'class="receipt-code">([^<]+)<', page)[1]


def dump() -> dict[str, list]:
    """Every row of every table, as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            columns = [column[0] for column in cursor.description]
            found[table] = sorted(repr(dict(zip(columns, row, strict=True))) for row in cursor.fetchall())
    return found


@covers("R12")
def test_one_submission_by_a_logged_in_member_changes_one_row(voices, member):
    """P30 (a): the difference of two dumps is one row with a day."""
    before = dump()
    status, page = member("/yijian/", note(voices))
    after = dump()
    assert status == 200 and len(code_in(page).replace("-", "")) == 24
    changed = {table for table in after if after[table] != before.get(table)}
    assert changed == {"participation_anonymousnote"}
    [row] = set(after["participation_anonymousnote"]) - set(before["participation_anonymousnote"])
    values = apps.get_model("participation.AnonymousNote").objects.values().get()
    assert (
        set(values)
        - {
            "id",
            "ref",
            "receipt",
            "org_id",
            "text",
            "kind",
            "received_on",
            "about_leaders",
            "above_only",
            "from_member",
            "delivered_on",
        }
        == set()
    )
    assert not re.search(r"\d\d:\d\d|datetime\.datetime", row)


def test_reading_saying_more_and_pressing_change_only_their_own_tables(voices, member):
    code = code_in(member("/yijian/", note(voices))[1])
    token = form_token.make(timezone.localdate())
    wanted = {"read": set(), "say": {"participation_anonymousword"}, "pressure": {"participation_pressure"}}
    for act, tables in wanted.items():
        before = dump()
        status, page = member(
            "/yijian/huizhi/", {"code": code, "act": act, "token": token, "text": "还有一户", "pressure": "有人打听"}
        )
        assert status == 200 and TEXT in page
        assert {table for table, rows in dump().items() if rows != before[table]} == tables


@covers("R12")
def test_no_marker_of_the_browser_is_anywhere(voices, member, tmp_path, caplog, capfd):
    """P30 (b): address, agent, cookie, referrer, headers: in no table, file, log line or mail."""
    with caplog.at_level("DEBUG"):
        for path in ("/yijian/", "/yijian/huizhi/", "/yijian/nothing-here/"):
            member(path)
        code = code_in(member("/yijian/", note(voices))[1])
        member("/yijian/huizhi/", {"code": code, "act": "read", "token": form_token.make(timezone.localdate())})
        member("/yijian/huizhi/", {"code": "0" * 24, "act": "read", "token": form_token.make(timezone.localdate())})
    captured = capfd.readouterr()
    logs = caplog.text.replace("127.0.0.1", "") + captured.out + captured.err
    places = {"database": repr(dump()), "logs": logs, "mail": repr(mail.outbox)}
    for path in tmp_path.rglob("*"):
        if path.is_file():
            places[str(path)] = path.read_bytes().decode("utf-8", "replace")
    assert [(place, mark) for place, said in places.items() for mark in (*SAID, code) if mark in said] == []
    assert TEXT not in logs


def test_a_file_is_turned_away_unread(voices, member):
    """No office file and no picture: nothing of it touches the disk."""
    border = "marker-border"
    body = (
        f'--{border}\r\nContent-Disposition: form-data; name="text"; filename="marker-家里的电脑.docx"\r\n'
        f"Content-Type: application/msword\r\n\r\n{TEXT}\r\n--{border}--\r\n"
    ).encode()
    unread = io.BytesIO(body)
    status, page = member("/yijian/", body, kind=f"multipart/form-data; boundary={border}", **{"wsgi.input": unread})
    assert status == 415 and "只能写字" in page and unread.tell() == 0
    assert not apps.get_model("participation.AnonymousNote").objects.exists()


@pytest.mark.parametrize("length", ["70000", "nonsense", "-"])
def test_a_flood_is_turned_away_unread(voices, member, length):
    unread = io.BytesIO(b"text=x")
    status, page = member("/yijian/", b"text=x", CONTENT_LENGTH=length, **{"wsgi.input": unread})
    assert status == 413 and unread.tell() == 0


def test_nothing_leaves_that_marks_the_browser(voices, member):
    for path, data in (("/yijian/", None), ("/yijian/", note(voices)), ("/yijian/huizhi/", None), ("/yijian/x/", None)):
        member(path, data)
        names = {name.lower(): value for name, value in member.headers}
        assert not {"set-cookie", "etag", "last-modified", "x-page-store"} & set(names)
        assert names["cache-control"] == "no-store" and names["referrer-policy"] == "no-referrer"
        assert "script-src 'self'" in names["content-security-policy"]


def test_every_browser_gets_the_same_bytes(voices, member):
    """Logged in or not, with whatever headers: only the form's token differs."""

    def bare(page):
        return re.sub(r'name="token" value="[^"]+"', "", page)

    query = f"org={voices.world.village.code}"
    own, stranger = (
        member("/yijian/", query=query),
        Browser()("/yijian/", query=query, HTTP_USER_AGENT="other", REMOTE_ADDR="127.0.0.5"),
    )
    assert bare(own[1]) == bare(stranger[1]) and "陈三" not in own[1]


def test_only_the_type_size_passes(voices):
    large = Browser("sessionid=marker; type=large")("/yijian/")[1]
    assert 'data-type="large"' in large
    assert 'data-type="large"' not in Browser("sessionid=marker; x=type=large")("/yijian/")[1]


def test_stripping_leaves_no_header_but_the_host():
    environ = {**MARKERS, "HTTP_HOST": "testserver", "HTTP_COOKIE": "sessionid=marker-x", "PATH_INFO": "/yijian/"}
    strip(environ)
    assert {name for name in environ if name.startswith(("HTTP_", "REMOTE_"))} == {"HTTP_HOST", "REMOTE_ADDR"}
    assert environ["REMOTE_ADDR"] == "" and not any(mark in repr(environ) for mark in SAID)
    kept = dict(environ)
    strip(environ)
    assert environ == kept


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [(0, "198.51.100.1", "127.0.0.77"), (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"), (2, "198.51.100.1, 203.0.113.9", "198.51.100.1"), (2, "203.0.113.9", "127.0.0.77")],
)  # fmt: skip
def test_the_limit_counts_past_our_own_proxies_only(settings, proxies, forwarded, address):
    """A forged X-Forwarded-For gives nobody a new allowance."""
    settings.GONGKAI_PROXIES = proxies
    assert address_in({"REMOTE_ADDR": "127.0.0.77", "HTTP_X_FORWARDED_FOR": forwarded}) == address


@pytest.mark.parametrize("path", ["/yijian", "/yijian/", "/yijian/huizhi/", "/yijian/a/b"])
def test_the_page_store_never_sees_the_path(path):
    asked = []
    Veil(lambda e, s: asked.append("straight") or [], lambda e, s: asked.append("store") or [])(
        {"PATH_INFO": path}, None
    )
    assert asked == ["straight"]


@pytest.mark.parametrize("path", ["/", "/yijianxiang/", "/YIJIAN/", "/desk/yijian/", "//yijian/"])
def test_other_paths_keep_their_way(path):
    asked = []
    Veil(lambda e, s: asked.append("straight") or [], lambda e, s: asked.append("store") or [])(
        {"PATH_INFO": path}, None
    )
    assert asked == ["store"]


def test_the_page_store_keeps_no_page_of_it_even_when_asked(voices):
    """Should somebody put the store in front again, Django's answer still forbids keeping it."""
    store = PageStore(django)
    reader = Browser()
    first, second = (reader("/yijian/", query="", app=store, HTTP_COOKIE="", HTTP_AUTHORIZATION="") for _ in range(2))
    assert first[0] == second[0] == 200 and not store._pages


def test_a_submission_leaves_no_sign_on_the_generation_of_public_pages(voices, member):
    """Its file's time would say when somebody wrote."""
    before = generation().read()
    assert member("/yijian/", note(voices))[0] == 200
    assert generation().read() == before


def test_without_the_veil_the_views_are_not_there(voices, client, settings):
    settings.MIDDLEWARE = settings.MIDDLEWARE[1:]
    assert Client().get("/yijian/").status_code == Client().get("/yijian/huizhi/").status_code == 404


@pytest.mark.parametrize("token", ["", "2026-01-01.00.x", "nonsense", "x" * 5000])
def test_a_form_from_elsewhere_is_shown_again_with_everything_typed(voices, member, token):
    status, page = member("/yijian/", note(voices, token=token))
    assert status == 200 and TEXT in page and "再按一次" in page
    assert not apps.get_model("participation.AnonymousNote").objects.exists()


def test_a_token_holds_today_and_tomorrow():
    token = form_token.make(date(2026, 10, 14))
    days = [date(2026, 10, day) for day in (13, 14, 15, 16)]
    assert [form_token.holds(token, day) for day in days] == [False, True, True, False]
    assert not form_token.holds(token.replace("-14.", "-15."), date(2026, 10, 15))


def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(voices, member):
    for wrong in ({"text": ""}, {"kind": "gossip"}, {"slip": "不是凭条"}, {"text": "长" * 1001}, {"text": "\x00"}):
        status, page = member("/yijian/", note(voices, **wrong))
        assert status == 200 and 'class="errors"' in page
    status, page = member("/yijian/", note(voices, org="Z99"))
    assert status == 200 and "先选写给哪个党组织" in page
    for query in ("org=%00", "org=" + "x" * 500, "org=Z99-C01"):
        assert member("/yijian/", query=query)[0] == 200


def test_the_access_log_names_neither_address_nor_path():
    assert "addr" not in ACCESS_LOG and "path" not in ACCESS_LOG and "query" not in ACCESS_LOG


def test_the_whole_conversation_through_the_pages(voices, member):
    code = code_in(member("/yijian/", note(voices, about_leaders="on"))[1])
    token = form_token.make(timezone.localdate())
    page = member("/yijian/huizhi/", {"code": code.lower(), "act": "read", "token": token})[1]
    assert "还没有转交" in page and "送给上级保密受理人" in page
    page = member("/yijian/huizhi/", {"code": code, "act": "pressure", "token": token, "pressure": "有人打听是谁写的"})[
        1
    ]
    assert "被反映的组织看不到" in page and "有人打听是谁写的" in page
    page = member("/yijian/huizhi/", {"code": "0" * 24, "act": "say", "token": token, "text": "x"})[1]
    assert "没有这个回执码" in page
    assert code not in page
