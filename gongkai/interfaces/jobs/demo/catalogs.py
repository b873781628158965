"""Catalogs of the demonstration county: made from the defaults by the right makers, in force from the first month."""

from copy import copy
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from gongkai.obligations.actions.history import load_due_items
from gongkai.rulebook import actions as rulebook
from gongkai.rulebook import library, queries
from gongkai.rulebook.actions.loading import NO_END, Copied, load_bindings, load_catalogs
from gongkai.rules import catalogs as law
from gongkai.rules.actor import Actor
from gongkai.rules.organizations import KINDS, OrgKind
from gongkai.rules.periods import Period

PROFILE = "compact"
ADOPTED = date(2011, 8, 1)  # the day on which the county's catalogs were made
AHEAD = 2  # months listed in advance, as the site itself does


@dataclass(frozen=True)
class Made:
    """A catalog with its only version and the entries by code."""

    catalog_id: int
    version_id: int
    entries: dict


def make_catalogs(orgs: list, *, names: dict[int, str], first: Period, last: Period, now: datetime) -> dict[int, Made]:
    """One catalog per maker and kind of these organizations, all bound; answers with the catalog of each.

    `names`: of the makers by key. `first`: the month from which on they are in force.
    """
    clock, made, gaps, of = Actor.clock(), {}, {}, {}
    owing = [org for org in orgs if org.catalog_maker_id is not None and org.owes_duties]
    for org in sorted(owing, key=lambda org: org.path):
        key = (org.catalog_maker_id, org.kind, org.pk if org.posted_agency else None)
        if key not in made:
            made[key] = _make(clock, key, names[org.catalog_maker_id], org, gaps, first, now)
        of[org.pk] = made[key]
    _bind(owing, of, first, last, now)
    return of


def copy_catalogs(
    orgs: list, *, makers: dict, like: Made, first: Period, last: Period, now: datetime
) -> dict[int, Made]:
    """The same for organizations of one kind of which there are very many: each of `makers`, by key, has one like `like`."""
    clock = Actor.clock()
    wanted = sorted({org.catalog_maker_id for org in orgs}, key=lambda key: makers[key].path)
    suffix = f"{KINDS[OrgKind(orgs[0].kind)].name}党务公开目录"
    rows = [(key, makers[key].path, makers[key].code, makers[key].short_name + suffix) for key in wanted]
    copied = load_catalogs(clock, like=like.version_id, makers=rows, now=now)
    made = {key: _copied(like, one) for key, one in zip(wanted, copied, strict=True)}
    of = {org.pk: made[org.catalog_maker_id] for org in orgs}
    _bind(orgs, of, first, last, now)
    return of


def _copied(like: Made, one: Copied) -> Made:
    entries = {}
    for key, (code, entry) in zip(one.entries, like.entries.items(), strict=True):
        entries[code] = copy(entry)
        entries[code].pk = key
    return Made(one.catalog_id, one.version_id, entries)


def _bind(orgs: list, of: dict[int, Made], first: Period, last: Period, now: datetime) -> None:
    """Each follows its catalog from the first month on, whose duties are listed."""
    clock = Actor.clock()
    rows = [(org.pk, org.path, of[org.pk].catalog_id, str(first), NO_END) for org in orgs]
    load_bindings(clock, now=now, rows=rows)
    listed = {one.catalog_id: (str(first), tuple(one.entries.values())) for one in of.values()}
    load_due_items(clock, last=str(last.plus(AHEAD)), entries=listed)


def _make(clock: Actor, key: tuple, maker: str, org, gaps: dict, first: Period, now: datetime) -> Made:
    maker_id, kind, alone = key
    rule = KINDS[OrgKind(kind)]
    name = f"{maker}{rule.name}党务公开目录" if alone is None else f"{org.short_name}党务公开目录"
    if kind not in gaps:
        entries = library.default_entries(OrgKind(kind), profile=PROFILE, release=settings.RULEBOOK_RELEASE)
        gaps[kind] = {item.code: f"{rule.name}没有这项工作" for item in law.completeness(entries, {})}
    catalog = rulebook.start_catalog(
        clock, maker_id=maker_id, org_kind=kind, name=name, for_org_id=alone, profile=PROFILE,
        not_applicable=gaps[kind], now=now,
    )  # fmt: skip
    version = queries.versions(clock, catalog_id=catalog.pk)[0]
    if alone is not None:
        rulebook.record_consultation(
            clock, version_id=version.pk, party=org.upper_department, letter_number="演示函〔2011〕7号",
            held_on=date(2011, 7, 20), opinion="同意所列公开事项，业务数据按上级规定发布。", result="已按意见修改。", now=now,
        )  # fmt: skip
    rulebook.move_version(clock, version_id=version.pk, verb="approve", now=now, period_from=str(first))
    entries = {entry.code: entry for entry in queries.entries(clock, version_id=version.pk)}
    return Made(catalog.pk, version.pk, entries)
