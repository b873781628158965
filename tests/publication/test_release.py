"""From the signed text to the public page: party first, with proofs, number, register and answered duty."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.disclosures import actions as disclosing
from gongkai.ledger.models import AuditEvent, Outbox
from gongkai.obligations import queries as obligations
from gongkai.publication import actions as publishing
from gongkai.publication import pages, queries
from gongkai.publication.models import Publication
from gongkai.publication.views import PlacementInput
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain
from tests.covers import covers
from tests.publication.county import BOARD, DUES, FUNDS, INDOORS, MEETING, PERIOD, STUDY, county

pytestmark = pytest.mark.django_db
VISITOR = Actor.visitor()


@pytest.fixture
def place(db):
    return county()


@pytest.fixture
def code():
    return FUNDS


def refusal(act, *args, **named):
    with pytest.raises(Refused) as refused:
        act(*args, **named)
    return refused.value.code


def duty(place, code):
    return obligations.duty(
        VISITOR, org_id=place.world.village.pk, period=PERIOD, code=code, trigger_id=0, today=place.today
    )


@covers("R15", "R48", "R57", "R58", "R82", "R173")
def test_a_text_goes_to_the_party_first_and_then_to_society(place, code):
    edition = place.approved(code)
    assert refusal(queries.item, VISITOR, number="500222Z01-C01/2026-00001") == "not_found"
    first = place.release(edition, MEETING)
    number = "500222Z01-C01/2026-00001"
    assert (edition.state, first.audience, first.disclosure.number) == ("releasing", "party", number)
    assert refusal(queries.item, VISITOR, number=number) == "not_found"
    member = queries.item(place.at("member"), number=number)
    assert member.title == edition.approved_revision.title and member.audience == "party"
    assert [way.method for way in member.circles[0].placements] == ["hy", "jy"]
    assert member.circles[0].placements[0].details["attended"] == 27

    second = place.release(edition, BOARD)
    assert (edition.state, second.audience) == ("published", "public")
    assert second.published_at > first.published_at
    shown = queries.item(VISITOR, number=number)
    assert (shown.audience, shown.sha256) == ("public", edition.approved_revision.sha256)
    assert [circle.audience for circle in shown.circles] == ["party", "public"]
    assert shown.circles[0].placements == () and [way.method for way in shown.circles[1].placements] == ["gl", "wz"]
    assert [row.number for row in queries.latest(VISITOR)] == [number]
    assert [row.audience for row in queries.latest(place.at("member"))] == ["public"], "once, at the widest circle"


@covers("R82")
def test_the_first_release_answers_the_duty_once(place, code):
    edition = place.approved(code)
    assert duty(place, code).state == "pending"
    place.release(edition, MEETING)
    answered = duty(place, code)
    assert (answered.state, answered.ref, answered.late_days) == ("published", f"edition:{edition.pk}", 0)
    place.release(edition, BOARD)
    assert duty(place, code).answered_at == answered.answered_at
    view = queries.by_refs(place.at("member"), refs=[answered.ref, "nil:3", "edition:x"])
    assert view[answered.ref].title == edition.approved_revision.title and len(view) == 1


@covers("R15")
def test_society_waits_for_the_proof_that_the_party_was_told(place, code):
    edition = place.approved(code)
    row = place.release(edition, MEETING)
    row.placements.filter(method="hy").delete()  # taken over without the proof that the catalog promises
    assert refusal(place.release, edition, BOARD) == "party_not_done"
    (shut,) = [offer for offer in queries.offers(place.at("clerk"), edition_id=edition.pk, now=place.now, today=place.today) if offer.verb == "release"]  # fmt: skip
    assert (shut.allowed, shut.why_not) == (False, "party_not_done")
    publishing.record_placement(place.at("clerk"), publication_id=row.pk, way=MEETING, now=place.later())
    assert place.release(edition, BOARD).audience == "public"


@covers("R46")
def test_fewer_ways_than_the_catalog_names_are_refused_by_name(place, code):
    edition = place.approved(DUES)
    told = place.draft(code)
    place.sign(told)
    with pytest.raises(Refused) as refused:
        place.release(edition, MEETING)
    assert (refused.value.code, refused.value.facts["missing"]) == ("ways_missing", "公开栏（室内）")
    said = explain(refused.value.code, refused.value.facts)
    assert "向党内公开，目录定的方式还差：公开栏（室内）" in said and "先请制定目录的党组织改目录" in said
    assert refusal(place.release, told) == "ways_missing", "the members' page alone is not the meeting"
    assert Publication.objects.count() == 0 and edition.disclosure.number is None
    wider = place.release(edition, MEETING, INDOORS, PlacementInput("jb", details={"note": "第3期"}))
    assert {way.method for way in wider.placements.all()} == {"hy", "gl", "jb", "jy"}, "more ways are welcome"


@covers("R46", "R61")
def test_cadre_matters_are_served_by_the_ways_their_own_rules_ask_for(place):
    edition = place.approved(DUES)
    type(edition).objects.filter(pk=edition.pk).update(methods=["hy"])
    assert [way.code for way in queries.planned(place.at("clerk"), edition_id=edition.pk, audience="party")] == ["hy"]
    assert place.release(edition, MEETING).audience == "party"


@covers("R15")
def test_both_circles_in_one_moment_are_not_first_and_then(place, code):
    edition = place.approved(code)
    row = place.release(edition, MEETING)
    code_said = refusal(
        publishing.release, place.at("clerk"), edition_id=edition.pk, now=row.published_at, today=place.today
    )
    assert code_said == "gap_not_over"


@covers("R48")
def test_only_signed_texts_are_released_and_only_by_those_who_may(place, code):
    edition = place.draft(code)
    assert refusal(place.release, edition, MEETING) == "wrong_state"
    place.sign(edition)
    assert refusal(place.release, edition, MEETING, who="deputy") == "no_permission"
    assert refusal(place.release, edition, MEETING, who="charlie") == "not_found"
    assert Publication.objects.count() == 0
    assert place.release(edition, MEETING, who="head").published_by == place.world.head.pk


@covers("R60")
@pytest.mark.parametrize("leak", ["ds", "bk", "gl", "wz"])
def test_a_way_that_leaks_beyond_the_circle_is_refused_and_nothing_happens(place, code, leak):
    edition = place.approved(code)
    assert refusal(place.release, edition, MEETING, PlacementInput(leak)) == "method_leaks"
    row = place.release(edition, MEETING)
    assert (
        refusal(publishing.record_placement, place.at("clerk"), publication_id=row.pk, way=PlacementInput(leak), now=place.later())
        == "method_leaks"
    )  # fmt: skip
    assert Publication.objects.count() == 1 and row.placements.count() == 2


@covers("R173", "R161")
def test_numbers_go_on_and_the_register_has_a_line_for_every_circle(place, code):
    place.published(code)
    place.published(STUDY)
    rows, after = queries.register(place.at("clerk"), org_id=place.world.village.pk, year=2026)
    assert after == ""
    assert [(row.audience, row.register_number, row.number[-5:]) for row in rows] == [
        ("party", 1, "00001"), ("public", 1, "00001"), ("party", 2, "00002"), ("public", 2, "00002"),
    ]  # fmt: skip
    assert rows[0].methods == ("hy", "jy") and rows[0].places == ("村党员活动室",) and rows[0].head_name == "张三"
    seen, _ = queries.register(VISITOR, path=place.world.town.path, year=2026)
    assert [(row.audience, row.register_number) for row in seen] == [("public", 1), ("public", 2)]
    page, after = queries.register(VISITOR, path=place.world.town.path, year=2026, limit=1)
    rest, end = queries.register(VISITOR, path=place.world.town.path, year=2026, limit=1, after=after)
    assert ([*page, *rest], end) == (seen, "")
    assert queries.register_count(VISITOR, year=2026) == 2 and queries.register_count(VISITOR, year=2025) == 0
    assert sum(queries.category_counts(VISITOR, year=2026).values()) == 2


def test_pressing_twice_publishes_once(place, code):
    edition = place.approved(code)
    place.release(edition, MEETING)
    place.release(edition, BOARD)
    assert refusal(place.release, edition, BOARD) in ("wrong_state", "last_audience")
    assert Publication.objects.filter(edition=edition).count() == 2


def test_a_release_is_remembered_and_announced(place, code):
    edition = place.approved(code)
    row = place.release(edition, MEETING)
    event = AuditEvent.objects.get(verb="edition.release")
    assert event.subject == f"edition:{edition.pk}" and event.facts["audience"] == "party"
    assert Outbox.objects.filter(kind="published", payload={"publication": row.pk}).count() == 1


def test_stored_pages_become_old_with_the_commit(place, code, django_capture_on_commit_callbacks):
    edition = place.approved(code)
    before = pages.generation().read()
    with django_capture_on_commit_callbacks() as waiting:
        place.release(edition, MEETING)
    assert pages.generation().read() == before, "not before the commit"
    for callback in waiting:
        callback()
    assert pages.generation().read() != before


@covers("R77", "R78")
def test_a_public_notice_runs_in_working_days_and_ends_with_its_result(place, code):
    edition = place.draft(code)
    disclosing.set_plan(
        place.at("clerk"), edition_id=edition.pk, scope_reason="", is_major=False, notice_days=5, now=place.later()
    )
    place.write(edition, title="拟发展党员公示")
    place.sign(edition)
    place.release(edition, MEETING)
    row = place.release(edition, BOARD)
    # Thursday 3 September 2026; the fifth working day after it is Thursday 10 September.
    assert (row.notice_start.isoformat(), row.notice_end.isoformat()) == ("2026-09-04", "2026-09-10")

    def conclude(text="公示期内没有收到异议。", who="clerk"):
        return publishing.conclude_notice(place.at(who), publication_id=row.pk, text=text, now=place.later())

    place.later(days=7)
    assert refusal(conclude) == "notice_running"
    assert queries.notices_ended(VISITOR, path=place.world.village.path, today=place.today) == []
    place.later(days=1)
    assert queries.notices_ended(VISITOR, path=place.world.village.path, today=place.today) == [row]
    assert refusal(conclude, " ") == "notice_text"
    assert refusal(conclude, who="member") == "no_permission"
    assert conclude().notice_result_at == place.now
    assert refusal(conclude) == "notice_concluded"
    (notice,) = [n for n in queries.item(VISITOR, number=row.disclosure.number).notices if n.publication_id == row.pk]
    assert notice.result == "公示期内没有收到异议。"


@covers("R20", "R79")
def test_a_correction_keeps_the_old_version_and_shows_what_changed(place, code):
    edition = place.published(code)
    number = edition.disclosure.number or queries.latest(VISITOR)[0].number
    newer = disclosing.start_edition(
        place.at("clerk"), disclosure_id=edition.disclosure_id, kind="correction", change_note="金额录入时数字颠倒。",
        now=place.later(),
    )  # fmt: skip
    place.write(newer, content="<p>8月应缴党费31人，实缴31人，共计168.00元，已于8月28日上缴镇党委。</p>")
    place.sign(newer)
    place.release(newer, MEETING)
    assert queries.item(VISITOR, number=number).edition_number == 1, "society reads the old one until its turn"
    assert queries.item(place.at("member"), number=number).edition_number == 2
    place.release(newer, BOARD)
    edition.refresh_from_db()
    assert (edition.state, newer.state) == ("superseded", "published")
    shown = queries.item(VISITOR, number=number)
    assert [(one.number, one.current, one.readable) for one in shown.versions] == [(2, True, True), (1, False, True)]
    (change,) = [one for one in shown.versions[0].changes if one.part == "content"]
    pieces = [(one.op, one.text) for block in change.blocks for one in block.words]
    assert ("delete", "186.00") in pieces and ("insert", "168.00") in pieces
    assert [(one.kind, one.text) for one in shown.explanations] == [("correction", "金额录入时数字颠倒。")]
    old = queries.item(VISITOR, number=number, version=1)
    assert "186.00" in old.content and not old.current
    assert refusal(queries.item, VISITOR, number=number, version=3) == "not_found"
    assert len(queries.latest(VISITOR)) == 1 and queries.search(VISITOR, q="168").total == 1
    assert queries.search(VISITOR, q="上书村党支部").total == 1


@covers("R80")
def test_a_major_matter_is_closed_only_after_the_decision_on_publishing_again(place, code):
    edition = place.draft(code)
    disclosing.set_plan(
        place.at("clerk"), edition_id=edition.pk, scope_reason="", is_major=True, notice_days=None, now=place.later()
    )
    place.write(edition, title="上书村重大事项")
    place.sign(edition)
    place.release(edition, MEETING)
    place.release(edition, BOARD)
    closing = {"edition_id": edition.pk, "today": place.today}
    assert refusal(publishing.close, place.at("clerk"), now=place.later(), **closing) == "feedback_undecided"


@covers("R57")
def test_placements_are_read_by_those_of_the_circle(place, code):
    edition = place.approved(code)
    row = place.release(edition, MEETING)
    assert [way.method for way in queries.placements(place.at("member"), publication_id=row.pk)] == ["hy", "jy"]
    for stranger in (VISITOR, place.at("charlie"), place.at("villager")):
        assert refusal(queries.placements, stranger, publication_id=row.pk) == "not_found"
    wrong = PlacementInput("wj", starts_at=place.now, ends_at=place.now - timedelta(days=1))
    assert (
        refusal(publishing.record_placement, place.at("clerk"), publication_id=row.pk, way=wrong, now=place.later())
        == "placement_order"
    )


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite's planner")
def test_ended_notices_are_found_by_their_own_index(place):
    """Asked together with the reader's circles, SQLite went through every publication of the county."""
    clerk = place.at("clerk")
    with CaptureQueriesContext(connection) as asked:
        queries.notices_ended(clerk, path=place.world.village.path, today=place.today)
    (only,) = [one["sql"] for one in asked]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {only}")
        plan = " ".join(row[3] for row in cursor.fetchall())
    assert "USING COVERING INDEX publication_notice_open" in plan or "USING INDEX publication_notice_open" in plan
