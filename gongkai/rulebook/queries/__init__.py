"""Reading the rulebook: parameters, calendar, catalogs, regulations."""

from gongkai.rulebook.queries.calendar import (
    calendar,
    disclosure_day,
    disclosure_days,
    next_disclosure_day,
    parameters,
    passed_disclosure_days,
    release,
)
from gongkai.rulebook.queries.catalogs import (
    EntryTerms,
    bindings,
    bindings_over,
    bound_paths,
    catalog,
    catalog_of,
    catalogs,
    entries_by_id,
    entries_of,
    entries_of_versions,
    entry,
    entry_names,
    entry_terms,
    version_in_force,
    versions_in_force,
)
from gongkai.rulebook.queries.coverage import CoverageRow, coverage_below, followed_catalog, sub_items_of
from gongkai.rulebook.queries.deadlines import deadlines
from gongkai.rulebook.queries.distribution import (
    addressees,
    distributions,
    documents,
    documents_below,
    receipt_due,
    received,
    sent_to,
    to_sign,
    unsigned,
)
from gongkai.rulebook.queries.interpretations import (
    answered,
    interpretation,
    interpretation_editions,
    interpretation_ledger,
    interpretation_offers,
    interpretations,
    interpretations_waiting,
    published_answer,
)
from gongkai.rulebook.queries.leading_groups import GroupStanding, group_standing, group_standings
from gongkai.rulebook.queries.proposals import proposal, proposal_offers, proposals
from gongkai.rulebook.queries.regulations import (
    Preface,
    categories,
    digest,
    methods,
    pairs,
    preface,
    profiles,
    provision,
    regulation,
    regulations,
    sub_items,
    system_models,
)
from gongkai.rulebook.queries.versions import (
    catalog_xlsx,
    completeness,
    consultations,
    coverage,
    entries,
    entry_facts,
    facts_of,
    locked_entries,
    problems,
    templates,
    version,
    version_diff,
    version_offers,
    versions,
    versions_of,
    warnings,
)

__all__ = [
    "CoverageRow", "coverage_below", "followed_catalog", "sub_items_of",
    "deadlines",
    "EntryTerms", "GroupStanding", "Preface", "addressees", "answered", "interpretation", "interpretation_editions", "interpretation_offers", "published_answer", "interpretation_ledger", "interpretations", "interpretations_waiting", "bindings", "bindings_over", "bound_paths", "calendar", "catalog", "catalog_of", "catalog_xlsx",
    "catalogs", "categories", "completeness", "consultations", "coverage", "digest", "disclosure_day",
    "disclosure_days", "distributions", "documents", "documents_below", "entries", "entries_by_id", "entries_of", "entries_of_versions", "entry",
    "entry_facts", "entry_names", "entry_terms", "facts_of", "group_standing", "group_standings", "locked_entries", "methods", "next_disclosure_day", "pairs",
    "parameters", "passed_disclosure_days", "preface", "problems", "profiles", "proposal", "proposal_offers", "proposals",
    "provision", "receipt_due", "received", "regulation", "regulations", "release", "sent_to", "sub_items", "system_models",
    "templates", "to_sign", "unsigned", "version", "version_diff", "version_in_force", "version_offers", "versions",
    "versions_in_force", "versions_of", "warnings",
]  # fmt: skip
