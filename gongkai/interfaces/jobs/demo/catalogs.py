"""Catalogs of the demonstration county: made from the defaults by the right makers, in force from the first month."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from gongkai.obligations.actions.history import load_due_items
from gongkai.rulebook import actions as rulebook
from gongkai.rulebook import library, queries
from gongkai.rulebook.actions.loading import NO_END, load_bindings
from gongkai.rules import catalogs as law
from gongkai.rules.actor import Actor
from gongkai.rules.organizations import KINDS, OrgKind
from gongkai.rules.periods import Period

PROFILE = "compact"
AHEAD = 2  # months listed in advance, as the site itself does


@dataclass(frozen=True)
class Made:
    """A catalog with its only version and the entries by code."""

    catalog_id: int
    version_id: int
    entries: dict


def make_catalogs(orgs: list, *, first: Period, last: Period, now: datetime) -> dict[int, Made]:
    """One catalog per maker and kind, all bound; answers with the catalog of each organization.

    `first`: the month from which on they are in force.
    """
    clock, made, gaps, of = Actor.clock(), {}, {}, {}
    names = {org.pk: org.short_name for org in orgs}
    owing = [org for org in orgs if org.catalog_maker_id is not None and org.owes_duties]
    for org in sorted(owing, key=lambda org: org.path):
        key = (org.catalog_maker_id, org.kind, org.pk if org.posted_agency else None)
        if key not in made:
            made[key] = _make(clock, key, names[org.catalog_maker_id], org, gaps, first, now)
        of[org.pk] = made[key]
    load_bindings(
        clock, now=now,
        rows=[
            (org.pk, org.path, of[org.pk].catalog_id, str(first), NO_END)
            for org in owing
        ],
    )  # fmt: skip
    listed = {one.catalog_id: (str(first), tuple(one.entries.values())) for one in made.values()}
    load_due_items(clock, last=str(last.plus(AHEAD)), entries=listed)
    return of


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
