"""Catalog entries and what changed between two sets of them, as texts for a page."""

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.rules.catalog_table import COLUMNS, row_of
from gongkai.rules.catalogs import ChangeKind, diff
from gongkai.rules.categories import CATEGORIES, Category
from gongkai.rules.entries import EntryFacts
from gongkai.rules.terms import label


@dataclass(frozen=True)
class ChangedEntry:
    """One entry that came, went or changed; `fields` are triples of column, before and after."""

    code: str
    name: str
    kind: str
    word: str
    fields: tuple[tuple[str, str, str], ...] = ()


def grouped(entries: Iterable[EntryFacts]) -> list[tuple[Category, list[tuple[EntryFacts, dict[str, str]]]]]:
    """Entries by category of 第五条 with their texts; categories without any stay, empty."""
    found: dict[int, list] = {one.code: [] for one in CATEGORIES}
    for entry in entries:
        found[entry.category].append((entry, row_of(entry)))
    return [(one, found[one.code]) for one in CATEGORIES]


def changed_entries(old: Iterable[EntryFacts], new: Iterable[EntryFacts]) -> list[ChangedEntry]:
    """What the new entries change, one row per entry, in the words of the workbook (R43)."""
    before, after = {one.code: one for one in old}, {one.code: one for one in new}
    kinds = {change.code: change.kind for change in diff(before.values(), after.values())}
    found = []
    for code, kind in kinds.items():
        name = (after.get(code) or before[code]).name
        fields: tuple[tuple[str, str, str], ...] = ()
        if kind is ChangeKind.CHANGED:
            was, now = row_of(before[code]), row_of(after[code])
            fields = tuple((column, was[column], now[column]) for column in COLUMNS if was[column] != now[column])
        found.append(ChangedEntry(code, name, kind, label(kind), fields))
    return found
