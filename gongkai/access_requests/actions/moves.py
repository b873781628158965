"""Acts on an application: check, ask, consult, extend, point elsewhere, answer, propose, rule, tell (第九条（三）)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.access_requests.actions.asked_often import propose_if_asked_often
from gongkai.access_requests.actions.scope import start_publication
from gongkai.access_requests.actions.writing import write
from gongkai.access_requests.facts import answer_clock, due_after, pauses_of, proposal_of, request_facts
from gongkai.access_requests.models import AccessRequest, RefusalProposal, RequestPause
from gongkai.access_requests.queries.requests import is_own, request
from gongkai.ledger.rows import set_once
from gongkai.orgs import queries as orgs
from gongkai.rules import applications as law
from gongkai.rules.actor import Actor
from gongkai.rules.application_clock import Pause
from gongkai.rules.applications import FileSide, Withheld
from gongkai.rules.moves import decide
from gongkai.rules.procedures.access_request import ACCESS_REQUEST, APPLICANTS, RequestState
from gongkai.rules.refusals import Refused, missing


@dataclass
class Case:
    """One act in the making."""

    actor: Actor
    row: AccessRequest
    proposal: RefusalProposal | None
    today: date
    now: datetime
    remark: str
    given: dict[str, Any] = field(default_factory=dict)


@dataclass
class Effect:
    """What an act changes: columns, the words of its step, and the proposal it speaks of."""

    fields: dict[str, Any]
    text: str = ""
    proposal: RefusalProposal | None = None
    label: str = ""


@transaction.atomic
def move(
    actor: Actor, *, number: str, verb: str, now: datetime, today: date, remark: str = "", version: int | None = None,
    **given: Any,
) -> AccessRequest:  # fmt: skip
    """Make one step; `version` is the one that the person read. `given` are the fields of the verb:

    consult: `third_party` · extend: `consent` · point_elsewhere: `elsewhere_id` (optional) ·
    point_repeated: `repeats` (a number, optional) · grant, grant_part: `answer`, `cleared` ·
    grant_scope: these and `code` with `period`, or `code` 目录外 with `wanted_on`, `title` · propose:
    `kind`, `reasons`, `basis`, `until`. Everything else is said in `remark`. The applicant's own
    verbs are correct and withdraw.
    """
    row = request(actor, number=number)
    own = is_own(actor, row) and verb in APPLICANTS
    proposal = proposal_of(row)
    remark = law.demand_text("remark", remark, needed=False)
    facts = request_facts(actor, row, today=today, proposal=proposal)
    made = decide(ACCESS_REQUEST, Actor.clock() if own else actor, facts, verb, remark=remark)
    effect = EFFECTS.get(verb, _plain)(Case(actor, row, proposal, today, now, remark, given))
    row = write(
        actor, row, made, now=now, today=today, text=effect.text, label=effect.label, version=version,
        proposal=effect.proposal, **effect.fields,
    )  # fmt: skip
    if verb == "accept":
        propose_if_asked_often(row, now=now, today=today)
    return row


def _plain(case: Case) -> Effect:
    return Effect({}, case.remark)


def _accept(case: Case) -> Effect:
    due = answer_clock(case.actor, case.row, accepted=case.today, extended=False).due
    return Effect({"accepted_on": case.today, "due_on": due, "answer_by": due}, case.remark)


def _ask_correction(case: Case) -> Effect:
    due = due_after(case.actor, key="application_correction", day=case.today)
    return Effect({"corrected": True, "due_on": due}, case.remark)


def _correct(case: Case) -> Effect:
    due = due_after(Actor.clock(), key="application_check", day=case.today)
    label = "补正" if is_own(case.actor, case.row) else ""
    return Effect({"correction": case.remark, "due_on": due}, case.remark, label=label)


def _consult(case: Case) -> Effect:
    party = law.demand_text("third_party", case.given.get("third_party", ""))
    due = due_after(case.actor, key="application_third_party", day=case.today)
    return Effect({"third_party": party, "consulted_on": case.today, "due_on": due}, f"{party}：{case.remark}")


def resumed(row: AccessRequest, *, today: date, words: str) -> dict[str, Any]:
    """The clock runs on: the pause ends with the answer, at the latest with its last day (R94)."""
    began = row.consulted_on or today
    ended = min(today, row.due_on or today)
    accepted = row.accepted_on or began
    pauses = [*pauses_of(row, accepted), Pause(began, ended)]
    RequestPause.objects.create(request=row, began=began, ended=ended)
    due = answer_clock(Actor.clock(), row, accepted=accepted, extended=row.extensions > 0, pauses=pauses).due
    return {"third_party_words": words, "due_on": due, "answer_by": due}


def _resume(case: Case) -> Effect:
    return Effect(resumed(case.row, today=case.today, words=case.remark), case.remark)


def _extend(case: Case) -> Effect:
    consent = str(case.given.get("consent") or "").strip()
    if not consent:
        raise Refused("request_consent")
    law.demand_text("consent", consent)
    due = answer_clock(case.actor, case.row, accepted=case.row.accepted_on or case.today, extended=True).due
    changes = {
        "extensions": case.row.extensions + 1, "extension_reason": case.remark, "extension_consent": consent,
        "due_on": due, "answer_by": due, "escalated_on": None,
    }  # fmt: skip
    return Effect(changes, case.remark)


def _elsewhere(case: Case) -> Effect:
    org_id = case.given.get("elsewhere_id")
    changes: dict[str, Any] = {"answer": case.remark}
    if org_id is not None:
        changes["elsewhere_id"] = orgs.organization(case.actor, org_id=org_id).pk
    return Effect(changes, case.remark)


def _repeated(case: Case) -> Effect:
    """Points to an earlier application of the same applicant; another's would tell who asked."""
    changes: dict[str, Any] = {"answer": case.remark}
    if number := str(case.given.get("repeats") or "").strip():
        same = AccessRequest.objects.filter(
            number=number, org_id=case.row.org_id, applicant_name=case.row.applicant_name, pk__lt=case.row.pk
        )
        before = same.filter(applicant_id=case.row.applicant_id).first()
        if before is None:
            raise Refused("request_choice", field="前一次申请")
        changes["repeats_id"] = before.pk
    return Effect(changes, case.remark)


def _pointed(case: Case) -> Effect:
    return Effect({"answer": case.remark}, case.remark)


def answered(case: Case) -> dict[str, Any]:
    """What the applicant is told, looked through with its files for what must not go out (第四条（二）)."""
    hung = case.row.files.select_related("file").filter(side=FileSide.ANSWER)
    text = law.demand_answer(
        case.given.get("answer", ""), cleared=bool(case.given.get("cleared")),
        files=tuple(one.file.text for one in hung),
    )  # fmt: skip
    return {"answer": text, "cleared_by": case.actor.name}


def _told_of(case: Case) -> RefusalProposal | None:
    """The proposal whose ruling this answer follows; none when the organization answered by itself."""
    return case.proposal if case.row.state == RequestState.RULED else None


def _grant(case: Case) -> Effect:
    changes = answered(case)
    return Effect(changes, changes["answer"], _told_of(case))


def _grant_part(case: Case) -> Effect:
    changes = answered(case)
    return Effect(changes, changes["answer"], case.proposal)


def _grant_scope(case: Case) -> Effect:
    changes = answered(case)
    started = start_publication(case.actor, case.row, given=case.given, now=case.now, today=case.today)
    return Effect(changes | started, changes["answer"], _told_of(case))


def _propose(case: Case) -> Effect:
    kind = law.chosen(Withheld, str(case.given.get("kind") or ""), "暂时不宜还是不能公开")
    until = case.given.get("until")
    reasons, basis = law.demand_reasons(case.given.get("reasons", ""), case.given.get("basis", ""), until, case.today)
    due = due_after(case.actor, key="application_superior", day=case.today)
    made = RefusalProposal.objects.create(
        request=case.row, kind=kind, reasons=reasons, basis=basis, until=until, proposed_on=case.today,
        proposed_by=case.actor.user_id, proposer_name=case.actor.name, superior_id=case.row.org.superior_id, due_on=due,
    )  # fmt: skip
    return Effect({"due_on": due}, f"{law.TERMS[kind]}。理由：{reasons}依据：{basis}", made)


def _ruling(verb: str) -> Callable[[Case], Effect]:
    def rule(case: Case) -> Effect:
        """The superior's word on the newest proposal; whoever rules is the superior of today (R92, R150)."""
        proposal = case.proposal
        if proposal is None:
            raise missing()
        set_once(
            proposal, "ruled_on", case.today, ruling=verb, words=case.remark, ruler_name=case.actor.name,
            superior_id=case.row.org.superior_id,
        )  # fmt: skip
        due = due_after(case.actor, key="application_tell", day=case.today)
        return Effect({"due_on": due}, case.remark, proposal)

    return rule


def _tell(case: Case) -> Effect:
    return Effect({"answer": case.remark}, case.remark, case.proposal)


def _acknowledge(case: Case) -> Effect:
    changes = {"acknowledged_on": case.today, "acknowledged_by": case.actor.name, "due_on": None}
    return Effect(changes, case.remark)


EFFECTS: dict[str, Callable[[Case], Effect]] = {
    "accept": _accept, "ask_correction": _ask_correction, "correct": _correct, "consult": _consult,
    "resume": _resume, "extend": _extend, "point_public": _pointed, "point_elsewhere": _elsewhere,
    "point_repeated": _repeated, "absent": _pointed, "grant": _grant, "grant_part": _grant_part,
    "grant_scope": _grant_scope, "propose": _propose, "agree": _ruling("agree"), "partly": _ruling("partly"),
    "must": _ruling("must"), "tell": _tell, "acknowledge": _acknowledge,
}  # fmt: skip
