"""The table form of a catalog, so that it can be exported, edited and read back (R42, R175).

One row per entry, one column per matter. Lists inside a cell are separated by ；(contents,
kinds, basis), 、(codes, stages) or line breaks (one line per audience, one line per time limit).
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from gongkai.rules.categories import CATEGORIES
from gongkai.rules.entries import FIELD_NAMES, EntryFacts, NoticeUnit, TimeKind, TimeRule
from gongkai.rules.entries import TERMS as KIND_NAMES
from gongkai.rules.entry_checks import SUB_ITEM_CODES, CatalogProblem, validate
from gongkai.rules.methods import METHODS, Audience, MethodUse
from gongkai.rules.methods import TERMS as AUDIENCE_NAMES
from gongkai.rules.organizations import KINDS, OrgKind

K = TypeVar("K")

COLUMNS = (
    "编码",
    "公开事项",
    "类别",
    "子项",
    "内容要素",
    "公开范围",
    "公开方式",
    "公开时限",
    "遮盖个人信息",
    "按干部任免规定",
    "默认列入",
    "适用类型",
    "依据",
    "说明",
    "合并自",
)

# What stands for a column that cannot be read, and which columns the law judges by it: they wait until it can be.
UNREAD: dict[str, object] = {
    "category": 0, "scope": (), "methods": (), "times": (TimeRule(TimeKind.STANDING),), "privacy": False,
    "by_rule": False, "default": False, "types": (),
}  # fmt: skip
FOLLOWING = {"类别": ("子项",), "公开范围": ("公开方式",), "公开时限": (FIELD_NAMES["also"],)}

YES, NO = "是", "否"
ARROW = "→"
DEFAULT_LIMIT = "按默认时限"
BY_RULE_NOTICE = "公示期按干部规定"
_UNITS = {NoticeUnit.WORKDAY: "个工作日", NoticeUnit.CALENDAR: "天"}
_METHOD_NAMES = {method.code: method.name for method in METHODS}


class _Unreadable(ValueError):
    """A cell that says something the table form does not know; carries reason and remedy."""


def row_of(entry: EntryFacts) -> dict[str, str]:
    """Return the cells of an entry by column header, all of them text."""
    return {
        "编码": entry.code,
        "公开事项": entry.name,
        "类别": category_cell(entry.category),
        "子项": "、".join(entry.sub_items),
        "内容要素": "；".join(entry.elements),
        "公开范围": ARROW.join(AUDIENCE_NAMES[audience] for audience in entry.scope),
        "公开方式": "\n".join(
            f"{AUDIENCE_NAMES[audience]}：{'、'.join(map(_method_text, uses))}" for audience, uses in entry.methods
        ),
        "公开时限": "\n".join(map(time_text, entry.times)),
        "遮盖个人信息": YES if entry.privacy else NO,
        "按干部任免规定": YES if entry.by_rule else NO,
        "默认列入": YES if entry.default else NO,
        "适用类型": "；".join(KINDS[kind].name for kind in entry.types),
        "依据": "；".join(entry.basis),
        "说明": entry.note,
        "合并自": "、".join(entry.merged_from),
    }


def category_cell(code: int) -> str:
    """A category as its cell says it, 3 组织建设; the bare number where there is none."""
    return next((f"{one.code} {one.name}" for one in CATEGORIES if one.code == code), str(code))


def entry_of(row: Mapping[str, object]) -> EntryFacts | tuple[CatalogProblem, ...]:
    """Read a row back; what cannot be read is told column by column, all at once.

    Cells may be text, numbers or None as a spreadsheet gives them. The entry still has to pass
    `entry_checks.validate`: here only the writing is judged, not the sense (`judge_row` does both).
    """
    values, problems = _read(row)
    return tuple(problems.values()) or _entry(values)


def judge_row(
    row: Mapping[str, object], *, known_sub_items: Iterable[str] = SUB_ITEM_CODES
) -> tuple[EntryFacts | None, tuple[CatalogProblem, ...]]:
    """Read a row and judge it by the law in one round: the entry, or None with all that is wrong.

    Where a cell cannot be read, the law judges the other columns; what would only follow from that cell is left out.
    """
    values, unread = _read(row)
    entry = _entry({**UNREAD, **values})
    unjudged = {place for column in unread for place in (column, *FOLLOWING.get(column, ()))}
    sense = (one for one in validate(entry, known_sub_items=known_sub_items) if one.place not in unjudged)
    problems = (*unread.values(), *sense)
    return (None if problems else entry), problems


def _read(row: Mapping[str, object]) -> tuple[dict[str, object], dict[str, CatalogProblem]]:
    """The values that can be read, and the problem of every other column."""
    cells = {column: _plain(row.get(column)) for column in COLUMNS}
    values: dict[str, object] = {}
    problems: dict[str, CatalogProblem] = {}
    for column, (name, read) in _READERS.items():
        try:
            values[name] = read(cells[column])
        except _Unreadable as error:
            reason, remedy = error.args
            problems[column] = CatalogProblem(cells["编码"] or "（无编码）", column, reason, remedy)
    return values, problems


def _entry(values: dict[str, object]) -> EntryFacts:
    rest = dict(values)
    times: tuple[TimeRule, ...] = rest.pop("times")  # type: ignore[assignment]
    return EntryFacts(time=times[0], also=times[1:], **rest)  # type: ignore[arg-type]


def time_text(rule: TimeRule) -> str:
    """Write a time limit: 分期公开：方案、结果, 即时公开：5个工作日内；触发：决定作出."""
    name = KIND_NAMES[rule.kind]
    if rule.kind is TimeKind.STAGED:
        return f"{name}：{'、'.join(rule.stages)}"
    if rule.kind is TimeKind.INSTANT:
        limit = f"{rule.limit_days}个工作日内" if rule.limit_days else DEFAULT_LIMIT
        notice = f"公示{rule.notice_days}{_UNITS[rule.notice_unit]}"
        parts = (
            limit,
            notice if rule.notice_days else "",
            BY_RULE_NOTICE if rule.notice_by_rule else "",
            f"触发：{rule.trigger}",
        )
        return f"{name}：{'；'.join(part for part in parts if part)}"
    return name


def read_time(text: str) -> TimeRule:
    """Read what `time_text` writes; raises ValueError with reason and remedy."""
    name, _, rest = text.partition("：")
    kind = _choose(name.strip(), KIND_NAMES, "公开时限")
    if kind is TimeKind.STAGED:
        return TimeRule(kind, stages=_split(rest, "、"))
    if kind is TimeKind.INSTANT:
        return _read_instant(rest)
    if rest.strip():
        raise _Unreadable(f"“{name}”后面的“{rest}”读不懂。", f"请只写“{name}”。")
    return TimeRule(kind)


def _read_instant(text: str) -> TimeRule:
    figures: dict[str, object] = {}
    for part in _split(text, "；"):
        limit = re.fullmatch(r"([0-9]{1,3})\s*个工作日内", part)
        notice = re.fullmatch(r"公示\s*([0-9]{1,3})\s*(个工作日|天)", part)
        if limit:
            figures["limit_days"] = int(limit[1])
        elif notice:
            figures["notice_days"] = int(notice[1])
            figures["notice_unit"] = {v: k for k, v in _UNITS.items()}[notice[2]]
        elif part == BY_RULE_NOTICE:
            figures["notice_by_rule"] = True
        elif part.startswith("触发："):
            figures["trigger"] = part.removeprefix("触发：").strip()
        elif part != DEFAULT_LIMIT:
            raise _Unreadable(
                f"即时公开里的“{part}”读不懂。",
                "请写成“5个工作日内；公示5个工作日；触发：决定作出”这样。",
            )
    return TimeRule(TimeKind.INSTANT, **figures)  # type: ignore[arg-type]


def _plain(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = "" if value is None else str(value)
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _split(text: str, separator: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(separator) if part.strip())


def _choose(name: str, names: Mapping[K, str], column: str) -> K:
    for value, known in names.items():
        if name == known:
            return value
    raise _Unreadable(f"“{name}”不是{column}里有的写法。", f"请从这些里选：{'、'.join(names.values())}。")


def _method_text(use: MethodUse) -> str:
    name = _METHOD_NAMES.get(use.code, use.code)
    return f"{name}（{use.remark}）" if use.remark else name


def _read_methods(text: str) -> tuple[tuple[Audience, tuple[MethodUse, ...]], ...]:
    found = []
    for line in _split(text, "\n"):
        audience, _, ways = line.partition("：")
        uses = []
        for way in _split(ways, "、"):
            match = re.fullmatch(r"([^（）]+?)\s*(?:（([^（）]*)）)?", way)
            if not match:
                raise _Unreadable(f"方式“{way}”读不懂。", "请写成“公开栏”或“公开栏（室内）”。")
            code = _choose(match[1], _METHOD_NAMES, "公开方式")
            uses.append(MethodUse(code, match[2] or ""))
        found.append((_audience(audience), tuple(uses)))
    return tuple(found)


def _audience(name: str) -> Audience:
    return _choose(name.strip(), AUDIENCE_NAMES_ONLY, "公开范围")


AUDIENCE_NAMES_ONLY = {audience: AUDIENCE_NAMES[audience] for audience in Audience}
_KIND_OF_ORG = {kind: rule.name for kind, rule in KINDS.items()}


def _read_category(text: str) -> int:
    match = re.match(r"([1-8])(?![0-9]|\.[0-9])", text)
    if match:
        return int(match[1])
    return _choose(text, {c.code: c.name for c in CATEGORIES}, "类别")


def _read_flag(text: str) -> bool:
    if text not in (YES, NO, ""):
        raise _Unreadable(f"“{text}”读不懂。", "请填“是”或“否”。")
    return text == YES


def _read_times(text: str) -> tuple[TimeRule, ...]:
    rules = tuple(read_time(line) for line in _split(text, "\n"))
    if not rules:
        raise _Unreadable("没有写时限。", "请填长期、定期、分期或即时公开。")
    return rules


def _read_types(text: str) -> tuple[OrgKind, ...]:
    names = _split(text, "；")
    return tuple(_choose(name, _KIND_OF_ORG, "适用类型") for name in names)


def _listed(separator: str) -> Callable[[str], tuple[str, ...]]:
    return lambda text: _split(text, separator)


_READERS: dict[str, tuple[str, Callable[[str], object]]] = {
    "编码": ("code", str),
    "公开事项": ("name", str),
    "类别": ("category", _read_category),
    "子项": ("sub_items", _listed("、")),
    "内容要素": ("elements", _listed("；")),
    "公开范围": (
        "scope",
        lambda text: tuple(_audience(name) for name in _split(text, ARROW)),
    ),
    "公开方式": ("methods", _read_methods),
    "公开时限": ("times", _read_times),
    "遮盖个人信息": ("privacy", _read_flag),
    "按干部任免规定": ("by_rule", _read_flag),
    "默认列入": ("default", _read_flag),
    "适用类型": ("types", _read_types),
    "依据": ("basis", _listed("；")),
    "说明": ("note", str),
    "合并自": ("merged_from", _listed("、")),
}
