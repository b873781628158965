"""nginx with the configuration of the how-to: the same pages, the same headers, and never a page for the wrong reader (P4, P12)."""

import gzip
import http.client
import os
import re
import time
from types import SimpleNamespace

import pytest

from gongkai.interfaces.jobs import bench
from gongkai.interfaces.jobs import measures_nginx as nginx
from gongkai.interfaces.jobs.demo.structure import TRY_VILLAGE
from tests.faults.test_two_nodes import act, within
from tests.interfaces.installation import COMMAND, fresh

pytestmark = pytest.mark.skipif(not nginx.nginx_there(), reason="nginx is not installed")
OF_EACH_SERVER = {"etag", "date", "server", "connection", "accept-ranges", "content-length", "last-modified"}


@pytest.fixture(scope="module")
def place(tmp_path_factory, demonstrated):
    folder = tmp_path_factory.mktemp("nginx")
    made = fresh(folder / "data", like=demonstrated)
    ports = front, behind = nginx.free_ports(2)
    conf, main = folder / "site.conf", folder / "nginx.conf"
    log = folder / "access.log"
    conf.write_text(
        nginx.site_conf(folder, port=front, behind=behind, pages=folder / "data" / "pages", log=f"{log} gongkai"), encoding="utf-8"
    )  # fmt: skip
    user = "user root;\n" if os.geteuid() == 0 else ""
    main.write_text(user + nginx.MAIN.format(folder=folder, host=nginx.HOST, plain=nginx.free_ports(1)[0], cores=1))
    serve = [*COMMAND, "serve", "--port", str(behind), "--no-worker"]
    program = [nginx.nginx_there(), "-c", str(main), "-g", "daemon off;"]
    with nginx.running(serve, behind, made.environment) as site, nginx.running(program, front, made.environment):
        time.sleep(4)  # the first look at the log of changes has been
        yield SimpleNamespace(site=site, ports=ports, installation=made, log=log, pages=folder / "data" / "pages")


def from_disk(headers):
    """The mark of nginx is made of time and size; ours is a digest."""
    return re.fullmatch('"[0-9a-f]{1,8}-[0-9a-f]+"', headers.get("etag", "")) is not None


def ask(port, path, method="GET", **headers):
    connection = http.client.HTTPConnection(nginx.HOST, port, timeout=20)
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers={"Host": nginx.HOST, **given})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


@pytest.mark.parametrize(
    ("path", "more"),
    [("/", {}), ("/places/", {}), (f"/org/{TRY_VILLAGE}/", {"Cookie": "a=b; type=large"}), ("/feed.rss", {}), ("/feed.atom", {}),
     ("/feed.json", {}), ("/sitemap.xml", {}), ("/robots.txt", {}), ("/rules/", {"Accept_Encoding": "gzip"})],
)  # fmt: skip
def test_nginx_sends_the_same_page_with_the_same_headers_from_the_disk(place, path, more):
    front, behind = place.ports
    first = ask(behind, path, **more)
    again = ask(front, path, **more)
    assert first[0] == again[0] == 200 and "last-modified" not in again[1]
    assert from_disk(again[1]) and not from_disk(first[1])
    assert {k: v for k, v in first[1].items() if k not in OF_EACH_SERVER} == {
        k: v for k, v in again[1].items() if k not in OF_EACH_SERVER
    }
    plain = [gzip.decompress(body) if more.get("Accept_Encoding") else body for body in (first[2], again[2])]
    assert plain[0] == plain[1]
    assert ask(front, path, If_None_Match=again[1]["etag"], **more)[0] == 304


@pytest.mark.parametrize(
    ("path", "more"),
    [("/places/?q=1", {}), ("/places/", {"Cookie": "a=1; sessionid=x"}), ("/places/", {"Cookie": "__Host-sessionid=x"}),
     ("/places/", {"Authorization": "Bearer x"}), ("/places/", {"method": "POST"}), ("/places/", {"method": "OPTIONS"})],
)  # fmt: skip
def test_these_requests_go_to_the_program(place, path, more):
    front, behind = place.ports
    ask(front, "/places/")
    status, headers, _ = ask(front, path, **more)
    assert not from_disk(headers) and status == ask(behind, path, **more)[0]


@pytest.mark.parametrize(
    "ending", ["index.html", "index.html.gz", "index.html.head", "index.html.own", "../../index.html"]
)
def test_what_lies_beside_a_page_has_no_address(place, ending):
    ask(place.ports[0], "/places/")
    assert ask(place.ports[0], f"/places/{ending}")[0] in (400, 404)


def test_a_withdrawn_page_is_gone_from_the_web_server(place):
    front, _ = place.ports
    slug, edition = act(place.installation, "find", "newest")
    page = f"/item/{slug}/"
    ask(front, page)
    _, headers, title = ask(front, page)
    assert from_disk(headers)
    act(place.installation, "take_down", edition)
    within(60, lambda: ask(front, page, If_None_Match=headers["etag"])[2] not in (title, b""))
    act(place.installation, "restore", edition)
    within(60, lambda: ask(front, page)[2] == title)


def test_the_log_of_the_web_server_holds_no_address_and_no_line_of_those_without_a_name(place):
    def lines():
        return place.log.read_text().count("\n")

    before = lines()
    ask(place.ports[0], "/calendar/secret-of-a-person.ics")
    within(10, lambda: lines() == before + 1)  # the line is written after the answer has gone
    ask(place.ports[0], "/yijian/")
    ask(place.ports[0], "/calendar/secret-of-a-person.ics")
    within(10, lambda: lines() >= before + 2)
    said = place.log.read_text()
    assert "secret" not in said and "/" not in said and said.count("\n") == before + 2


def test_finished_pages_answer_while_the_program_is_gone(place):
    front, _ = place.ports
    ask(front, "/places/")
    for pid in sorted(nginx.family(place.site)):
        os.kill(pid, 19)  # stopped, as if it hung
    try:
        status, headers, body = ask(front, "/places/")
        assert status == 200 and body and from_disk(headers)
    finally:
        for pid in sorted(nginx.family(place.site)):
            os.kill(pid, 18)


def test_without_nginx_the_measurement_says_so(monkeypatch, capsys):
    monkeypatch.setattr(bench.measures_nginx, "nginx_there", lambda: "")
    assert bench._nginx({}, 1) == {} and "没有装 nginx" in capsys.readouterr().out
