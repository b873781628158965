"""P40: logs say what happened to the work and never what people wrote, sent or are called."""

import http.client
import json
import logging
import re
import signal
import sys
import time
from urllib.parse import quote, urlencode

import pytest

from gongkai.config import access, logs
from gongkai.config.logs import FACTS
from gongkai.interfaces.jobs.demo.structure import TRY_VILLAGE
from tests.interfaces.installation import fresh
from tests.interfaces.test_veil_live import free_port, wait_for

CANARY = "canary-4471"
MARKS = {
    name: f"{CANARY}-{name}"
    for name in ("form", "header", "password", "cookie", "query", "path", "agent", "referer", "host", "user", "token", "body", "json")
}  # fmt: skip
WORDS = "金丝雀四四七一，路灯坏了"
IDENTITY = "11010119900307000X0"  # nineteen signs: nobody's


def record(message, *args, name="gongkai.x", exc=None, **facts):
    made = logging.LogRecord(name, logging.ERROR, "x.py", 1, message, args, exc)
    if facts:
        setattr(made, FACTS, facts)
    return made


def raised(text):
    try:
        raise ValueError(text)
    except ValueError:
        return sys.exc_info()


@pytest.mark.parametrize("form", [logs.Json, logs.Plain])
@pytest.mark.parametrize(
    "made",
    [
        record("没有做成", exc=raised(CANARY)),
        record("Not Found: %s", f"/x/{CANARY}", name="django.request"),
        record(f"invalid host {CANARY}", name="django.security.DisallowedHost"),
        record("Internal Server Error: %s", CANARY, name="django.request", exc=raised(CANARY)),
        record("first line %s\n" + CANARY, 1, name="somebody"),
    ],
)
def test_only_our_own_sentences_are_filled_in_and_no_exception_speaks(form, made):
    said = form().format(made)
    assert CANARY not in said
    assert "\n" not in said or form is logs.Plain
    if made.exc_info:
        assert "ValueError" in said and "raised" in said


def test_a_line_is_json_and_holds_its_facts():
    said = json.loads(logs.Json().format(record("%s件", 3, job="published", ms=1.5)))
    assert (said["event"], said["job"], said["ms"], said["level"]) == ("3件", "published", 1.5, "error")


@pytest.mark.parametrize(("form", "name"), [("json", "Json"), ("plain", "Plain"), ("", "Plain")])
def test_the_form_is_a_setting(form, name):
    made = logs.configuration(form, "WARNING")
    assert made["formatters"]["lines"]["()"] == f"gongkai.config.logs.{name}"


@pytest.fixture
def lines(caplog):
    caplog.set_level(logging.INFO, "gongkai.request")
    return lambda: [getattr(one, FACTS) for one in caplog.records if one.name == "gongkai.request"]


@pytest.mark.django_db
def test_a_request_says_route_status_time_and_queries(client, lines, django_user_model):
    client.get("/rules/answers/")
    client.get("/nothing/")
    first, second = lines()
    assert (first["route"], first["status"], first["method"], first["actor"]) == (
        "portal:rules_answers",
        200,
        "GET",
        "",
    )
    assert first["queries"] > 0 and first["ms"] > 0
    assert (second["route"], second["status"]) == ("", 404)
    user = django_user_model.objects.create(username="somebody", name="某某")
    client.force_login(user)
    client.get("/desk/")
    assert lines()[-1]["actor"] == user.pk and "somebody" not in str(lines())


@pytest.mark.django_db
def test_where_people_speak_the_line_says_neither_page_nor_person(client, lines, django_user_model):
    client.force_login(django_user_model.objects.create(username="somebody", name="某某"))
    for path in ("/desk/opinions/", "/subscribe/", "/org/X/opinion/", "/consulting/"):
        client.get(path)
    client.get("/yijian/")
    assert len(lines()) == 4, "and the path that forgets everything has no line"
    assert {(one["route"], one["actor"]) for one in lines()} == {("", "")}


@pytest.mark.parametrize(
    ("given", "proxies", "kept"), [("a" * 32, 1, True), ("a" * 32, 0, False), (f"{CANARY}", 1, False)]
)
def test_the_number_of_a_request_is_taken_from_our_own_proxy_alone(rf, settings, given, proxies, kept):
    settings.GONGKAI_PROXIES, seen = proxies, []

    class Answer:
        status_code = 200

    def page(request):
        request.resolver_match = None
        seen.append(logs.request_id.get())
        return Answer()

    access.RequestLine(page)(rf.get("/", headers={"X-Request-ID": given}))
    assert (seen[0] == given) is kept and re.fullmatch("[0-9a-f]{16,64}", seen[0])
    assert logs.request_id.get() == ""


def send(port, method, path, *, fields=None, content="application/x-www-form-urlencoded", host=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    body = fields if isinstance(fields, (str, bytes)) else urlencode(fields) if fields else None
    headers = {
        "User-Agent": MARKS["agent"], "Referer": f"http://127.0.0.1:{port}/{MARKS['referer']}", "X-Other": MARKS["header"],
        "Cookie": f"sessionid={MARKS['cookie']}; csrftoken={MARKS['cookie']}", "Authorization": f"Bearer {MARKS['token']}",
        "X-Request-ID": MARKS["header"], "Content-Type": content,
    } | ({"Host": host} if host else {})  # fmt: skip
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    text = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer.status, text


def test_a_real_server_and_its_worker_log_no_canary(tmp_path, demonstrated):
    place = fresh(tmp_path, like=demonstrated)
    place.environment.update({"GONGKAI_LOG": "json", "GONGKAI_LOG_LEVEL": "INFO", "GONGKAI_HOSTS": "127.0.0.1"})
    code = TRY_VILLAGE
    port = free_port()
    server = place.start("serve", "--port", str(port), "--workers", "1")
    try:
        wait_for(port, server)
        secret = {"username": MARKS["user"], "password": MARKS["password"], "csrfmiddlewaretoken": MARKS["form"]}
        speech = {
            "text": f"{WORDS} {IDENTITY}",
            "kind": "suggestion",
            "name": WORDS,
            "csrfmiddlewaretoken": MARKS["form"],
        }
        for path in (
            "/",
            "/search/",
            "/desk/login/",
            "/nothing/",
            f"/{MARKS['path']}/",
            f"/calendar/{MARKS['path']}.ics",
            "/desk/",
            "/api/v1/items",
        ):
            send(port, "GET", f"{path}?q={MARKS['query']}{quote(IDENTITY)}")
        send(port, "GET", "/", host=f"{MARKS['host']}.example")
        send(port, "POST", "/desk/login/", fields=secret)
        send(port, "POST", f"/org/{code}/opinion/", fields=speech)
        send(port, "POST", "/api/v1/drafts", fields=json.dumps({"x": MARKS["json"]}), content="application/json")
        send(port, "POST", "/api/v1/drafts", fields=f"{{{MARKS['body']}", content="application/json")
        send(port, MARKS["form"].upper(), "/")
        _, form = send(port, "GET", f"/yijian/?org={quote(code)}")
        token = re.search(r'name="token" value="([^"]+)"', form)[1]
        _, page = send(
            port, "POST", "/yijian/", fields={"org": code, "text": WORDS, "kind": "suggestion", "token": token}
        )
        receipt = re.search(r'class="receipt-code">([^<]+)<', page)[1]
        send(port, "POST", "/yijian/huizhi/", fields={"code": receipt, "act": "read", "token": token})
        broken = place.python(BROKEN)  # what is in the rows now, exceptions quote
        assert broken.returncode == 0, broken.stderr
        failed = {
            send(port, "GET", f"{path}?q={MARKS['query']}")[0] for path in ("/latest/", f"/org/{code}/", "/feed.atom")
        }
        failed |= {send(port, "POST", f"/org/{code}/opinion/", fields=speech)[0]}
        assert 500 in failed, failed
        time.sleep(6)  # the worker looks every two seconds
    finally:
        server.send_signal(signal.SIGTERM)
        out, err = server.communicate(timeout=60)
    said = out + err
    marks = [
        *MARKS.values(),
        MARKS["form"].upper(),
        WORDS,
        IDENTITY,
        receipt,
        receipt.replace("-", ""),
        token,
        quote(WORDS),
    ]
    assert [mark for mark in marks if mark in said] == []
    assert CANARY not in said.lower()
    found = [json.loads(line) for line in err.splitlines() if line.startswith("{")]
    assert {one["status"] for one in found if one["logger"] == "gongkai.request"} >= {200, 404}
    assert any("where" in one and one["where"] for one in found), "a traceback was written"
    assert {(one["job"], one["failed"]) for one in found if "job" in one} >= {("published", False), ("message", True)}
    assert all(not line.strip() or line.startswith("{") for line in err.splitlines()), err


BROKEN = """
import django; django.setup()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("UPDATE publication_publication SET category = 'q~'")
from django.utils import timezone
from gongkai.ledger import actions
from gongkai.rules.actor import Actor
for key, kind in (("one", "published"), ("two", "message")):
    actions.enqueue(Actor.clock(), kind=kind, key=key, payload={"canary-4471-payload": 1}, now=timezone.now())
"""
