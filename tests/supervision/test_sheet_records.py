"""Lines of the inspection sheet that were once scored by hand, read from what people did in the rooms (F19, R104)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.archive.models import Damage
from gongkai.disclosures.models import Disclosure
from gongkai.participation import actions as participating
from gongkai.participation import queries as participating_queries
from gongkai.participation import tally
from gongkai.participation.models import Opinion
from gongkai.publication.models import Placement
from gongkai.rules.appraisals import Mark
from gongkai.supervision import actions, queries
from gongkai.supervision.models import SheetLine
from tests.archive.shelf import closed, filed
from tests.covers import covers
from tests.participation.urn import village
from tests.participation.voices import Voices
from tests.publication.county import BOARD, FUNDS, INDOORS, MEETING, STUDY, county
from tests.supervision.inspecting import refusal


@pytest.fixture
def place(db):
    return county()


def sheet(place) -> dict[str, SheetLine]:
    """The lines of an inspection of the village that begins now."""
    town, when = place.at("superior"), {"now": place.now, "today": place.today}
    row = actions.appoint(
        town, inspector_id=place.world.town.pk, org_id=place.world.village.pk, team="周九", visit_on=place.today, **when
    )
    actions.move_inspection(town, number=row.number, verb="begin", **when)
    view = queries.inspection_view(town, number=row.number)
    return {line.code: line for point in view.points for line in point.lines}


def said(place, code) -> tuple:
    line = sheet(place)[code]
    return line.found, line.proposed


@covers("R104")
def test_ways_are_judged_circle_by_circle(place):
    edition = place.published(FUNDS)
    assert said(place, "4a") == ("今年公开2次，方式到得了公开范围、又不超出范围的2次", 30)
    Placement.objects.filter(publication__edition=edition, publication__audience="party").update(method="bk")
    assert said(place, "4a") == ("今年公开2次，方式到得了公开范围、又不超出范围的1次", 15)  # the press leaks
    Placement.objects.filter(publication__edition=edition, publication__audience="public").delete()
    assert said(place, "4a") == ("今年公开2次，方式到得了公开范围、又不超出范围的0次", 0)


@covers("R104")
def test_an_indoor_board_is_no_leak(place):
    edition = place.approved(FUNDS)
    place.release(edition, MEETING, INDOORS)
    assert said(place, "4a")[1] == 30


@covers("R53", "R104")
def test_what_ended_and_lies_in_no_box_costs_points(place):
    closed(place)
    assert said(place, "5c") == (
        "今年归档0件，到了时候没有归的0件，原件变了或者找不到的0份",
        40,
    )  # the clock has its turn
    place.later(days=1)
    assert said(place, "5c") == ("今年归档0件，到了时候没有归的1件，原件变了或者找不到的0份", 0)
    assert filed(place) == 1
    line = sheet(place)["5c"]
    assert (line.found, line.proposed) == ("今年归档1件，到了时候没有归的0件，原件变了或者找不到的0份", 40)
    assert line.records == "archive"
    Damage.objects.create(
        name="files/ab/abc.pdf",
        what="missing",
        org_path=place.world.village.path,
        found_at=place.now,
        seen_at=place.now,
    )
    assert said(place, "5c") == ("今年归档1件，到了时候没有归的0件，原件变了或者找不到的1份", 0)


def spoken_about(place, edition):
    """An opinion about an item with its result, by those whose part it is."""
    voices = Voices(place.world)
    voices.now, voices.today = place.now, place.today
    opinion = voices.submit("villager", sign=False, about=f"item:{edition.disclosure.number}")
    voices.decided(opinion, result="adopted")
    place.now = voices.now
    return opinion


@covers("R79", "R104")
def test_an_edition_begun_because_of_an_opinion_has_to_come_out(place):
    edition = place.published(FUNDS)
    assert said(place, "6c") == ("今年没有要再次公开的", 20)
    opinion = spoken_about(place, edition)
    assert said(place, "6c") == ("今年没有要再次公开的", 20)  # an answer alone asks for no new edition
    again = participating.start_improved(
        place.at("clerk"), opinion_id=opinion.pk, change_note="补上清单", now=place.later()
    )
    title = edition.approved_revision.title
    assert said(place, "6c") == (f"今年该再次公开1件，已经再次公开0件，还没有的：《{title}》", 0)
    place.write(again)
    place.sign(again)
    place.release(again, MEETING)
    place.release(again, BOARD)
    assert said(place, "6c") == ("今年该再次公开1件，已经再次公开1件", 20)


@covers("R80", "R104")
def test_a_major_matter_waits_for_its_decision_and_a_no_settles_it(place):
    edition, other = place.published(FUNDS), place.published(STUDY)
    Disclosure.objects.filter(pk__in=(edition.disclosure_id, other.disclosure_id)).update(is_major=True)
    opinion = spoken_about(place, edition)
    assert said(place, "6c")[1] == 0 and "已经再次公开0件" in said(place, "6c")[0]
    when = {"now": place.later(), "today": place.today}
    head = {"opinion_id": opinion.pk, "reason": "说明过了。"}
    participating.decide_again(place.at("head"), again=False, **head, **when)
    assert said(place, "6c") == ("今年没有要再次公开的", 20)
    participating.decide_again(place.at("head"), again=True, **head, **when)
    assert said(place, "6c")[1] == 0


@covers("R104", "R117")
def test_awareness_and_satisfaction_are_read_from_the_published_round(db):
    place = village(keys=tally.keygen())
    open_lines = sheet(place)
    for code in ("6d", "6e"):
        assert open_lines[code].found == "一年里没有公布过民主评议，请现场问党员和群众"
        assert (open_lines[code].proposed, open_lines[code].tenths, open_lines[code].records) == (None, None, "")
    place.move("open")
    for number, mark in enumerate([Mark.SATISFIED] * 4 + [Mark.MOSTLY, Mark.DISSATISFIED, Mark.UNKNOWING]):
        place.vote(number, mark)
    place.end()
    place.move("close")
    place.hand_in()
    place.move("count")
    assert sheet(place)["6e"].proposed is None  # counted, not yet told to anybody
    place.move("publish")
    lines = sheet(place)
    assert (lines["6d"].found, lines["6d"].proposed) == (
        "民主评议问党员知不知道公开，回答28次，知道28次；群众知道不知道，现场问几位", 40,
    )  # fmt: skip
    assert (lines["6e"].found, lines["6e"].proposed) == ("民主评议总体评价6票，满意和基本满意5票", 40 * 5 // 6)
    assert lines["6d"].records == lines["6e"].records == f"round:{place.round_id}"


@covers("R104")
def test_a_line_without_records_says_why_and_another_score_says_why(db, place):
    lines = sheet(place)
    assert lines["2d"].found == "真不真要拿原始凭证和现场来对，系统比不出来" and lines["2d"].proposed is None
    assert all(line.found for line in lines.values())
    town, number = place.at("superior"), lines["4a"].inspection.number
    act = {"number": number, "now": place.now}
    assert refusal(actions.score, town, given={"4a": (20, " ")}, **act).code == "points_unexplained"
    actions.score(town, given={"4a": (20, "两处张贴在党员活动室里面"), "2d": (50, "")}, **act)
    kept = SheetLine.objects.get(inspection__number=number, code="4a")
    assert (kept.proposed, kept.tenths) == (30, 20)


@covers("R104")
def test_the_sheet_is_filled_with_the_same_number_of_queries(place):
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            queries.figures(place.at("superior"), org_id=place.world.village.pk, today=place.today)
        return len(found)

    edition = place.published(FUNDS)
    asked()
    few = asked()
    closed(place, STUDY)
    for _ in range(3):
        place.published(FUNDS)
    opinion = spoken_about(place, edition)
    participating.start_improved(place.at("clerk"), opinion_id=opinion.pk, change_note="补上", now=place.later())
    place.later(days=1)
    assert asked() == few


@covers("R104", "R51")
def test_line_6a_and_the_yearly_assessment_count_opinions_alike(place):
    """Handed on late is not answered late; the sheet says so, and deducts what the assessment deducts."""
    voices = Voices(place.world)
    voices.now, voices.today = place.now, place.today
    village = place.world.village
    voices.decided(voices.submit(sign=False))
    waiting = voices.submit(sign=False)
    Opinion.objects.filter(pk=waiting.pk).update(due_on=place.today - timedelta(days=3))
    counted = {"path": place.world.town.path, "year": place.today.year, "today": place.today}

    def tally():
        return participating_queries.opinions_by_organization(place.at("superior"), **counted)[village.pk]

    most = 60
    assert said(place, "6a") == (
        "今年的意见答复了1条，按时1条，过了答复期限没有答复0条；另有1条只是交办、告知等步骤晚了，不扣分", most
    )  # fmt: skip
    assert tally() == (1, 1)
    Opinion.objects.filter(pk=waiting.pk).update(answer_by=place.today - timedelta(days=1))
    good, total = tally()
    assert (good, total) == (1, 2)
    assert said(place, "6a") == ("今年的意见答复了1条，按时1条，过了答复期限没有答复1条", most * good // total)
