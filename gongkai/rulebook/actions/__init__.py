"""Writing the rulebook: releases, regulations, the calendar, catalogs."""

from gongkai.rulebook.actions.bindings import bind, end_bindings
from gongkai.rulebook.actions.calendar import (
    fix_disclosure_day,
    generate_disclosure_days,
    load_calendar_year,
    override_day,
)
from gongkai.rulebook.actions.catalogs import move_version, start_catalog, start_version
from gongkai.rulebook.actions.distribution import acknowledge, distribute, remind_late, remind_unread
from gongkai.rulebook.actions.entries import (
    apply_catalog_import,
    explain_gap,
    look_through_catalog,
    put_entry,
    record_consultation,
    remove_entry,
)
from gongkai.rulebook.actions.interpretations import ask_interpretation, move_interpretation
from gongkai.rulebook.actions.loading import load_bindings
from gongkai.rulebook.actions.proposals import decide_proposal, propose_asked, propose_entry, propose_repeated
from gongkai.rulebook.actions.regulations import import_regulation, load_digest, load_release

__all__ = [
    "acknowledge", "apply_catalog_import", "ask_interpretation", "bind", "decide_proposal", "distribute", "end_bindings", "explain_gap",
    "fix_disclosure_day", "generate_disclosure_days", "import_regulation", "load_bindings", "load_calendar_year",
    "load_digest", "load_release", "look_through_catalog", "move_interpretation", "move_version", "override_day", "propose_asked", "propose_entry",
    "propose_repeated", "put_entry", "record_consultation", "remind_late", "remind_unread", "remove_entry", "start_catalog",
    "start_version",
]  # fmt: skip
