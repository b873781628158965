"""A flood of readers and of machines: pages are answered, editors go on, limits count over all processes (P39, P27)."""

import http.client
import statistics
import threading
import time
import urllib.parse

import pytest

from tests.faults.county_site import copied
from tests.interfaces.installation import Installation, serving, wait_for

pytestmark = pytest.mark.twice
PAGES = ("/", "/places/", "/latest/", "/org/Z01-C01/", "/org/Z01-C01/catalog/")
SECONDS, READERS, PAUSE = 4, 4, 0.02  # at most 200 pages a second
WRONG = 5
WORDS = "路灯坏了，已经三个月没有人来修。"


def asked(port: int, path: str, times: int, pause: float = 0.0, until: float = 0.0, **headers) -> list[tuple[int, str]]:
    """Status and Retry-After of so many requests one behind the other over one line, or until a moment."""
    line, said = http.client.HTTPConnection("127.0.0.1", port, timeout=20), []
    for _ in range(times):
        line.request("GET", path, headers=headers)
        answer = line.getresponse()
        answer.read()
        said.append((answer.status, answer.getheader("Retry-After") or ""))
        time.sleep(pause)
        if until and time.monotonic() > until:
            break
    line.close()
    return said


def at_once(acts) -> None:
    threads = [threading.Thread(target=act) for act in acts]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)


def writing(site, port: int, times: int) -> list[float]:
    """How long each save took, with the page before it."""
    took = []
    for number in range(times):
        began = time.monotonic()
        assert site.write(port, site.drafts[0], f"第{time.monotonic_ns()}稿") == 302, (number, site.refused[-1:])
        took.append(time.monotonic() - began)
    return took


def test_editors_go_on_beside_a_flood_of_readers(tmp_path, county_at_rest):
    site = copied(county_at_rest, tmp_path / "data")
    with serving(site.place, workers=2) as (port,):
        pages = {path: wait_for(port, path, 200) for path in PAGES}
        quiet, loud, read = writing(site, port, 5), [], []
        until = time.monotonic() + SECONDS

        def reader(number: int) -> None:
            read.extend(asked(port, PAGES[number % len(PAGES)], 1000, PAUSE, until))

        def editor() -> None:
            while time.monotonic() < until:
                loud.extend(writing(site, port, 1))

        at_once([editor, *(lambda number=number: reader(number) for number in range(READERS))])
        assert {code for code, _ in read} == {200} and len(read) > 20 * READERS
        assert statistics.median(loud) < 4 * statistics.median(quiet) + 0.5, (quiet, loud)
        assert {path: wait_for(port, path, 200) for path in PAGES} == pages
    assert set(site.acknowledged) <= site.kept()


def test_limits_count_over_all_processes_and_give_the_text_back(tmp_path, county_at_rest):
    site = copied(county_at_rest, tmp_path / "data")
    place = Installation(site.place.environment | {"GONGKAI_API_WRONG_PER_MINUTE": str(WRONG)})
    with serving(place, workers=2) as (port,):
        said = []
        at_once([lambda: said.extend(asked(port, "/api/v1/me", 8, Authorization="Bearer gongkai_wrong"))] * 4)
        assert [code for code, _ in said].count(401) == WRONG and {code for code, _ in said} == {401, 429}
        assert all(again.isdigit() and 0 < int(again) <= 60 for code, again in said if code == 429)
        assert asked(port, "/api/v1/items", 1) == [(200, "")] and wait_for(port, "/places/", 200)
        heard = [opinion(port, f"{number}：{WORDS}") for number in range(8)]
        assert [f"{WORDS}</textarea>" in words for _, words in heard] == [False] * 5 + [True] * 3
        assert all("今天已经写了5条" in words for _, words in heard[5:])


def opinion(port: int, text: str) -> tuple[int, str]:
    """A visitor writes to the village without a name, each time over a new line."""
    token = "t" * 32
    fields = {
        "text": text,
        "kind": "suggestion",
        "concern": "nobody",
        "sign": "no",
        "submitter": "unsaid",
        "csrfmiddlewaretoken": token,
    }
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    headers = {"Cookie": f"csrftoken={token}", "Content-Type": "application/x-www-form-urlencoded"}
    line.request("POST", "/org/Z01-C01/opinion/", urllib.parse.urlencode(fields), headers)
    answer = line.getresponse()
    said = answer.status, answer.read().decode()
    line.close()
    return said
