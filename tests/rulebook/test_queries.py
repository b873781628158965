"""Reading the rulebook: what is in force in a month, who may read a draft, and at what price."""

import pytest

from gongkai.orgs import actions as orgs
from gongkai.rulebook import actions, queries
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.rulebook.conftest import NOW, TODAY, explain_gaps


@covers("R44")
def test_a_village_follows_its_catalog_and_anyone_may_read_it(world, followed, django_assert_num_queries):
    with django_assert_num_queries(3):
        entries = queries.entries_of(world.visitor, org_id=world.village.pk, period="2026-09")
    assert len(entries) == 39 and [entry.slot for entry in entries] == list(range(1, 40))
    assert queries.catalog_of(world.visitor, org_id=world.village.pk, period="2026-09").pk == followed.catalog_id
    assert queries.entry(world.visitor, entry_id=entries[0].pk).name == entries[0].name
    assert set(queries.entries_by_id(world.visitor, entry_ids={entries[3].pk})) == {entries[3].pk}


def test_before_the_first_month_and_without_a_binding_there_is_nothing(world, followed):
    assert queries.catalog_of(world.visitor, org_id=world.village.pk, period="2026-07") is None
    assert queries.entries_of(world.visitor, org_id=world.village.pk, period="2026-07") == []
    assert queries.entries_of(world.visitor, org_id=world.school.pk, period="2026-09") == []
    assert queries.version_in_force(world.visitor, catalog_id=followed.catalog_id, period="2026-07") is None


@covers("R43")
def test_the_newest_version_whose_month_has_come_is_in_force_and_old_ones_stay_readable(world, maker, followed):
    second = actions.start_version(maker, catalog_id=followed.catalog_id, now=NOW)
    actions.remove_entry(maker, version_id=second.pk, code="V01", now=NOW)
    explain_gaps(maker, second)
    actions.move_version(maker, version_id=second.pk, verb="approve", period_from="2026-11", now=NOW)
    find = queries.version_in_force
    assert find(world.visitor, catalog_id=followed.catalog_id, period="2026-10").pk == followed.pk
    assert find(world.visitor, catalog_id=followed.catalog_id, period="2026-11").pk == second.pk
    assert [v.number for v in queries.versions(world.visitor, catalog_id=followed.catalog_id)] == [2, 1]
    assert len(queries.entries(world.visitor, version_id=followed.pk)) == 39


@covers("R43")
def test_a_draft_is_missing_for_all_but_its_maker(world, maker, draft):
    entry = queries.entries(maker, version_id=draft.pk)[0]
    asks = (
        lambda actor: queries.version(actor, version_id=draft.pk),
        lambda actor: queries.entries(actor, version_id=draft.pk),
        lambda actor: queries.entry(actor, entry_id=entry.pk),
        lambda actor: queries.completeness(actor, version_id=draft.pk),
        lambda actor: queries.version_diff(actor, version_id=draft.pk),
        lambda actor: queries.catalog_xlsx(actor, version_id=draft.pk),
        lambda actor: queries.consultations(actor, version_id=draft.pk),
        lambda actor: queries.version_offers(actor, version_id=draft.pk),
    )
    for actor in (world.visitor, world.actor(world.head), world.actor(world.county_maker)):
        assert queries.versions(actor, catalog_id=draft.catalog_id) == []
        assert queries.entries_by_id(actor, entry_ids={entry.pk}) == {}
        for ask in asks:
            with pytest.raises(Refused) as refusal:
                ask(actor)
            assert refusal.value.hidden
    for ask in asks:
        ask(maker)


@covers("R43")
def test_while_they_are_consulted_the_followers_may_read_the_draft(world, maker, followed):
    second = actions.start_version(maker, catalog_id=followed.catalog_id, now=NOW)
    head, stranger = world.actor(world.head), world.actor(world.secrecy)
    assert [v.number for v in queries.versions(head, catalog_id=followed.catalog_id)] == [1]
    actions.move_version(maker, version_id=second.pk, verb="consult", now=NOW)
    assert queries.version(head, version_id=second.pk).state == "consulting"
    assert queries.version(stranger, version_id=second.pk)  # also works at the village
    with pytest.raises(Refused):
        queries.version(world.visitor, version_id=second.pk)


def test_bindings_give_one_row_per_organization_in_one_query(world, maker, followed, django_assert_num_queries):
    other = actions.start_catalog(maker, maker_id=world.town.pk, org_kind="village", name="另一份", now=NOW)
    actions.bind(maker, org_ids=[world.village.pk], catalog_id=other.pk, period_from="2026-10", now=NOW)
    with django_assert_num_queries(1):
        rows = queries.bindings(world.visitor, path=world.town.path, period="2026-10")
    assert {row.org_id: row.catalog_id for row in rows} == {
        world.village.pk: other.pk, world.other_village.pk: followed.catalog_id,
    }  # fmt: skip
    before = queries.bindings(world.visitor, org_ids=[world.village.pk], period="2026-09")
    assert [row.catalog_id for row in before] == [followed.catalog_id] and before[0].period_to == "2026-09"
    assert queries.bindings(world.visitor, path=world.education_committee.path, period="2026-10") == []


def test_entry_names_know_former_catalogs_in_two_queries(world, maker, followed, django_assert_num_queries):
    empty = actions.start_catalog(
        maker, maker_id=world.town.pk, org_kind="village", name="空的", now=NOW, from_default=False
    )
    actions.bind(maker, org_ids=[world.village.pk], catalog_id=empty.pk, period_from="2026-10", now=NOW)
    with django_assert_num_queries(2):
        names = queries.entry_names(
            world.visitor, org_ids={world.village.pk, world.other_village.pk}, periods={"2026-09", "2026-10"}
        )
    known = queries.entries(world.visitor, version_id=followed.pk)[0]
    assert names[world.village.pk, known.code] == names[world.other_village.pk, known.code] == known.name


@covers("R32")
def test_coverage_names_the_entries_behind_each_sub_item(world, approved):
    covered = queries.coverage(world.visitor, version_id=approved.pk)
    lacking = {code for code, entries in covered.items() if not entries}
    assert len(covered) == 44 and lacking == set(approved.not_applicable)
    assert queries.completeness(world.visitor, version_id=approved.pk) == ()


def test_a_follower_that_moves_keeps_its_catalog_under_the_new_path(world, followed):
    """Paths in bindings follow the tree."""
    orgs.move(
        world.clock, org_id=world.village.pk, superior_id=world.county.pk, from_date=TODAY, basis="演示调整", now=NOW
    )
    rows = queries.bindings(world.visitor, path=world.town.path, period="2026-10")
    assert [row.org_id for row in rows] == [world.other_village.pk]


@covers("R1", "R4")
def test_the_digest_is_in_the_library_and_every_place_can_be_cited(world):
    actions.load_digest(world.clock, now=NOW)
    regulation, provisions = queries.regulation(world.visitor, code="qijiang-2011")
    assert [row.number for row in provisions if row.kind == "chapter"][:2] == ["第一章", "第二章"]
    place = queries.provision(world.visitor, slug="art-9-3")
    assert place.number == "第九条（三）" and place.digest and place.regulation == regulation
    assert [row.code for row in queries.regulations(world.visitor)] == ["qijiang-2011"]
    for ask in (
        lambda: queries.provision(world.visitor, slug="art-99"),
        lambda: queries.regulation(world.visitor, code="none"),
    ):
        with pytest.raises(Refused):
            ask()


def test_the_lists_of_the_law_are_handed_out(world):
    assert len(queries.categories(world.visitor)) == 8
    assert sum(len(row.sub_items) for row in queries.sub_items(world.visitor)) >= 44
    assert len(queries.methods(world.visitor)) == 18
    assert next(iter(queries.profiles(world.visitor))) == "compact"
    assert queries.parameters(world.visitor).int("catalog_publish", on=TODAY) == 5
