"""Judges a single catalog entry: what must be put right, and what only deserves a second look."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.rules.categories import OTHER, SUB_ITEMS
from gongkai.rules.citations import anchor
from gongkai.rules.entries import FIELD_NAMES, EntryFacts, TimeKind, TimeRule, in_order
from gongkai.rules.entries import TERMS as KIND_NAMES
from gongkai.rules.methods import METHODS, Audience, leaking, reaches, suitable
from gongkai.rules.methods import TERMS as AUDIENCE_NAMES
from gongkai.rules.methods import method as method_of
from gongkai.rules.refusals import Refused

NAME_LIMIT = 80
SUB_ITEM_CODES = frozenset(item.code for item in (*SUB_ITEMS, OTHER))
# Characters that separate parts in the table form (catalog_table) and so cannot stand inside one.
SEPARATORS = re.compile(r"[；\n\r\t]")
STAGE_SEPARATORS = re.compile(r"[、；\n\r\t]")
REMARK_SEPARATORS = re.compile(r"[、；（）\n\r\t]")


@dataclass(frozen=True)
class CatalogProblem:
    """What is wrong in an entry: where, why, and how to put it right; all in Chinese."""

    code: str
    place: str
    reason: str
    remedy: str

    @property
    def sentence(self) -> str:
        """Return the whole as one line for a list of problems."""
        return f"{self.code} {self.place}：{self.reason}{self.remedy}"


S, D, F, J = TimeKind
_ALL = frozenset(TimeKind)
_I, _P, _U, _S = Audience

# (category, audience) → time kinds that fit (第八条: 时限应与公开的内容和范围相适应, R68).
# To an individual only events and the steps of his own affair are told, never routine work;
# cadre matters (5) are events, not monthly routine; society gets no monthly figures of
# organization, training or leading group (2–4), which belong to members and the unit.
FITTING: dict[tuple[int, Audience], frozenset[TimeKind]] = {
    (category, audience): _ALL for category in range(1, 9) for audience in (_P, _U, _S)
} | {
    **{(category, _I): frozenset() for category in (1, 2, 4, 8)},
    (3, _I): frozenset({F, J}),
    (5, _I): frozenset({J}),
    (6, _I): frozenset({F, J}),
    (7, _I): frozenset({J}),
    **{(5, audience): frozenset({S, F, J}) for audience in (_P, _U, _S)},
    (2, _S): frozenset({S, F}),
    (3, _S): frozenset({S, F, J}),
    (4, _S): frozenset({S, F, J}),
}


def fit(entry: EntryFacts) -> tuple[CatalogProblem, ...]:
    """Return warnings where a time limit does not suit content and scope (第八条, R68).

    An entry with an unknown category has no row in the matrix; `validate` reports it.
    """
    found = []
    for audience in entry.scope:
        allowed = FITTING.get((entry.category, audience), _ALL)
        for kind in dict.fromkeys(entry.kinds):
            if kind not in allowed:
                found.append(_unfit(entry, audience, kind, allowed))
    return tuple(found)


def _unfit(entry: EntryFacts, audience: Audience, kind: TimeKind, allowed: frozenset[TimeKind]) -> CatalogProblem:
    names = "或".join(KIND_NAMES[k] for k in TimeKind if k in allowed)
    return _problem(
        entry,
        "time",
        f"第{entry.category}类事项向{AUDIENCE_NAMES[audience]}公开，通常不用{KIND_NAMES[kind]}。",
        f"可改为{names}，或在说明里写清为什么。" if names else "请核对公开范围。",
    )


def validate(entry: EntryFacts, *, known_sub_items: Iterable[str] = SUB_ITEM_CODES) -> tuple[CatalogProblem, ...]:
    """Return everything that keeps an entry from becoming effective; empty when it is sound.

    `known_sub_items` may be longer than the law's when the county has added its own (R23).
    """
    return (
        *_content(entry, frozenset(known_sub_items)),
        *_scope(entry),
        *_methods(entry),
        *(problem for rule in entry.times for problem in _time(entry, rule)),
        *_repeated_kinds(entry),
        *_basis(entry),
    )


def _problem(entry: EntryFacts, field: str, reason: str, remedy: str) -> CatalogProblem:
    return CatalogProblem(entry.code or "（无编码）", FIELD_NAMES[field], reason, remedy)


def _content(entry: EntryFacts, known: frozenset[str]) -> Iterable[CatalogProblem]:
    if not re.fullmatch(r"[A-Z]{1,2}[0-9]{2,3}", entry.code):
        yield _problem(
            entry,
            "code",
            "编码要由一两个大写字母和两三位数字组成。",
            "请写成 C11 这样。",
        )
    if not 0 < len(entry.name.strip()) <= NAME_LIMIT or SEPARATORS.search(entry.name):
        yield _problem(
            entry,
            "name",
            f"名称是空的、超过{NAME_LIMIT}字，或含有分号、换行。",
            "请写一个简短的名称。",
        )
    if entry.category not in range(1, 9):
        yield _problem(
            entry,
            "category",
            "公开内容固定为八类，每个条目只归一类。",
            "请填 1 到 8。",
        )
    for code in entry.sub_items:
        if code not in known:
            yield _problem(entry, "sub_items", f"没有“{code}”这个子项。", "请从子项表里选。")
        elif not code.startswith(str(entry.category)):
            yield _problem(
                entry,
                "sub_items",
                f"子项“{code}”不属于第{entry.category}类。",
                "请换成本类的子项，或改条目的类别。",
            )
    if not entry.elements:
        yield _problem(entry, "elements", "没有写公开哪些内容。", "请至少列一个内容要素。")
    if any(not e.strip() or SEPARATORS.search(e) for e in entry.elements):
        yield _problem(
            entry,
            "elements",
            "有一个要素是空的，或含有分号、换行。",
            "请每个要素单独列出。",
        )


def _scope(entry: EntryFacts) -> Iterable[CatalogProblem]:
    if not entry.scope:
        yield _problem(entry, "scope", "没有写向谁公开。", "请至少选一个范围。")
    elif in_order(set(entry.scope)) != entry.scope:
        yield _problem(
            entry,
            "scope",
            "范围的次序不对或有重复，要先党内后党外。",
            "请由小到大排列，每个范围写一次。",
        )
    if entry.scope == (Audience.INDIVIDUAL,) and not entry.note.strip():
        yield _problem(
            entry,
            "scope",
            "不涉密的党内事务至少应向党员公开，这里只向个人公开。",
            "请在说明里写明理由，或加上党内。",
        )


def _methods(entry: EntryFacts) -> Iterable[CatalogProblem]:
    if tuple(audience for audience, _ in entry.methods) != entry.scope:
        yield _problem(
            entry,
            "methods",
            "方式没有与公开范围逐一对应。",
            "请按范围的次序，给每个范围各写一行方式。",
        )
    for audience, uses in entry.methods:
        name, instead = AUDIENCE_NAMES[audience], "、".join(suitable(audience))
        unknown = [use.code for use in uses if use.code not in _KNOWN_METHODS]
        if unknown:
            yield _problem(
                entry,
                "methods",
                f"没有“{'、'.join(unknown)}”这种公开方式。",
                "请从公开方式表里选。",
            )
            continue
        if any(REMARK_SEPARATORS.search(use.remark) for use in uses):
            yield _problem(
                entry,
                "methods",
                "方式的附注里有顿号、分号、括号或换行。",
                "附注请只写几个字，如“室内”。",
            )
        for use in leaking(audience, uses):
            yield _problem(
                entry,
                "methods",
                f"“{method_of(use.code).name}”会让{name}以外的人看到。",
                f"请改用：{instead}。",
            )
        if not reaches(audience, uses):
            yield _problem(
                entry,
                "methods",
                f"所选方式都到不了{name}。",
                f"请至少加上一种：{instead}。",
            )


_KNOWN_METHODS = frozenset(method.code for method in METHODS)


def _time(entry: EntryFacts, rule: TimeRule) -> Iterable[CatalogProblem]:
    staged, instant = rule.kind is TimeKind.STAGED, rule.kind is TimeKind.INSTANT
    if rule.period_months != 1:
        yield _problem(
            entry,
            "time",
            "全县规定定期公开每月一次，目录不能放宽。",
            "请改为每月一次；按年、按季的事项请用分期公开。",
        )
    if staged != bool(rule.stages):
        yield _problem(
            entry,
            "time",
            "分期公开要写出各个阶段，其他时限没有阶段。",
            "请写成“计划、进展、结果”这样，或去掉阶段。",
        )
    if not _sound_stages(rule.stages):
        yield _problem(
            entry,
            "time",
            "有阶段重复、是空的，或含有顿号、分号、换行。",
            "请换一个说法，每个阶段写一次。",
        )
    if SEPARATORS.search(rule.trigger):
        yield _problem(
            entry,
            "time",
            "触发情形里有分号或换行。",
            "请写成一句话，中间用顿号或逗号。",
        )
    if instant != bool(rule.trigger):
        yield _problem(
            entry,
            "time",
            "即时公开要写明由什么事触发，其他时限没有触发情形。",
            "请写成“决定作出”这样，或去掉触发情形。",
        )
    figures = (rule.limit_days, rule.notice_days)
    if any(figure is not None and figure < 1 for figure in figures):
        yield _problem(entry, "time", "天数要大于零。", "请改正天数。")
    if not instant and (any(figures) or rule.notice_by_rule):
        yield _problem(
            entry,
            "time",
            "只有即时公开才有时限天数和公示期。",
            "请改为即时公开，或去掉天数。",
        )


def _sound_stages(stages: tuple[str, ...]) -> bool:
    distinct = len(set(stages)) == len(stages)
    return distinct and all(s.strip() and not STAGE_SEPARATORS.search(s) for s in stages)


def _repeated_kinds(entry: EntryFacts) -> Iterable[CatalogProblem]:
    if len(set(entry.kinds)) != len(entry.kinds):
        yield _problem(entry, "also", "同一种时限写了两次。", "请合并成一条，取较严的要求。")


def _basis(entry: EntryFacts) -> Iterable[CatalogProblem]:
    if not entry.basis:
        yield _problem(entry, "basis", "没有写依据。", "请写明条款，如“第五条（三）”。")
    for citation in entry.basis:
        try:
            anchor(citation)
        except Refused:
            yield _problem(
                entry,
                "basis",
                f"“{citation}”不像一处条款。",
                "请写成“第五条（三）”这样。",
            )
