"""What was signed at the desk is made public circle by circle, with the ways and the record of the meeting (第四条（二）, 第七条)."""

import pytest

from gongkai.publication.models import Placement, Publication
from gongkai.rules.machine_access import Scope
from tests.covers import covers
from tests.publication.county import FUNDS, MEETING

HELD = {
    "method": "hy", "place": "党员活动室", "starts_at": "2026-09-03T10:00:00", "meeting": "members", "due": 31, "attended": 27,
}  # fmt: skip
BOARD = {"method": "gl", "place": "村委会门口"}


@pytest.fixture
def mine(system):
    return system()


@covers("R15", "R55")
def test_party_first_then_society_each_once(county, mine, visitor):
    pk = county.approved(FUNDS).pk
    county.later(days=1)
    coming = mine.get(f"/editions/{pk}/circle").json()
    assert (coming["audience"], coming["left"], [one["method"] for one in coming["ways"]]) == ("party", 2, ["hy"])
    assert [(one["verb"], one["allowed"]) for one in coming["offers"]] == [("release", True)]
    ahead = mine.post(f"/editions/{pk}/release", {"audience": "public", "ways": [BOARD]})
    assert (ahead.status_code, ahead.json()["code"]) == (409, "circle_other")
    bare = mine.post(f"/editions/{pk}/release", {"audience": "party", "ways": [{"method": "hy", "place": "活动室"}]})
    assert (bare.status_code, bare.json()["code"]) == (422, "meeting_record")
    key, sent = {"Idempotency-Key": "party-1"}, {"audience": "party", "ways": [HELD]}
    done = mine.post(f"/editions/{pk}/release", sent, **key)
    assert (done.status_code, done.json()["state"]) == (201, "releasing"), done.content.decode()
    assert mine.post(f"/editions/{pk}/release", sent, **key).content == done.content
    assert visitor.get("/items").json()["items"] == [] and Publication.objects.count() == 1
    assert Placement.objects.get(method="hy").details["attended"] == 27
    county.later()
    last = mine.post(f"/editions/{pk}/release", {"audience": "public", "ways": [BOARD]})
    assert last.status_code == 201 and last.json()["state"] == "published", last.content.decode()
    assert len(visitor.get("/items").json()["items"]) == 1
    assert mine.get(f"/editions/{pk}/circle").json()["audience"] is None
    again = mine.post(f"/editions/{pk}/release", {"audience": "public", "ways": [BOARD]})
    assert (again.status_code, again.json()["code"]) == (409, "circle_other")


def test_nothing_unsigned_and_nothing_by_a_stranger_or_a_key_for_less(county, mine, system):
    draft, pk = county.draft(FUNDS).pk, county.approved("C06").pk
    sent = {"audience": "party", "ways": [HELD]}
    early = mine.post(f"/editions/{draft}/release", sent)
    assert (early.status_code, early.json()["code"]) == (422, "wrong_state")
    stranger = system("charlie")
    never = stranger.get("/editions/99999999").content
    assert (
        stranger.post(f"/editions/{pk}/release", sent).content
        == never
        == stranger.get(f"/editions/{pk}/circle").content
    )
    narrow = system("clerk", [one for one in Scope if one is not Scope.PUBLISH])
    assert narrow.post(f"/editions/{pk}/release", sent).json()["code"] == "scope_missing"
    assert not Publication.objects.exists()


@covers("R57")
def test_a_meeting_is_recorded_with_who_came(county, mine):
    county.release(county.approved(FUNDS), MEETING)
    publication = Publication.objects.get()
    held = {"method": "hy", "place": "党员活动室", "starts_at": "2026-09-03T10:00:00", "meeting": "lecture", "due": 31, "attended": 27}  # fmt: skip
    many = mine.post(f"/publications/{publication.pk}/placements", {**held, "attended": 40})
    assert (many.status_code, many.json()["code"]) == (422, "meeting_attendance")
    made = mine.post(f"/publications/{publication.pk}/placements", {**held, "absent": "李四、王五"})
    assert made.status_code == 201, made.content.decode()
    details = Placement.objects.get(pk=made.json()["id"]).details
    assert details == {"meeting": "lecture", "due": 31, "attended": 27, "absent": "李四、王五"}
