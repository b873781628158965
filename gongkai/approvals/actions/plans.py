"""Off-catalog matters: a plan is written, the catalog maker answers in time, then it is published (第六条（二）, R49)."""

from datetime import date, datetime

from django.db import transaction

from gongkai.approvals.facts import due_after, plan_facts
from gongkai.approvals.models import OffCatalogPlan
from gongkai.approvals.queries import plan as read_plan
from gongkai.disclosures import actions as disclosure_actions
from gongkai.disclosures.queries import OUTSIDE
from gongkai.ledger.actions import next_number, record
from gongkai.ledger.rows import compare_and_set
from gongkai.obligations import actions as obligation_actions
from gongkai.orgs import queries as orgs
from gongkai.rulebook import actions as rulebook_actions
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.entries import in_order
from gongkai.rules.methods import Audience
from gongkai.rules.methods import method as known_method
from gongkai.rules.moves import decide
from gongkai.rules.organizations import KINDS, OrgKind
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.procedures.off_catalog import OFF_CATALOG, STATES, PlanState
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.similar_matters import Matter, repeated

FIELDS = {
    "title": "", "category": "", "why_outside": "", "content": "", "procedure": "", "expected_result": "",
    "audiences": (), "methods": (), "urgent": False, "wanted_on": None, "owner_name": "", "risk": "",
    "feedback_plan": "",
}  # fmt: skip
MOST = {"title": 120, "owner_name": 60}
NAMES = {"title": "事项名称", "owner_name": "责任人"}
ANSWERS = {"consent", "return", "refuse"}


def _sound(fields: dict) -> dict:
    """Fields as they are stored: trimmed, circles in order, ways known."""
    if unknown := set(fields) - set(FIELDS):
        raise TypeError(f"unknown fields of a plan: {sorted(unknown)}")
    sound = {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}
    for name, most in MOST.items():
        if len(sound.get(name, "")) > most:
            raise Refused("text_too_long", part=NAMES[name], length=len(sound[name]), most=most)
    if "category" in sound and sound["category"] not in {"", *map(str, range(1, 9))}:
        raise Refused("category_unknown", category=sound["category"])
    if "audiences" in sound:
        sound["audiences"] = list(in_order({Audience(one) for one in sound["audiences"]}))
    if "methods" in sound:
        sound["methods"] = list(dict.fromkeys(known_method(code).code for code in sound["methods"]))
    return sound


@transaction.atomic
def draft_plan(actor: Actor, *, org_id: int, wanted_on: date, now: datetime, today: date, **fields) -> OffCatalogPlan:
    """Begin a plan under a lasting number such as Z01-C01-MLW-2026-003 (F9, R173)."""
    org = orgs.organization(actor, org_id=org_id)
    if not may(actor, Permission.READ_WORK, org.path):
        raise missing()
    demand(actor, Permission.DRAFT, org.path)
    number = next_number(actor, series=f"{OUTSIDE}:{org.code}", year=today.year)
    sound = _sound({**FIELDS, **fields, "wanted_on": wanted_on})
    plan = OffCatalogPlan.objects.create(
        org=org, org_path=org.path, maker_path=orgs.bodies(actor, org_id=org_id).maker,
        number=f"{org.code}-MLW-{today.year}-{number:03d}", created_at=now, created_by=actor.user_id, **sound,
    )  # fmt: skip
    record(
        actor, verb="plan.draft", subject=f"plan:{plan.pk}", now=now, org_path=org.path, facts={"number": plan.number}
    )
    return plan


@transaction.atomic
def save_plan(actor: Actor, *, plan_id: int, version: int, now: datetime, **fields) -> OffCatalogPlan:
    """Change a plan that is not on its way; `version` is the one that the drafter read (P6)."""
    plan = read_plan(actor, plan_id=plan_id)
    demand(actor, Permission.DRAFT, plan.org_path)
    if not plan.may_be_written:
        raise Refused("plan_closed", state=STATES[plan.state])
    sound = _sound(fields)
    compare_and_set(plan, version=version, **sound)
    record(
        actor, verb="plan.save", subject=f"plan:{plan.pk}", now=now, org_path=plan.org_path,
        facts={"fields": sorted(sound)},
    )  # fmt: skip
    plan.refresh_from_db()
    return plan


@transaction.atomic
def move_plan(actor: Actor, *, plan_id: int, verb: str, now: datetime, today: date, remark: str = "") -> OffCatalogPlan:
    """Send, answer, recall or drop a plan. Sent: the answer is due in five working days, urgent in one.

    Consent makes the publication a duty, and a matter that keeps coming back a proposal for the
    catalog (R50). Whoever wrote the plan does not answer it.
    """
    plan = read_plan(actor, plan_id=plan_id)
    move = decide(OFF_CATALOG, actor, plan_facts(plan), verb, remark=remark)
    if verb in ANSWERS and plan.created_by is not None and plan.created_by == actor.user_id:
        raise Refused("own_plan")
    fields: dict = {}
    if verb == "submit":
        key = "off_catalog_answer_instant" if plan.urgent else "off_catalog_answer_normal"
        fields = {
            "submitted_at": now, "answer_due": due_after(actor, key=key, today=today),
            "maker_path": orgs.bodies(actor, org_id=plan.org_id).maker,
        }  # fmt: skip
    elif verb in ANSWERS:
        fields = {
            "decided_at": now, "decided_by": actor.user_id, "decider_name": actor.name, "decision": remark.strip(),
            "answer_due": None,
        }  # fmt: skip
    elif verb == "recall":
        fields = {"submitted_at": None, "answer_due": None}
    if verb == "consent":
        trigger = obligation_actions.open_off_catalog(
            actor, org_id=plan.org_id, plan_ref=plan.number, category=plan.category, title=plan.title,
            wanted_on=max(plan.wanted_on, today), now=now,
        )  # fmt: skip
        fields |= {"trigger_ref": trigger.pk, "duty_period": trigger.period}
    compare_and_set(plan, state=move.target, **fields)
    record(
        actor, verb=f"plan.{verb}", subject=f"plan:{plan.pk}", now=now, org_path=plan.org_path,
        facts={"from": plan.state, "to": move.target, "remark": remark.strip()},
    )  # fmt: skip
    plan.refresh_from_db()
    if verb == "consent":
        _propose_if_repeated(plan, now=now, today=today)
    return plan


def _propose_if_repeated(plan: OffCatalogPlan, *, now: datetime, today: date) -> None:
    """The like was agreed to often enough: propose to the maker to take it into the catalog (R50)."""
    clock = Actor.clock()
    catalog = KINDS[OrgKind(plan.org.kind)].catalog
    kinds = [kind for kind in OrgKind if KINDS[kind].catalog == catalog]
    agreed = OffCatalogPlan.objects.filter(
        maker_path=plan.maker_path, org__kind__in=kinds, state=PlanState.CONSENTED
    ).order_by("decided_at", "id")
    matters = [Matter(*row) for row in agreed.values_list("number", "title", "category")]
    least = rulebook.parameters(clock).int("off_catalog_repeat", on=today)
    found = repeated(Matter(plan.number, plan.title, plan.category), matters, least=least)
    if found:
        rulebook_actions.propose_repeated(
            clock, org_id=plan.org_id, name=plan.title, category=plan.category, plans=[one.number for one in found],
            now=now,
        )  # fmt: skip


def start_planned(actor: Actor, *, plan_id: int, now: datetime):
    """Begin the edition that a consented plan allows; no draft before consent (R49)."""
    plan = read_plan(actor, plan_id=plan_id)
    if plan.state != PlanState.CONSENTED:
        raise Refused("plan_not_consented")
    return disclosure_actions.start(
        actor, org_id=plan.org_id, code=OUTSIDE, period=plan.duty_period, trigger_id=plan.trigger_ref,
        plan_ref=plan.pk, plan=plan, now=now,
    )  # fmt: skip
