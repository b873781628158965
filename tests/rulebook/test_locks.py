"""What a maker locks stays as it is in every catalog below; organizations may propose the rest (R45)."""

from dataclasses import replace

import pytest

from gongkai.ledger import actions as ledger
from gongkai.rulebook import actions, queries, xlsx
from gongkai.rulebook.models import CatalogEntry, EntryProposal
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.rulebook.conftest import NOW
from tests.rulebook.test_actions_catalogs import refused

FIXED = "C14"  # an entry that the maker keeps locked


@pytest.fixture
def template(world, maker, draft):
    """The town's catalog with one entry unlocked, fixed."""
    code = next(row.code for row in queries.entries(maker, version_id=draft.pk) if row.code != FIXED)
    entry = fact(maker, draft, code)
    actions.put_entry(maker, version_id=draft.pk, entry=entry, locked=False, now=NOW)
    for item in queries.completeness(maker, version_id=draft.pk):
        actions.explain_gap(maker, version_id=draft.pk, sub_item=item.code, reason="村级没有", now=NOW)
    actions.move_version(maker, version_id=draft.pk, verb="approve", period_from="2026-08", now=NOW)
    return draft, code


@pytest.fixture
def derived(world, template):
    """A catalog that the county derives from it."""
    county = world.actor(world.county_office)
    made = actions.start_catalog(
        county, maker_id=world.county.pk, org_kind="village", name="县直村目录", from_version_id=template[0].pk, now=NOW
    )
    return county, queries.versions(county, catalog_id=made.pk)[0]


def fact(actor, version, code):
    return next(one for one in queries.entry_facts(actor, version_id=version.pk) if one.code == code)


@covers("R45")
def test_a_derived_catalog_may_not_alter_or_drop_what_is_locked(derived):
    county, version = derived
    changed = replace(fact(county, version, FIXED), elements=("只写总数",))
    put = {"version_id": version.pk, "now": NOW}
    with pytest.raises(Refused) as said:
        actions.put_entry(county, entry=changed, **put)
    assert (said.value.code, said.value.facts["maker"]) == ("entry_locked", "东溪镇")
    assert refused(actions.remove_entry, county, code=FIXED, **put) == "entry_locked"
    same = fact(county, version, FIXED)
    assert refused(actions.put_entry, county, entry=same, locked=False, **put) == "lock_not_yours"
    actions.put_entry(county, entry=replace(same, note="本县口径"), **put)
    assert fact(county, version, FIXED).note == "本县口径"


@covers("R45")
def test_it_may_add_and_may_change_what_was_let_go(derived, template):
    county, version = derived
    put = {"version_id": version.pk, "now": NOW}
    free = fact(county, version, template[1])
    actions.put_entry(county, entry=replace(free, elements=("另列",)), **put)
    actions.put_entry(county, entry=replace(free, code="K01", name="县里另加的"), **put)
    actions.remove_entry(county, code=template[1], **put)
    assert "K01" in {row.code for row in queries.entries(county, version_id=version.pk)}


@covers("R45", "R175")
def test_a_workbook_does_not_get_around_a_lock(derived, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    county, version = derived
    facts = queries.entry_facts(county, version_id=version.pk)
    kept = [(one, {}) for one in facts if one.code != FIXED]
    book = tmp_path / "目录.xlsx"
    book.write_bytes(xlsx.write_catalog("目录", 1, kept, version.not_applicable))
    file = ledger.store(county, source=book, name=book.name, org_path=version.catalog.maker_path, now=NOW)
    act = {"version_id": version.pk, "file_token": file.token, "now": NOW}
    assert refused(actions.apply_catalog_import, county, **act) == "entry_locked"
    assert len(queries.entries(county, version_id=version.pk)) == len(facts)


@covers("R45", "R175")
def test_a_workbook_keeps_the_makers_own_locks(maker, template, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    version = actions.start_version(maker, catalog_id=template[0].catalog_id, now=NOW)
    book = tmp_path / "目录.xlsx"
    book.write_bytes(queries.catalog_xlsx(maker, version_id=version.pk))
    file = ledger.store(maker, source=book, name=book.name, org_path=version.catalog.maker_path, now=NOW)
    actions.apply_catalog_import(maker, version_id=version.pk, file_token=file.token, now=NOW)
    assert list(CatalogEntry.objects.filter(version=version, locked=False).values_list("code", flat=True)) == [
        template[1]
    ]


@covers("R45")
def test_the_maker_itself_may_change_and_unlock_everything(maker, template):
    version = actions.start_version(maker, catalog_id=template[0].catalog_id, now=NOW)
    entry = replace(fact(maker, version, FIXED), elements=("总数",))
    actions.put_entry(maker, version_id=version.pk, entry=entry, locked=False, now=NOW)
    actions.remove_entry(maker, version_id=version.pk, code=FIXED, now=NOW)
    assert queries.locked_entries(maker, catalog_id=template[0].catalog_id) == ()


@covers("R45")
def test_an_organization_proposes_additions_and_changes_of_what_is_not_locked(world, maker, template):
    actions.bind(maker, org_ids=(world.village.pk,), catalog_id=template[0].catalog_id, period_from="2026-08", now=NOW)
    head = world.actor(world.head)
    wish = {"org_id": world.village.pk, "reason": "群众常问", "body": {}, "now": NOW}
    for what in ("change", "drop"):
        assert refused(actions.propose_entry, head, wish=what, code=FIXED, **wish) == "entry_locked"
        assert actions.propose_entry(head, wish=what, code=template[1], **wish).wish == what
    assert refused(actions.propose_entry, head, wish="drop", code="X99", **wish) == "proposal_entry"
    assert refused(actions.propose_entry, head, wish="burn", **wish) == "proposal_entry"
    assert refused(actions.propose_entry, head, **wish) == "proposal_fields"
    assert actions.propose_entry(head, name="乡贤助学", category="6", **wish).code == ""
    assert EntryProposal.objects.count() == 3


@covers("R45")
def test_a_template_of_another_kind_is_no_template(world, maker, template):
    given = {"maker_id": world.town.pk, "org_kind": "community", "name": "社区目录", "now": NOW}
    assert refused(actions.start_catalog, maker, from_version_id=template[0].pk, **given) == "catalog_kind"
    assert [one.pk for one in queries.templates(maker, org_kind="village")] == [template[0].pk]
