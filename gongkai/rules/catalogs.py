"""What can be done with whole catalogs: merge to a short one, find gaps, compare versions."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import TypeVar

from gongkai.rules.categories import SUB_ITEMS, SubItem
from gongkai.rules.entries import EntryFacts, NoticeUnit, TimeRule, in_order

T = TypeVar("T")


@dataclass(frozen=True)
class Profile:
    """How long a default catalog is: groups of codes to merge, and whether extras are left out.

    第五条 says 应当公开下列事项, so a short catalog merges entries and drops no sub-item.
    """

    code: str
    name: str
    groups: tuple[tuple[str, ...], ...] = ()
    defaults_only: bool = False


def compact(entries: Iterable[EntryFacts], profile: Profile) -> tuple[EntryFacts, ...]:
    """Return the entries as the profile wants them: merged in groups, extras left out.

    A merged entry takes the code of the first entry of its group that is present and stands at
    its place; a group of which only one is present changes nothing.
    """
    kept = [e for e in entries if e.default or not profile.defaults_only]
    present = {entry.code: entry for entry in kept}
    merged: dict[str, EntryFacts] = {}
    absorbed: set[str] = set()
    for group in profile.groups:
        members = [present[code] for code in group if code in present]
        if len(members) > 1:
            merged[members[0].code] = merge(members)
            absorbed.update(member.code for member in members[1:])
    return tuple(merged.get(e.code, e) for e in kept if e.code not in absorbed)


def merge(members: list[EntryFacts]) -> EntryFacts:
    """Unite entries into one with the first's code, category and primary time.

    Sub-items, elements, audiences, ways, types and basis are united; time limits of one kind
    become a single one with the stricter figures and all stages.
    """
    first = members[0]
    audiences = {audience for member in members for audience in member.scope}
    times = _merged_times([rule for member in members for rule in member.times])
    scope = in_order(audiences)
    codes = tuple(member.code for member in members)
    return replace(
        first,
        name="、".join(member.name for member in members),
        elements=_united(member.elements for member in members),
        sub_items=_united(member.sub_items for member in members),
        scope=scope,
        methods=tuple((a, _united(member.ways(a) for member in members)) for a in scope),
        time=times[0],
        also=times[1:],
        by_rule=any(member.by_rule for member in members),
        privacy=any(member.privacy for member in members),
        default=any(member.default for member in members),
        types=_united(member.types for member in members),
        basis=_united(member.basis for member in members),
        note="；".join(_united([member.note] for member in members if member.note)),
        merged_from=codes,
    )


def _united(groups: Iterable[Iterable[T]]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(value for group in groups for value in group))


def _merged_times(rules: list[TimeRule]) -> tuple[TimeRule, ...]:
    by_kind: dict[str, TimeRule] = {}
    for rule in rules:
        known = by_kind.get(rule.kind)
        by_kind[rule.kind] = rule if known is None else _stricter(known, rule)
    return tuple(by_kind.values())


def _stricter(one: TimeRule, other: TimeRule) -> TimeRule:
    limits = [days for days in (one.limit_days, other.limit_days) if days is not None]
    return replace(
        one,
        period_months=min(one.period_months, other.period_months),
        stages=_united((one.stages, other.stages)),
        trigger="或".join(_united((r.trigger,) for r in (one, other) if r.trigger)),
        # None stands for the rulebook's own default, the shortest there is.
        limit_days=min(limits) if len(limits) == 2 else None,
        notice_days=max(one.notice_days or 0, other.notice_days or 0) or None,
        notice_unit=NoticeUnit.WORKDAY
        if NoticeUnit.WORKDAY in (one.notice_unit, other.notice_unit)
        else NoticeUnit.CALENDAR,
        notice_by_rule=one.notice_by_rule or other.notice_by_rule,
    )


def coverage(entries: Iterable[EntryFacts]) -> dict[str, tuple[str, ...]]:
    """Return for each of the 44 sub-items the codes of the entries that cover it (R32)."""
    found: dict[str, list[str]] = {item.code: [] for item in SUB_ITEMS}
    for entry in entries:
        for code in entry.sub_items:
            if code in found:
                found[code].append(entry.code)
    return {code: tuple(codes) for code, codes in found.items()}


class Cover(StrEnum):
    """How a catalog stands to one sub-item."""

    COVERED = "covered"
    NOT_APPLICABLE = "not_applicable"
    LACKING = "lacking"


def _cover(code: str, sub_items: Collection[str], not_applicable: Mapping[str, str]) -> Cover:
    if code in sub_items:
        return Cover.COVERED
    return Cover.NOT_APPLICABLE if not_applicable.get(code, "").strip() else Cover.LACKING


def covers(sub_items: Collection[str], not_applicable: Mapping[str, str]) -> dict[str, Cover]:
    """How a catalog stands to each of the 44: an entry counts before a reason, a blank reason does not count (R32)."""
    return {item.code: _cover(item.code, sub_items, not_applicable) for item in SUB_ITEMS}


CATALOG_WORD = "公开目录"


def own_entry(entries: Iterable[EntryFacts]) -> EntryFacts | None:
    """Return the entry under which the catalog itself is published (第六条（一）, R44).

    Known by what it says, not by its code: the first entry of the eighth category that names the
    公开目录 in its title or among its elements.
    """
    eighth = (entry for entry in entries if entry.category == 8)
    return next((one for one in eighth if any(CATALOG_WORD in text for text in (one.name, *one.elements))), None)


def completeness(entries: Iterable[EntryFacts], not_applicable: Mapping[str, str]) -> tuple[SubItem, ...]:
    """Return the sub-items neither covered nor declared 不适用 with a reason (第五条, R32).

    `not_applicable` maps a sub-item's code to the maker's reason; a blank reason does not count.
    """
    said = {code for entry in entries for code in entry.sub_items}
    stands = covers(said, not_applicable)
    return tuple(item for item in SUB_ITEMS if stands[item.code] is Cover.LACKING)


class ChangeKind(StrEnum):
    """How an entry differs between two versions of a catalog."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Wish(StrEnum):
    """What an organization may propose to its catalog maker (R45)."""

    ADD = "add"
    CHANGE = "change"
    DROP = "drop"


TERMS = {
    Cover.COVERED: "目录里有",
    Cover.NOT_APPLICABLE: "写明不适用",
    Cover.LACKING: "目录里没有",
    ChangeKind.ADDED: "增加",
    ChangeKind.REMOVED: "删除",
    ChangeKind.CHANGED: "修改",
    Wish.ADD: "增加条目",
    Wish.CHANGE: "修改条目",
    Wish.DROP: "删去条目",
}
# What a lower body may write differently in a locked entry: words beside the demand, not the demand.
FREE_IN_LOCKED = frozenset({"note", "basis", "default", "types", "merged_from"})


@dataclass(frozen=True)
class Change:
    """One difference; `field` is empty when a whole entry (in before or after) came or went."""

    kind: ChangeKind
    code: str
    field: str = ""
    before: object = None
    after: object = None


def diff(old: Iterable[EntryFacts], new: Iterable[EntryFacts]) -> tuple[Change, ...]:
    """Return what changed between two versions, by code and then by field (R43)."""
    before = {entry.code: entry for entry in old}
    after = {entry.code: entry for entry in new}
    changes: list[Change] = []
    for code in sorted(before.keys() | after.keys()):
        was, now = before.get(code), after.get(code)
        if was is None:
            changes.append(Change(ChangeKind.ADDED, code, after=now))
        elif now is None:
            changes.append(Change(ChangeKind.REMOVED, code, before=was))
        else:
            changes += _differences(was, now)
    return tuple(changes)


def _differences(was: EntryFacts, now: EntryFacts) -> list[Change]:
    pairs = ((f.name, getattr(was, f.name), getattr(now, f.name)) for f in fields(EntryFacts))
    return [
        Change(ChangeKind.CHANGED, now.code, name, before, after) for name, before, after in pairs if before != after
    ]


def lock_breaches(locked: Iterable[EntryFacts], new: Iterable[EntryFacts]) -> tuple[EntryFacts, ...]:
    """Return the locked entries that a lower catalog drops or alters (第六条（一）, R45)."""
    after = {entry.code: entry for entry in new}
    return tuple(
        entry
        for entry in locked
        if entry.code not in after
        or any(change.field not in FREE_IN_LOCKED for change in _differences(entry, after[entry.code]))
    )
