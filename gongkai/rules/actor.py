"""Who acts: a person with grants, the clock, or a visitor (house law 2: no actor, no data)."""

from dataclasses import dataclass, replace
from enum import StrEnum

from gongkai.rules.proof import Proof


class ActorKind(StrEnum):
    PERSON = "person"
    CLOCK = "clock"
    VISITOR = "visitor"


TERMS = {ActorKind.PERSON: "人员", ActorKind.CLOCK: "系统", ActorKind.VISITOR: "访客"}


@dataclass(frozen=True)
class HeldGrant:
    """A role held at an organization today; `subtree` carries it to everything below."""

    role: str
    org_id: int
    org_path: str
    subtree: bool = False
    acting: bool = False

    def covers(self, path: str) -> bool:
        return path == self.org_path or (self.subtree and path.startswith(self.org_path))


@dataclass(frozen=True)
class Actor:
    """One who asks or acts. Built once per request by `orgs.queries.actor_for`.

    `party` holds the paths of the organizations on whose roll the person stands,
    `units` the paths of those whose people (masses, 第四条（二）) the person belongs to. `proof`: how the
    session stands with the second factor; what comes by another way than a session is as it was proved there. `key`: by which
    another system acts in the person's name; the trail keeps it with each act.
    """

    kind: ActorKind
    user_id: int | None = None
    name: str = ""
    grants: tuple[HeldGrant, ...] = ()
    party: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    proof: Proof = Proof.ENOUGH
    key: str = ""

    @classmethod
    def visitor(cls) -> "Actor":
        return cls(ActorKind.VISITOR, name="访客")

    @classmethod
    def clock(cls) -> "Actor":
        return cls(ActorKind.CLOCK, name="系统")

    @property
    def is_person(self) -> bool:
        return self.kind is ActorKind.PERSON

    @property
    def is_clock(self) -> bool:
        return self.kind is ActorKind.CLOCK

    @property
    def home_paths(self) -> tuple[str, ...]:
        """Paths of the organizations where the person holds a role, first grant first."""
        return tuple(dict.fromkeys(grant.org_path for grant in self.grants))

    def holding(self, grants: tuple[HeldGrant, ...]) -> "Actor":
        """The same person with only these roles. A method, because a request's actor is a lazy stand-in."""
        return replace(self, grants=grants)

    def proved(self, proof: Proof) -> "Actor":
        """The same person in a session that stands like this."""
        return replace(self, proof=proof)

    def through(self, key: str) -> "Actor":
        """The same person, for whom another system acts by this key."""
        return replace(self, key=key)

    def unnamed(self, name: str) -> "Actor":
        """The same person as a trail may know one who is not to be named. A method for the same reason."""
        return replace(self, user_id=None, name=name, key="")
