"""What a clerk's system does with its drafts: why late, a file off, back from review, given up, listed; too much at once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.config.middleware import LARGEST_REQUEST
from gongkai.disclosures.models import Edition, Revision
from gongkai.interfaces.api.routes import ROUTES
from gongkai.interfaces.api.working import VERBS
from gongkai.rules.machine_access import Scope
from tests.covers import covers
from tests.publication.county import FUNDS, STUDY, TEXT

WHY = "会计住院，发票补齐以后才能公开。"


@pytest.fixture
def mine(system):
    """The clerk's system."""
    return system()


def begun(mine, county, entry=STUDY) -> int:
    sent = {"period": "2026-09", "entry": entry}
    return mine.post(f"/organizations/{county.world.village.code}/editions", sent).json()["id"]


@pytest.fixture
def pk(mine, county) -> int:
    return begun(mine, county)


def saved(mine, pk, based_on=1, **more):
    return mine.post(f"/editions/{pk}/revisions", {**TEXT, "based_on": based_on, **more})


@covers("R46")
def test_why_it_is_late_goes_with_the_text_and_stays_when_left_out(county, mine, pk):
    county.later(days=12)

    def late():
        shown = mine.get(f"/editions/{pk}").json()
        return shown["late_reason"], len([one for one in shown["findings"] if one["part"] == "late_reason"])

    assert late() == ("", 1)
    assert saved(mine, pk, late_reason=WHY).status_code == 201 and late() == (WHY, 0)
    assert saved(mine, pk, 2, plain="换一句话。").status_code == 201 and late() == (WHY, 0)
    long = saved(mine, pk, 3, late_reason="长" * 201)
    assert (long.status_code, long.json()["code"]) == (422, "text_too_long")
    assert Revision.objects.filter(edition_id=pk).count() == 3, "nothing of it was kept"
    assert saved(mine, pk, 3, late_reason="").status_code == 201 and late() == ("", 1)


@covers("R48")
def test_what_is_offered_has_its_address(mine, pk):
    def offered():
        return {one["verb"] for one in mine.get(f"/editions/{pk}").json()["offers"]}

    saved(mine, pk)
    assert offered() == {"submit", "abandon"}
    assert mine.post(f"/editions/{pk}/submit", {"revision": 2}).json()["state"] == "secrecy"
    assert offered() == {"recall"} and all(ROUTES[verb] == f"editions/{{pk}}/{verb}" for verb in VERBS)
    assert mine.post(f"/editions/{pk}/recall", {"revision": 2}).json() == {"edition": pk, "state": "draft"}
    address, sent, key = f"/editions/{pk}/abandon", {"revision": 2, "remark": "重复。"}, {"Idempotency-Key": "gone-1"}
    assert mine.post(address, {**sent, "remark": " "}).status_code == 422
    older = mine.post(address, {**sent, "revision": 1})
    assert (older.status_code, older.json()["code"]) == (409, "changed_meanwhile")
    assert Edition.objects.get(pk=pk).state == "draft"
    first, again = mine.post(address, sent, **key), mine.post(address, sent, **key)
    assert first.json()["state"] == "abandoned" and again.content == first.content
    assert mine.post(f"/editions/{pk}/submit", {"revision": 2}).status_code == 422


def test_a_file_is_taken_off_once(mine, pk, system):
    hung = mine.upload(f"/editions/{pk}/files", file=SimpleUploadedFile("名单.csv", "姓名\n王五\n".encode()))
    address, key = f"/editions/{pk}/files/{hung.json()['file']}", {"Idempotency-Key": "off-1"}
    assert system("charlie").delete(address).status_code == 404
    assert system("clerk", [Scope.READ]).delete(address).status_code == 403
    gone = mine.delete(address, **key)
    assert gone.status_code == 200 and gone.json()["revision"] == 3, gone.content.decode()
    assert mine.delete(address, **key).content == gone.content and mine.delete(address).status_code == 404
    assert mine.get(f"/editions/{pk}").json()["files"] == []


def test_the_own_drafts_newest_first_page_by_page(county, mine, pk, system):
    newer = begun(mine, county, FUNDS)
    first = mine.get("/editions?limit=1").json()
    second = mine.get(f"/editions?limit=1&cursor={first['next']}").json()
    assert [one["id"] for one in (*first["items"], *second["items"])] == [newer, pk] and second["next"] is None
    assert (first["items"][0]["entry"], first["items"][0]["organization"]) == (FUNDS, county.world.village.code)
    assert system("head").get("/editions").json() == {"items": [], "next": None}, "written by somebody else"
    assert mine.post(f"/editions/{pk}/abandon", {"revision": 1, "remark": "重复。"}).status_code == 200
    assert [one["id"] for one in mine.get("/editions").json()["items"]] == [newer]
    wrong = mine.get("/editions?cursor=YWJj")
    assert (wrong.status_code, wrong.json()["code"]) == (400, "page_key_invalid")


@pytest.mark.parametrize("address", ["/api/v1/editions/1/files", "/api/v1/joint/1/lists", "/api/v1/nowhere"])
def test_what_is_too_large_for_any_address_is_a_problem_and_not_a_page(db, address):
    said = {"content_type": "multipart/form-data; boundary=x", "CONTENT_LENGTH": str(LARGEST_REQUEST + 1)}
    answer = Client().post(address, **said)
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")
    assert answer.json()["code"] == "request_too_large" and "64 MB" in answer.json()["detail"]


def test_a_text_too_large_to_be_read_and_too_many_fields_are_problems_too(mine, pk):
    answer = saved(mine, pk, content="a" * 9_000_000)
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")
    assert "8 MB" in answer.json()["detail"] and Revision.objects.filter(edition_id=pk).count() == 1
    many = mine.upload(f"/editions/{pk}/files", **{f"f{number}": "" for number in range(5001)})
    assert (many.status_code, many["Content-Type"]) == (400, "application/problem+json")
