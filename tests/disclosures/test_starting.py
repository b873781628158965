"""Starting: circles and ways come from the catalog, twice pressed is once started, and only at home."""

import pytest

from gongkai.disclosures import actions, queries
from gongkai.disclosures.models import Disclosure, Edition
from gongkai.ledger import queries as ledger
from gongkai.ledger.remembered import remembering
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.factories.drafts import FEES, PERIOD


def refusal(act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value.code


@covers("R46")
def test_circles_ways_and_due_day_come_from_the_catalog(desk):
    edition = desk.start()
    disclosure = edition.disclosure
    assert (edition.audiences, edition.methods) == (["party"], ["hy", "gl", "jy"])
    assert (disclosure.code, disclosure.category, disclosure.period) == (FEES, "3", PERIOD)
    assert edition.due_on.isoformat() == "2026-10-08"  # the first Friday lies in the holidays
    assert edition.state == "draft" and edition.disclosure.number is None
    first = queries.revision(desk.at("clerk"), edition_id=edition.pk)
    assert first.number == 1 and first.title == disclosure.catalog_entry.name
    trail = ledger.trail(desk.at("clerk"), subject=f"edition:{edition.pk}", org_path=edition.org_path)
    assert [event.verb for event in trail] == ["edition.start"]


def test_pressing_twice_starts_once(desk):
    assert desk.start().pk == desk.start().pk
    assert Disclosure.objects.count() == 1


def test_another_month_and_another_entry_are_other_drafts(desk):
    assert len({desk.start().pk, desk.start(period="2026-09").pk, desk.start(code="C15").pk}) == 3


def test_an_abandoned_draft_makes_room_for_a_new_one(desk):
    first = desk.start()
    desk.act(first, "abandon", "clerk", remark="起草错了")
    assert desk.start().pk != first.pk


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("visitor", "not_found"),
        ("charlie", "not_found"),
        ("member", "not_found"),
        ("maker", "not_found"),
        ("head", "no_permission"),
        ("superior", "no_permission"),
    ],
)
def test_only_the_organizations_own_clerk_starts(desk, who, code):
    actor = desk.world.visitor if who == "visitor" else desk.at(who)
    args = {"org_id": desk.world.village.pk, "code": FEES, "period": PERIOD, "now": desk.now}
    assert refusal(actions.start, actor, **args) == code
    assert not Edition.objects.exists()


def test_what_the_catalog_does_not_name_is_refused(desk):
    assert refusal(desk.start, code="Z99") == "entry_unknown"
    assert refusal(desk.start, code="目录外") == "plan_needed"
    assert refusal(desk.start, period="2026-05") == "entry_unknown"  # before the catalog


def test_copying_takes_the_text_but_not_the_files(desk, tmp_path):
    before = desk.written()
    again = desk.start(period="2026-11", copy_from=before.pk)
    copy = queries.revision(desk.at("clerk"), edition_id=again.pk)
    taken = queries.revision(desk.at("clerk"), edition_id=again.pk, number=1)
    assert taken.content == queries.revision(desk.at("clerk"), edition_id=before.pk).content
    assert (copy.number, copy.attachments, taken.attachments) == (2, [], [])


def test_nothing_is_copied_from_another_organization(desk):
    other = actions.start(
        desk.at("charlie"), org_id=desk.world.other_village.pk, code=FEES, period=PERIOD, now=desk.tick()
    )
    assert refusal(desk.start, copy_from=other.pk) == "not_found"
    assert not Disclosure.objects.filter(org=desk.world.village).exists()


def test_reading_is_for_those_who_work_there(desk):
    edition = desk.start()
    for who in ("clerk", "deputy", "head", "secrecy", "superior", "county_office"):
        assert queries.edition(desk.at(who), edition_id=edition.pk) == edition
    for actor in (desk.world.visitor, desk.at("charlie"), desk.at("member"), desk.at("maker")):
        for read in (queries.edition, queries.revisions, queries.attachments, queries.check_decisions):
            assert refusal(read, actor, edition_id=edition.pk) == "not_found"
        assert refusal(queries.drafts, actor, org_id=desk.world.village.pk) == "not_found"
        assert queries.titles(actor, edition_ids={edition.pk}) == {}
    assert refusal(queries.edition, desk.at("clerk"), edition_id=999) == "not_found"


def test_a_page_that_remembers_does_not_give_one_persons_titles_to_another(desk):
    """P1: what was read for one who works there is nobody else's, also within one page."""
    asked = {"edition_ids": {desk.start().pk}}
    with remembering():
        assert queries.titles(desk.at("clerk"), **asked) and queries.authors(desk.at("clerk"), **asked)
        assert queries.titles(desk.at("charlie"), **asked) == queries.authors(desk.at("charlie"), **asked) == {}


def test_the_next_edition_needs_something_public(desk):
    edition = desk.bring(desk.written())
    args = {"disclosure_id": edition.disclosure_id, "kind": "correction", "change_note": "金额更正", "now": desk.now}
    assert refusal(actions.start_edition, desk.at("clerk"), **args) == "edition_open"
    Edition.objects.filter(pk=edition.pk).update(state="superseded", open_key=None)
    assert refusal(actions.start_edition, desk.at("clerk"), **args) == "not_public_yet"


@covers("R79", "R20")
def test_the_next_edition_starts_from_the_public_text(desk):
    edition = desk.bring(desk.written())
    Edition.objects.filter(pk=edition.pk).update(state="published", open_key=None)
    clerk, args = desk.at("clerk"), {"disclosure_id": edition.disclosure_id, "now": desk.now}
    assert refusal(actions.start_edition, clerk, kind="correction", change_note=" ", **args) == "change_note_missing"
    assert refusal(actions.start_edition, clerk, kind="first", change_note="改", **args) == "edition_kind"
    assert refusal(actions.start_edition, clerk, kind="change", change_note="改", **args) == "edition_kind"
    for who in ("charlie", "member"):
        assert refusal(actions.start_edition, desk.at(who), kind="correction", change_note="改", **args) == "not_found"
    assert (
        refusal(actions.start_edition, desk.at("head"), kind="correction", change_note="改", **args) == "no_permission"
    )
    second = actions.start_edition(clerk, kind="correction", change_note="实交金额更正", **args)
    assert (second.number, second.kind, second.state, second.change_note) == (2, "correction", "draft", "实交金额更正")
    assert queries.revision(clerk, edition_id=second.pk).sha256 == edition.approved_revision.sha256
    assert refusal(actions.start_edition, clerk, kind="correction", change_note="再改", **args) == "edition_open"
    assert [e.number for e in queries.editions_of(clerk, disclosure_id=edition.disclosure_id)] == [1, 2]


def test_the_head_may_open_an_agreed_change_without_becoming_its_author(desk):
    edition = desk.bring(desk.written())
    Edition.objects.filter(pk=edition.pk).update(state="published", open_key=None)
    second = actions.start_edition(
        desk.at("head"), disclosure_id=edition.disclosure_id, kind="change", change_note="范围变更", change_ref=5,
        now=desk.now,
    )  # fmt: skip
    assert queries.edition_facts(desk.at("head"), edition_id=second.pk).authors == frozenset()


def test_last_months_text_is_found_for_copying(desk):
    clerk, village = desk.at("clerk"), desk.world.village.pk
    assert queries.previous_for(clerk, org_id=village, code=FEES) is None
    edition = desk.bring(desk.written())
    assert queries.previous_for(clerk, org_id=village, code=FEES) is None  # signed, but not public
    Edition.objects.filter(pk=edition.pk).update(state="published", open_key=None)
    assert queries.previous_for(clerk, org_id=village, code=FEES) == edition
    assert refusal(queries.previous_for, desk.at("charlie"), org_id=village, code=FEES) == "not_found"
    again = desk.start(period="2026-11", copy_from=edition.pk)
    warned = queries.checks(clerk, edition_id=again.pk, today=desk.today).warnings
    assert {found.code for found in warned} == {"same_as_before"}


@covers("R13")
def test_a_matter_for_one_person_takes_its_reason_from_the_catalog(desk):
    edition = desk.start(code="C27")
    assert edition.audiences == ["individual"]
    assert edition.scope_reason and edition.scope_reason == edition.disclosure.catalog_entry.note
    stops = queries.checks(desk.at("clerk"), edition_id=edition.pk, today=desk.today).stops
    assert "below_members" not in {found.code for found in stops}
