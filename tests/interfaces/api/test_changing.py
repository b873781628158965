"""A clerk's system asks for a change, a withdrawal, a termination, explains it, and begins next editions (R86, P8)."""

import pytest

from gongkai.approvals import actions as approving
from gongkai.approvals.models import ChangeRequest
from gongkai.disclosures.models import Edition
from gongkai.interfaces.api.changing import VERBS
from gongkai.interfaces.api.routes import ROUTES
from gongkai.publication.numbers import slug
from gongkai.rules.machine_access import Scope
from tests.covers import covers
from tests.publication.county import FUNDS

ASKED = {"kind": "withdraw", "reason": "金额有误"}
TEXT = {"text": "原件金额有误，现予撤销。"}


@pytest.fixture
def mine(system):
    return system()


@pytest.fixture
def edition(county):
    return county.published(FUNDS)


def asked(mine, edition, **more):
    return mine.post(f"/editions/{edition.pk}/changes", {**ASKED, **more})


def test_what_a_field_may_be_is_listed_in_chinese(mine, edition):
    detail = asked(mine, edition, kind="annul").json()["detail"]
    assert "kind（只能是 change、withdraw 或 terminate）" in detail and " or " not in detail and "'" not in detail


def stamped(county, pk):
    for who, verb in (("maker", "agree"), ("county_office", "file")):
        approving.move_change(county.at(who), change_id=pk, verb=verb, now=county.later(), today=county.today)


@covers("R86", "R87")
def test_from_the_request_to_the_explanation_at_the_old_address(county, mine, edition, visitor):
    made = asked(mine, edition)
    assert made.status_code == 201, made.content.decode()
    pk = made.json()["id"]
    assert (made.json()["state"], made.json()["due_on"] > str(county.today)) == ("requested", True)
    assert [(one["verb"], one["allowed"]) for one in made.json()["offers"]] == [("recall", True)]
    assert mine.post(f"/changes/{pk}/explain").json()["code"] == "wrong_state"
    stamped(county, pk)
    filed = mine.get(f"/changes/{pk}").json()
    assert [bool(one["at"]) for one in filed["stamps"]] == [True, True, True, False] and filed["filing_number"]
    [offer] = filed["offers"]
    assert (offer["verb"], offer["allowed"]) == ("explain", False) and "说明" in offer["why_not"]
    written = mine.post(f"/changes/{pk}/explanation", {**TEXT, "version": filed["version"]})
    assert written.status_code == 200 and written.json()["explanation"] == TEXT["text"]
    stale = mine.post(f"/changes/{pk}/explanation", {"text": "另一句", "version": filed["version"]})
    assert (stale.status_code, stale.json()["code"]) == (409, "changed_meanwhile")
    done = mine.post(f"/changes/{pk}/explain", **{"Idempotency-Key": "explain-1"})
    assert done.json() == {"change": pk, "state": "explained", "next_edition": None}
    assert mine.post(f"/changes/{pk}/explain", **{"Idempotency-Key": "explain-1"}).content == done.content
    edition.refresh_from_db()
    gone = visitor.get(f"/items/{slug(edition.disclosure.number)}").json()
    assert edition.state == "withdrawn" and gone["gone"]["text"] == TEXT["text"] and not gone["content"]


@covers("R86")
def test_an_explained_change_goes_on_with_the_draft_that_brings_it(county, mine, edition):
    bare = asked(mine, edition, kind="change")
    assert (bare.status_code, bare.json()["code"]) == (422, "change_after_missing")
    pk = asked(mine, edition, kind="change", after="实缴186.50元").json()["id"]
    stamped(county, pk)
    mine.post(f"/changes/{pk}/explanation", TEXT)
    open_one = mine.post(f"/editions/{edition.pk}/next", {"kind": "correction", "change_note": "改一个错字。"})
    assert open_one.status_code == 201 and open_one.json()["edition"] == 2, open_one.content.decode()
    busy = mine.post(f"/changes/{pk}/explain")
    assert (busy.status_code, busy.json()["code"]) == (422, "edition_open")
    assert ChangeRequest.objects.get(pk=pk).state == "filed", "nothing of it was done"
    made = open_one.json()
    mine.post(f"/editions/{made['id']}/abandon", {"revision": made["revision"], "remark": "先办变更。"})
    done = mine.post(f"/changes/{pk}/explain")
    following = Edition.objects.get(pk=done.json()["next_edition"])
    assert (following.kind, following.change_ref, following.number, following.state) == ("change", pk, 3, "draft")


def test_one_at_a_time_and_taken_back(mine, edition):
    pk = asked(mine, edition).json()["id"]
    assert asked(mine, edition).json()["code"] == "change_open"
    back = mine.post(f"/changes/{pk}/recall", {"remark": "算错的是我。"})
    assert back.json()["state"] == "recalled" and back.json()["offers"] == []
    assert asked(mine, edition).status_code == 201
    assert {one for one in VERBS if ROUTES.get(one) == f"changes/{{pk}}/{one}"} == {"explain"}


def test_the_list_page_by_page_and_only_for_who_has_a_part(county, mine, edition, system):
    first = asked(mine, edition).json()["id"]
    mine.post(f"/changes/{first}/recall")
    second = asked(mine, edition, kind="terminate").json()["id"]
    page = mine.get("/changes?limit=1").json()
    rest = mine.get(f"/changes?limit=1&cursor={page['next']}").json()
    assert [one["id"] for one in (*page["items"], *rest["items"])] == [second, first] and rest["next"] is None
    village = county.world.village.code
    assert [one["id"] for one in mine.get(f"/changes?organization={village}&state=recalled").json()["items"]] == [first]
    stranger = system("charlie")
    assert stranger.get("/changes").json()["items"] == []
    never = stranger.get("/changes/99999999").content
    for answer in (
        stranger.get(f"/changes/{first}"), stranger.post(f"/changes/{second}/recall"), asked(stranger, edition),
        stranger.post(f"/changes/{second}/explanation", TEXT), stranger.post(f"/changes/{second}/explain"),
        stranger.post(f"/editions/{edition.pk}/next", {"kind": "correction", "change_note": "改。"}),
    ):  # fmt: skip
        assert (answer.status_code, answer.content) == (404, never)


def test_a_key_without_the_scope_reads_and_asks_for_nothing(mine, edition, system):
    pk = asked(mine, edition).json()["id"]
    narrow = system("clerk", [one for one in Scope if one is not Scope.CHANGE])
    assert narrow.get(f"/changes/{pk}").status_code == 200
    for path, sent in ((f"/editions/{edition.pk}/changes", ASKED), (f"/changes/{pk}/explanation", TEXT),
                       (f"/changes/{pk}/explain", {}), (f"/changes/{pk}/recall", {})):  # fmt: skip
        assert narrow.post(path, sent).json()["code"] == "scope_missing"


def test_every_edition_of_an_organization_is_found(county, mine, edition, system):
    village = county.world.village.code
    assert mine.get("/editions").json()["items"] == [], "nothing of it is in the making"
    [row] = mine.get(f"/editions?organization={village}&state=published").json()["items"]
    assert row["id"] == edition.pk
    assert mine.get(f"/editions?organization={village}&state=draft").json()["items"] == []
    assert system("charlie").get(f"/editions?organization={village}").json()["items"] == []
