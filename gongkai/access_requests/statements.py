"""What the leaves about applications commit to: each answer and each ruling, in the members' log by hash only (P16)."""

from typing import Any

from gongkai.access_requests.models import RequestStep
from gongkai.rules.procedures.access_request import CLOSING, RULINGS

VERSION = 1
PREFIX = "apply:"
# What ends an application by itself or by the applicant's word is no decision of anybody's.
ANSWERS = frozenset(CLOSING) - {"lapse", "withdraw"}
LOGGED = frozenset({*ANSWERS, *map(str, RULINGS)})


def decision_key(step_id: int) -> str:
    """Under which key a decision is found in the log."""
    return f"{PREFIX}{step_id}"


def of_decision(step: RequestStep) -> dict[str, Any]:
    """The decision, made again from its step and, of a ruling, from what it ruled on. Nothing of who applied."""
    proposal = step.proposal
    ruled = {"reasons": proposal.reasons, "basis": proposal.basis} if proposal is not None else {}
    return {
        "v": VERSION, "number": step.request.number, "verb": step.verb, "text": step.text, "on": step.on.isoformat(),
    } | ruled  # fmt: skip


def still_says(step: RequestStep) -> bool:
    """Does the application still say what its last answer said?"""
    return step.verb not in ANSWERS or step.request.answer in (step.text, "")
