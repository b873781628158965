"""Tables of this room, private to it."""

from gongkai.assessment.models.cases import Case, CaseFact
from gongkai.assessment.models.sheets import Dispute, YearFact, YearSheet, YearUse

__all__ = ["Case", "CaseFact", "Dispute", "YearFact", "YearSheet", "YearUse"]
