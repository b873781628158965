"""Public pages as files: where they lie, that they are whole, and that an old one is gone from every server at once."""

import errno
import gzip
import os
import secrets
import shutil
import tracemalloc
from datetime import date
from wsgiref.util import setup_testing_defaults

import pytest

from gongkai.config.headers import CSP
from gongkai.config.pagestore import PageStore
from gongkai.publication import page_files
from gongkai.publication.generation import Generation
from gongkai.publication.page_files import Filed, PageFiles, place_of
from tests.covers import covers
from tests.publication.test_pagestore import Reader, Site


def refused(*_, **__):
    raise OSError(errno.EROFS, "Read-only file system")


DAY = date(2026, 9, 3)
PAGE = Filed([("Content-Type", "text/html")], "ab" * 16, "第一版".encode(), gzip.compress("第一版".encode()))


@pytest.fixture
def files(tmp_path):
    return PageFiles(tmp_path / "pages")


@pytest.fixture
def site():
    made = Site()
    made.headers.append(("Content-Security-Policy", CSP))
    return made


def node(site, folder):
    """A process of its own on the machine that has this folder: no page in memory."""
    return Reader(PageStore(site, counter=Generation(folder / "pages.generation"), today=lambda: DAY))


def test_a_page_lies_where_a_web_server_looks_for_its_address(site, tmp_path):
    get = node(site, tmp_path)
    get("/org/TW03/2026-09/")
    get("/feed.rss")
    get("/", HTTP_COOKIE="type=large")
    current = tmp_path / "pages" / "current" / "testserver"
    page = current / "normal" / "org" / "TW03" / "2026-09" / "index.html"
    assert page.read_bytes() == site.body
    assert gzip.decompress(page.with_name("index.html.gz").read_bytes()) == site.body
    assert (current / "large" / "index.html").read_bytes() == site.body
    assert not (current / "normal" / "feed.rss").exists(), "the name says another type than the page has"
    assert (current / "normal" / "feed.rss.own").exists()


@pytest.mark.parametrize("header", [("Content-Security-Policy", "sandbox"), ("Content-Disposition", "attachment")])
def test_what_needs_headers_of_its_own_is_not_left_to_a_web_server(site, tmp_path, header):
    site.headers.append(header)
    node(site, tmp_path)("/item/a/file/b/")
    assert not list((tmp_path / "pages").rglob("index.html"))
    status, headers, body = node(Site(), tmp_path)("/item/a/file/b/")
    assert (headers[header[0]], body) == (header[1], site.body)


def test_another_process_and_one_after_a_restart_send_the_same_page_without_rendering(site, tmp_path):
    first, other = node(site, tmp_path)(), Site()
    assert node(other, tmp_path)() == first and other.rendered == 0


@covers("R82", "R88")
def test_a_change_takes_the_page_from_every_server_at_once(site, tmp_path):
    get = node(site, tmp_path)
    get()
    page = tmp_path / "pages" / "current" / "testserver" / "normal" / "index.html"
    assert page.exists()
    Generation(tmp_path / "pages.generation").bump()
    assert not page.exists()
    site.body = "第二版".encode()
    assert get()[2] == site.body == page.read_bytes()


def test_a_page_begun_before_a_change_lies_in_no_current_tree(site, tmp_path):
    site.meanwhile = Generation(tmp_path / "pages.generation").bump
    node(site, tmp_path)()
    site.meanwhile, site.body = None, "第二版".encode()
    assert node(site, tmp_path)()[2] == site.body


@pytest.mark.parametrize(
    "environ", [{"QUERY_STRING": "q=1"}, {"HTTP_COOKIE": "sessionid=a"}, {"HTTP_COOKIE": "csrftoken=a"}, {"HTTP_AUTHORIZATION": "x"}],
)  # fmt: skip
def test_no_file_comes_from_a_query_a_session_a_forms_cookie_or_a_password(site, tmp_path, environ):
    node(site, tmp_path)(**environ)
    assert not list((tmp_path / "pages").rglob("*.head"))


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("a", "/../x/"), ("a", "/x/../../y"), ("a", "//x/"), ("a", "/.half/x"), ("a", "/x/.lock"), ("a", "/x\0/"), ("a", "x"),
        ("a", "/" + "x" * 201), ("a", "/x" * 13), ("..", "/"), ("a/b", "/"), ("A", "/"), ("", "/"), ("a", "/x.gz"), ("a", "/x/index.html"),
        ("a", "/x.head"), ("a", "/x.own/"), ("a", "/\xff\xfe/"), ("a", "/a%2e%2e/"), ("a", "/a\\b"), ("a", "/a b"),
    ],
)  # fmt: skip
def test_no_file_is_named_after_these(host, address):
    assert place_of(host, address, large=False) is None


def test_a_new_day_begins_a_new_tree_and_what_was_true_still_stands_without_the_database(files):
    files.write(files.current(DAY), "a/normal/index.html", PAGE)
    tomorrow = files.current(date(2026, 9, 4))
    assert files.read(tomorrow, "a/normal/index.html") is None
    assert files.last("a/normal/index.html") == PAGE


def test_after_doubts_the_newest_page_stands_and_after_a_sure_change_none(files):
    for text in ("一", "二", "三"):
        page = Filed(PAGE.headers, PAGE.digest, text.encode(), b"")
        files.write(files.current(DAY), f"a/normal/{text}.html", page)
        files.write(files.current(DAY), "a/normal/index.html", page)
        files.turn(sure=False)
    for _ in range(2):
        assert files.last("a/normal/index.html").body == "三".encode()
        assert files.last("a/normal/一.html").body == "一".encode()
        files.tidy()
    assert len(files._trees()) == 1
    files.turn(sure=True)
    assert files.last("a/normal/index.html") is None
    files.tidy()
    assert not list(files.root.rglob("*.html"))


@pytest.mark.parametrize("call", ["rename", "chmod", "fsync", "mkdir"])
def test_a_disk_that_takes_nothing_leaves_no_half_page_and_the_site_goes_on(site, tmp_path, monkeypatch, call):
    get = node(site, tmp_path)

    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    owner = page_files.Path if call != "fsync" else os
    get("/first/")
    monkeypatch.setattr(owner, call, full)
    assert get("/second/")[2] == site.body
    monkeypatch.undo()
    assert not [one for one in (tmp_path / "pages").rglob("*") if "second" in str(one) and one.is_file()]
    assert not list((tmp_path / "pages" / ".half").iterdir())
    assert get("/third/")[0] == "200 OK" and list((tmp_path / "pages").rglob("third/index.html"))


def test_pages_leave_the_rest_of_the_disk_to_the_records(site, tmp_path, monkeypatch):
    monkeypatch.setattr(page_files, "SPARE", 1 << 62)
    assert node(site, tmp_path)()[0] == "200 OK"
    assert not list((tmp_path / "pages").rglob("index.html"))


def test_a_process_fills_no_more_than_its_share(tmp_path):
    files = PageFiles(tmp_path / "pages", megabytes=1)
    tree = files.current(DAY)
    kept = [files.write(tree, f"a/normal/{n}.html", PAGE) for n in range(100)]
    assert 0 < sum(kept) < 100 and not kept[-1]


def test_without_room_for_a_new_link_there_is_no_page_rather_than_an_old_one(site, tmp_path, monkeypatch):
    get = node(site, tmp_path)
    get()
    with monkeypatch.context() as broken:
        broken.setattr(page_files.Path, "symlink_to", refused)
        Generation(tmp_path / "pages.generation").bump()
        assert not (tmp_path / "pages" / "current").exists()
        site.body = "第二版".encode()
        assert get()[2] == node(site, tmp_path)()[2] == site.body
        site.status = "503 Service Unavailable"
        assert node(site, tmp_path)()[2] == site.body, "the page from before the change lies there and is not sent"
        site.status, site.rendered = "200 OK", 0
        assert get()[2] == get()[2] == site.body and site.rendered == 0, "kept in memory, where there is no file"
    assert node(site, tmp_path)()[2] == site.body and (tmp_path / "pages" / "current").exists()


@pytest.mark.parametrize("away", [False, True])
def test_a_folder_that_takes_nothing_gives_no_old_page_and_stops_no_act(site, tmp_path, monkeypatch, caplog, away):
    """Read-only: neither a new link nor the old one away. The act is committed and goes on, the site too (P4)."""
    get = node(site, tmp_path)
    get()
    link = tmp_path / "pages" / "current"
    with monkeypatch.context() as broken:
        for call in ("symlink_to", "rename", "unlink"):
            broken.setattr(page_files.Path, call, refused)
        Generation(tmp_path / "pages.generation").bump()
        assert "网页的文件夹写不进去" in caplog.text and link.exists()
        site.body = "第二版".encode()
        site.status = "503 Service Unavailable" if away else "200 OK"
        for _ in range(2):
            assert get()[2] == node(site, tmp_path)()[2] == site.body
        Generation(tmp_path / "pages.generation").touch()
    site.body, site.status = "第三版".encode(), "200 OK"
    assert node(site, tmp_path)()[2] == site.body == (link / "testserver" / "normal" / "index.html").read_bytes()
    site.status = "503 Service Unavailable"
    Generation(tmp_path / "pages.generation").touch()
    assert node(site, tmp_path)()[2] == site.body, "and what nothing has changed since stands again"


@pytest.mark.parametrize("gone", ["pages", "pages/.half", "pages/current"])
def test_a_folder_that_was_cleared_fills_again(site, tmp_path, gone):
    counter = Generation(tmp_path / "pages.generation")
    get = Reader(PageStore(site, counter=counter, today=lambda: DAY))
    get("/first/")
    path = tmp_path / gone
    path.unlink() if path.is_symlink() else shutil.rmtree(path)
    counter.files.asked(), counter.files.tidy()
    assert get("/second/")[2] == site.body
    counter.bump()
    assert get("/third/")[2] == site.body
    assert [one.parent.name for one in (tmp_path / "pages" / "current").rglob("index.html")] == ["third"]


def test_what_cannot_be_taken_away_keeps_nothing_else_there(files, monkeypatch):
    for day in range(1, 4):
        files.write(files.current(date(2026, 9, day)), "a/normal/index.html", PAGE)
        files.turn(sure=True)
    first = files._trees()[0]
    take = shutil.rmtree
    monkeypatch.setattr(shutil, "rmtree", lambda path: refused() if path.name == first else take(path))
    files.tidy()
    assert files._trees() == [first]


@pytest.fixture
def attached(site):
    """An attachment larger than what is kept in memory."""
    site.body = secrets.token_bytes(5_000_000)
    site.headers = [("X-Page-Store", "1"), ("Content-Security-Policy", "sandbox"), ("Content-Length", "5000000")]
    return site


def test_a_large_attachment_goes_through_the_disk_and_never_whole_through_memory(attached, tmp_path):
    store = PageStore(attached, counter=Generation(tmp_path / "pages.generation"), today=lambda: DAY)

    def sent():
        request = {"PATH_INFO": "/item/a/file/b/", "HTTP_HOST": "testserver", "HTTP_ACCEPT_ENCODING": "gzip"}
        setup_testing_defaults(request)
        answer = store(request, lambda *_: None)
        try:
            return sum(len(block) for block in answer)
        finally:
            answer.close()

    for _ in range(2):
        tracemalloc.start()
        try:
            assert sent() == 5_000_000
            assert tracemalloc.get_traced_memory()[1] < 2_000_000
        finally:
            tracemalloc.stop()
    assert attached.rendered == 1
    (lies,) = (tmp_path / "pages" / "current").rglob("index.html.own")
    assert lies.stat().st_size == 5_000_000 and not list(lies.parent.glob("*.gz"))


def test_a_large_attachment_answers_like_a_page(attached, tmp_path):
    """The same headers, the reader's own copy, and while the database is away what nothing has changed (P12)."""
    first = node(attached, tmp_path)("/item/a/file/b/", HTTP_ACCEPT_ENCODING="gzip")
    assert first == node(Site(), tmp_path)("/item/a/file/b/") and first[2] == attached.body
    assert first[1]["Content-Length"] == "5000000" and "Content-Encoding" not in first[1]
    again = node(Site(), tmp_path)("/item/a/file/b/", HTTP_IF_NONE_MATCH=first[1]["ETag"])
    assert again[0] == "304 Not Modified" and again[2] == b""
    assert node(Site(), tmp_path)("/item/a/file/b/", REQUEST_METHOD="HEAD") == (first[0], first[1], b"")
    body, attached.body, attached.status = attached.body, b"away", "503 Service Unavailable"
    counter = Generation(tmp_path / "pages.generation")
    counter.touch()
    assert node(attached, tmp_path)("/item/a/file/b/")[2] == body
    counter.bump()
    assert node(attached, tmp_path)("/item/a/file/b/")[2] == b"away"


@pytest.mark.parametrize("call", ["rename", "chmod"])
def test_a_large_attachment_that_cannot_be_kept_is_sent_all_the_same(attached, tmp_path, monkeypatch, call):
    get = node(attached, tmp_path)
    get("/first/")
    monkeypatch.setattr(page_files.Path, call, refused)
    assert get("/second/")[2] == attached.body
    monkeypatch.undo()
    assert not list((tmp_path / "pages" / ".half").iterdir()) and not list((tmp_path / "pages").rglob("second/*.head"))


@pytest.mark.parametrize(("call", "turn"), [(call, turn) for call in ("rename", "utime", "chmod") for turn in range(3)])
def test_killed_while_writing_there_is_the_whole_page_or_none(site, tmp_path, call, turn):
    get = node(site, tmp_path)
    get("/before/")
    child = os.fork()
    if child == 0:  # the process ends at the call, as if killed there
        count, owner = iter(range(100)), os if call == "utime" else page_files.Path
        real = getattr(owner, call)
        setattr(owner, call, lambda *a, **k: os._exit(9) if next(count) == turn else real(*a, **k))
        get()
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    fresh = Site()
    fresh.headers.append(("Content-Security-Policy", CSP))
    assert node(fresh, tmp_path)()[2] == fresh.body
    page = tmp_path / "pages" / "current" / "testserver" / "normal" / "index.html"
    assert page.read_bytes() == site.body


def test_the_time_of_the_file_says_the_content(files):
    """Web servers make ETag of time and size: a change within one second must not look the same."""
    tree = files.current(DAY)
    for name, digest in (("a", "00" * 16), ("b", "ff" * 16), ("c", "ff" * 16)):
        files.write(tree, f"a/normal/{name}.html", Filed([], digest, b"x", b"y"))
    a, b, c = (int((files.root / tree / f"a/normal/{name}.html").stat().st_mtime) for name in "abc")
    assert a != b == c
