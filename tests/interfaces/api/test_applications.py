"""A clerk's system reads, types in and works on applications for disclosure as the desk lets its person (第九条（三）)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.access_requests import actions as applying
from gongkai.access_requests.models import AccessRequest
from gongkai.ledger.models import GivenAnswer
from gongkai.rules.machine_access import Scope
from tests.access_requests.asking import ANSWER, REASONS, WANTED
from tests.covers import covers
from tests.interfaces.api.received import APPLIED, application, opinion


@pytest.fixture
def mine(system):
    return system()


@pytest.fixture
def address(county):
    return f"/organizations/{county.world.village.code}/applications"


@covers("R89")
def test_typed_in_once_whatever_is_sent_twice(county, mine, address):
    sent, key = {**APPLIED, "received_on": str(county.today)}, {"Idempotency-Key": "oral-3"}
    made = mine.post(address, sent, **key)
    assert made.status_code == 201, made.content.decode()
    again = mine.post(address, sent, **key)
    assert (again.status_code, again.content) == (201, made.content), "the first answer, unchanged"
    found = mine.post(address, sent)
    assert (found.status_code, found.content) == (200, made.content) and AccessRequest.objects.count() == 1
    assert APPLIED["name"] not in GivenAnswer.objects.get().body
    unknown = mine.post(address, {**sent, "roll_number": "999"})
    assert (unknown.status_code, unknown.json()["code"]) == (422, "request_applicant_unknown")
    shown = mine.get(f"/applications/{made.json()['number']}").json()
    assert shown["applicant"] == APPLIED["name"] and shown["matter"] == WANTED["matter"]


@covers("R90", "R91")
def test_accepted_answered_with_a_file_and_closed(county, mine):
    number = application(county).number
    steps, files = f"/applications/{number}/steps", f"/applications/{number}/files"
    taken = mine.post(steps, {"verb": "accept", "version": 0})
    assert taken.json()["state"] == "accepted", taken.content.decode()
    stale = mine.post(steps, {"verb": "extend", "consent": "组长", "remark": "等核对。", "version": 0})
    assert (stale.status_code, stale.json()["code"]) == (409, "changed_meanwhile")
    sheet = SimpleUploadedFile("明细.csv", "项目,金额\n买书,600\n".encode())
    hung = mine.upload(files, file=sheet, side="answer", caption="明细")
    assert hung.status_code == 201, hung.content.decode()
    assert [one["name"] for one in mine.get(f"/applications/{number}").json()["files"]] == ["明细.csv"]
    other = mine.upload(files, file=SimpleUploadedFile("错.csv", "甲\n".encode()), side="answer").json()["file"]
    assert mine.delete(f"{files}/{other}").status_code == 200
    unclear = mine.post(steps, {"verb": "grant", **ANSWER, "cleared": False})
    assert (unclear.status_code, unclear.json()["code"]) == (422, "request_secrecy")
    done = mine.post(steps, {"verb": "grant", **ANSWER}, **{"Idempotency-Key": "grant-1"})
    assert (done.status_code, done.json()["state"]) == (200, "closed"), done.content.decode()
    shown = mine.get(f"/applications/{number}").json()
    assert (shown["result"], shown["answer"], len(shown["files"])) == ("granted", ANSWER["answer"], 1)
    assert {"accept", "grant"} <= {one["verb"] for one in shown["steps"]} and shown["offers"] == []


@covers("R92")
def test_only_the_superior_says_no_and_says_it_at_the_desk(county, mine, system):
    number = application(county).number
    steps = f"/applications/{number}/steps"
    superior = system("superior")
    assert superior.get(f"/applications/{number}").status_code == 404, "it has not reached the superior"
    mine.post(steps, {"verb": "accept"})
    assert mine.post(steps, {"verb": "propose", **REASONS, "basis": " "}).json()["code"] == "request_reasons_missing"
    assert mine.post(steps, {"verb": "propose", **REASONS}).json()["state"] == "proposed"
    assert superior.get(f"/applications/{number}").json()["offers"] == []
    for who in (mine, superior):
        refused = who.post(steps, {"verb": "agree", "remark": "同意。"}).json()
        assert (
            refused["code"] == "asked_wrongly"
            and "accept、tell、" in refused["detail"]
            and "'" not in refused["detail"]
        )
    applying.move(
        county.at("superior"), number=number, verb="agree", remark="同意。", now=county.later(), today=county.today
    )
    assert mine.get(f"/applications/{number}").json()["proposal"]["ruling"] == "agree"
    assert mine.post(steps, {"verb": "tell"}).json()["state"] == "closed"


def test_disclosed_to_a_scope_begins_a_draft(county, mine):
    number = application(county).number
    mine.post(f"/applications/{number}/steps", {"verb": "accept"})
    done = mine.post(f"/applications/{number}/steps", {"verb": "grant_scope", **ANSWER, "code": "C06"})
    assert done.status_code == 200 and done.json()["edition"], done.content.decode()
    assert mine.get(f"/editions/{done.json()['edition']}").json()["entry"] == "C06"


def test_others_hear_nothing_and_a_key_is_for_what_it_says(county, address, system):
    number, sent = application(county).number, {**APPLIED, "received_on": str(county.today)}
    sheet = SimpleUploadedFile("a.csv", b"a\n")
    for who in ("charlie", "secrecy"):
        theirs = system(who)
        never = theirs.get("/applications/none").content
        answers = [
            theirs.get(f"/applications/{number}"), theirs.post(f"/applications/{number}/steps", {"verb": "accept"}),
            theirs.post(address, sent), theirs.upload(f"/applications/{number}/files", file=sheet, side="answer"),
            theirs.delete(f"/applications/{number}/files/{'0' * 32}"),
        ]  # fmt: skip
        if who != "charlie":
            answers.append(theirs.get("/applications"))
        assert {(one.status_code, one.content) for one in answers} == {(404, never)}
    narrow = system("clerk", [one for one in Scope if one is not Scope.APPLICATIONS])
    for answer in (narrow.get("/applications"), narrow.get(f"/applications/{number}"), narrow.post(address, sent)):
        assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")


def test_the_register_page_by_page_without_who_applied(county, mine):
    numbers = [application(county, matter=f"第{place}项").number for place in range(3)]
    first = mine.get("/applications?limit=2")
    rest = mine.get(f"/applications?limit=2&cursor={first.json()['next']}").json()
    assert [one["number"] for one in (*first.json()["items"], *rest["items"])] == numbers[::-1] and rest["next"] is None
    assert APPLIED["name"] not in first.content.decode()
    assert mine.get("/applications?year=2025").json()["items"] == []
    assert mine.get("/applications?cursor=YWJj").json()["code"] == "page_key_invalid"


@pytest.mark.parametrize(("address", "most"), [("/opinions", 9), ("/applications", 9), ("/changes", 9)])
def test_a_register_asks_the_same_however_long(
    county, mine, address, most, django_assert_num_queries, django_assert_max_num_queries
):
    opinion(county), application(county), mine.get(address)
    with django_assert_max_num_queries(most) as few:
        mine.get(address)
    asked = len(few)
    for place in range(3):
        opinion(county, text=f"第{place}条"), application(county, matter=f"第{place}项")
    mine.get(address)
    with django_assert_num_queries(asked):
        mine.get(address)
