"""The marker hunt on a real server: own processes, own data folder, every file and every line of output (P30 b, P40)."""

import http.client
import json
import re
import signal
import time
from urllib.parse import quote, urlencode

import psycopg

from tests.covers import covers
from tests.interfaces.installation import free_port, fresh

AGENT, COOKIE, REFERER, LANGUAGE = (
    "Marker-Agent-7731",
    "marker-cookie-7732",
    "marker-referer-7733",
    "marker-language-7734",
)
SOURCE = "127.0.0.77"
TEXT = "真实服务器上的匿名意见七七三五"
PATIENCE = 60


def ask(port, path, data=None, cookie=COOKIE):
    """One request from an address of its own with everything a browser tells."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20, source_address=(SOURCE, 0))
    headers = {
        "User-Agent": AGENT, "Cookie": f"sessionid={cookie}; other={cookie}", "Referer": f"http://127.0.0.1:{port}/{REFERER}",
        "Accept-Language": LANGUAGE, "X-Forwarded-For": SOURCE, "Authorization": f"Basic {cookie}",
    }  # fmt: skip
    if data is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request(
        "POST" if data is not None else "GET", path, urlencode(data) if data is not None else None, headers
    )
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer, text


def wait_for(port, server):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert server.poll() is None, server.communicate()
        try:
            return ask(port, "/yijian/")
        except OSError:
            time.sleep(0.3)
    raise AssertionError("the server did not answer")


def database_text(installation) -> str:
    """All rows of all tables, on PostgreSQL; SQLite's file lies in the data folder."""
    url = installation.environment.get("DATABASE_URL")
    if not url:
        return ""
    with psycopg.connect(url) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return "\n".join(repr(connection.execute(f'SELECT * FROM "{name}"').fetchall()) for (name,) in tables)


@covers("R12")
def test_a_real_server_keeps_no_marker(tmp_path):
    installation = fresh(tmp_path)
    assert installation.run("migrate", "--quiet").returncode == 0
    made = installation.run("demo", "--organizations", "14", "--months", "1", "--facts-only", "--json", timeout=180)
    code = next(one["code"] for one in json.loads(made.stdout)["organizations"] if one["kind"] == "village")
    port = free_port()
    server = installation.start("serve", "--port", str(port), "--workers", "1", "--access-log")
    try:
        wait_for(port, server)
        _, form = ask(port, f"/yijian/?org={quote(code)}")
        token = re.search(r'name="token" value="([^"]+)"', form)[1]
        answer, page = ask(port, "/yijian/", {"org": code, "text": TEXT, "kind": "suggestion", "token": token})
        assert answer.status == 200 and answer.getheader("Set-Cookie") is None
        receipt = re.search(r'class="receipt-code">([^<]+)<', page)[1]
        _, found = ask(port, "/yijian/huizhi/", {"code": receipt, "act": "read", "token": token})
        assert TEXT in found
        ask(port, "/yijian/huizhi/", {"code": "0" * 24, "act": "read", "token": token})
        ask(port, "/yijian/nothing/")
    finally:
        server.send_signal(signal.SIGTERM)
        out, err = server.communicate(timeout=40)
    places = {"output": out + err, "database": database_text(installation)}
    for path in tmp_path.rglob("*"):
        if path.is_file():
            places[path.name] = path.read_bytes().decode("utf-8", "replace")
    marks = (AGENT, COOKIE, REFERER, LANGUAGE, SOURCE, receipt, receipt.replace("-", ""))
    assert [(place, mark) for place, said in places.items() for mark in marks if mark in said] == []
    assert any(TEXT in said for place, said in places.items() if place != "output")  # the hunt would have found it
    assert TEXT not in places["output"] and "yijian" not in places["output"].replace("/yijian/nothing/", "")
