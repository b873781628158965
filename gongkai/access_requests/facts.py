"""From rows to frozen facts, and the days that count (第九条（三）, R90–R95)."""

from collections.abc import Sequence
from datetime import date

from gongkai.access_requests.models import AccessRequest, RefusalProposal
from gongkai.orgs import queries as orgs
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.application_clock import Pause, answer_due
from gongkai.rules.calendar import Computed
from gongkai.rules.deadlines import add_workdays
from gongkai.rules.procedures.access_request import RequestFacts


def due_after(actor: Actor, *, key: str, day: date) -> date:
    """The last day of a time limit in working days, named by its parameter (R176)."""
    parameters = rulebook.parameters(actor)
    number = parameters.int(key, day)
    return add_workdays(day, number, rulebook.calendar(actor), parameters[key].name, parameters.basis(key, day)).due


def answer_clock(
    actor: Actor, row: AccessRequest, *, accepted: date, extended: bool, pauses: Sequence[Pause] | None = None
) -> Computed:
    """The last day of the answer with its reasons: working days after acceptance, pauses left out, extension added."""
    parameters = rulebook.parameters(actor)
    stopped = pauses_of(row, accepted) if pauses is None else pauses
    return answer_due(
        accepted, parameters.int("application_answer", accepted), rulebook.calendar(actor), pauses=stopped,
        extension=parameters.int("application_extension", accepted) if extended else 0,
    )  # fmt: skip


def pauses_of(row: AccessRequest, accepted: date) -> list[Pause]:
    """The pauses since this acceptance; those before a new examination no longer count."""
    return [Pause(one.began, one.ended) for one in row.pauses.order_by("pk") if one.ended >= accepted]


def proposal_of(row: AccessRequest) -> RefusalProposal | None:
    """The newest written reasons of this examination."""
    return row.proposals.select_related("superior").order_by("-pk").first()


def request_facts(actor: Actor, row: AccessRequest, *, today: date, proposal: RefusalProposal | None) -> RequestFacts:
    """The application as the law sees it today; the superior is the one of today, whoever it was put to."""
    extensions = rulebook.parameters(actor).int("application_extension_times", today)
    return RequestFacts(
        row.state, orgs.bodies(actor, org_id=row.org_id), corrected=row.corrected,
        consulted=row.consulted_on is not None, extensions_left=max(extensions - row.extensions, 0),
        ruling=proposal.ruling if proposal else "", result=row.result, until=proposal.until if proposal else None,
        due=row.due_on, today=today, applicant_id=row.applicant_id,
        proposer_id=proposal.proposed_by if proposal else None,
    )  # fmt: skip
