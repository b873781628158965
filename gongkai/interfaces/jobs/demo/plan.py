"""What kind of demonstration is wanted."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Plan:
    """What is wanted: how many organizations, how many months of history, which dice, which day."""

    today: date
    organizations: int = 120
    months: int = 24
    seed: str = "2011"
    facts_only: bool = False
