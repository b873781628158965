"""One application as its reader may see it, with what a form to apply needs (F6, F7)."""

from dataclasses import dataclass, field
from datetime import date

from gongkai.access_requests.facts import answer_clock, proposal_of
from gongkai.access_requests.models import AccessRequest, RefusalProposal, RequestFile, RequestStep
from gongkai.access_requests.queries.logged import logged_decision
from gongkai.access_requests.queries.requests import is_own, offers_of, request
from gongkai.ledger.actions import Located, located
from gongkai.ledger.queries import LoggedLeaf, stored_file
from gongkai.orgs import queries as orgs
from gongkai.rulebook import queries as rulebook
from gongkai.rules import applications as law
from gongkai.rules.actor import Actor
from gongkai.rules.applications import FileSide
from gongkai.rules.calendar import Computed
from gongkai.rules.clusters import alike
from gongkai.rules.letters import OF_VERB
from gongkai.rules.moves import Offer
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures.access_request import ENDED_STATES, FILES_OPEN, RequestState, may_apply
from gongkai.rules.refusals import missing

# What the applicant reads of a step; of the others only that it was done.
TOLD = frozenset({*OF_VERB, "agree", "partly", "must", "apply", "correct", "withdraw", "lapse", "pass_on"})


@dataclass(frozen=True)
class ApplyForm:
    """What the form to apply needs: the addressees, nearest first, and how long things take."""

    organizations: list  # orgs.Organization: the own one and all above it
    most: dict[str, int]  # characters by field
    check_days: int
    answer_days: int


@dataclass(frozen=True)
class StepView:
    """One line of the timeline; `text` is empty where it is not for this reader."""

    verb: str
    label: str
    text: str
    on: date
    by_name: str
    org_name: str
    due_on: date | None


@dataclass(frozen=True)
class RequestView:
    """An application as its reader may see it."""

    row: AccessRequest
    mine: bool
    handles: bool
    rules: bool
    offers: list[Offer]
    steps: list[StepView]
    proposal: RefusalProposal | None
    files: list[RequestFile]
    clock: Computed | None
    superior: object | None
    answer: str = ""  # as far as it was given to this reader
    promised_on: date | None = None  # until when the applicant hears whether it is accepted
    waits_for_me: bool = False  # the applicant has to complete it
    asked: str = ""  # what has to be completed
    may_attach: bool = False  # the applicant may add a file
    logged: LoggedLeaf | None = None  # the newest decision in the members' log
    sides: dict[str, bool] = field(default_factory=dict)  # by side, whether this reader may add and take off files


def may_apply_somewhere(actor: Actor) -> bool:
    """Is the actor a member, who may apply (R89)?"""
    return actor.is_person and bool(actor.party)


def apply_form(actor: Actor, *, today: date) -> ApplyForm:
    """The facts of the form to apply. Without a place on a roll there is nobody to apply to: an empty list."""
    found = {}
    for path in actor.party:
        for org in reversed(orgs.ancestors_of(actor, path=path)):
            if org.lives and may_apply(actor, org.path):
                found[org.pk] = org
    parameters = rulebook.parameters(actor)
    nearest = sorted(found.values(), key=lambda org: (-org.depth, org.path))
    return ApplyForm(
        nearest, {key: law.MOST[key] for key in law.APPLICATION}, parameters.int("application_check", today),
        parameters.int("application_answer", today),
    )  # fmt: skip


def request_view(actor: Actor, *, number: str, today: date) -> RequestView:
    """Everything that this reader may see. The same number of queries whatever the number of steps.

    The applicant reads the answer when it is given and the reasons when the superior has ruled; what
    a third party said and the paper for the superior stay in the office.
    """
    row = request(actor, number=number)
    mine = is_own(actor, row)
    handles = not mine and may(actor, Permission.HANDLE_REQUEST, row.org_path)
    superior = row.org.superior
    rules = not mine and superior is not None and may(actor, Permission.RULE_REQUEST, superior.path)
    proposal = proposal_of(row)
    counted = row.accepted_on is not None and row.state not in ENDED_STATES
    steps = _steps(row, mine)
    correcting = row.state == RequestState.CORRECTING
    return RequestView(
        row, mine, handles, rules, offers_of(actor, row, proposal, today=today), steps,
        proposal if not mine or (proposal and proposal.ruling and row.state in ENDED_STATES) else None,
        list(_files(row, mine)),
        answer_clock(actor, row, accepted=row.accepted_on, extended=row.extensions > 0) if counted else None, superior,
        answer=row.answer if not mine or row.state in ENDED_STATES else "",
        promised_on=row.due_on if row.state == RequestState.RECEIVED else None,
        waits_for_me=mine and correcting,
        asked=next((one.text for one in reversed(steps) if one.verb == "ask_correction"), "") if correcting else "",
        logged=logged_decision(actor, row) if not mine or row.state in ENDED_STATES else None,
        may_attach=mine and row.state in FILES_OPEN[FileSide.APPLICATION],
        sides={
            side: handles and row.state in FILES_OPEN[side] and (side is not FileSide.APPLICATION or row.typed_by is not None)
            for side in FileSide
        },
    )  # fmt: skip


def _steps(row: AccessRequest, mine: bool) -> list[StepView]:
    return [
        StepView(
            one.verb, one.label, one.text if not mine or one.verb in TOLD else "", one.on,
            "" if mine and one.verb not in ("apply", "correct", "withdraw") else one.by_name, one.org_name, one.due_on,
        )
        for one in RequestStep.objects.filter(request=row).order_by("pk")
    ]  # fmt: skip


def _files(row: AccessRequest, mine: bool):
    rows = row.files.select_related("file").order_by("pk")
    if not mine:
        return rows
    told = row.state in ENDED_STATES and bool(row.answer)
    return rows.filter(side__in=(FileSide.APPLICATION, FileSide.ANSWER) if told else (FileSide.APPLICATION,))


def request_file(actor: Actor, *, number: str, token: str) -> Located:
    """A file of an application, for those who may see it there."""
    row = request(actor, number=number)
    if not _files(row, is_own(actor, row)).filter(file__token=token).exists():
        raise missing()
    return located(actor, file=stored_file(actor, token=token))


def earlier_alike(actor: Actor, *, number: str) -> list[AccessRequest]:
    """Earlier applications here that ask for the same, for the one who checks for repetition (R90)."""
    row = request(actor, number=number)
    if is_own(actor, row) or not may(actor, Permission.HANDLE_REQUEST, row.org_path):
        return []
    before = {
        one.pk: one for one in AccessRequest.objects.filter(org_id=row.org_id, pk__lt=row.pk).order_by("-pk")[:500]
    }
    return [before[key] for key in alike(row.matter, {key: one.matter for key, one in before.items()})]
