"""Reads the rulebook's files of categories, ways and default catalogs into the rules' dataclasses.

Each release of the rulebook is a folder of YAML beside the program. Whatever contradicts the law
library (a ninth category, a renamed sub-item, an unsound entry) stops the reading with a
`LibraryError` that names file, place and remedy. Everything read is immutable and kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from gongkai.rulebook import files
from gongkai.rules import categories as law
from gongkai.rules import methods as ways
from gongkai.rules.catalogs import Profile, compact
from gongkai.rules.eight_systems import System, article
from gongkai.rules.entries import EntryFacts, NoticeUnit, TimeKind, TimeRule, standard_basis
from gongkai.rules.entry_checks import validate
from gongkai.rules.organizations import CATALOG_KINDS, KINDS, OrgKind

DIRECTORY = Path(__file__).parents[2] / "rulebook"
RELEASE = "qijiang-2011"


class LibraryError(Exception):
    """A rulebook file cannot be used; the message is a Chinese sentence for the operator."""


@dataclass(frozen=True)
class LibraryCategory:
    """A category with all its sub-items, the county's own included (R23)."""

    category: law.Category
    sub_items: tuple[law.SubItem, ...]


@dataclass(frozen=True)
class LibraryMethod:
    """A way of disclosing with the particulars its record asks for (R55–R58)."""

    method: ways.Method
    record: tuple[str, ...]


@lru_cache
def categories(*, directory: Path = DIRECTORY, release: str = RELEASE) -> tuple[LibraryCategory, ...]:
    """Return the eight categories; the county may have added sub-items, never categories."""
    name = "categories.yaml"
    data = _read(directory, release, name)
    given = {row["code"]: row for row in data["categories"]}
    if {code: row["name"] for code, row in given.items()} != {
        category.code: category.name for category in law.CATEGORIES
    }:
        raise LibraryError(f"{name}：类别必须正好是第五条的八类。请改回原来的编号和名称。")
    return tuple(_category(name, c, given[c.code]) for c in law.CATEGORIES)


def _category(file: str, category: law.Category, row: Mapping[str, Any]) -> LibraryCategory:
    named = {str(code): text for code, text in row["sub_items"].items()}
    for item in law.sub_items_of(category.code):
        if named.get(item.code) != item.name:
            raise LibraryError(f"{file}：子项 {item.code}“{item.name}”缺了或改了名。请改回第五条的写法。")
    strange = [code for code in named if not code.startswith(str(category.code))]
    if strange:
        raise LibraryError(f"{file}：子项 {'、'.join(strange)} 不属于第{category.code}类。请移到对应的类。")
    items = (law.SubItem(code, text, category.code) for code, text in named.items())
    return LibraryCategory(category, tuple(items))


@lru_cache
def pairs(*, directory: Path = DIRECTORY, release: str = RELEASE) -> tuple[law.Pair, ...]:
    """Return the plans that must be followed by their results (R33)."""
    rows = _read(directory, release, "categories.yaml")["pairs"]
    return tuple(law.Pair(**row) for row in rows)


@lru_cache
def methods(*, directory: Path = DIRECTORY, release: str = RELEASE) -> tuple[LibraryMethod, ...]:
    """Return the ways of 第七条 in order; a county may rename proofs' particulars, not families."""
    name = "methods.yaml"
    found = tuple(_method(row) for row in _read(directory, release, name)["methods"])
    if [(m.method.code, m.method.family) for m in found] != [(m.code, m.family) for m in ways.METHODS]:
        raise LibraryError(f"{name}：公开方式及其分组必须与第七条一致。请改回原来的写法。")
    return found


def _method(row: Mapping[str, Any]) -> LibraryMethod:
    proofs = tuple(ways.Proof(proof) for proof in row["proofs"])
    family = ways.Family(row["family"])
    method = ways.Method(row["code"], row["name"], family, proofs)
    return LibraryMethod(method, tuple(row["record"]))


@lru_cache
def profiles(*, directory: Path = DIRECTORY, release: str = RELEASE) -> Mapping[str, Profile]:
    """Return the lengths in which a default catalog is offered, by code."""
    rows = _read(directory, release, "profiles.yaml")["profiles"]
    return {
        code: Profile(
            code,
            row["name"],
            tuple(tuple(group) for group in row.get("groups", ())),
            row.get("defaults_only", False),
        )
        for code, row in rows.items()
    }


@dataclass(frozen=True)
class SystemModel:
    """One of the eight systems: what its own rules have to say at least, and a text to start from (R125)."""

    system: System
    asks: str
    content: tuple[str, ...]
    result: str


@lru_cache
def systems(*, directory: Path = DIRECTORY, release: str = RELEASE) -> tuple[SystemModel, ...]:
    """Return the eight systems of 第九条 in order; a county may write other models, never other systems."""
    name = "systems.yaml"
    rows = _read(directory, release, name)["systems"]
    if [(row["key"], row["article"]) for row in rows] != [(one.value, article(one)) for one in System]:
        raise LibraryError(f"{name}：必须正好是第九条的八项制度，次序相同。请改回原来的编号和条款。")
    return tuple(
        SystemModel(System(row["key"]), row["asks"], tuple(row["model"]["content"]), row["model"]["result"])
        for row in rows
    )


@lru_cache
def all_entries(*, directory: Path = DIRECTORY, release: str = RELEASE) -> tuple[EntryFacts, ...]:
    """Return every item of the default catalogs: C01–C42, then the items of each kind."""
    core = "catalog-core.yaml"
    known = _sub_item_codes(directory, release)
    found = [
        _entry(core, row, _types(row["types"]), known, default=True)
        for row in _read(directory, release, core)["entries"]
    ]
    for kind in CATALOG_KINDS:
        name = f"catalog-types/{kind.value}.yaml"
        rows = _read(directory, release, name)["entries"]
        found += [_entry(name, row, (kind,), known, default=row.get("default", False)) for row in rows]
    codes = [entry.code for entry in found]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise LibraryError(f"目录条目编码重复：{'、'.join(twice)}。请让每个编码只用一次。")
    return tuple(found)


@lru_cache
def default_entries(
    kind: OrgKind,
    profile: str = "compact",
    *,
    directory: Path = DIRECTORY,
    release: str = RELEASE,
) -> tuple[EntryFacts, ...]:
    """Return the default catalog for a kind of organization: core items, then its own.

    A department uses the catalog of 机关; the county committee has none and gets ().
    """
    catalog = KINDS[kind].catalog
    known = profiles(directory=directory, release=release)
    if profile not in known:
        raise LibraryError(f"没有“{profile}”这种目录长短。请从这些里选：{'、'.join(known)}。")
    entries = all_entries(directory=directory, release=release)
    return compact((e for e in entries if catalog in e.types), known[profile])


def _sub_item_codes(directory: Path, release: str) -> frozenset[str]:
    found = categories(directory=directory, release=release)
    return frozenset(item.code for c in found for item in c.sub_items)


def _types(given: str | list[str]) -> tuple[OrgKind, ...]:
    return CATALOG_KINDS if given == "all" else tuple(OrgKind(kind) for kind in given)


def _entry(
    file: str,
    row: Mapping[str, Any],
    types: tuple[OrgKind, ...],
    known: frozenset[str],
    *,
    default: bool,
) -> EntryFacts:
    times = tuple(_time(given) for given in (row["time"], *row.get("also", ())))
    by_rule = row.get("by_rule", False)
    scope = tuple(ways.Audience(audience) for audience in row["audiences"])
    uses = (tuple(_use(way) for way in given) for given in row["audiences"].values())
    entry = EntryFacts(
        code=row["code"],
        name=row["name"],
        category=row["category"],
        elements=tuple(row["elements"]),
        scope=scope,
        methods=tuple(zip(scope, uses, strict=True)),
        time=times[0],
        also=times[1:],
        sub_items=tuple(row.get("sub_items", ())),
        by_rule=by_rule,
        privacy=row.get("privacy", False),
        default=default,
        types=types,
        basis=standard_basis(row["category"], times, by_rule=by_rule) + tuple(row.get("basis", ())),
        note=row.get("note", ""),
    )
    problems = validate(entry, known_sub_items=known)
    if problems:
        raise LibraryError(f"{file}：{'；'.join(p.sentence for p in problems)}")
    return entry


def _use(way: str) -> ways.MethodUse:
    code, _, remark = way.partition(" ")
    return ways.MethodUse(code, remark)


def _time(given: Mapping[str, Any]) -> TimeRule:
    fields = dict(given)
    fields["kind"] = TimeKind(fields["kind"])
    fields["stages"] = tuple(fields.get("stages", ()))
    fields["notice_unit"] = NoticeUnit(fields.get("notice_unit", NoticeUnit.WORKDAY))
    return TimeRule(**fields)


@lru_cache
def _read(directory: Path, release: str, name: str) -> Mapping[str, Any]:
    path = directory / release / name
    if not path.is_file():
        raise LibraryError(f"制度文件 {release}/{name} 不在。请核对制度版本的名称。")
    return files.read(path)
