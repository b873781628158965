"""Reading the rulebook: parameters, calendar, catalogs, regulations."""

from gongkai.rulebook.queries.calendar import (
    calendar,
    disclosure_day,
    disclosure_days,
    next_disclosure_day,
    parameters,
    release,
)
from gongkai.rulebook.queries.catalogs import (
    bindings,
    bindings_over,
    catalog,
    catalog_of,
    catalogs,
    entries_by_id,
    entries_of,
    entry,
    entry_names,
    version_in_force,
)
from gongkai.rulebook.queries.proposals import proposal, proposal_offers, proposals
from gongkai.rulebook.queries.regulations import (
    categories,
    digest,
    distributions,
    methods,
    pairs,
    profiles,
    provision,
    regulation,
    regulations,
    sub_items,
)
from gongkai.rulebook.queries.versions import (
    catalog_xlsx,
    completeness,
    consultations,
    coverage,
    entries,
    entry_facts,
    locked_entries,
    problems,
    templates,
    version,
    version_diff,
    version_offers,
    versions,
    warnings,
)

__all__ = [
    "bindings", "bindings_over", "calendar", "catalog", "catalog_of", "catalog_xlsx", "catalogs", "categories", "completeness",
    "consultations", "coverage", "digest", "disclosure_day", "disclosure_days", "distributions", "entries",
    "entries_by_id", "entries_of", "entry", "entry_facts", "entry_names", "locked_entries", "methods", "next_disclosure_day",
    "pairs", "parameters", "problems", "profiles", "proposal", "proposal_offers", "proposals", "provision", "regulation",
    "regulations", "release", "sub_items", "templates", "version", "version_diff", "version_in_force", "version_offers", "versions",
    "warnings",
]  # fmt: skip
