"""Letters about an application, each written from the step it tells of (F6r–F8b)."""

from dataclasses import dataclass, replace
from datetime import date

from gongkai.access_requests.models import AccessRequest, RequestStep
from gongkai.access_requests.queries.requests import is_own, request
from gongkai.ledger.claims import claim_code
from gongkai.rules.actor import Actor
from gongkai.rules.letters import OF_VERB, TERMS, Letter, LetterFacts, LetterKind, compose, document_number
from gongkai.rules.procedures.access_request import RESULTS, RULINGS, RequestResult, Ruling
from gongkai.rules.refusals import missing

RECEIPT, FILING = "receipt", "filing"


@dataclass(frozen=True)
class LetterRow:
    """A letter that can be opened: its key, kind, title and day."""

    key: str
    kind: LetterKind
    title: str
    day: date


@dataclass(frozen=True)
class LetterView:
    """A letter with its document number, which a receipt and a filing do not have."""

    row: LetterRow
    letter: Letter
    document_number: str


def _steps(row: AccessRequest) -> list[RequestStep]:
    return list(RequestStep.objects.select_related("proposal__superior").filter(request=row).order_by("pk"))


def _rows(row: AccessRequest, steps: list[RequestStep], mine: bool) -> list[tuple[LetterRow, RequestStep | None]]:
    found: list[tuple[LetterRow, RequestStep | None]] = [
        (LetterRow(RECEIPT, LetterKind.RECEIPT, TERMS[LetterKind.RECEIPT], row.received_on), None)
    ]
    for place, step in enumerate(steps, 1):
        if step.verb in OF_VERB:
            kind = OF_VERB[step.verb]
            found.append((LetterRow(str(place), kind, TERMS[kind], step.on), step))
    if row.filed_on is not None and not mine:
        found.append((LetterRow(FILING, LetterKind.FILING, TERMS[LetterKind.FILING], row.filed_on), None))
    return found


def letters(actor: Actor, *, number: str) -> list[LetterRow]:
    """The letters of an application that this reader may open, oldest first; the filing is not for the applicant."""
    row = request(actor, number=number)
    return [letter for letter, _ in _rows(row, _steps(row), is_own(actor, row))]


def letter(actor: Actor, *, number: str, key: str) -> LetterView:
    """One letter ready for paper. Missing when there is no such letter for this reader."""
    row = request(actor, number=number)
    steps = _steps(row)
    for shown, step in _rows(row, steps, is_own(actor, row)):
        if shown.key == key:
            given = step.letter_number if step else None
            of = document_number(row.org.short_name, shown.day.year, given) if given else ""
            facts = _facts(row, steps, shown, step)
            if step is None and row.typed_by is not None and row.applicant_id is None:
                facts = replace(facts, code=claim_code(row.number))
            return LetterView(shown, compose(shown.kind, facts), of)
    raise missing()


def _facts(row: AccessRequest, steps: list[RequestStep], shown: LetterRow, step: RequestStep | None) -> LetterFacts:
    proposal = step.proposal if step else None
    if shown.key == FILING:
        proposal = next((one.proposal for one in reversed(steps) if one.proposal is not None), None)
    superior = proposal.superior if proposal else row.org.superior
    due = steps[0].due_on if step is None and steps else (step.due_on if step else None)
    return LetterFacts(
        org=step.org_name if step else row.org.name, superior=superior.name if superior else "",
        applicant=row.applicant_name, number=row.number, matter=row.matter, received_on=row.received_on, day=shown.day,
        due=due, words=step.text if step else "", reasons=proposal.reasons if proposal else "",
        basis=proposal.basis if proposal else "", until=proposal.until if proposal else None,
        ruling=RULINGS[Ruling(proposal.ruling)] if proposal and proposal.ruling else "",
        ruling_words=proposal.words if proposal else "", ruled_on=proposal.ruled_on if proposal else None,
        result=RESULTS[RequestResult(row.result)] if row.result else "",
        days=(row.closed_on - row.received_on).days if row.closed_on else 0, phone=row.org.phone,
        scope=bool(step and step.verb == "grant_scope"),
    )  # fmt: skip
