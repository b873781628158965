"""Duties answered otherwise than by a text (第四条（二）, 第八条)."""

import pytest

from gongkai.obligations.models import Exemption
from gongkai.rules.machine_access import Scope
from tests.covers import covers
from tests.publication.county import STUDY

FILED = {
    "period": "2026-09", "entry": STUDY, "kind": "temporary", "reason": "核查还没有结束。", "basis": "第四条（二）",
    "decided_by": "9月1日支部委员会", "until": "2026-11-30",
}  # fmt: skip


@pytest.fixture
def mine(system):
    return system()


@pytest.fixture
def place(county):
    return f"/organizations/{county.world.village.code}"


def test_begun_is_201_and_found_in_the_making_is_200(mine, place, system):
    sent, key = {"period": "2026-09", "entry": STUDY}, {"Idempotency-Key": "duty-1"}
    first = mine.post(f"{place}/editions", sent, **key)
    assert (first.status_code, mine.post(f"{place}/editions", sent).status_code) == (201, 200)
    assert mine.post(f"{place}/editions", sent, **key).status_code == 201, "the first answer, unchanged"
    found = mine.post(f"{place}/editions", sent, **{"Idempotency-Key": "duty-2"})
    again = mine.post(f"{place}/editions", sent, **{"Idempotency-Key": "duty-2"})
    assert (found.status_code, again.status_code) == (200, 200) and found.json()["id"] == first.json()["id"]
    assert again.headers["Idempotent-Replayed"] == "true"


@covers("R14")
def test_an_exemption_is_filed_once_and_answers_the_duty(mine, place):
    late = mine.post(f"{place}/exemptions", {**FILED, "until": "2029-01-01"})
    assert (late.status_code, late.json()["code"]) == (422, "exemption_until")
    made = mine.post(f"{place}/exemptions", FILED)
    assert made.status_code == 201 and Exemption.objects.get().number == made.json()["number"], made.content.decode()
    again = mine.post(f"{place}/exemptions", FILED)
    assert (again.status_code, again.json()["code"]) == (409, "already_answered")
    duties = mine.get(f"{place}/todo").json()["duties"]
    assert ("2026-09", STUDY) not in {(one["period"], one["entry"]) for one in duties}


@covers("R77")
def test_what_happened_becomes_a_duty_and_its_draft(county, mine, place):
    entries = [one["code"] for one in mine.get(f"{place}/catalog").json()["entries"] if one["time_kind"] == "instant"]
    sent = {"entry": entries[0], "title": "接收预备党员：1人", "happened_on": str(county.today)}
    ahead = mine.post(f"{place}/events", {**sent, "happened_on": "2026-12-01"})
    assert (ahead.status_code, ahead.json()["code"]) == (422, "event_in_future")
    made = mine.post(f"{place}/events", sent)
    assert made.status_code == 201, made.content.decode()
    event = made.json()
    duty = next(one for one in mine.get(f"{place}/todo").json()["duties"] if one["event"] == event["event"])
    assert (duty["entry"], duty["due_on"]) == (event["entry"], event["due_on"])
    begun = {"period": event["period"], "entry": event["entry"], "event": event["event"]}
    assert mine.post(f"{place}/editions", begun).status_code == 201


def test_strangers_hear_nothing_and_a_key_is_for_what_it_says(county, place, system):
    happened = {"entry": STUDY, "title": "一件事", "happened_on": str(county.today)}
    stranger, narrow = system("charlie"), system("clerk", [one for one in Scope if one is not Scope.DUTIES])
    never = stranger.get("/editions/99999999").content
    for path, sent in ((f"{place}/exemptions", FILED), (f"{place}/events", happened)):
        assert stranger.post(path, sent).content == never and narrow.post(path, sent).json()["code"] == "scope_missing"
