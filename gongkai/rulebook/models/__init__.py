"""Tables of the rulebook: regulations, releases, the calendar, catalogs."""

from gongkai.rulebook.models.calendar import CalendarYear, DayOverride, DisclosureDay
from gongkai.rulebook.models.catalog import Binding, Catalog, CatalogEntry, CatalogVersion, Consultation, EntryProposal
from gongkai.rulebook.models.interpretation import Interpretation
from gongkai.rulebook.models.regulation import Distribution, Provision, Regulation, RulebookRelease

__all__ = [
    "Binding", "CalendarYear", "Catalog", "CatalogEntry", "CatalogVersion", "Consultation", "DayOverride",
    "DisclosureDay", "Distribution", "EntryProposal", "Interpretation", "Provision", "Regulation", "RulebookRelease",
]  # fmt: skip
