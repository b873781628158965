"""Reading the rulebook: parameters, calendar, catalogs, regulations."""

from gongkai.rulebook.queries.calendar import calendar, disclosure_day, disclosure_days, next_disclosure_day, parameters
from gongkai.rulebook.queries.catalogs import (
    bindings,
    catalog,
    catalog_of,
    catalog_xlsx,
    catalogs,
    completeness,
    consultations,
    entries,
    entries_by_id,
    entries_of,
    entry,
    entry_facts,
    entry_names,
    proposal,
    proposals,
    version,
    version_diff,
    version_in_force,
    version_offers,
    versions,
)
from gongkai.rulebook.queries.regulations import categories, digest, distributions, methods, regulation, regulations

__all__ = [
    "bindings", "calendar", "catalog", "catalog_of", "catalog_xlsx", "catalogs", "categories", "completeness",
    "consultations", "digest", "disclosure_day", "disclosure_days", "distributions", "entries", "entries_by_id",
    "entries_of", "entry", "entry_facts", "entry_names", "methods", "next_disclosure_day", "parameters", "proposal",
    "proposals", "regulation", "regulations", "version", "version_diff", "version_in_force", "version_offers",
    "versions",
]  # fmt: skip
