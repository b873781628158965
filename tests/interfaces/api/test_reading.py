"""What visitors read over the machines' door is what the pages show, and nothing more (P1, P2)."""

import pytest
from django.test import Client

from gongkai.config.pagestore import PageStore
from gongkai.publication import actions as publishing
from gongkai.publication.models import Publication
from tests.interfaces.application import Application
from tests.publication.county import DUES, FUNDS, MEETING, STUDY, TEXT
from tests.publication.test_pagestore import Reader

MEDIA = "application/problem+json"


def test_organizations_come_page_by_page_each_once(county, visitor):
    found, cursor = [], None
    for _ in range(40):
        page = visitor.get(f"/organizations?limit=3{f'&cursor={cursor}' if cursor else ''}").json()
        found += [one["code"] for one in page["items"]]
        cursor = page["next"]
        if not cursor:
            break
    whole = [one["code"] for one in visitor.get("/organizations?limit=200").json()["items"]]
    assert found == whole and len(set(found)) == len(found) > 6
    below = visitor.get(f"/organizations?under={county.world.town.code}").json()["items"]
    assert {county.world.village.code, county.world.other_village.code} < {one["code"] for one in below}
    one = visitor.get(f"/organizations/{county.world.village.code}").json()
    assert one["name"] == county.world.village.name and one["superior"] == county.world.town.code


def test_a_month_tells_every_duty_and_where_the_public_answer_is(county, visitor):
    county.published(STUDY)
    month = visitor.get(f"/organizations/{county.world.village.code}/months/2026-09").json()
    duties = {one["entry"]: one for one in month["duties"]}
    assert duties[STUDY]["state"] == "published" and duties[STUDY]["item"]
    assert duties[DUES]["item"] is None
    assert month["counts"]["expected"] == len(month["duties"]) and month["counts"]["published"] == 1
    assert visitor.get(f"/organizations/{county.world.village.code}/months/1999-01").status_code == 404


def test_catalog_and_days(county, visitor):
    catalog = visitor.get(f"/organizations/{county.world.village.code}/catalog").json()
    assert {FUNDS, STUDY, DUES} < {one["code"] for one in catalog["entries"]} and catalog["version"] == 1
    assert visitor.get(f"/organizations/{county.world.county.code}/catalog").status_code == 404
    days = visitor.get("/days/2026").json()["days"]
    assert len(days) == 12 and days[8]["due"] == "2026-09-04" and all(one["why"] for one in days)


def test_a_key_reads_what_its_person_may_and_a_visitor_does_not_learn_of_it(county, visitor, system):
    county.release(county.approved(FUNDS), MEETING)
    inside = system("clerk", ["read"])
    [line] = inside.get("/items").json()["items"]
    assert line["title"] == TEXT["title"] and visitor.get("/items").json() == {"items": [], "next": None}
    item = inside.get(f"/items/{line['slug']}").json()
    assert item["content"] == TEXT["content"] and item["gone"] is None and item["versions"][0]["number"] == 1
    hidden, never = visitor.get(f"/items/{line['slug']}"), visitor.get("/items/500222Z99-2026-00001")
    assert hidden.status_code == never.status_code == 404 and hidden.content == never.content
    stranger = system("charlie", ["read"])
    assert stranger.get(f"/items/{line['slug']}").content == never.content
    assert stranger.get("/items").json()["items"] == []


def test_what_was_withdrawn_leaves_only_its_explanation(county, visitor):
    edition = county.published(STUDY)
    slug = visitor.get("/items").json()["items"][0]["slug"]
    change = county.withdrawal(edition)
    publishing.explain_change(county.at("clerk"), change_id=change.pk, now=county.later(), today=county.today)
    assert visitor.get("/items").json()["items"] == []
    item = visitor.get(f"/items/{slug}").json()
    assert item["gone"]["kind"] == "withdraw" and item["content"] == item["title"] == ""


def test_a_browser_that_is_logged_in_is_nobody_here(county):
    county.release(county.approved(FUNDS), MEETING)
    browser = Client()
    browser.force_login(county.world.member)
    assert browser.get("/api/v1/items").json()["items"] == []
    assert browser.get("/api/v1/me").status_code == 401


@pytest.mark.parametrize(
    "path",
    [
        "/items?cursor=%00", "/items?cursor=5paw", "/items?cursor=MjAyNg", "/organizations?cursor=!!",
        "/items?cursor=MDAwMS0wMS0wMVQwMDowMDowMCswMDowMH4x",  # year 1
        "/items?cursor=MjAyNi0wMS0wMVQwMDowMDowMCswMDowMH45OTk5OTk5OTk5OTk5OTk5OTk5OTk5",  # a number of 24 digits
    ],
)  # fmt: skip
def test_a_cursor_that_was_made_up_is_refused_in_words(county, visitor, path):
    answer = visitor.get(path)
    assert answer.status_code == 400 and answer["Content-Type"] == MEDIA
    assert answer.json()["code"] == "page_key_invalid" and answer.json()["detail"].endswith("。")


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/nothing/here", 404, "not_found"), ("/", 404, "not_found"), ("/items?limit=0", 422, "asked_wrongly"),
        ("/items?category=9", 422, "asked_wrongly"), ("/organizations/%2e%2e", 422, "asked_wrongly"),
        ("/me", 401, "token_wrong"), ("/organizations/500222XX", 404, "not_found"),
    ],
)  # fmt: skip
def test_errors_are_problem_details_with_a_chinese_sentence(county, visitor, path, status, code):
    answer = visitor.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (status, MEDIA)
    problem = answer.json()
    assert problem["status"] == status and problem["code"] == code and problem["type"].endswith(code)
    assert problem["title"] and problem["detail"].endswith("。")
    assert ("WWW-Authenticate" in answer) == (status == 401)


def test_a_method_that_is_not_there_says_which_are(county, visitor):
    answer = visitor.post("/items")
    assert answer.status_code == 405 and answer["Allow"] == "GET" and answer["Content-Type"] == MEDIA


def test_public_answers_are_for_any_page_and_for_the_store_and_those_of_a_key_for_nobody_else(county, visitor, system):
    public, own = visitor.get("/items"), system().get("/items")
    assert public["Access-Control-Allow-Origin"] == "*" and "Access-Control-Allow-Origin" not in own
    assert own["Cache-Control"] == "no-store" and "X-Page-Store" not in own
    get = Reader(PageStore(Application()))
    path = f"/api/v1/organizations/{county.world.village.code}"
    status, headers, body = get(path)
    Publication.objects.all().delete()
    assert status == "200 OK" and get(path, HTTP_IF_NONE_MATCH=headers["ETag"])[0].startswith("304")
    assert get(path)[2] == body
