"""The page store serves the same bytes as Django, never too long, never to the wrong reader."""

import gzip
import multiprocessing
import threading
from datetime import date
from wsgiref.util import setup_testing_defaults

import pytest

from gongkai.config.pagestore import PageStore
from gongkai.publication.generation import Generation
from tests.covers import covers


class Site:
    """A small application that counts how often it renders and says what it is told to say."""

    def __init__(self):
        self.rendered = 0
        self.body = "第一版".encode()
        self.headers = [("X-Page-Store", "1")]
        self.status = "200 OK"
        self.meanwhile = None

    def __call__(self, environ, start_response):
        self.rendered += 1
        body = self.body
        if self.meanwhile:
            self.meanwhile()
        start_response(self.status, [("Content-Type", "text/html; charset=utf-8"), *self.headers])
        return [body]


class Reader:
    def __init__(self, store):
        self.store = store

    def __call__(self, path="/", **environ):
        request = {"PATH_INFO": path, "HTTP_HOST": "testserver"} | environ
        setup_testing_defaults(request)
        said = []
        answer = self.store(request, lambda status, headers, *_: said.extend((status, headers)))
        body = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        return said[0], dict(said[1]), body


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def counter(tmp_path):
    return Generation(tmp_path / "pages.generation")


@pytest.fixture
def get(site, counter):
    return Reader(PageStore(site, counter=counter))


def test_a_public_page_is_rendered_once(site, get):
    first, second = get(), get()
    assert first == second
    assert second[0] == "200 OK" and second[2] == site.body and site.rendered == 1
    assert "X-Page-Store" not in second[1]
    assert second[1]["Vary"] == "Cookie, Accept-Encoding"
    assert second[1]["Content-Length"] == str(len(site.body))


@pytest.mark.parametrize(
    "environ",
    [
        {"QUERY_STRING": "q=1"},
        {"HTTP_COOKIE": "a=1; sessionid=abc"},
        {"REQUEST_METHOD": "POST"},
        {"HTTP_AUTHORIZATION": "Basic x"},
    ],
)
def test_these_requests_go_to_django(site, get, environ):
    get()
    site.body = b"own"
    status, headers, body = get(**environ)
    assert body == b"own" and site.rendered == 2 and "X-Page-Store" not in headers
    site.body = "第一版".encode()
    assert get()[2] == site.body, "and what they were told is not kept for others"


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        ("200 OK", []),
        ("404 Not Found", [("X-Page-Store", "1")]),
        ("200 OK", [("X-Page-Store", "1"), ("Set-Cookie", "csrftoken=x")]),
    ],
)
def test_these_answers_are_not_kept(site, get, status, headers):
    site.status, site.headers = status, headers
    get()
    assert "X-Page-Store" not in get()[1]
    assert site.rendered == 2


def test_a_page_rendered_for_a_reader_with_a_forms_cookie_is_not_kept(site, get):
    get(HTTP_COOKIE="csrftoken=secret")
    get(HTTP_COOKIE="csrftoken=secret")
    assert site.rendered == 2
    get()
    get(HTTP_COOKIE="csrftoken=secret")
    assert site.rendered == 3, "but such a reader is served what is kept"


def test_large_type_hosts_and_addresses_are_kept_apart(site, get):
    get()
    for other in ({"HTTP_COOKIE": "type=large"}, {"HTTP_HOST": "elsewhere"}, {"path": "/places/"}):
        site.body = repr(other).encode()
        assert get(**other)[2] == site.body
    assert get()[2] == "第一版".encode() and site.rendered == 4
    assert get(HTTP_COOKIE="type=normal")[2] == "第一版".encode() and site.rendered == 4


def test_readers_who_take_it_get_the_packed_page_with_its_own_mark(site, get):
    plain, packed = get()[1]["ETag"], get(HTTP_ACCEPT_ENCODING="br, gzip;q=0.8")
    assert packed[1]["Content-Encoding"] == "gzip" and gzip.decompress(packed[2]) == site.body
    assert packed[1]["ETag"] != plain and not plain.startswith("W/")
    assert "Content-Encoding" not in get(HTTP_ACCEPT_ENCODING="gzip;q=0")[1]
    assert site.rendered == 1


def test_who_has_the_page_gets_304_and_who_has_another_gets_the_page(site, get):
    etag = get()[1]["ETag"]
    status, headers, body = get(HTTP_IF_NONE_MATCH=f'"other", W/{etag}')
    assert (status, body) == ("304 Not Modified", b"") and headers["ETag"] == etag
    assert get(HTTP_IF_NONE_MATCH='"other"')[0] == "200 OK"


def test_head_has_the_headers_of_get_and_no_body(site, get):
    headers = get()[1]
    status, same, body = get(REQUEST_METHOD="HEAD")
    assert (status, same, body) == ("200 OK", headers, b"")


@covers("R82", "R88")
def test_a_change_counts_at_the_very_next_request_also_for_those_who_hold_the_old_page(site, get, counter):
    etag = get()[1]["ETag"]
    site.body = "第二版".encode()
    counter.bump()
    status, headers, body = get(HTTP_IF_NONE_MATCH=etag)
    assert (status, body) == ("200 OK", site.body) and headers["ETag"] != etag


def test_a_page_begun_before_a_change_is_never_kept_past_it(site, get, counter):
    site.meanwhile = counter.bump
    get()
    site.meanwhile, site.body = None, "第二版".encode()
    assert get()[2] == site.body


def test_a_new_day_renders_anew(site, counter):
    days = iter([date(2026, 9, 3), date(2026, 9, 3), date(2026, 9, 4)])
    get = Reader(PageStore(site, counter=counter, today=lambda: next(days)))
    get()
    get()
    assert site.rendered == 1
    get()
    assert site.rendered == 2


def test_a_writing_request_makes_pages_old_unless_it_says_otherwise(site, get):
    get()
    site.headers = [("X-Page-Store", "keep")]
    get(REQUEST_METHOD="POST")
    get()
    assert site.rendered == 2, "a saved draft changes nothing in public"
    site.headers = [("X-Page-Store", "1")]
    get(REQUEST_METHOD="POST")
    get()
    assert site.rendered == 4
    site.status = "400 Bad Request"
    get(REQUEST_METHOD="POST")
    get()
    assert site.rendered == 5, "what was refused changed nothing"


def test_a_page_that_nothing_surely_changed_stands_while_the_site_cannot_answer(site, get, counter):
    get()
    counter.touch()
    site.status, site.body = "503 Service Unavailable", "现在办不了".encode()
    assert get()[0::2] == ("200 OK", "第一版".encode())
    assert get("/other/")[0] == "503 Service Unavailable"
    counter.bump()  # perhaps a withdrawal: what was true before is shown to nobody
    assert get()[0] == "503 Service Unavailable"


def test_the_store_keeps_to_its_size_and_forgets_the_longest_unused(site, counter):
    site.body = bytes(range(256)) * 1200
    store = PageStore(site, counter=counter, megabytes=1)
    get = Reader(store)
    for path in ("/a", "/b", "/a", "/c", "/d", "/e"):
        get(path)
    assert store._size <= 1024 * 1024 and store._size == sum(page.size for page in store._pages.values())
    before = site.rendered
    get("/e")
    assert site.rendered == before
    assert "/b" not in {path for _, path, _ in store._pages}
    assert get("/b")[2] == site.body and site.rendered == before, "its file is still there"


def test_two_stores_share_one_generation(site, tmp_path):
    one = Reader(PageStore(site, counter=Generation(tmp_path / "g")))
    two = Reader(PageStore(site, counter=Generation(tmp_path / "g")))
    one(), two()
    site.body = "第二版".encode()
    Generation(tmp_path / "g").bump()
    assert one()[2] == two()[2] == site.body


def raise_often(path, times):
    counter = Generation(path)
    for _ in range(times):
        counter.bump()


def test_another_process_makes_our_pages_old_and_no_raise_is_lost(site, get, counter, tmp_path):
    get()
    spawn = multiprocessing.get_context("spawn")
    others = [spawn.Process(target=raise_often, args=(tmp_path / "pages.generation", 200)) for _ in range(2)]
    for other in others:
        other.start()
    raise_often(tmp_path / "pages.generation", 200)
    for other in others:
        other.join(60)
    assert int.from_bytes(counter.read(), "big") == 600
    site.body = "第二版".encode()
    assert get()[2] == site.body


def test_many_readers_at_once(site, counter):
    get = Reader(PageStore(site, counter=counter))
    wrong = []

    def read():
        for turn in range(200):
            if turn % 50 == 0:
                counter.bump()
            if get(f"/{turn % 7}")[2] != site.body:
                wrong.append(turn)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert wrong == []
