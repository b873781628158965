"""A clerk's system reads, types in and works on opinions as the desk lets its person; what is confidential stays there."""

import json

import pytest

from gongkai.interfaces.api.opinion_shapes import VERBS
from gongkai.ledger.models import GivenAnswer
from gongkai.orgs import actions as orgs
from gongkai.participation import actions as participating
from gongkai.participation.models import Identity, Opinion
from gongkai.rules.actor import Actor
from gongkai.rules.machine_access import Scope
from gongkai.rules.permissions import Role
from tests.covers import covers
from tests.factories.world import LONG_AGO
from tests.interfaces.api.received import SAID, opinion


@pytest.fixture
def mine(system):
    return system()


@pytest.fixture
def address(county):
    return f"/organizations/{county.world.village.code}/opinions"


@pytest.fixture
def hire(county):
    """Somebody else with a role at one of the county's organizations."""

    def hired(name, org, role):
        clock = Actor.clock()
        user = orgs.create_user(clock, username=name, name="许五", now=county.now)
        orgs.give_grant(
            clock, org_id=org.pk, user_id=user.pk, role=role, subtree=False, from_date=LONG_AGO, now=county.now
        )
        setattr(county.world, name, user)
        return name

    return hired


def decided(county, pk):
    participating.move(
        county.at("head"), opinion_id=pk, verb="decide", result="explained", answer="十一月修好。", now=county.later(),
        today=county.today,
    )  # fmt: skip


@covers("R11")
def test_typed_in_once_and_the_name_is_sealed(county, mine, address):
    sent = {
        **SAID,
        "received_on": str(county.today),
        "name": "王老五",
        "contact": "到三组找我",
        "submitter": "resident",
    }
    key = {"Idempotency-Key": "phone-17"}
    made = mine.post(address, sent, **key)
    assert made.status_code == 201, made.content.decode()
    assert mine.post(address, sent, **key).content == made.content and Opinion.objects.count() == 1
    shown = mine.get(f"/opinions/{made.json()['id']}")
    assert (shown.json()["number"], shown.json()["signed"]) == (made.json()["number"], True)
    assert Identity.objects.count() == 1
    kept = GivenAnswer.objects.get(key="phone-17")
    for words in (shown.content.decode(), mine.get("/opinions").content.decode(), kept.body):
        assert "王老五" not in words and "三组找我" not in words
    assert SAID["text"] not in kept.body and (kept.given_at.astimezone().minute, kept.given_at.second) == (0, 0)
    assert kept.given_at.isoformat().startswith("2026-09-02T16:00"), "the day, never the hour (P30)"


@covers("R98")
def test_from_the_receipt_to_the_closing_each_as_the_desk_lets_it(county, mine, address, hire, system):
    keeper = system(hire("keeper", county.world.village, Role.OPINION_KEEPER))
    pk = opinion(county, name="陈三", contact="到三组找我").pk
    steps = f"/opinions/{pk}/steps"

    def verbs(who):
        return {one["verb"] for one in who.get(f"/opinions/{pk}").json()["offers"]}

    assert "assign" in verbs(keeper) and "assign" not in verbs(mine) and "handle" not in verbs(mine)
    refused = mine.post(steps, {"verb": "assign", "assigned_to": "王五"})
    assert (refused.status_code, refused.json()["code"]) == (403, "no_permission")
    assert keeper.post(steps, {"verb": "assign", "assigned_to": "王五"}).json()["state"] == "assigned"
    key, handled = {"Idempotency-Key": "handle-1"}, {"verb": "handle", "remark": "问过水站，十一月换管。"}
    assert mine.post(steps, handled, **key).json()["state"] == "handling"
    assert mine.post(steps, handled, **key).headers["Idempotent-Replayed"] == "true"
    assert [one["verb"] for one in mine.get(f"/opinions/{pk}").json()["steps"]] == ["assign", "handle"]
    unknown = mine.post(steps, {"verb": "decide", "result": "explained", "answer": "修好。"})
    assert (unknown.status_code, unknown.json()["code"]) == (422, "asked_wrongly"), "a result is signed at the desk"
    decided(county, pk)
    told = {"verb": "tell", "told_on": str(county.today), "way": "by_phone", "by_name": "王五", "text": "已经打电话。"}
    assert mine.post(steps, {**told, "told_on": "2026-12-01"}).json()["code"] == "opinion_future"
    assert mine.post(steps, told).json()["state"] == "told"
    assert mine.post(steps, {"verb": "speak", "remark": "水站的电话是0000。"}).status_code == 200
    said = {"verb": "publish", "question": "水管漏了什么时候修？", "public_answer": "十一月换管。"}
    assert keeper.post(steps, said).status_code == 200
    early = keeper.post(steps, {"verb": "close"})
    assert (early.status_code, early.json()["code"]) == (422, "opinion_rating_open")
    shown = mine.get(f"/opinions/{pk}").json()
    assert (
        shown["answer"] == "十一月修好。" and shown["public_answer"] == "十一月换管。" and len(shown["messages"]) == 1
    )
    assert verbs(keeper) | verbs(mine) <= set(VERBS)


@covers("R102")
@pytest.mark.parametrize("more", [{"kind": "report"}, {"concern": "leaders"}, {"concern": "keeper"}])
def test_what_is_confidential_neither_comes_in_nor_goes_out_by_a_key(county, mine, address, hire, system, more):
    sent = {**SAID, "received_on": str(county.today), **more}
    refused = mine.post(address, sent, **{"Idempotency-Key": "secret-1"})
    assert (refused.status_code, refused.json()["code"]) == (422, "opinion_desk_only")
    assert not Opinion.objects.exists() and not GivenAnswer.objects.exists()
    ear = hire("ear", county.world.town, Role.CONFIDENTIAL)
    hidden = opinion(county, **more)
    assert hidden.confidential and hidden.number.startswith("BM-")
    theirs = system(ear)
    for who in (theirs, mine):
        never = who.get("/opinions/1")
        assert never.status_code == 404
        assert who.get("/opinions").json() == {"items": [], "next": None}
        for answer in (who.get(f"/opinions/{hidden.pk}"), who.post(f"/opinions/{hidden.pk}/steps", {"verb": "close"})):
            assert (answer.status_code, answer.content) == (404, never.content)


@covers("R102")
def test_handed_on_by_a_key_only_where_nothing_becomes_confidential(county, hire, system):
    keeper = system(hire("keeper", county.world.village, Role.OPINION_KEEPER))
    pk = opinion(county).pk
    on = {"verb": "transfer", "to": county.world.other_village.code, "remark": "水管归朝阳村管。"}
    refused = keeper.post(f"/opinions/{pk}/steps", {**on, "concern": "leaders"})
    assert (refused.status_code, refused.json()["code"]) == (422, "opinion_desk_only")
    moved = keeper.post(f"/opinions/{pk}/steps", on)
    assert moved.json()["organization"] == county.world.other_village.code
    assert [one["id"] for one in system("charlie").get("/opinions").json()["items"]] == [pk]


def test_others_hear_nothing_and_a_key_is_for_what_it_says(county, mine, address, system):
    pk, sent = opinion(county).pk, {**SAID, "received_on": str(county.today)}
    for who in ("charlie", "secrecy", "county_maker"):
        theirs = system(who)
        never = theirs.get("/opinions/1").content
        answers = [theirs.get(f"/opinions/{pk}"), theirs.post(f"/opinions/{pk}/steps", {"verb": "close"}), theirs.post(address, sent)]  # fmt: skip
        if who != "charlie":  # who handles opinions nowhere has no register at all
            answers.append(theirs.get("/opinions"))
        assert {(one.status_code, one.content) for one in answers} == {(404, never)}
    assert system("charlie").get("/opinions").json()["items"] == []
    narrow = system("clerk", [one for one in Scope if one is not Scope.OPINIONS])
    for answer in (narrow.get("/opinions"), narrow.get(f"/opinions/{pk}"), narrow.post(address, sent)):
        assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")


def test_the_register_page_by_page(county, mine):
    keys = {opinion(county, text=f"第{place}条").pk for place in range(3)}
    found, cursor = [], ""
    while cursor is not None:
        page = mine.get(f"/opinions?limit=1&cursor={cursor}").json()
        found, cursor = found + [one["id"] for one in page["items"]], page["next"]
    assert len(found) == 3 and set(found) == keys
    assert (
        mine.get("/opinions?kind=suggestion").json()["items"]
        == mine.get("/opinions?overdue=true").json()["items"]
        == []
    )
    for wrong in ("YWJj", "MjAyNi0wOS0wM19hYmM", "IV8x"):
        answer = mine.get(f"/opinions?cursor={wrong}")
        assert (answer.status_code, json.loads(answer.content)["code"]) == (400, "page_key_invalid")
