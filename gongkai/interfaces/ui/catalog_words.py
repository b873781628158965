"""Catalog entries and what changed between two sets of them, as texts for a page; the way to a version."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from gongkai.rules.catalog_table import COLUMNS, row_of
from gongkai.rules.catalogs import ChangeKind, diff
from gongkai.rules.categories import CATEGORIES, Category
from gongkai.rules.entries import EntryFacts
from gongkai.rules.permissions import Permission, may_anywhere
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


def in_circle(actor) -> bool:
    """May this person walk through all catalogs: who makes or oversees somewhere."""
    return may_anywhere(actor, Permission.MAKE_CATALOG) or may_anywhere(actor, Permission.OVERSEE)


def version_crumbs(actor, found, *more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Catalogs, this catalog, this version; without links for those who were only asked about it."""
    here = (f"第{found.number}版", reverse("workbench:version", args=[found.pk]) if more else "")
    if not in_circle(actor):
        return ((found.catalog.name, ""), here)
    above = (found.catalog.name, reverse("workbench:catalog", args=[found.catalog_id]))
    return (("目录", reverse("workbench:catalogs")), above, here, *more)
