"""An answered opinion opens the next edition of what it is about, linked both ways (第八条（四）, R79, R80)."""

import pytest

from gongkai.disclosures.models import Disclosure, Edition
from gongkai.participation import queries
from gongkai.participation.actions import decide_again, start_improved
from gongkai.publication import actions as publication
from gongkai.publication import queries as publications
from gongkai.rules.actor import Actor
from gongkai.rules.effects import Effect, Measure
from tests.covers import covers
from tests.factories.drafts import Desk
from tests.factories.duties import village_catalog
from tests.factories.meetings import party_meeting
from tests.participation.test_opinions import refusal

WAYS = {"party": ("hy", "jy"), "unit": ("gl",), "public": ("wz",)}


@pytest.fixture
def item(voices):
    """A published monthly item of the village."""
    village_catalog(voices.world)
    desk = Desk(voices.world)
    desk.now, desk.today = voices.now, voices.today
    edition = desk.start(code="C15", period="2026-10")
    desk.save(edition)
    desk.bring(edition)
    for audience in edition.audiences:
        given = [
            party_meeting(voices.now) if way == "hy" else publication.PlacementInput(way, place="村委会门口")
            for way in WAYS[audience][:1]
            if way in edition.methods
        ]
        publication.release(voices.at("clerk"), edition_id=edition.pk, placements=given, **voices.when)
    row = publications.latest(Actor.clock(), limit=1)[0]
    return edition, row.number


@covers("R79")
def test_the_next_edition_is_begun_from_the_opinion(voices, item):
    edition, number = item
    opinion = voices.submit("villager", sign=False, about=f"item:{number}")
    assert opinion.disclosure_id == edition.disclosure_id
    note = "按群众意见补充用工清单"
    asked = {"opinion_id": opinion.pk, "change_note": note}
    assert refusal(start_improved, voices.at("clerk"), now=voices.tick(), **asked) == "opinion_undecided"
    voices.decided(opinion, result="adopted")
    second = start_improved(voices.at("clerk"), now=voices.tick(), **asked)
    assert (second.kind, second.number, second.change_note) == ("republication", 2, note)
    assert [row.pk for row in queries.behind_edition(voices.at("clerk"), edition_id=second.pk)] == [opinion.pk]
    opinion.refresh_from_db()
    assert opinion.next_edition_id == second.pk
    assert queries.behind_edition(voices.at("charlie"), edition_id=second.pk) == []
    assert refusal(start_improved, voices.at("clerk"), now=voices.tick(), **asked) == "opinion_next_open"


@covers("R16", "R79")
def test_only_an_improved_edition_that_was_made_public_counts_as_an_effect(voices, item):
    _, number = item
    opinion = voices.submit("villager", sign=False, about=f"item:{number}")
    voices.decided(opinion, result="adopted")
    second = start_improved(voices.at("clerk"), now=voices.tick(), opinion_id=opinion.pk, change_note="补用工清单")
    days = {"since": voices.today, "until": voices.today, "today": voices.today}

    def improved():
        found = queries.effects_below(voices.at("head"), path=voices.world.town.path, **days)
        return found[voices.world.village.path].get(Effect.IMPROVED)

    assert improved() is None
    Edition.objects.filter(pk=second.pk).update(state="published")
    assert improved() == Measure(1, 1)


@covers("R79")
def test_an_opinion_about_nothing_in_particular_opens_no_edition(voices):
    opinion = voices.decided()
    asked = {"opinion_id": opinion.pk, "change_note": "x", "now": voices.tick()}
    assert refusal(start_improved, voices.at("clerk"), **asked) == "opinion_no_disclosure"


@covers("R80")
def test_a_major_matter_asks_for_the_decision_before_the_opinion_is_closed(voices, item):
    edition, number = item
    opinion = voices.submit("villager", sign=False, about=f"item:{number}")
    voices.decided(opinion)
    decision = {"opinion_id": opinion.pk, "again": False, "reason": "不影响结论。"}
    assert refusal(decide_again, voices.at("head"), **decision, **voices.when) == "opinion_not_major"
    Disclosure.objects.filter(pk=edition.disclosure_id).update(is_major=True)
    assert refusal(voices.move, opinion, "close") == "opinion_republish_open"
    assert refusal(decide_again, voices.at("clerk"), **decision, **voices.when) == "no_permission"
    decide_again(voices.at("head"), **decision, **voices.when)
    assert Edition.objects.get(pk=edition.pk).feedback_decision == "再次公开：否。不影响结论。"
    assert voices.move(opinion, "close").state == "closed"


def test_published_results_name_the_item_only_to_its_readers(voices, item):
    _, number = item
    opinion = voices.decided(voices.submit("member", about=f"item:{number}"))
    voices.move(opinion, "publish", question="账目怎么看？", public_answer="见公开栏。")
    shown = queries.general_results(voices.at("member"), org_id=voices.world.village.pk)[0]
    assert shown.item_number == number
