"""陈述申辩: whose words count before the days are over, and what the office may write down (第九条（八）, R123).

Words that the person wrote stand for themselves. Words that the office typed in are the person's only with the
paper that the person signed; without it the decision waits until the days to be heard have passed.
"""

from dataclasses import dataclass

from gongkai.rules.refusals import Refused


@dataclass(frozen=True)
class Statement:
    """What lies before the office. `typed`: by the office and not by the person; `signed`: the scan is kept with it."""

    given: bool = False
    typed: bool = False
    signed: bool = False

    @property
    def heard(self) -> bool:
        """Has the person been heard, so that a decision need not wait for the last day?"""
        return self.given and (self.signed or not self.typed)

    @property
    def unsigned(self) -> bool:
        """Is there something typed by the office that nobody signed?"""
        return self.given and not self.heard

    @property
    def may_be_typed(self) -> bool:
        """Is there room for the office to write something down? Not over the person's own words."""
        return self.typed or not self.given


def demand_typable(before: Statement, *, by_name: str) -> None:
    """May the office write this down? It names who stated it, and never writes over the person's own words.

    Raises `Refused`: statement_own, statement_by.
    """
    if not before.may_be_typed:
        raise Refused("statement_own")
    if not by_name.strip():
        raise Refused("statement_by")
