"""The clocks of this room for the morning's messages and for calendars: review steps, plans, changes."""

from collections.abc import Iterator

from gongkai.approvals.models import ChangeRequest, OffCatalogPlan, PlanFiling, PlanOwed
from gongkai.approvals.queries.waiting import REVIEWED, TURNS, _follow_ups
from gongkai.disclosures import queries as disclosures
from gongkai.rules.actor import Actor
from gongkai.rules.duties import local_day
from gongkai.rules.notices import Asked, Deadline, of
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures.change import ChangeState
from gongkai.rules.procedures.edition import EditionState
from gongkai.rules.procedures.off_catalog import PlanState
from gongkai.rules.procedures.plan_filing import PlanFilingState
from gongkai.rules.refusals import missing

STAMPS = {
    ChangeState.REQUESTED: ("maker_path", P.DECIDE_CHANGE),
    ChangeState.AGREED: ("county_path", P.FILE_CHANGE),
}


def deadlines(actor: Actor, *, asked: Asked) -> Iterator[Deadline]:
    """Whose turn it is, everywhere asked for. At most ten queries, however many editions wait."""
    if not actor.is_clock:
        raise missing()
    turns = {state: permission for state, (permission, _, _) in TURNS.items()}
    editions = [
        edition
        for edition in disclosures.editions_in(actor, turns=turns)
        if asked.paths is None or edition.org_path in asked.paths
    ]
    reviewed = {edition.pk for edition in editions if edition.state in REVIEWED}
    wrote = disclosures.authors(actor, edition_ids=reviewed) if reviewed else {}
    follow_ups = _follow_ups(actor, editions)
    for edition in editions:
        yield Deadline(
            "review", edition.org_path, follow_ups.get(edition.pk, edition.due_on), f"{edition.pk}",
            of(turns[EditionState(edition.state)]), since=local_day(edition.state_at),
            but=wrote.get(edition.pk, frozenset()),
        )  # fmt: skip
    rows = OffCatalogPlan.objects.filter(state=PlanState.SUBMITTED, **asked.at("maker_path"))
    for pk, path, due, at in rows.values_list("pk", "maker_path", "answer_due", "submitted_at"):
        yield Deadline("plan", path, due, f"{pk}", of(P.DECIDE_OFF_CATALOG), since=local_day(at) if at else None)
    for state, (field, permission) in STAMPS.items():
        changes = ChangeRequest.objects.filter(state=state, **asked.at(field))
        for pk, path, due, at in changes.values_list("pk", field, "due_on", "requested_at"):
            yield Deadline("change", path, due, f"{pk}-{state}", of(permission), since=local_day(at))
    yield from _campaigns(asked)


def _campaigns(asked: Asked) -> Iterator[Deadline]:
    """Plans not filed, sent back for completion, and filed ones that the office has not checked. Three queries."""
    owed = PlanOwed.objects.filter(filing=None, excuse="", **asked.at("org_path"), **asked.by("due_on"))
    columns = ("pk", "org_path", "due_on", "asked_on", "campaign__opened_at", "campaign__regulation__title")
    for pk, path, due, later, at, title in owed.values_list(*columns):
        yield Deadline("implementation", path, due, f"{pk}", of(P.CORRESPOND), title, later or local_day(at))
    for state, field, permission in (
        (PlanFilingState.INCOMPLETE, "org_path", P.CORRESPOND), (PlanFilingState.FILED, "county_path", P.MANAGE_RULEBOOK),
    ):  # fmt: skip
        for pk, path, at in PlanFiling.objects.filter(state=state, **asked.at(field)).values_list(
            "pk", field, "filed_at"
        ):
            yield Deadline("implementation", path, None, f"{pk}-{state}", of(permission), since=local_day(at))
