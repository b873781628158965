"""The one small engine that reads every procedure: a table of moves with article and reason.

A procedure is a tuple of `Move`; its guards are named claims over frozen facts. The same
rows decide acts, offer buttons with the reason why not, and draw the diagrams.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, demand_proof, may
from gongkai.rules.refusals import Refused


class Facts(Protocol):
    """What every procedure's facts tell: the state and the paths of the deciding bodies."""

    @property
    def state(self) -> str: ...

    def path_of(self, where: str) -> str: ...


# A guard answers None when the claim holds, else the refusal's code (and its facts).
Verdict = str | tuple[str, dict[str, Any]] | None
Guard = Callable[[Actor, Any], Verdict]


@dataclass(frozen=True)
class Move:
    """One row: who (`permission` at the `where` body) may lead which states to which."""

    verb: str
    label: str
    sources: tuple[str, ...]
    target: str
    permission: Permission | None
    article: str
    where: str = "org"
    guards: tuple[str, ...] = ()
    needs_remark: bool = False
    without_remark: str = "remark_needed"  # the refusal that says what is wanted there
    deadline: str | None = None
    main: bool = False
    confirm: str = ""


@dataclass(frozen=True)
class Offer:
    """A button: open, or closed with the code (and facts) of the reason."""

    verb: str
    label: str
    allowed: bool
    why_not: str | None = None
    why_facts: Mapping[str, object] = field(default_factory=dict)
    needs_remark: bool = False
    main: bool = False
    article: str = ""
    confirm: str = ""


@dataclass(frozen=True)
class Procedure:
    """A named table of moves with its guards and the first state."""

    name: str
    label: str
    initial: str
    states: Mapping[Any, str]
    moves: tuple[Move, ...]
    guards: Mapping[str, Guard]
    article: str

    def final_states(self) -> tuple[str, ...]:
        left = {source for move in self.moves for source in move.sources}
        return tuple(state for state in self.states if state not in left)


def _refusal(procedure: Procedure, actor: Actor, facts: Facts, move: Move) -> tuple[str, dict[str, Any]] | None:
    if facts.state not in move.sources:
        return "wrong_state", {"state": procedure.states[facts.state], "label": move.label}
    if move.permission is None and not actor.is_clock:
        return "system_only", {"label": move.label}
    if move.permission is not None and not may(actor, move.permission, facts.path_of(move.where)):
        return "no_permission", {"permission": move.permission}
    for name in move.guards:
        answer = procedure.guards[name](actor, facts)
        if isinstance(answer, str):
            return answer, {}
        if answer is not None:
            return answer
    return None


def decide(procedure: Procedure, actor: Actor, facts: Facts, verb: str, *, remark: str = "") -> Move:
    """The move that `verb` makes here, or `Refused` with the first reason against it.

    Raises `ProofNeeded` when all holds but the session is to be proved again. A verb may have several rows (other states, other guards); the first row that holds wins
    and, if none holds, the reason of the row that fits the state best is given.
    """
    reasons = []
    for move in procedure.moves:
        if move.verb != verb:
            continue
        reason = _refusal(procedure, actor, facts, move)
        if reason is None:
            if move.needs_remark and not remark.strip():
                raise Refused(move.without_remark, label=move.label)
            if move.permission is not None:
                demand_proof(actor, move.permission)
            return move
        reasons.append(reason)
    if not reasons:
        raise KeyError(f"procedure {procedure.name} has no verb {verb}")
    code, said = next((reason for reason in reasons if reason[0] != "wrong_state"), reasons[0])
    raise Refused(code, **said)


def offers(procedure: Procedure, actor: Actor, facts: Facts) -> list[Offer]:
    """One offer per verb that leads on from the present state.

    Verbs that the actor has no permission for are left out: they are another person's button.
    Those refused by a guard are shown closed with their reason.
    """
    shown: dict[str, Offer] = {}
    for move in procedure.moves:
        reason = _refusal(procedure, actor, facts, move)
        if reason and reason[0] in {"wrong_state", "no_permission", "system_only"}:
            continue
        offer = Offer(
            move.verb, move.label, reason is None, reason[0] if reason else None, reason[1] if reason else {},
            move.needs_remark, move.main, move.article, move.confirm,
        )  # fmt: skip
        if move.verb not in shown or (offer.allowed and not shown[move.verb].allowed):
            shown[move.verb] = offer
    return list(shown.values())


def diagram(procedure: Procedure) -> str:
    """The procedure as a Mermaid state diagram, for docs and the site."""
    lines = ["stateDiagram-v2", f"    [*] --> {procedure.initial}"]
    lines += [f"    {state}: {label}" for state, label in procedure.states.items()]
    for move in procedure.moves:
        lines += [f"    {source} --> {move.target}: {move.label} {move.article}" for source in move.sources]
    lines += [f"    {state} --> [*]" for state in procedure.final_states()]
    return "\n".join(lines)
