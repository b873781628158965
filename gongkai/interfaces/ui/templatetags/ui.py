"""Template tags and filters: every component of the interface, by name."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.forms import BoundField
from django.middleware.csrf import get_token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as url_tag
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from gongkai.interfaces.ui import articles, charts, dates, states
from gongkai.interfaces.ui.addresses import address
from gongkai.interfaces.ui.forms import seen_length
from gongkai.interfaces.ui.shapes import pick

SHORT_CHOICE = 6  # characters of an answer that may stand beside another
NONE_HERE = SafeString('<span class="only-heard">0</span>')
MANY_CHOICES = 6  # answers that stand in columns

register = template.Library()
for convert in (
    dates.cn_date,
    dates.cn_date_year,
    dates.cn_weekday,
    dates.cn_datetime,
    dates.cn_datetime_year,
    dates.cn_hour,
    dates.cn_period,
    dates.cn_num,
    dates.cn_size,
    dates.days_left,
    dates.last_moment,
    articles.article_link,
):
    register.filter(convert.__name__, convert)


class AddressNode(URLNode):
    """`{% url %}` as Django has it, but each address is looked up once."""

    def render(self, context: Any) -> str:
        if self.kwargs:
            return super().render(context)
        try:
            found = address(self.view_name.resolve(context), *(one.resolve(context) for one in self.args))
        except NoReverseMatch:
            if self.asvar is None:
                raise
            found = ""
        if self.asvar:
            context[self.asvar] = found
            return ""
        return conditional_escape(found) if context.autoescape else found


@register.tag(name="url")
def address_tag(parser: Any, token: Any) -> AddressNode:
    """Read like Django's own."""
    read = url_tag(parser, token)
    return AddressNode(read.view_name, read.args, read.kwargs, read.asvar)


@register.simple_tag(name="date")
def date_tag(value: Any, year: bool = False, weekday: bool = False, clock: bool = False) -> SafeString:
    """A day in `<time>`: 10月8日, with the year, the weekday or the clock where it matters."""
    value = dates.local(value)
    if not value:
        return SafeString("")
    words = dates.cn_date_year(value) if year else dates.cn_date(value)
    if weekday:
        words += f" {dates.cn_weekday(value)}"
    if clock:
        words += f" {value:%H:%M}"
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)


@register.simple_tag
def state(key: str, count: int | None = None, text: str = "") -> SafeString:
    """One of the five states, with an optional number or further words: 已公开　第2版."""
    shown = states.visible(key)
    words = shown.word
    words += f" {dates.cn_num(count)}" if count is not None else ""
    words += f"　{text}" if text else ""
    return format_html(
        '<span class="st st-{0}"><svg aria-hidden="true" focusable="false"><use href="#s-{0}"/></svg>{1}</span>',
        shown.symbol,
        words,
    )


@register.inclusion_tag("ui/parts/state_bar.html")
def state_bar(counts: Any, label: str = "各状态占比") -> dict[str, Any]:
    """The five-state bar; for 20 items and more."""
    items = states.parts(counts)
    return {"boxes": charts.bar(items), "label": f"{label}：{states.spoken(items)}"}


@register.inclusion_tag("ui/parts/tally.html")
def tally(counts: Any, zero: bool = False) -> dict[str, Any]:
    """The states and their numbers in one line; empty ones are left out unless `zero`."""
    items = states.parts(counts)
    return {"parts": [item for item in items if item.number or zero]}


@register.inclusion_tag("ui/parts/five.html")
def five(counts: Any, urls: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The five big numbers; each leads to its items when it has an address."""
    return {"parts": states.parts(counts, urls)}


@register.inclusion_tag("ui/parts/months.html")
def months(strip: Iterable[Any]) -> dict[str, Any]:
    """Twelve months of one organization as small multiples (MonthCell)."""
    strip = list(strip)
    stacks = [states.parts(pick(cell, "counts", {})) for cell in strip]
    tallest = max((states.total(items) for items in stacks), default=0)
    return {
        "cells": [
            {
                "label": pick(cell, "label"),
                "url": pick(cell, "url"),
                "current": pick(cell, "current", False),
                "boxes": charts.column(items, tallest),
                "spoken": states.spoken(items),
                "late": items[-1].number,
                "late_state": items[-1].state,
            }
            for cell, items in zip(strip, stacks, strict=True)
        ]
    }


@register.inclusion_tag("ui/parts/run.html")
def run(days: Iterable[Any], label: str = "从今天到公开日的日历") -> dict[str, Any]:
    """The calendar run (RunDay): today, rest days, the first date struck out, the day itself."""
    cells = [
        {
            "day": pick(item, "date", None),
            "note": pick(item, "note"),
            "classes": " ".join(filter(None, [pick(item, "kind"), "rest" if pick(item, "rest", False) else ""])),
            "first": pick(item, "kind") == "first",
        }
        for item in days
    ]
    return {"days": cells, "label": label, "long": len(cells) > 10}


@register.inclusion_tag("ui/parts/steps.html")
def steps(items: Iterable[Any], label: str = "办理步骤") -> dict[str, Any]:
    """A procedure with people and days (Step)."""
    return {"steps": list(items), "label": label}


@register.inclusion_tag("ui/parts/offers.html", takes_context=True)
def offers(
    context: Any, items: Iterable[Any], main: str | None = None, prefix: str = "why", bar: bool = True
) -> dict[str, Any]:
    """Buttons from offers: one main, the others secondary, the closed ones with their reason.

    `main` names the verb of the main button, "" for none; left out, the offers' own `.main` says.
    An offer with `.method == "post"` becomes its own small form (not inside another form); with
    an `.url` a link; without one a submit button (name="verb") of the form around it. `prefix` keeps ids apart when a page
    shows several groups.
    """
    items = list(items)
    if main is None:
        main = main_verb(items)
    request = context.get("request")
    read = [offer(item, main, f"{prefix}-{place}") for place, item in enumerate(items, 1)]
    own_forms = any(item["post"] and item["allowed"] for item in read)
    return {"offers": read, "bar": bar, "token": get_token(request) if request and own_forms else ""}


def main_verb(items: Sequence[Any]) -> str:
    """The verb that the offers mark as main; where none knows of marks, the first allowed one."""
    open_ = [item for item in items if pick(item, "allowed", False)]
    marked = any(pick(item, "main", None) is not None for item in items)
    return next((pick(item, "verb") for item in open_ if pick(item, "main", False) or not marked), "")


def offer(item: Any, main: str, ident: str) -> dict[str, Any]:
    """Read one offer; the reason of a closed one says the verb first."""
    label, reason = str(pick(item, "label")), str(pick(item, "why_not"))
    lead = "" if reason.startswith(("暂不", "不能", "现在不")) else f"暂不能{label}："
    return {
        "verb": str(pick(item, "verb")),
        "label": label,
        "allowed": bool(pick(item, "allowed", False)),
        "url": pick(item, "url"),
        "post": pick(item, "method") == "post",
        "main": bool(main) and pick(item, "verb") == main,
        "lead": lead,
        "reason": reason,
        "article": "" if str(pick(item, "article")) in reason else pick(item, "article"),
        "id": ident,
    }


@register.inclusion_tag("ui/parts/checks.html")
def checks(items: Iterable[Any], passed: int | None = None, url: str = "") -> dict[str, Any]:
    """Findings of the checks (Check): what must change first, then what to look at."""
    found = [
        {
            "level": str(pick(item, "level") or pick(item, "severity")),
            "text": pick(item, "text") or pick(item, "reason"),
            **{name: pick(item, name) for name in ("title", "article", "target", "target_label", "url")},
        }
        for item in items
    ]
    found.sort(key=lambda item: item["level"] != "stop")
    stops = sum(item["level"] == "stop" for item in found)
    return {
        "checks": found,
        "stops": stops,
        "warns": len(found) - stops,
        "passed": passed,
        "url": url,
    }


@register.inclusion_tag("ui/parts/sparkline.html")
def sparkline(
    values: Sequence[float],
    base: float | None = None,
    low: float | None = None,
    high: float | None = None,
    weak: bool = False,
    label: str = "",
) -> dict[str, Any]:
    """A small line; give `low` and `high` so that neighbours can be compared, `weak` for red."""
    every = [float(value) for value in values] + ([base] if base is not None else [])
    low = min(every, default=0) if low is None else low
    high = max(every, default=1) if high is None else high
    drawn = charts.spark([float(value) for value in values], low, high, base)
    return drawn | {"weak": weak, "label": label}


@register.inclusion_tag("ui/parts/trend.html")
def trend(
    points: Sequence[Any],
    label: str,
    unit: str = "",
    value_name: str = "数值",
    extra_name: str = "",
    period_name: str = "月份",
) -> dict[str, Any]:
    """A line over time (Point), with direct labels, and its table behind 用表格看."""
    points = list(points)
    return {
        "line": charts.line(points, unit),
        "label": label,
        "value_name": value_name,
        "extra_name": extra_name,
        "period_name": period_name,
    }


@register.filter
def heat_cells(cells: Sequence[int | None], cuts: str, none: str = "免") -> SafeString:
    """The cells of one row of a large heat map: 0 is left blank for the eye and said to the ear."""
    steps_ = [int(cut) for cut in cuts.split(",")]
    return format_html_join(
        "",
        '<td class="{}">{}</td>',
        (
            (charts.shade(cell, steps_), none if cell is None else dates.cn_num(cell) if cell else NONE_HERE)
            for cell in cells
        ),
    )


@register.inclusion_tag("ui/parts/heat.html")
def heat(table: Any, caption: str, cuts: str = "1,2,3,4", none: str = "无目录") -> dict[str, Any]:
    """Organization × category counts (Heat); totals are added here, so they always add up."""
    steps_ = [int(cut) for cut in cuts.split(",")]
    rows = []
    columns = list(pick(table, "columns", []))
    sums = [0] * len(columns)
    for row in pick(table, "rows", []):
        cells = list(pick(row, "cells", []))
        sums = [old + (new or 0) for old, new in zip(sums, cells, strict=True)]
        rows.append(
            {
                "label": pick(row, "label"),
                "url": pick(row, "url"),
                "gaps": None in cells,
                # Hundreds of cells: put together here, which is several times quicker than in a template.
                "cells": format_html_join(
                    "",
                    '<td class="{}">{}</td>',
                    ((charts.shade(cell, steps_), none if cell is None else dates.cn_num(cell)) for cell in cells),
                ),
                "total": sum(cell or 0 for cell in cells),
            }
        )
    legend = [("h0", "0" if steps_[0] == 1 else f"0–{steps_[0] - 1}")]
    for place, cut in enumerate(steps_, 1):
        last = place == len(steps_)
        upper = cut if last else steps_[place] - 1
        legend.append((f"h{place}", f"{cut} 及以上" if last else str(cut) if upper == cut else f"{cut}–{upper}"))
    return {
        "columns": columns,
        "rows": rows,
        "sums": sums,
        "total": sum(sums),
        "corner": pick(table, "corner", "地方"),
        "caption": caption,
        "legend": legend,
        "none": none if any(row["gaps"] for row in rows) else "",
    }


@register.inclusion_tag("ui/parts/calc.html")
def calc(computed: Any, question: str = "怎么算出来的", open: bool = False) -> dict[str, Any]:
    """How a date or a number was derived, step by step, each with its article."""
    return {"steps": list(pick(computed, "steps", [])), "question": question, "open": open}


@register.inclusion_tag("ui/parts/field.html")
def field(bound: BoundField, part: bool = False, hint: str = "") -> dict[str, Any]:
    """A form field: label, hint, error and box tied together; what was typed is kept.

    `part` draws it as one of the large drafting parts, with its number of characters.
    """
    widget = bound.field.widget
    ident = bound.auto_id or bound.html_name
    hint = hint or str(bound.help_text or "")
    tied = [f"{ident}-hint"] if hint else []
    tied += [f"{ident}-error"] if bound.errors else []
    attrs: dict[str, Any] = {"aria-describedby": " ".join(tied) or None}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    if part:
        attrs["data-count"] = f"{ident}-count"
    group = bool(bound.use_fieldset)
    single = getattr(widget, "input_type", "") == "checkbox" and not group
    if group:
        attrs = {}
    return {
        "bound": bound,
        "box": bound.as_widget(attrs={name: value for name, value in attrs.items() if value}),
        "id": ident,
        "hint": hint,
        "part": part,
        "group": group,
        "layout": _layout([str(words) for _, words in bound.field.choices]) if group else "",
        "single": single,
        "optional": not bound.field.required and getattr(bound.form, "marks_optional", True),
        "tied": " ".join(tied),
        "length": seen_length(str(bound.value() or "")) if part else 0,
    }


def _layout(words: list[str]) -> str:
    """Two short answers stand in one line, many short ones in columns, everything else below one another."""
    if max(map(len, words), default=0) > SHORT_CHOICE:
        return ""
    return "pair" if len(words) == 2 else "many" if len(words) >= MANY_CHOICES else ""


@register.inclusion_tag("ui/parts/error_summary.html")
def error_summary(form: Any) -> dict[str, Any]:
    """The list of errors above a form; it takes the focus, each line leads to its field."""
    if not form.is_bound or not form.errors:
        return {"errors": []}
    lines = [{"target": "", "text": text} for text in form.non_field_errors()]
    for bound in form:
        lines += [{"target": bound.auto_id, "text": text} for text in bound.errors]
    return {"errors": lines}


@register.inclusion_tag("ui/parts/pager.html", takes_context=True)
def pager(context: Any, cursor: str | None, param: str = "after", label: str = "下一页") -> dict[str, Any]:
    """下一页 by cursor, keeping the filters of the address; 回到第一页 when one has moved on."""
    request = context.get("request")
    query = request.GET.copy() if request else None
    moved = bool(query and query.get(param))
    first = onward = ""
    if query is not None:
        query.pop(param, None)
        first = "?" + query.urlencode()
        if cursor:
            query[param] = cursor
            onward = "?" + query.urlencode()
    elif cursor:
        onward = f"?{param}={cursor}"
    return {"onward": onward, "first": first if moved else "", "label": label}


@register.inclusion_tag("ui/parts/downloads.html")
def downloads(**urls: str) -> dict[str, Any]:
    """A row of download links: {% downloads xlsx=url csv=url %}."""
    return {"files": [(kind, url) for kind, url in urls.items() if url]}
