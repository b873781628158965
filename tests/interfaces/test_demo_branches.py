"""The branches of a large demonstration, here of a small one: made in bulk, they are what the acts would have made."""

from datetime import date

import pytest
from django.apps import apps
from django.db import transaction

from gongkai.interfaces.jobs import bench, measures_nation, throwaway_postgres
from gongkai.interfaces.jobs.demo import structure
from gongkai.interfaces.jobs.demo.load import Plan, load
from gongkai.ledger import queries as ledger
from gongkai.obligations import actions as obligations
from gongkai.obligations import queries as duties
from gongkai.obligations.actions import months
from gongkai.publication import queries as publication
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.tlog import LOGS, PUBLIC
from tests.factories.folders import own_folder

TODAY = date(2026, 10, 20)
CLOCK = Actor.clock()
COUNTED = ("org__code", "period", "expected", "published", "nil", "exempt", "changed", "late", "missing", "open")


def table(name: str):
    return apps.get_model(name).objects


def counters() -> list[tuple]:
    return list(table("obligations.OrgMonth").order_by("org__code", "period").values_list(*COUNTED))


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """A county with one village in each town and forty branches below these."""
    with pytest.MonkeyPatch.context() as patched, django_db_blocker.unblock():
        patched.setattr(structure, "MOST_BELOW_A_TOWN", 1)
        own = len(structure.county(10_000))
        with own_folder(tmp_path_factory.mktemp("branches")), transaction.atomic():
            load(Plan(TODAY, organizations=own + 40, months=1))
            yield own + 40
            transaction.set_rollback(True)


@pytest.fixture
def branches(made, db):
    return [org for org in table("orgs.Organization").all() if structure.is_branch(org.code)]


def test_branches_stand_below_villages_with_officers_rolls_and_catalogs(made, branches):
    assert table("orgs.Organization").filter(status="active").count() >= made
    assert len(branches) == 40
    for org in branches:
        assert org.path.startswith(org.superior.path) and org.catalog_maker_id == org.superior_id
        assert rulebook.catalog_of(CLOCK, org_id=org.pk, period="2026-10").maker_id == org.superior_id
        assert table("orgs.Post").filter(org=org, duty__in=("head", "deputy", "secrecy", "clerk")).count() == 4
        assert 3 <= table("orgs.Membership").filter(org=org).count() <= 9


def test_a_copied_catalog_has_the_rows_acts_and_leaf_of_one_that_was_made(branches):
    village = branches[0].superior
    first = {
        one.catalog.maker_id: one
        for one in table("rulebook.CatalogVersion").filter(number=1, catalog__org_kind="village")
    }
    copied, model = first[village.pk], first[village.superior_id]  # the showcase begins a second version of some
    columns = [field.name for field in table("rulebook.CatalogEntry").model._meta.fields]
    same = [name for name in columns if name not in ("id", "version", "catalog")]
    entries = [list(one.entries.order_by("slot").values(*same)) for one in (copied, model)]
    assert entries[0] == entries[1] and entries[0]
    for name in ("state", "version", "period_from", "not_applicable", "approved_at", "approver_name", "note"):
        assert getattr(copied, name) == getattr(model, name)
    acts = [
        [(act.verb, act.actor_kind, act.at, act.facts) for act in _acts(one) if act.org_path == one.catalog.maker_path]
        for one in (copied, model)
    ]
    assert acts[0] == acts[1][:2] and [act[0] for act in acts[0]] == ["catalog.start", "catalog.approve"]
    assert f"catalog:{copied.pk}" in ledger.leaf_keys(CLOCK, log=PUBLIC, prefix="catalog:")


def _acts(version):
    subjects = (f"catalog:{version.catalog_id}", f"catalog_version:{version.pk}")
    return table("ledger.AuditEvent").filter(subject__in=subjects).order_by("pk")


def test_facts_counters_and_records_agree(branches):
    ids = [org.pk for org in branches]
    before = counters()
    periods = tuple(sorted({row[1] for row in before}))
    obligations.rebuild_months(CLOCK, periods=periods)
    assert counters() == before
    assert obligations.ensure_due_items(CLOCK, first=periods[0], last=periods[-1], now=None) == set()
    answers = table("obligations.Answer").filter(org__in=ids)
    refs = set(answers.filter(kind="published").values_list("ref", flat=True))
    assert refs and refs == set(publication.by_refs(CLOCK, refs=sorted(refs)))
    told = set(answers.filter(kind="nil").values_list("ref", flat=True))
    reports = table("obligations.NilReport").filter(org__in=ids)
    assert told == {f"nil:{key}" for key in reports.values_list("pk", flat=True)} and told
    written = table("publication.Publication").filter(org__in=ids)
    assert written.values("org_id").distinct().count() == 2  # every twentieth of forty
    keys = {f"publication:{key}" for key in written.values_list("pk", flat=True)}
    logs = {key for log in LOGS for key in ledger.leaf_keys(CLOCK, log=log, prefix="publication:")}
    assert keys <= logs


def test_counting_in_parts_counts_the_same(made, db, monkeypatch):
    before = counters()
    monkeypatch.setattr(months, "BATCH", 7)
    monkeypatch.setattr(months, "CATALOGS", 3)
    table("obligations.OrgMonth").all().delete()
    obligations.rebuild_months(CLOCK, periods=("2026-10", "2026-11", "2026-12"))
    assert counters() == before
    assert obligations.ensure_due_items(CLOCK, first="2026-10", last="2026-12", now=None) == set()


def test_what_is_late_is_added_up_as_it_stands_one_by_one(branches):
    county = table("orgs.Organization").get(superior=None)
    rows, after = [], ""
    while True:
        page, after = duties.overdue(CLOCK, path=county.path, today=TODAY, after=after, limit=100)
        rows += page
        if not after:
            break
    places, by_month = duties.late_places(CLOCK, path=county.path, today=TODAY)
    assert sum(places.values()) == sum(by_month.values()) == len(rows) > 100
    assert sorted(duties.late_days(CLOCK, path=county.path, today=TODAY)) == sorted(row.days for row in rows)
    hot = duties.heat(CLOCK, path=county.path, period="2026-10", today=TODAY)
    assert sum(row.total for row in hot) == sum(row.org_path != county.path and row.period == "2026-10" for row in rows)


def test_the_bench_of_a_nation_measures_pages_a_month_and_a_recount(made, db, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: TODAY)
    monkeypatch.setattr(measures_nation, "RUNS", 1)
    before = counters()
    found = measures_nation.nation(0)
    assert found["rows"]["organizations"] >= made
    assert len(found["views"]) == 9 and all(row["ms"] > 0 for row in found["views"])
    assert found["opening_ms"] > 0 and found["recount_ms"] > 0
    assert counters() == before


def test_the_group_makes_its_own_tree_and_leaves_nothing(capsys):
    assert bench.main(["--only", "nation", "--size", "0.0001"]) == 0
    said = capsys.readouterr().out
    if throwaway_postgres.bindir() is None:
        assert "没有测" in said
    else:
        assert "写60个党组织1个月的事实" in said and "重新统计一个月" in said
