"""The database goes away under a running site: public pages stay, writing is said and kept, nobody restarts anything (P12)."""

import os
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager
from http.cookiejar import CookieJar
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from gongkai.interfaces.jobs.demo.accounts import PASSWORD
from gongkai.interfaces.jobs.demo.structure import TRY_VILLAGE
from tests.interfaces.installation import fetch, fresh, serving, wait_for

WORDS = "路灯坏了，已经三个月没有人来修。"


@contextmanager
def away(url: str):
    """The site's database takes no connections and has dropped those that it had."""
    name = urlsplit(url).path[1:]
    with psycopg.connect(urlunsplit(urlsplit(url)._replace(path="/postgres")), autocommit=True) as server:
        server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        yield
        server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


class Reader:
    """A browser that keeps its cookies and has logged in."""

    def __init__(self, port: int, username: str) -> None:
        self.root = f"http://127.0.0.1:{port}"
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self.ask("/desk/login/")
        assert self.ask("/desk/login/", username=username, password=PASSWORD)[0] == 200

    def ask(self, path: str, **fields) -> tuple[int, str, str]:
        """Status, page and Retry-After; with fields the form is sent."""
        token = next((one.value for one in self.cookies if one.name == "csrftoken"), "")
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **fields}).encode() if fields else None
        try:
            with self.opener.open(f"{self.root}{path}", body, timeout=20) as answer:
                return answer.status, answer.read().decode(), ""
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode(), refused.headers.get("Retry-After", "")


@pytest.mark.postgres
@pytest.mark.skipif(os.environ.get("GONGKAI_TEST_DB") != "postgres", reason="a file of SQLite does not go away")
def test_pages_stay_writing_is_kept_and_all_comes_back_by_itself(tmp_path, demonstrated):
    place = fresh(tmp_path / "data", like=demonstrated)
    with serving(place) as (port,):
        page = wait_for(port, "/places/", 200)
        villager = Reader(port, "cunmin")
        write = f"/org/{TRY_VILLAGE}/opinion/"
        form = {"text": WORDS, "kind": "suggestion", "sign": "on"}
        with away(place.environment["DATABASE_URL"]):
            assert {fetch(port, "/places/") for _ in range(20)} == {(200, page)}
            code, words, _ = villager.ask("/search/?q=%E7%BB%8F%E8%B4%B9")
            assert code == 503 and "已经公开的内容没有变动" in words
            code, words, again = villager.ask(write, **form)
            assert (code, again) == (503, "60") and f"{WORDS}</textarea>" in words
            assert "数据库" in wait_for(port, "/readyz", 503)
            assert fetch(port, "/healthz")[0] == 200
        assert villager.ask("/search/?q=%E7%BB%8F%E8%B4%B9")[0] == 200
        code, words, _ = villager.ask(write, **form)
        assert code == 200 and WORDS in words, "the same form, sent once more, is received"
