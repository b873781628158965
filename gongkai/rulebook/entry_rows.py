"""Between the law's entry and its row in the database, and the matters only the desk needs (R42).

The kinds of organization an entry suits and whether it belongs to the short catalog are said once
by the catalog it stands in, so a row does not repeat them.
"""

from gongkai.rulebook.models import CatalogEntry
from gongkai.rules.entries import EntryFacts, NoticeUnit, TimeKind, TimeRule
from gongkai.rules.methods import Audience, MethodUse

SEPARATOR = "；"
DESK = ("responsible", "secrecy_note", "retention")


def _plain_time(rule: TimeRule) -> dict:
    return {
        "kind": rule.kind, "period_months": rule.period_months, "stages": list(rule.stages), "trigger": rule.trigger,
        "limit_days": rule.limit_days, "notice_days": rule.notice_days, "notice_unit": rule.notice_unit,
        "notice_by_rule": rule.notice_by_rule,
    }  # fmt: skip


def _time(plain: dict) -> TimeRule:
    return TimeRule(
        TimeKind(plain["kind"]), plain["period_months"], tuple(plain["stages"]), plain["trigger"], plain["limit_days"],
        plain["notice_days"], NoticeUnit(plain["notice_unit"]), plain["notice_by_rule"],
    )  # fmt: skip


def columns(entry: EntryFacts) -> dict:
    """The columns of an entry as the law sees it, without version and slot."""
    time = entry.time
    codes = [use.code for _, uses in entry.methods for use in uses]
    stages = next((rule.stages for rule in entry.times if rule.stages), ())
    return {
        "code": entry.code, "name": entry.name, "category": str(entry.category), "sub_items": list(entry.sub_items),
        "elements": SEPARATOR.join(entry.elements), "audiences": list(entry.scope), "methods": list(dict.fromkeys(codes)),
        "ways": {audience: [[use.code, use.remark] for use in uses] for audience, uses in entry.methods},
        "time_kind": time.kind, "also": [_plain_time(rule) for rule in entry.also], "period_months": time.period_months,
        "stages": list(time.stages or stages), "limit_days": time.limit_days, "notice_days": time.notice_days,
        "notice_unit": time.notice_unit, "notice_by_rule": time.notice_by_rule, "trigger_text": time.trigger,
        "by_rule": entry.by_rule, "has_personal": entry.privacy, "basis": list(entry.basis), "note": entry.note,
        "merged_from": list(entry.merged_from),
    }  # fmt: skip


def facts(row: CatalogEntry) -> EntryFacts:
    """The entry as the law sees it."""
    kind = TimeKind(row.time_kind)
    own_stages = tuple(row.stages) if kind is TimeKind.STAGED else ()
    return EntryFacts(
        row.code, row.name, int(row.category), tuple(filter(None, row.elements.split(SEPARATOR))),
        tuple(Audience(one) for one in row.audiences),
        tuple((Audience(one), tuple(MethodUse(*use) for use in row.ways.get(one, ()))) for one in row.audiences),
        TimeRule(
            kind, row.period_months, own_stages, row.trigger_text, row.limit_days, row.notice_days,
            NoticeUnit(row.notice_unit), row.notice_by_rule,
        ),
        tuple(row.sub_items), tuple(_time(plain) for plain in row.also), row.by_rule, row.has_personal,
        basis=tuple(row.basis), note=row.note, merged_from=tuple(row.merged_from),
    )  # fmt: skip


def desk(row: CatalogEntry) -> dict[str, str]:
    """Who sees to an entry, what to mind about secrets, how long it is kept: no matter of the law."""
    return {name: getattr(row, name) for name in DESK}
