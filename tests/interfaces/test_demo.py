"""The demonstration county: every state is there, every fact agrees with the others, nobody real is in it."""

import json
from datetime import date

import pytest
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Count

from gongkai.disclosures.richtext import to_text
from gongkai.interfaces.jobs.demo import accounts
from gongkai.interfaces.jobs.demo.load import Plan, load
from gongkai.interfaces.jobs.demo.structure import TRY_VILLAGE, organizations
from gongkai.interfaces.ui.filled import SOURCES
from gongkai.interfaces.ui.papers.word import word
from gongkai.obligations import actions as obligations
from gongkai.obligations import queries as duties
from gongkai.orgs import queries as orgs
from gongkai.publication import queries as publication
from gongkai.rulebook import queries as rulebook
from gongkai.rules import privacy, secrecy
from gongkai.rules.actor import Actor
from gongkai.rules.carriers import Freshness
from gongkai.rules.documents.forms import BY_CODE, filled
from gongkai.rules.findings import Severity
from gongkai.rules.organizations import CATALOG_KINDS
from gongkai.rules.periods import Period
from gongkai.rules.procedures.change import ChangeState
from gongkai.rules.procedures.consultation import ConsultationState
from gongkai.rules.procedures.edition import EditionState
from gongkai.rules.procedures.enquiry import EnquiryState
from gongkai.rules.procedures.hearing import HearingState
from gongkai.rules.procedures.off_catalog import PlanState
from gongkai.rules.procedures.report_up import ReportState
from tests.covers import covers
from tests.factories.folders import own_folder

TODAY = date(2026, 10, 20)
PLAN = Plan(TODAY, organizations=14, months=3)
MONTHS = ("2026-08", "2026-09", "2026-10")


def table(name: str):
    return apps.get_model(name).objects


@pytest.fixture(scope="module")
def county(django_db_setup, django_db_blocker, tmp_path_factory):
    """The small county, made once; each test rolls back what it adds."""
    with django_db_blocker.unblock():
        with own_folder(tmp_path_factory.mktemp("demo")), transaction.atomic():
            loaded = load(PLAN)
            written = json.loads((settings.DATA_DIR / accounts.FILE).read_text(encoding="utf-8"))
            yield loaded, written
            transaction.set_rollback(True)


@pytest.fixture
def loaded(county, db):
    return county[0]


@covers("R6", "R8")
def test_every_kind_of_organization_is_there(loaded):
    kinds = {org.kind for org in loaded.orgs.values()}
    assert set(CATALOG_KINDS) - kinds <= {"organ"}  # the smallest county has work committees for 机关
    assert set(CATALOG_KINDS) <= {row["kind"] for row in organizations(120)}
    assert len(organizations(120)) == len({row["code"] for row in organizations(120)}) == 120
    assert len({row["name"] for row in organizations(400)}) == 400


def test_every_state_of_an_edition_is_there(loaded):
    states = set(table("disclosures.Edition").values_list("state", flat=True))
    assert set(EditionState) - states == set()


@covers("R62", "R63", "R64", "R65", "R66", "R67")
def test_asking_hearing_and_reporting_are_there_in_every_state(loaded):
    for name, states in (
        ("Consultation", ConsultationState), ("Hearing", HearingState), ("Enquiry", EnquiryState), ("SituationReport", ReportState),
    ):  # fmt: skip
        assert set(table(f"participation.{name}").values_list("state", flat=True)) == set(states)
    assert table("participation.Briefing").count() == table("participation.Spokesperson").count() == 2
    assert table("participation.Receipt").filter(received_at=None).count() == 2


def test_plans_and_changes_are_there_in_every_state(loaded):
    assert set(table("approvals.OffCatalogPlan").values_list("state", flat=True)) == set(PlanState)
    assert set(table("approvals.ChangeRequest").values_list("state", flat=True)) == set(ChangeState)


@covers("R47", "R73", "R83")
def test_duties_were_answered_in_every_way(loaded):
    kinds = set(table("obligations.Answer").values_list("kind", flat=True))
    assert kinds == {"published", "nil", "exempt", "changed"}
    assert loaded.counts["late"] and loaded.counts["open"] and loaded.counts["published"] > loaded.counts["late"] * 5


def test_counters_are_what_the_facts_say(loaded):
    def counted():
        rows = table("obligations.OrgMonth").order_by("org_id", "period")
        return list(
            rows.values_list(
                "org_id", "period", "expected", "published", "nil", "exempt", "changed", "late", "missing", "open"
            )
        )

    before = counted()
    periods = tuple(sorted({row[1] for row in before}))
    obligations.rebuild_months(Actor.clock(), periods=periods)
    assert counted() == before
    assert obligations.ensure_due_items(Actor.clock(), first=periods[0], last=periods[-1], now=None) == set()


def test_every_published_answer_can_be_read(loaded):
    """By everyone when it is meant for society, by the members when not."""
    answers = table("obligations.Answer").filter(kind="published", ended_at=None)
    refs = list(answers.values_list("ref", flat=True))
    views = publication.by_refs(Actor.clock(), refs=refs)
    alone = set(answers.filter(code="C27").values_list("ref", flat=True))  # told to one person: never listed
    assert set(refs) - set(views) == alone and len(alone) == 1
    visitor = publication.by_refs(Actor.visitor(), refs=refs)
    assert 0 < len(visitor) < len(views)
    for view in list(views.values())[::40]:
        assert publication.item(Actor.clock(), number=view.number).slug == view.slug


@covers("R15", "R48")
def test_the_past_keeps_the_rules(loaded):
    """Nobody signed the own text; the party was told before the people; every text has its fingerprint."""
    steps = table("approvals.ReviewStep").exclude(kind="draft").exclude(verb__startswith="return")
    own = [step.pk for step in steps.select_related("revision") if step.decided_by == step.revision.saved_by]
    assert own == []
    for row in table("publication.Publication").filter(audience__in=("unit", "public")).select_related("edition"):
        if "party" in row.edition.audiences:
            party = table("publication.Publication").filter(edition=row.edition, audience="party").first()
            assert party.published_at < row.published_at
    assert not table("disclosures.Revision").filter(sha256="").exists()
    numbers = table("publication.Publication").values("org_id", "audience", "published_at__year", "register_number")
    assert not numbers.annotate(n=Count("pk")).filter(n__gt=1).exists()


@covers("R10")
def test_no_text_holds_what_must_not_be_public(loaded):
    for row in table("disclosures.Revision").all():
        text = "\n".join((row.title, row.plain, *(to_text(part) for part in (row.content, row.procedure, row.result))))
        assert privacy.stops(privacy.find(text)) == [], text
        assert [found for found in secrecy.find(text) if found.severity is Severity.STOP] == [], text


def test_everyone_who_tries_it_can_log_in(county, db, client):
    loaded, written = county
    assert [one["username"] for one in written] == [account.username for account in accounts.ACCOUNTS]
    for one in written:
        assert client.login(username=one["username"], password=one["password"]), one


def test_the_clerk_finds_work_and_the_member_reads_more_than_a_visitor(loaded, django_user_model):
    def actor(username):
        return orgs.actor_for(django_user_model.objects.get(username=username), today=TODAY)

    village = loaded.orgs[TRY_VILLAGE]
    assert duties.todo(actor("cun-jingban"), org_id=village.pk, today=TODAY)
    seen = {
        who: publication.visible(one).filter(org_id=village.pk).count()
        for who, one in (("visitor", Actor.visitor()), ("villager", actor("cunmin")), ("member", actor("dangyuan")))
    }
    assert seen["visitor"] < seen["villager"] < seen["member"]


def test_periods_are_the_newest(loaded):
    assert set(table("obligations.OrgMonth").values_list("period", flat=True)) >= {*MONTHS, str(Period(2026, 11))}


@covers("R2", "R7", "R56", "R59")
def test_carriers_documents_and_one_person_told_are_there(loaded):
    """What is green, what is stale, who has none, who has not signed: each is there to be seen."""
    clock = Actor.clock()
    county = loaded.orgs["XW"].path
    rows = publication.below(clock, path=county, today=TODAY)
    assert {row.verdict.light for row in rows} >= {Freshness.FRESH}
    assert all(row.keeper for row in rows)
    assert table("publication.Placement").filter(method="gl", carrier=None).count() == 0
    sent = rulebook.distributions(clock, regulation_code="qijiang-2011")
    owing = [row for row in sent if not row.for_reading_only]
    assert 0 < sum(row.received_at is None for row in owing) < len(owing) < len(sent)
    village = loaded.orgs["Z05-C01"].pk
    assert [row.org_id for row in rulebook.distributions(clock, org_id=village)] == [village]
    assert publication.individual_count(Actor.visitor(), year=TODAY.year, org_id=village) == 1


# A record of every form that the system fills: its model, the field that names it, what must stand in the form.
RECORDS = {
    "F1": ("disclosures.Edition", "pk", {}), "F4": ("publication.IndividualNotice", "pk", {}),
    "F6": ("access_requests.AccessRequest", "number", {}),
    "F8": ("access_requests.RefusalProposal", "request__number", {}), "F9": ("approvals.OffCatalogPlan", "pk", {}),
    "F10": ("obligations.Exemption", "pk", {}), "F11": ("approvals.ChangeRequest", "pk", {}),
    "F12": ("participation.Opinion", "pk", {"confidential": False}),
    "F13": ("disclosures.Edition", "pk", {"number__gt": 1, "change_ref": None}), "F14": ("rulebook.CatalogVersion", "pk", {}),
    "F16": ("orgs.LeadingGroup", "org_id", {"ended_on": None}), "F22": ("participation.AppraisalRound", "pk", {}),
    "F25": ("archive.Box", "pk", {}), "F15": ("approvals.PlanFiling", "number", {}),
    "F18": ("supervision.Point", "number", {}), "F19": ("supervision.Inspection", "number", {}),
    "F20": ("supervision.Rectification", "number", {}), "F21": ("assessment.Case", "number", {}),
    "F26": ("participation.Activity", "number", {"register": "publicity"}),
    "F27": ("participation.Consultation", "number", {}), "F29": ("disclosures.Edition", "pk", {}),
    "F30": ("participation.Activity", "number", {"register": "day"}), "F31": ("publication.Carrier", "pk", {}),
}  # fmt: skip


@covers("R174")
def test_every_form_fills_itself_from_every_record(loaded):
    """No record that the county has leaves a form broken; each form has one in which much is said."""
    clock = Actor.clock()
    keys = {
        code: [str(key) for key in table(name).filter(**where).order_by("-pk").values_list(field, flat=True)[:40]]
        for code, (name, field, where) in RECORDS.items()
    } | {code: [f"{TRY_VILLAGE}-2026", f"{TRY_VILLAGE}-2025"] for code in ("F2", "F23", "F24")}
    assert set(keys) == set(SOURCES)
    for code, found in keys.items():
        said = []
        for key in found:
            filling = SOURCES[code].fill(clock, key, TODAY)
            assert all(isinstance(value, str) for value in filling.values.values()), (code, key)
            said.append((sum(bool(value) for value in filling.values.values()) + len(filling.rows), key, filling))
        said.sort(key=lambda one: one[:2])
        assert said[-1][0] >= 3, code
        for _, key, filling in (*said[:2], *said[-3:]):  # those that say least and those that say most
            assert word(filled(BY_CODE[code], filling)), (code, key)
