"""Facts that all procedures share: the state and where each deciding body stands."""

from dataclasses import dataclass
from typing import Protocol

from gongkai.rules.actor import Actor


@dataclass(frozen=True)
class Bodies:
    """Paths of the three upper bodies that are never merged (§0.1), and of the org itself.

    `interpreter`: the body of 第十四条 for which somebody acts, where a procedure knows it.
    """

    org: str
    superior: str = ""
    maker: str = ""
    county: str = ""
    interpreter: str = ""

    def path(self, where: str) -> str:
        return {
            "org": self.org, "superior": self.superior, "maker": self.maker, "county": self.county,
            "interpreter": self.interpreter,
        }[where]  # fmt: skip


@dataclass(frozen=True)
class ProcedureFacts:
    """The state of a thing and the bodies that decide on it."""

    state: str
    bodies: Bodies

    def path_of(self, where: str) -> str:
        return self.bodies.path(where)


class MayEnd(Protocol):
    """Facts that tell whether the organization that has it in hand was merged away or abolished."""

    @property
    def ended(self) -> bool: ...


def org_ended(actor: Actor, facts: MayEnd) -> str | None:
    """Only what lies at an organization that ended passes on by itself."""
    return None if facts.ended else "org_goes_on"
