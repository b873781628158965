"""A clerk's own system does what the clerk does at the desk: same rooms, same refusals, once (P1, P5, P6, P8, P13)."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.disclosures.models import Disclosure, Edition, Revision
from gongkai.ledger.models import AuditEvent, GivenAnswer
from gongkai.obligations.models import NilReport
from gongkai.orgs import actions as organizing
from gongkai.orgs import queries as orgs
from gongkai.orgs.models import MachineToken
from gongkai.publication.models import Placement, Publication
from gongkai.rules.actor import Actor
from gongkai.rules.machine_access import MOST_TOKENS, Scope
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.interfaces.api.conftest import System
from tests.publication.county import FUNDS, MEETING, STUDY, TEXT

NIL = {"period": "2026-09", "entry": STUDY, "statement": "8月没有这类事项。"}


@pytest.fixture
def village(county):
    return county.world.village.code


def begun(system, village, **headers):
    return system.post(f"/organizations/{village}/editions", {"period": "2026-09", "entry": STUDY}, **headers)


@covers("R48", "R21")
def test_from_the_duty_to_the_review_without_the_desk(county, system, village):
    mine = system()
    assert mine.get("/me").json()["organizations"] == [village]
    assert STUDY in {one["entry"] for one in mine.get(f"/organizations/{village}/todo").json()["duties"]}
    answer = begun(mine, village)
    assert answer.status_code == 201, answer.content.decode()
    draft = answer.json()
    assert draft["state"] == "draft" and draft["revision"] == 1
    pk = draft["id"]
    saved = mine.post(f"/editions/{pk}/revisions", {**TEXT, "based_on": 1})
    assert saved.status_code == 201 and saved.json()["revision"] == 2
    hung = mine.upload(
        f"/editions/{pk}/files", file=SimpleUploadedFile("名单.csv", "姓名\n王五\n".encode()), caption="名单"
    )
    assert hung.status_code == 201, hung.content.decode()
    assert hung.json()["revision"] == 3 and hung.json()["name"] == "名单.csv"
    sent = mine.post(f"/editions/{pk}/submit", {"revision": 3})
    assert sent.status_code == 200 and sent.json()["state"] == "secrecy", sent.content.decode()
    shown = mine.get(f"/editions/{pk}").json()
    assert shown["content"] == TEXT["content"] and shown["files"] == [hung.json()["file"]]
    recall = next(one for one in shown["offers"] if one["verb"] == "recall")
    assert recall["allowed"]
    verbs = AuditEvent.objects.filter(subject=f"edition:{pk}", user_id=county.world.clerk.pk).values_list(
        "verb", flat=True
    )
    assert {"edition.start", "edition.save", "edition.submit"} <= set(verbs)


def test_the_rules_refuse_here_in_the_same_words_as_at_the_desk(county, system, village):
    mine = system()
    pk = begun(mine, village).json()["id"]
    early = mine.post(f"/editions/{pk}/submit", {"revision": 1})
    assert early.status_code == 422 and early.json()["code"] == "stops_left" and "必须改" in early.json()["detail"]
    assert mine.post(f"/editions/{pk}/revisions", {**TEXT, "based_on": 1}).status_code == 201
    other = system("clerk")
    late = other.post(f"/editions/{pk}/revisions", {**TEXT, "title": "另一稿", "based_on": 0})
    assert (
        late.status_code == 409 and late.json()["code"] == "changed_meanwhile" and late.json()["facts"]["number"] == 2
    )
    assert Revision.objects.filter(edition_id=pk).count() == 2
    unknown = mine.post(f"/organizations/{village}/editions", {"period": "2026-09", "entry": "X99"})
    assert (unknown.status_code, unknown.json()["code"]) == (422, "entry_unknown")


@pytest.mark.parametrize("who", ["charlie", "member", "villager", "county_maker"])
def test_others_hear_nothing_of_what_is_in_the_making(county, system, village, who):
    pk = begun(system(), village).json()["id"]
    if county.at(who).grants:
        theirs = system(who)
        answers = [
            theirs.get(f"/editions/{pk}"), theirs.post(f"/editions/{pk}/revisions", {**TEXT, "based_on": 1}),
            theirs.post(f"/editions/{pk}/submit", {"revision": 1}), begun(theirs, village),
            theirs.upload(f"/editions/{pk}/files", file=SimpleUploadedFile("a.txt", b"a")),
            theirs.get(f"/organizations/{village}/todo"), theirs.post(f"/organizations/{village}/nil", NIL),
        ]  # fmt: skip
        never = theirs.get("/editions/99999999")
        assert {(one.status_code, one.content) for one in answers} == {(404, never.content)}
    else:
        with pytest.raises(Refused, match="token_without_work"):
            system(who)
    assert Revision.objects.filter(edition_id=pk).count() == 1


@pytest.mark.parametrize("extra", ["state", "org", "saved_by", "approved_by", "version", "published_at", "is_staff"])
def test_a_field_that_nobody_knows_is_a_mistake(county, system, village, extra):
    mine = system()
    pk = begun(mine, village).json()["id"]
    answer = mine.post(f"/editions/{pk}/revisions", {**TEXT, "based_on": 1, extra: "x"})
    assert (answer.status_code, answer.json()["code"]) == (422, "asked_wrongly") and extra in answer.json()["detail"]
    assert Revision.objects.filter(edition_id=pk).count() == 1


@pytest.mark.parametrize(
    ("scope", "path", "sent"),
    [
        (Scope.DRAFT, "/organizations/{village}/editions", {"period": "2026-09", "entry": STUDY}),
        (Scope.DRAFT, "/editions/1/revisions", {**TEXT, "based_on": 1}), (Scope.DRAFT, "/editions/1/submit", {"revision": 1}),
        (Scope.SIGN, "/organizations/{village}/nil", NIL), (Scope.RELEASE, "/publications/1/placements", {"method": "gl"}),
    ],
)  # fmt: skip
def test_a_key_does_only_what_it_is_for(county, system, village, scope, path, sent):
    narrow = system("clerk", [one for one in Scope if one is not scope])
    answer = narrow.post(path.format(village=village), sent)
    assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")
    assert not Disclosure.objects.exists() and not NilReport.objects.exists()
    writing = system("clerk", [scope]).get("/me")
    assert writing.status_code == 403 and writing.json()["code"] == "scope_missing"


@covers("R73")
def test_nothing_of_the_kind_this_month_is_signed_once(county, system, village):
    clerk = system().post(f"/organizations/{village}/nil", NIL)
    assert (clerk.status_code, clerk.json()["code"]) == (403, "no_permission")
    head = system("head")
    signed = head.post(f"/organizations/{village}/nil", NIL)
    assert signed.status_code == 201 and signed.json()["signed_by"] == county.world.head.name
    again = head.post(f"/organizations/{village}/nil", NIL)
    assert (again.status_code, again.json()["code"]) == (409, "already_answered")
    assert NilReport.objects.count() == 1


@covers("R60", "R58")
def test_a_way_is_recorded_and_one_that_leaks_is_refused(county, system):
    county.release(county.approved(FUNDS), MEETING)
    publication = Publication.objects.get()
    mine = system()
    leak = mine.post(f"/publications/{publication.pk}/placements", {"method": "ds", "place": "县电视台"})
    assert (leak.status_code, leak.json()["code"]) == (422, "method_leaks")
    sent = {"method": "wj", "place": "党员活动室", "starts_at": "2026-09-03T10:00:00", "note": "传阅27人"}
    done = mine.post(f"/publications/{publication.pk}/placements", sent)
    assert done.status_code == 201, done.content.decode()
    row = Placement.objects.get(pk=done.json()["id"])
    assert row.details == {"note": "传阅27人"} and row.starts_at.isoformat() == "2026-09-03T02:00:00+00:00"
    backwards = {"method": "wj", "starts_at": "2026-09-03T10:00:00", "ends_at": "2026-09-02T10:00:00"}
    assert mine.post(f"/publications/{publication.pk}/placements", backwards).json()["code"] == "placement_order"
    stranger = system("charlie").post(f"/publications/{publication.pk}/placements", sent)
    assert stranger.status_code == 404


def test_the_same_request_sent_again_happens_once_and_gets_the_same_answer(county, system, village):
    mine = system()
    pk = begun(mine, village, **{"Idempotency-Key": "start-1"}).json()["id"]
    sent = {**TEXT, "based_on": 1}
    first = mine.post(f"/editions/{pk}/revisions", sent, **{"Idempotency-Key": "save-1"})
    county.later()
    mine.post(f"/editions/{pk}/revisions", {**sent, "based_on": 2, "title": "后来又改了"})
    again = mine.post(f"/editions/{pk}/revisions", sent, **{"Idempotency-Key": "save-1"})
    assert (again.status_code, again.content) == (first.status_code, first.content) == (201, first.content)
    assert again["Idempotent-Replayed"] == "true" and "Idempotent-Replayed" not in first
    assert Revision.objects.filter(edition_id=pk).count() == 3
    other = mine.post(f"/editions/{pk}/revisions", {**sent, "title": "别的"}, **{"Idempotency-Key": "save-1"})
    assert (other.status_code, other.json()["code"]) == (422, "key_used_before")
    assert system("head").get(f"/editions/{pk}").status_code == 200  # keys belong to their person
    assert GivenAnswer.objects.filter(user_id=county.world.clerk.pk).count() == 2


def test_what_was_refused_is_not_kept_and_may_be_sent_again(county, system, village):
    mine = system()
    pk = begun(mine, village).json()["id"]
    key = {"Idempotency-Key": "submit-1"}
    assert mine.post(f"/editions/{pk}/submit", {"revision": 2}, **key).status_code in (409, 422)
    assert not GivenAnswer.objects.exists()
    mine.post(f"/editions/{pk}/revisions", {**TEXT, "based_on": 1})
    assert mine.post(f"/editions/{pk}/submit", {"revision": 2}, **key).status_code == 200
    assert Edition.objects.get(pk=pk).state == "secrecy"


@pytest.mark.parametrize("key", ["钥", "a b", "x" * 129, ""])
def test_a_key_of_a_request_that_could_not_be_kept_is_refused(county, system, village, key):
    answer = begun(system(), village, **{"Idempotency-Key": key})
    assert answer.status_code in (400, 422) and not Disclosure.objects.exists()


def test_a_key_ends_with_its_day_its_revocation_and_its_persons_work(county, system):
    mine = system(days=1)
    assert mine.get("/me").status_code == 200
    token = MachineToken.objects.get()
    assert mine.secret not in str(token.__dict__) and token.used_on == county.today
    county.later(days=2)
    assert mine.get("/me").json()["code"] == "token_wrong"
    other = system()
    row = next(one for one in orgs.tokens(county.at("clerk")) if one.pk != token.pk)
    with pytest.raises(Refused):
        organizing.revoke_token(county.at("head"), token_id=row.pk, now=county.now)
    organizing.revoke_token(county.at("clerk"), token_id=row.pk, now=county.now)
    assert other.get("/me").status_code == other.get("/items").status_code == 401
    third = system()
    county.world.clerk.is_active = False
    county.world.clerk.save()
    assert third.get("/me").status_code == 401


@pytest.mark.parametrize("header", ["Bearer wrong", "Bearer ", "Basic YTpi", "Token x", "", "Bearer \u00e9"])
def test_what_is_no_key_opens_nothing(county, header):
    visitor = System()
    for path in ("/me", "/items"):
        answer = visitor.get(path, Authorization=header)
        assert answer.status_code == 401, (path, answer.status_code)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"name": " "}, "token_name"), ({"name": "长" * 61}, "token_name"), ({"days": 0}, "token_days"),
        ({"days": 366}, "token_days"), ({"scopes": []}, "token_scopes"), ({"scopes": ["read", "all"]}, "token_scopes"),
    ],
)  # fmt: skip
def test_a_key_says_for_what_and_for_how_long(county, changed, code):
    asked = {"name": "村务软件", "scopes": ["read"], "days": 30, "now": county.now, "today": county.today} | changed
    with pytest.raises(Refused, match=code):
        organizing.make_token(county.at("clerk"), **asked)
    assert not MachineToken.objects.exists()


def test_nobody_hoards_keys_and_nobody_is_nobody(county):
    asked = {"name": "村务软件", "scopes": ["read"], "days": 30, "now": county.now, "today": county.today}
    for _ in range(MOST_TOKENS):
        organizing.make_token(county.at("clerk"), **asked)
    with pytest.raises(Refused, match="tokens_too_many"):
        organizing.make_token(county.at("clerk"), **asked)
    later = asked | {"now": county.now + timedelta(days=40), "today": county.today + timedelta(days=40)}
    assert organizing.make_token(county.at("clerk"), **later)
    with pytest.raises(Refused, match="not_found"):
        organizing.make_token(Actor.visitor(), **asked)
