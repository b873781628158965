"""The search page: texts, organizations and index numbers; facets narrow and let go again."""

import re

import pytest

from tests.covers import covers
from tests.publication.county import BOARD, FUNDS, STUDY, TALK, county

pytestmark = pytest.mark.twice

TITLE = "上书村党支部2026年8月党费收缴情况"


@pytest.fixture
def place(db):
    made = county()
    for code in (FUNDS, STUDY):
        made.published(code)
    made.release(made.approved("C28", title="上书村9月接访安排"), BOARD, TALK)
    return made


def found(answer) -> str:
    return re.search(r'<p class="lede">(.*?)</p>', answer.content.decode(), re.S).group(1)


@covers("R6")
def test_a_name_leads_to_its_organization(place, client):
    answer = client.get("/search/", {"q": "上书"}).content.decode()
    assert f'href="/org/{place.world.village.code}/"' in answer
    assert "朝阳村" not in answer


@covers("R23")
def test_a_facet_narrows_and_can_be_taken_away(place, client):
    every = client.get("/search/", {"q": "上书"})
    assert "找到 3 件" in found(every)
    narrow = re.search(r'href="(\?q=[^"]*category=3)"', every.content.decode()).group(1)
    kept = client.get("/search/" + narrow.replace("&amp;", "&"))
    assert "找到 1 件" in found(kept)
    assert "9月接访安排" not in kept.content.decode()
    assert "组织建设　去掉" in kept.content.decode()
    by_org = client.get("/search/", {"q": "上书", "org": place.world.village.code, "category": "3"})
    assert "找到 1 件" in found(by_org)
    assert "找到 0" not in found(client.get("/search/", {"q": "上书", "org": place.world.other_village.code}))


@pytest.mark.parametrize(
    "odd",
    [
        {"year": "²²²²"}, {"year": "99999999999"}, {"category": "x" * 500}, {"org": "无此组织"}, {"after": "abc"},
        {"after": "9" * 40}, {"year": "0000"}, {"category": "9"},
    ],
)  # fmt: skip
def test_a_strange_facet_is_no_error(place, client, odd):
    assert client.get("/search/", {"q": "上书", **odd}).status_code == 200


def test_nothing_found_says_what_to_try(place, client):
    answer = client.get("/search/", {"q": "修路款"})
    assert "没有找到“修路款”" in found(answer)
    assert "登录" in answer.content.decode()


def test_an_index_number_leads_to_its_item_for_those_who_may_read_it(place, client):
    number = f"500222{place.world.village.code}/2026-00001"
    assert "的公开件" in client.get("/search/", {"q": number}).content.decode()
    assert "的公开件" not in client.get("/search/", {"q": number.replace("00001", "09999")}).content.decode()
