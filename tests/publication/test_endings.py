"""Nothing disappears silently: withdrawal, termination, change, emergency hiding, and back again."""

import pytest

from gongkai.disclosures import actions as disclosing
from gongkai.obligations import queries as obligations
from gongkai.publication import actions as publishing
from gongkai.publication import queries
from gongkai.publication.numbers import slug
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.publication.county import BOARD, DUES, FUNDS, INDOORS, MEETING, PERIOD, county
from tests.publication.test_release import refusal

pytestmark = pytest.mark.django_db
VISITOR = Actor.visitor()


@pytest.fixture
def place(db):
    return county()


@pytest.fixture
def code():
    return FUNDS


@pytest.fixture
def edition(place, code):
    return place.published(code)


@pytest.fixture
def number(edition):
    return queries.latest(VISITOR)[0].number


def state(place, code):
    return obligations.duty(
        VISITOR, org_id=place.world.village.pk, period=PERIOD, code=code, trigger_id=0, today=place.today
    )


def gone(actor, number):
    """Nothing of the content is left for this reader, anywhere."""
    view = queries.item(actor, number=number)
    words = repr(view)
    assert (
        "党费" not in words
        and "186元" not in words
        and "186.00" not in words
        and view.versions == view.files == view.circles == ()
    )
    assert queries.search(actor, q="党费").total == queries.search(actor, q="费").total == 0
    assert queries.latest(actor) == [] and not queries.visible(actor).exists()
    assert all("党费" not in row.title for row in queries.register(actor, year=2026)[0])
    return view.tombstone


@covers("R86")
@pytest.mark.parametrize(("kind", "end"), [("withdraw", "withdrawn"), ("terminate", "terminated")])
def test_after_three_stamps_only_the_explanation_is_left(place, code, edition, number, kind, end):
    change = place.withdrawal(edition, kind)
    assert queries.item(VISITOR, number=number).tombstone is None, "two stamps are not three"
    publishing.explain_change(place.at("clerk"), change_id=change.pk, now=place.later(), today=place.today)
    edition.refresh_from_db()
    assert edition.state == end
    for actor in (VISITOR, place.at("member"), place.at("clerk")):
        said = gone(actor, number)
        assert (said.kind, said.text) == (kind, "原件金额有误，现予撤销。")
    assert queries.item(VISITOR, number=number, version=1).tombstone is not None
    answered = state(place, code)
    assert (answered.state, answered.late_days) == ("changed", 0)
    ref = queries.by_refs(VISITOR, refs=[answered.ref])[answered.ref]
    assert (ref.gone, ref.title, ref.number) == (True, "", number)
    lines, _ = queries.register(VISITOR, year=2026)
    assert [(line.end_kind, line.register_number) for line in lines] == [(end, 1)], "its line stays"


@covers("R86")
def test_the_explanation_reaches_exactly_those_who_could_read_the_original(place):
    edition = place.approved(DUES)
    place.release(edition, MEETING, INDOORS)
    number = queries.latest(place.at("member"))[0].number
    assert "-N" in number, "what never leaves the party has numbers of its own"
    change = place.withdrawal(edition)
    publishing.explain_change(place.at("clerk"), change_id=change.pk, now=place.later(), today=place.today)
    assert gone(place.at("member"), number).kind == "withdraw"
    for stranger in (VISITOR, place.at("villager"), place.at("charlie")):
        assert refusal(queries.item, stranger, number=number) == "not_found"


@covers("R86", "R87")
def test_a_change_is_explained_and_the_text_stays_until_the_new_one_comes(place, code, edition, number):
    change = place.withdrawal(edition, "change", after="金额改为168元")
    publishing.explain_change(place.at("clerk"), change_id=change.pk, now=place.later(), today=place.today)
    shown = queries.item(VISITOR, number=number)
    assert shown.tombstone is None and [one.kind for one in shown.explanations] == ["change"]
    assert state(place, code).state == "changed"
    newer = disclosing.start_edition(
        place.at("clerk"), disclosure_id=edition.disclosure_id, kind="change", change_note="金额改为168元",
        change_ref=change.pk, now=place.later(),
    )  # fmt: skip
    place.write(newer, content="<p>8月应缴党费31人，共计168.00元。</p>")
    place.sign(newer)
    place.release(newer, MEETING)
    place.release(newer, BOARD)
    assert "168.00" in queries.item(VISITOR, number=number).content
    assert "186.00" in queries.item(VISITOR, number=number, version=1).content


@covers("R86")
def test_the_third_stamp_needs_the_first_two(place, edition):
    from_others = refusal(
        publishing.explain_change, place.at("charlie"), change_id=place.withdrawal(edition).pk, now=place.later(),
        today=place.today,
    )  # fmt: skip
    assert from_others == "not_found"


@covers("R88")
def test_what_harms_is_hidden_at_once_and_comes_back_as_it_was(place, code, edition, number):
    newer = disclosing.start_edition(
        place.at("clerk"), disclosure_id=edition.disclosure_id, kind="correction", change_note="更正", now=place.later()
    )
    place.write(newer, plain="8月党费31人，共计186元。")
    place.sign(newer)
    place.release(newer, MEETING)
    place.release(newer, BOARD)
    due = publishing.take_down(
        place.at("head"), edition_id=newer.pk, remark="有一处身份证号", now=place.later(), today=place.today
    )
    assert due.due.isoformat() == "2026-09-04", "one working day after Thursday"
    for actor in (VISITOR, place.at("member"), place.at("superior")):
        said = gone(actor, number)
        assert said.kind == "hidden" and said.text.startswith("核查中") and "身份证" not in said.text
    found = state(place, code)
    assert found.state == "published"
    assert queries.by_refs(VISITOR, refs={found.ref})[found.ref].aside == "暂时撤下核查"
    (checked,) = queries.under_check(VISITOR, path=place.world.village.path)
    assert (checked.code, checked.slug) == (found.code, slug(number)) and "党费收缴情况" not in str(checked)
    counted = {"path": place.world.village.path[:4], "period": found.period}
    assert queries.count_under_check(VISITOR, **counted) == 1
    again = {"edition_id": newer.pk, "now": place.later(), "today": place.today}
    assert refusal(publishing.take_down, place.at("head"), remark="再", **again) == "wrong_state"
    assert refusal(publishing.restore, place.at("clerk"), remark="核查完", **again) == "no_permission"
    publishing.restore(place.at("head"), remark="核查完，没有问题", **again)
    newer.refresh_from_db()
    shown = queries.item(VISITOR, number=number)
    assert queries.by_refs(VISITOR, refs={found.ref})[found.ref].aside == ""
    assert queries.under_check(VISITOR, path=place.world.village.path) == []
    assert queries.count_under_check(VISITOR, **counted) == 0
    assert newer.state == "published" and shown.edition_number == 2 and shown.explanations[0].kind == "correction"
    assert [one.readable for one in shown.versions] == [True, True]
    assert queries.search(VISITOR, q="党费").total == 1


@covers("R88")
def test_taking_down_needs_a_reason_and_a_person_who_may(place, edition, number):
    named = {"edition_id": edition.pk, "now": place.later(), "today": place.today}
    assert refusal(publishing.take_down, place.at("head"), remark=" ", **named) == "remark_needed"
    assert refusal(publishing.take_down, place.at("clerk"), remark="错", **named) == "no_permission"
    assert refusal(publishing.take_down, place.at("charlie_head"), remark="错", **named) == "not_found"
    assert queries.item(VISITOR, number=number).tombstone is None
    publishing.take_down(place.at("county_office"), remark="错", **named)
    assert gone(VISITOR, number).kind == "hidden"


@covers("R88")
def test_a_hidden_half_released_correction_leaves_the_old_version_where_it_still_stood(place, edition, number):
    newer = disclosing.start_edition(
        place.at("clerk"), disclosure_id=edition.disclosure_id, kind="correction", change_note="更正", now=place.later()
    )
    place.write(newer, plain="8月党费31人，共计186元。")
    place.sign(newer)
    place.release(newer, MEETING)
    publishing.take_down(place.at("head"), edition_id=newer.pk, remark="有错", now=place.later(), today=place.today)
    for actor in (VISITOR, place.at("member")):
        assert queries.item(actor, number=number).edition_number == 1
    publishing.restore(place.at("head"), edition_id=newer.pk, remark="好了", now=place.later(), today=place.today)
    newer.refresh_from_db()
    assert newer.state == "releasing" and queries.item(place.at("member"), number=number).edition_number == 2


@covers("R88", "R86")
def test_a_hidden_text_can_be_withdrawn(place, edition, number):
    publishing.take_down(place.at("head"), edition_id=edition.pk, remark="泄露", now=place.later(), today=place.today)
    change = place.withdrawal(edition)
    publishing.explain_change(place.at("clerk"), change_id=change.pk, now=place.later(), today=place.today)
    assert gone(VISITOR, number).kind == "withdraw"


def test_a_closed_matter_stays_readable(place, edition, number):
    publishing.close(place.at("clerk"), edition_id=edition.pk, now=place.later(), today=place.today)
    edition.refresh_from_db()
    assert edition.state == "closed" and queries.item(VISITOR, number=number).tombstone is None
    with pytest.raises(Refused):
        publishing.close(place.at("clerk"), edition_id=edition.pk, now=place.later(), today=place.today)
