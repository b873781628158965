"""Catalogs are made by the right maker, complete or explained, consulted on, in versions, and bound by month."""

from dataclasses import replace

import pytest
from django.db import connection
from django.db.models import F

from gongkai.ledger import queries as ledger
from gongkai.orgs import actions as orgs
from gongkai.rulebook import actions, queries
from gongkai.rulebook.models import CatalogVersion
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain
from tests.covers import covers
from tests.rulebook.conftest import NOW, TODAY, explain_gaps

SIZES = {
    "village": 39, "community": 37, "organ": 39, "school": 40, "hospital": 40, "soe": 39, "new_org": 31, "town": 42,
}  # fmt: skip


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    assert explain(refusal.value.code, refusal.value.facts)
    return refusal.value.code


def entry_of(actor, version, index=0):
    return queries.entry_facts(actor, version_id=version.pk)[index]


@covers("R34", "R45")
@pytest.mark.parametrize(("kind", "size"), SIZES.items())
def test_the_default_catalog_of_each_kind_is_the_short_one(world, kind, size):
    made = actions.start_catalog(world.clock, maker_id=world.county.pk, org_kind=kind, name="演示目录", now=NOW)
    version = queries.versions(world.clock, catalog_id=made.pk)[0]
    assert len(queries.entries(world.clock, version_id=version.pk)) == size
    assert queries.problems(world.clock, version_id=version.pk) == []


@covers("R34", "R35", "R36", "R37", "R38", "R41")
@pytest.mark.parametrize(
    ("org", "maker", "kind"),
    [
        ("town", "county", "town"),
        ("village", "town", "village"),
        ("community", "town", "community"),
        ("school", "education_committee", "school"),
        ("hospital", "county", "hospital"),
        ("new_org", "two_new_committee", "new_org"),
    ],
)
def test_the_right_maker_makes_the_catalog_and_no_other(world, org, maker, kind):
    served, right = getattr(world, org), getattr(world, maker)
    made = actions.start_catalog(world.clock, maker_id=right.pk, org_kind=kind, name="演示目录", now=NOW)
    actions.bind(world.clock, org_ids=[served.pk], catalog_id=made.pk, period_from="2026-10", now=NOW)
    assert queries.catalog_of(world.visitor, org_id=served.pk, period="2026-10") == made
    wrong = actions.start_catalog(
        world.clock, maker_id=world.organs_committee.pk, org_kind=kind, name="演示目录", now=NOW
    )
    given = {"org_ids": [served.pk], "catalog_id": wrong.pk, "period_from": "2026-11", "now": NOW}
    assert refused(actions.bind, world.clock, **given) == "binding_other_maker"


@covers("R40")
def test_a_maker_named_outright_counts_over_the_rule(world):
    orgs.decide_maker(
        world.clock,
        org_id=world.school.pk,
        maker_id=world.county.pk,
        basis="县领导小组办公室指定",
        now=NOW,
        today=TODAY,
    )
    given = {"org_kind": "school", "name": "演示目录", "for_org_id": world.school.pk, "now": NOW}
    assert actions.start_catalog(world.clock, maker_id=world.county.pk, **given).for_org_id == world.school.pk
    other = world.education_committee.pk
    assert refused(actions.start_catalog, world.clock, maker_id=other, **given) == "catalog_other_maker"


def test_a_catalog_is_begun_by_its_maker_with_name_kind_and_length(world, maker):
    def start(**changes):
        given = {"maker_id": world.town.pk, "org_kind": "village", "name": "演示目录", "now": NOW}
        return refused(actions.start_catalog, maker, **given | changes)

    assert start(maker_id=world.county.pk) == "no_permission"
    assert start(name=" ") == "catalog_name"
    assert start(org_kind="castle") == "catalog_kind"
    assert start(org_kind="school", for_org_id=world.village.pk) == "catalog_kind"
    assert start(profile="endless") == "catalog_profile"
    for actor in (world.visitor, world.actor(world.head)):
        given = {"maker_id": world.town.pk, "org_kind": "village", "name": "演示目录", "now": NOW}
        assert refused(actions.start_catalog, actor, **given) == "no_permission"


@covers("R45")
def test_a_catalog_may_begin_from_another_as_template_or_empty(world, maker, approved):
    given = {"maker_id": world.town.pk, "org_kind": "village", "name": "演示目录", "now": NOW}
    copy = actions.start_catalog(maker, from_version_id=approved.pk, **given)
    copied = queries.versions(maker, catalog_id=copy.pk)[0]
    assert queries.entry_facts(maker, version_id=copied.pk) == queries.entry_facts(maker, version_id=approved.pk)
    assert copied.not_applicable == approved.not_applicable
    empty = actions.start_catalog(maker, from_default=False, **given)
    version = queries.versions(maker, catalog_id=empty.pk)[0]
    assert refused(actions.move_version, maker, version_id=version.pk, verb="approve", now=NOW) == "catalog_empty"


@covers("R32")
def test_a_gap_must_be_filled_or_explained_before_approval(maker, draft):
    gone = next(entry for entry in queries.entry_facts(maker, version_id=draft.pk) if "3a" in entry.sub_items)
    actions.remove_entry(maker, version_id=draft.pk, code=gone.code, now=NOW)
    explain_gaps(maker, draft)
    explain_it = actions.explain_gap
    explain_it(maker, version_id=draft.pk, sub_item="3a", reason=" ", now=NOW)
    assert [item.code for item in queries.completeness(maker, version_id=draft.pk)] == ["3a"]
    approve = {"version_id": draft.pk, "verb": "approve", "period_from": "2026-11", "now": NOW}
    assert refused(actions.move_version, maker, **approve) == "catalog_gaps"
    offer = next(one for one in queries.version_offers(maker, version_id=draft.pk) if one.verb == "approve")
    assert not offer.allowed and offer.why_not == "catalog_gaps"
    explain_it(maker, version_id=draft.pk, sub_item="3a", reason="由镇党委统一设置", now=NOW)
    assert actions.move_version(maker, **approve).state == "approved"
    assert refused(explain_it, maker, version_id=draft.pk, sub_item="3a", reason="改口", now=NOW) == "version_closed"


@covers("R143")
def test_only_the_maker_fixes_a_catalog(world, maker, draft):
    explain_gaps(maker, draft)
    given = {"version_id": draft.pk, "verb": "approve", "period_from": "2026-11", "now": NOW}
    with pytest.raises(Refused) as refusal:
        actions.move_version(world.actor(world.head), **given)
    assert refusal.value.hidden
    done = actions.move_version(maker, **given)
    assert (done.approver_name, done.approved_at) == ("吴十", NOW)
    trail = ledger.recent(world.clock, org_path=world.town.path, verbs=("catalog.approve",))
    assert trail[0].facts["period_from"] == "2026-11"


@covers("R143")
def test_since_2017_an_organization_makes_its_own_catalog_and_files_it_with_the_superior(world, settings):
    settings.RULEBOOK_RELEASE = "2017"
    orgs.decide_maker(
        world.clock, org_id=world.village.pk, maker_id=world.village.pk, basis="2017年条例", now=NOW, today=TODAY
    )
    made = actions.start_catalog(
        world.clock, maker_id=world.village.pk, org_kind="village", name="上书村目录", now=NOW,
        for_org_id=world.village.pk,
    )  # fmt: skip
    assert made.regime == "self_makes_and_files"
    version = queries.versions(world.clock, catalog_id=made.pk)[0]
    explain_gaps(world.clock, version)
    actions.move_version(world.clock, version_id=version.pk, verb="approve", period_from="2026-11", now=NOW)
    filed = ledger.recent(world.clock, org_path=world.town.path, verbs=("catalog.file",))
    assert [event.subject for event in filed] == [f"catalog_version:{version.pk}"]


@covers("R39", "R144")
def test_a_posted_agencys_catalog_waits_for_the_upper_departments_word(world):
    county_maker = world.actor(world.county_maker)
    agency = orgs.register(
        world.clock, superior_id=world.county.pk, kind="bureau", name="演示派驻机构党组", short_name="派驻机构", code="P01",
        now=NOW, today=TODAY, posted_agency=True,
    )  # fmt: skip
    general = actions.start_catalog(county_maker, maker_id=world.county.pk, org_kind="bureau", name="部门目录", now=NOW)
    given = {"org_ids": [agency.pk], "period_from": "2026-11", "now": NOW}
    assert refused(actions.bind, county_maker, catalog_id=general.pk, **given) == "binding_posted_agency"
    own = actions.start_catalog(
        county_maker, maker_id=world.county.pk, org_kind="bureau", name="派驻机构目录", now=NOW, for_org_id=agency.pk
    )
    version = queries.versions(county_maker, catalog_id=own.pk)[0]
    explain_gaps(county_maker, version)
    actions.move_version(county_maker, version_id=version.pk, verb="consult", now=NOW)
    approve = {"version_id": version.pk, "verb": "approve", "period_from": "2026-11", "now": NOW}
    assert refused(actions.move_version, county_maker, **approve) == "consultation_missing"
    said = {
        "party": "演示市级部门",
        "letter_number": "演示函〔2026〕1号",
        "held_on": TODAY,
        "opinion": "同意",
        "now": NOW,
    }
    record = actions.record_consultation
    assert refused(record, county_maker, version_id=version.pk, result=" ", **said) == "consultation_fields"
    record(county_maker, version_id=version.pk, result="按意见增加一条", **said)
    assert queries.consultations(county_maker, version_id=version.pk)[0].letter_number == "演示函〔2026〕1号"
    actions.move_version(county_maker, **approve)
    actions.bind(county_maker, catalog_id=own.pk, **given)
    assert len(queries.entries_of(world.visitor, org_id=agency.pk, period="2026-11")) == SIZES["organ"]


@covers("R43")
def test_the_next_version_shows_what_it_changes(maker, approved):
    second = actions.start_version(maker, catalog_id=approved.catalog_id, now=NOW)
    assert second.number == 2 and queries.version_diff(maker, version_id=second.pk) == ()
    first, other = entry_of(maker, second, 0), entry_of(maker, second, 1)
    actions.put_entry(maker, version_id=second.pk, entry=replace(first, name="换了名称"), now=NOW)
    actions.remove_entry(maker, version_id=second.pk, code=other.code, now=NOW)
    actions.put_entry(maker, version_id=second.pk, entry=replace(other, code="V90"), now=NOW)
    changes = {(c.kind.value, c.code, c.field) for c in queries.version_diff(maker, version_id=second.pk)}
    assert changes == {("changed", first.code, "name"), ("removed", other.code, ""), ("added", "V90", "")}
    assert entry_of(maker, approved, 0) == first
    assert refused(actions.start_version, maker, catalog_id=approved.catalog_id, now=NOW) == "version_open"


@covers("R42")
def test_an_entry_keeps_all_its_matters_through_the_next_version(maker, draft):
    entry = replace(entry_of(maker, draft, 5), note="演示说明")
    desk = {"responsible": "王五", "secrecy_note": "不写户名", "retention": "10年"}
    actions.put_entry(maker, version_id=draft.pk, entry=entry, now=NOW, **desk)
    explain_gaps(maker, draft)
    actions.move_version(maker, version_id=draft.pk, verb="approve", period_from="2026-11", now=NOW)
    second = actions.start_version(maker, catalog_id=draft.catalog_id, now=NOW)
    row = queries.entries(maker, version_id=second.pk)[5]
    assert {name: getattr(row, name) for name in desk} == desk
    assert entry_of(maker, second, 5) == entry


def test_an_unsound_entry_is_refused_in_words(maker, draft):
    broken = replace(entry_of(maker, draft), code="?", elements=())
    with pytest.raises(Refused) as refusal:
        actions.put_entry(maker, version_id=draft.pk, entry=broken, now=NOW)
    sentence = explain(refusal.value.code, refusal.value.facts)
    assert "编码" in sentence and "内容要素" in sentence
    gone = {"version_id": draft.pk, "code": "Z99", "now": NOW}
    assert refused(actions.remove_entry, maker, **gone) == "entry_absent"


def test_versions_take_effect_in_order_and_only_once(maker, approved):
    assert refused(
        actions.move_version, maker, version_id=approved.pk, verb="approve", period_from="2026-11", now=NOW
    ) == "wrong_state"  # fmt: skip
    second = actions.start_version(maker, catalog_id=approved.catalog_id, now=NOW)
    given = {"version_id": second.pk, "verb": "approve", "now": NOW}
    assert refused(actions.move_version, maker, period_from="2026-08", **given) == "version_out_of_order"
    assert refused(actions.move_version, maker, period_from="", **given) == "period_invalid"
    dropped = actions.move_version(maker, version_id=second.pk, verb="drop", now=NOW)
    assert dropped.state == "dropped"
    third = actions.start_version(maker, catalog_id=approved.catalog_id, now=NOW)
    assert (third.number, third.based_on_id) == (3, approved.pk)


@pytest.mark.parametrize("verb", ["approve", "drop"])
def test_whoever_comes_second_is_told(maker, draft, verb):
    """Someone else writes the draft between this one's reading and writing."""
    explain_gaps(maker, draft)
    rows, came = CatalogVersion.objects.filter(pk=draft.pk), []

    def rival(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and not came:
            came.append(sql)
            rows.update(version=F("version") + 1)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(rival):
        given = {"version_id": draft.pk, "verb": verb, "period_from": "2026-11", "now": NOW}
        assert refused(actions.move_version, maker, **given) == "changed_meanwhile"
    assert rows.get().state == "draft"


def test_a_new_binding_ends_the_one_before_and_leaves_past_months_alone(world, maker, followed):
    other = actions.start_catalog(maker, maker_id=world.town.pk, org_kind="village", name="另一份", now=NOW)
    many = [world.village.pk, world.village.pk, world.other_village.pk]
    actions.bind(maker, org_ids=many, catalog_id=other.pk, period_from="2026-11", now=NOW)
    catalog = {p: queries.catalog_of(maker, org_id=world.village.pk, period=p).pk for p in ("2026-10", "2026-11")}
    assert catalog == {"2026-10": followed.catalog_id, "2026-11": other.pk}
    given = {"catalog_id": other.pk, "period_from": "2026-12", "now": NOW}
    assert refused(actions.bind, maker, org_ids=[world.community.pk], **given) == "binding_kind"
    assert refused(actions.bind, world.actor(world.head), org_ids=[world.village.pk], **given) == "no_permission"


@covers("R45", "R50")
def test_a_proposal_from_below_is_taken_up_or_answered(world, maker, followed):
    clerk = world.actor(world.clerk)
    given = {
        "org_id": world.village.pk,
        "name": "水库承包",
        "category": "6",
        "reason": "群众常问",
        "body": {},
        "now": NOW,
    }
    made = actions.propose_entry(clerk, **given)
    assert made.catalog_id == followed.catalog_id
    assert [row.pk for row in queries.proposals(maker, path=world.town.path)] == [made.pk]
    assert queries.proposals(world.actor(world.charlie)) == queries.proposals(world.visitor) == []
    decide = actions.decide_proposal
    assert [one.verb for one in queries.proposal_offers(maker, proposal_id=made.pk)] == ["accept", "refuse"]
    assert refused(decide, clerk, proposal_id=made.pk, verb="accept", now=NOW) == "no_permission"
    assert refused(decide, maker, proposal_id=made.pk, verb="refuse", now=NOW) == "remark_needed"
    done = decide(maker, proposal_id=made.pk, verb="refuse", remark="已含在第6条", now=NOW)
    assert (done.state, done.decision) == ("refused", "已含在第6条")
    again = actions.propose_entry(clerk, **given)
    assert decide(clerk, proposal_id=again.pk, verb="recall", now=NOW).state == "recalled"
    third = actions.propose_entry(clerk, **given)
    assert decide(maker, proposal_id=third.pk, verb="accept", now=NOW).state == "accepted"


def test_a_proposal_wants_its_fields_and_a_catalog(world, followed):
    given = {"org_id": world.village.pk, "name": "演示", "category": "6", "reason": "演示", "body": {}, "now": NOW}
    clerk = world.actor(world.clerk)
    assert refused(actions.propose_entry, clerk, **given | {"reason": " "}) == "proposal_fields"
    assert refused(actions.propose_entry, clerk, **given | {"category": "9"}) == "category_unknown"
    assert refused(actions.propose_entry, clerk, **given | {"org_id": world.other_village.pk}) == "no_permission"
    bare = given | {"org_id": world.school.pk}
    assert refused(actions.propose_entry, world.clock, **bare) == "catalog_none"
    with pytest.raises(Refused) as refusal:
        queries.proposal(world.visitor, proposal_id=1)
    assert refusal.value.hidden
