"""Hostile words in the place of every word that somebody wrote: for tests that look at what comes out (P24)."""

import re
from collections.abc import Callable, Iterator

from django.apps import apps
from django.db import connection, models

from gongkai.disclosures.richtext import clean
from gongkai.ledger.guards import without_guards

# What a word may stand in, and what tries to run there: 8 × 15 = 120.
OUT_OF = ("", '">', "'>", "</textarea>", "</title>", "</script>", "-->", "</style></option></select>")
RUNS = (
    "<script>window.__pwned=1</script>", "<img src=x onerror=window.__pwned=1>", "<svg onload=window.__pwned=1>",
    "<svg><script>window.__pwned=1</script></svg>", "<body onload=window.__pwned=1>", "<iframe srcdoc='<script>parent.__pwned=1</script>'></iframe>",
    "<details open ontoggle=window.__pwned=1>甲</details>", "<input autofocus onfocus=window.__pwned=1>",
    "<video><source onerror=window.__pwned=1></video>", "<a href=javascript:window.__pwned=1>甲</a>", "<math><mtext><img src=x onerror=window.__pwned=1></mtext></math>",
    "<style>@import 'x';</style><img src=x onerror=window.__pwned=1>", "<form action=javascript:window.__pwned=1><button>甲</button></form>",
    "<object data=javascript:window.__pwned=1></object>", "<ScRiPt\n>window.__pwned=1</ScRiPt >",
)  # fmt: skip
PAYLOADS = tuple(before + run for before in OUT_OF for run in RUNS)
# Cells that a spreadsheet would reckon with: 6 × 5 = 30.
FORMULAS = tuple(
    sign + rest
    for sign in "=+-@\t\r"
    for rest in ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://203.0.113.9/","甲")', "SUM(A1:A9)", "=2+5甲")
)
WORDS = re.compile("[一-鿿]")
RICH = {"content", "procedure", "result"}  # what a revision holds as text with marks, cleaned when it is saved
CODED = {"number", "year_words", "basis"}  # words that the program itself reads


def _fields() -> Iterator[tuple[type[models.Model], models.Field]]:
    for model in apps.get_models():
        if model.__module__.startswith("gongkai."):
            for field in model._meta.concrete_fields:
                if (
                    isinstance(field, (models.CharField, models.TextField))
                    and not field.choices
                    and field.name not in CODED
                ):
                    yield model, field


def spoil(words: Callable[[bool], str]) -> set[str]:
    """Put `words(long)` where people wrote words, in the first and the last row of each field that holds any.

    Past all that looks at what comes in, but for the marks of a revision's text, which is cleaned once, when it is
    saved. Answers with `table.field` of all.
    """
    with without_guards():
        return _spoilt(words)


def _spoilt(words: Callable[[bool], str]) -> set[str]:
    done = set()
    for model, field in _fields():
        rows = [
            (pk, value)
            for pk, value in model.objects.order_by("pk").values_list("pk", field.attname)
            if value and WORDS.search(value)
        ]
        for pk, _ in rows[:1] + rows[-1:]:
            said = words(isinstance(field, models.TextField))
            rich = field.name in RICH and model.__name__ == "Revision"
            value = clean(said) if rich else f"{said}{pk}" if field.unique else said
            with connection.cursor() as cursor:
                cursor.execute(
                    f'UPDATE "{model._meta.db_table}" SET "{field.column}" = %s WHERE "{model._meta.pk.column}" = %s',  # noqa: S608
                    [value, pk],
                )
            done.add(f"{model._meta.db_table}.{field.column}")
    return done
