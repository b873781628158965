"""Tables of this room, private to it."""

from gongkai.assessment.models.cases import Case
from gongkai.assessment.models.sheets import Dispute, YearFact, YearSheet, YearUse

__all__ = ["Case", "Dispute", "YearFact", "YearSheet", "YearUse"]
