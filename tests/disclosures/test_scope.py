"""Scope and ways are the catalog's; only cadre matters may follow their own rules (R46, R61)."""

import pytest

from gongkai.disclosures import actions, queries
from gongkai.disclosures.models import Disclosure
from gongkai.rules.refusals import Refused
from tests.covers import covers


def cadre_matter(desk):
    """A draft under an entry that the cadre rules govern; villages have none, so the flag is set here."""
    edition = desk.start()
    Disclosure.objects.filter(pk=edition.disclosure_id).update(by_rule=True)
    return edition


def plan(desk, edition, **scope):
    given = {"scope_reason": "", "is_major": False, "notice_days": 5} | scope
    return actions.set_plan(desk.at("clerk"), edition_id=edition.pk, now=desk.tick(), **given)


def stops(desk, edition):
    return {stop.code for stop in queries.checks(desk.at("clerk"), edition_id=edition.pk, today=desk.today).stops}


@covers("R46")
@pytest.mark.parametrize("scope", [{"audiences": ["public"]}, {"methods": ["hy"]}, {"audiences": []}])
def test_other_circles_or_fewer_ways_than_the_catalogs_are_refused(desk, scope):
    edition = desk.written()
    before = (edition.audiences, edition.methods)
    with pytest.raises(Refused, match="scope_of_catalog"):
        plan(desk, edition, **scope)
    edition.refresh_from_db()
    assert (edition.audiences, edition.methods) == before


@covers("R46")
def test_the_catalogs_own_scope_may_be_sent_again(desk):
    edition = desk.written()
    same = plan(desk, edition, audiences=list(reversed(edition.audiences)), methods=edition.methods)
    assert same.notice_days == 5


@covers("R61")
def test_a_cadre_matter_may_have_its_own_scope_with_the_reason(desk):
    edition = cadre_matter(desk)
    assert edition.audiences == ["party"]
    changed = plan(desk, edition, audiences=["public", "party"], methods=["hy", "gl", "hy"])
    assert (changed.audiences, changed.methods) == (["party", "public"], ["hy", "gl"])
    assert "rule_scope_reason" in stops(desk, edition)
    plan(
        desk, edition, audiences=["party", "public"], methods=["hy", "gl"], scope_reason="任前公示的规定要求向社会公示"
    )
    assert not {"rule_scope_reason", "scope_narrower", "methods_fewer"} & stops(desk, edition)


@covers("R61", "R78")
def test_a_cadre_matter_needs_its_notice_period_and_a_contact(desk):
    edition = cadre_matter(desk)
    plan(desk, edition, notice_days=None)
    desk.save(edition)
    assert {"notice_missing", "contact_missing"} <= stops(desk, edition)
    plan(desk, edition, notice_days=4)
    assert "notice_short" in stops(desk, edition)
