"""补公开并说明: what comes late says by how many days and why, on its page and in the register, for good."""

import pytest

from gongkai.disclosures import actions as disclosing
from gongkai.disclosures import queries as disclosures
from gongkai.disclosures.models import Disclosure
from gongkai.interfaces.ui.registers import HEADINGS, cells
from gongkai.publication import actions as publishing
from gongkai.publication import queries
from gongkai.rules.actor import Actor
from tests.covers import covers
from tests.publication.county import BOARD, FUNDS, MEETING, county
from tests.publication.test_release import refusal

VISITOR = Actor.visitor()
WHY = "9月10日才开会通过。"


@pytest.fixture
def place(db):
    return county()


def explain(place, edition, reason=WHY, who="clerk"):
    disclosing.explain_lateness(place.at(who), edition_id=edition.pk, reason=reason, now=place.later())


def overdue_by(place, edition) -> int:
    return disclosures.overdue_by(place.at("clerk"), edition_id=edition.pk, today=place.today)


def warned(place, edition) -> bool:
    report = disclosures.checks(place.at("clerk"), edition_id=edition.pk, today=place.today)
    return any(one.code == "late_unexplained" for one in report.warnings)


@covers("R46", "R161")
def test_the_reason_stays_with_the_disclosure_through_later_versions(place):
    edition = place.draft(FUNDS)
    assert overdue_by(place, edition) == 0 and not warned(place, edition)
    place.later(days=12)
    assert overdue_by(place, edition) == 11 and warned(place, edition)
    explain(place, edition, f"  {WHY} ")
    assert not warned(place, edition)
    place.sign(edition)
    place.release(edition, MEETING)
    place.later(days=2)
    place.release(edition, BOARD)
    assert overdue_by(place, edition) == 0, "nothing is overdue once it is public"
    number = Disclosure.objects.get(pk=edition.disclosure_id).number
    shown = queries.item(VISITOR, number=number)
    assert (shown.late_days, shown.late_reason) == (11, WHY), "late by the first circle, as the duty is"
    assert queries.by_refs(VISITOR, refs={f"edition:{edition.pk}"})[f"edition:{edition.pk}"].late_reason == WHY
    lines, _ = queries.register(place.at("head"), year=2026, org_id=place.world.village.pk)
    assert [(row.audience, row.late_days, row.late_reason) for row in lines] == [
        ("party", 11, WHY), ("public", 13, WHY),
    ]  # fmt: skip
    assert list(queries.register_lines(place.at("head"), year=2026, org_id=place.world.village.pk)) == lines
    assert dict(zip(HEADINGS, cells(lines[0]), strict=True))["为什么迟"] == WHY
    newer = disclosing.start_edition(
        place.at("clerk"), disclosure_id=edition.disclosure_id, kind="correction", change_note="更正", now=place.later()
    )
    place.sign(newer)
    place.release(newer, MEETING)
    place.release(newer, BOARD)
    again = queries.item(VISITOR, number=number)
    assert (again.edition_number, again.late_days, again.late_reason) == (2, 11, WHY)
    disclosing.destroy_texts(Actor.clock(), disclosure_id=edition.disclosure_id, now=place.later())
    assert queries.item(VISITOR, number=number).late_reason == ""


def test_what_becomes_late_on_its_way_may_say_why_when_it_is_released(place):
    edition = place.approved(FUNDS)
    place.later(days=12)
    publishing.release(
        place.at("clerk"), edition_id=edition.pk, now=place.later(), today=place.today, placements=(MEETING,),
        late_reason=WHY,
    )  # fmt: skip
    assert Disclosure.objects.get(pk=edition.disclosure_id).late_reason == WHY


def test_what_comes_in_time_keeps_no_reason(place):
    edition = place.approved(FUNDS)
    publishing.release(
        place.at("clerk"), edition_id=edition.pk, now=place.later(), today=place.today, placements=(MEETING,),
        late_reason=WHY,
    )  # fmt: skip
    place.release(edition, BOARD)
    found = Disclosure.objects.get(pk=edition.disclosure_id)
    shown = queries.item(VISITOR, number=found.number)
    assert (found.late_reason, shown.late_days, shown.late_reason) == ("", 0, "")


def test_only_who_drafts_says_why_and_not_at_length(place):
    edition = place.draft(FUNDS)
    assert refusal(explain, place, edition, who="head") == "no_permission"
    assert refusal(explain, place, edition, who="charlie") == "not_found"
    assert refusal(explain, place, edition, "长" * 201) == "text_too_long"
    explain(place, edition)
    edition.refresh_from_db()
    explain(place, edition)
    place.sign(edition)
    assert refusal(explain, place, edition, "改") == "edition_closed"
