"""Every procedure, exhaustively: state × verb × permission gives what the table says, and nothing else."""

from dataclasses import dataclass, field, replace
from types import SimpleNamespace

import pytest

from gongkai.rules.actor import Actor, ActorKind, HeldGrant
from gongkai.rules.moves import Move, Procedure, decide, diagram, offers
from gongkai.rules.permissions import ROLE_PERMISSIONS, Permission, Role, may
from gongkai.rules.procedures import PROCEDURES
from gongkai.rules.procedures.edition import EDITION, EditionFacts, EditionState
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.proof import Proof
from gongkai.rules.refusals import Refused
from tests.covers import covers

PATHS = {
    "org": "000100010001",
    "superior": "00010001",
    "maker": "00010002",
    "county": "0001",
    "interpreter": "00010003",
}


@dataclass(frozen=True)
class AnyFacts:
    """Only a state and the bodies: for walking through a table whose guards all hold."""

    state: str
    bodies: Bodies = field(default_factory=lambda: Bodies(**PATHS))

    def path_of(self, where: str) -> str:
        return self.bodies.path(where)


def open_guards(procedure: Procedure) -> Procedure:
    """The same table with every guard holding."""
    return Procedure(
        procedure.name, procedure.label, procedure.initial, procedure.states, procedure.moves,
        {name: lambda actor, facts: None for name in procedure.guards}, procedure.article,
    )  # fmt: skip


def person(role: Role, where: str, subtree: bool = False) -> Actor:
    return Actor(ActorKind.PERSON, 7, "某人", (HeldGrant(role, 1, PATHS[where], subtree),))


ACTORS = [
    *[(f"{role}@{where}", person(role, where)) for role in Role for where in PATHS],
    *[(f"{role}@county+subtree", person(role, "county", True)) for role in Role],
    ("visitor", Actor.visitor()),
    ("nobody", Actor(ActorKind.PERSON, 8, "无职")),
    ("clock", Actor.clock()),
]


def by_the_table(procedure: Procedure, actor: Actor, state: str, verb: str) -> list[Move]:
    """What the rows alone allow, read without the engine."""
    return [
        move
        for move in procedure.moves
        if move.verb == verb
        and state in move.sources
        and (actor.is_clock if move.permission is None else may(actor, move.permission, PATHS[move.where]))
    ]


@covers("R48", "R145", "R146", "R147", "R148")
@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda procedure: procedure.name)
def test_state_verb_and_permission_give_what_the_table_says(procedure):
    free, judged, allowed = open_guards(procedure), 0, 0
    for _, actor in ACTORS:
        for state in procedure.states:
            for verb in dict.fromkeys(move.verb for move in procedure.moves):
                judged += 1
                wanted = by_the_table(procedure, actor, state, verb)
                try:
                    move = decide(free, actor, AnyFacts(state), verb, remark="理由")
                except Refused as refused:
                    assert not wanted
                    assert refused.code in {"wrong_state", "no_permission", "system_only"}
                else:
                    assert move == wanted[0]
                    allowed += 1
    assert allowed and allowed < judged / 2


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda procedure: procedure.name)
def test_buttons_are_the_moves_that_would_be_made(procedure):
    free = open_guards(procedure)
    for _, actor in ACTORS:
        for state in procedure.states:
            shown = {offer.verb for offer in offers(free, actor, AnyFacts(state)) if offer.allowed}
            assert shown == {move.verb for move in procedure.moves if by_the_table(procedure, actor, state, move.verb)}


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda procedure: procedure.name)
def test_tables_are_whole(procedure):
    reached, grown = {procedure.initial}, True
    while grown:
        grown = {m.target for m in procedure.moves if set(m.sources) & reached} - reached
        reached |= grown
    assert reached == set(procedure.states)
    named = {name for move in procedure.moves for name in move.guards}
    assert named == set(procedure.guards)
    for move in procedure.moves:
        assert set(move.sources) <= set(procedure.states) and move.article.startswith("第")
        assert move.where in PATHS
        if move.permission is not None:
            assert any(move.permission in held for held in ROLE_PERMISSIONS.values())
    assert diagram(procedure).count("-->") >= len(procedure.moves) + 1


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda procedure: procedure.name)
def test_moves_that_need_a_remark_refuse_without_one(procedure):
    for move in procedure.moves:
        if move.needs_remark:
            # A verb may have two rows, told apart by guards; here each row stands alone.
            alone = replace(open_guards(procedure), moves=(move,))
            for state in move.sources:
                with pytest.raises(Refused) as refused:
                    decide(alone, Actor.clock(), AnyFacts(state), move.verb, remark="  ")
                assert refused.value.code == move.without_remark


def test_an_unknown_verb_is_a_mistake_of_the_program():
    with pytest.raises(KeyError):
        decide(EDITION, Actor.clock(), AnyFacts("draft"), "sing")


GUARDED = {
    "own_draft": {"authors": frozenset({7})},
    "not_author": {"authors": frozenset({8})},
    "stops_left": {"stops": 2},
    "plan_not_consented": {"off_catalog_consented": False},
    "secrecy_not_cleared": {"secrecy_cleared": False},
    "party_not_done": {"party_done": False},
    "gap_not_over": {"gap_open_until": object()},
    "feedback_undecided": {"major": True, "feedback_decided": False},
    "change_not_complete": {"change_complete": None},
}
HOLDS = {
    "authors": frozenset({7}), "stops": 0, "off_catalog_consented": True, "secrecy_cleared": True, "party_done": True,
    "gap_open_until": None, "major": True, "feedback_decided": True, "change_complete": None,
    "audiences_left": 1, "next_audience": "party",
}  # fmt: skip


@covers("R15", "R48", "R49", "R80", "R86")
@pytest.mark.parametrize("circles", [1, 2])
@pytest.mark.parametrize(
    ("code", "state", "verb"),
    [
        ("own_draft", "secrecy", "clear_secrecy"),
        ("own_draft", "review", "pass_review"),
        ("own_draft", "approval", "approve"),
        ("not_author", "secrecy", "recall"),
        ("stops_left", "draft", "submit"),
        ("stops_left", "returned", "submit"),
        ("stops_left", "approval", "approve"),
        ("plan_not_consented", "draft", "submit"),
        ("secrecy_not_cleared", "review", "pass_review"),
        ("party_not_done", "approved", "release"),
        ("gap_not_over", "releasing", "release"),
        ("feedback_undecided", "published", "close"),
        ("change_not_complete", "published", "withdraw"),
        ("change_not_complete", "hidden", "terminate"),
    ],
)
def test_each_guard_of_an_edition_closes_its_verb(code, state, verb, circles):
    """The guard alone decides: with it the act is refused for that reason, without it allowed."""
    everyone = SimpleNamespace(is_clock=True, user_id=7, is_person=True, grants=(), proof=Proof.ENOUGH)
    others = {**HOLDS, "authors": frozenset({7}) if verb == "recall" else frozenset({9})}
    others["audiences_left"] = circles
    others["change_complete"] = verb if verb in ("withdraw", "terminate") else None
    bodies = Bodies(**PATHS)
    assert decide(EDITION, everyone, EditionFacts(state, bodies, **others), verb, remark="理由").verb == verb
    with pytest.raises(Refused) as refused:
        decide(EDITION, everyone, EditionFacts(state, bodies, **{**others, **GUARDED[code]}), verb, remark="理由")
    assert refused.value.code == code


def test_release_goes_circle_by_circle():
    bodies = Bodies(**PATHS)
    clerk = person(Role.CLERK, "org")
    several = EditionFacts("approved", bodies, next_audience="party", audiences_left=2)
    assert decide(EDITION, clerk, several, "release").target == EditionState.RELEASING
    last = EditionFacts("releasing", bodies, next_audience="public", audiences_left=1)
    assert decide(EDITION, clerk, last, "release").target == EditionState.PUBLISHED
    done = EditionFacts("releasing", bodies, audiences_left=0)
    with pytest.raises(Refused):
        decide(EDITION, clerk, done, "release")


def test_a_closed_button_says_why():
    facts = EditionFacts("draft", Bodies(**PATHS), stops=2)
    (submit,) = [one for one in offers(EDITION, person(Role.CLERK, "org"), facts) if one.verb == "submit"]
    assert not submit.allowed and submit.why_not == "stops_left" and submit.why_facts == {"count": 2}


def test_every_permission_of_a_table_has_somebody_who_holds_it():
    used = {move.permission for procedure in PROCEDURES for move in procedure.moves} - {None}
    held = {permission for permissions in ROLE_PERMISSIONS.values() for permission in permissions}
    assert used <= held <= set(Permission)
