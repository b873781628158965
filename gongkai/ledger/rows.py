"""The compare-and-set in which every act ends: a row is written as it was read and judged, or not at all (P6, P7)."""

from typing import Any

from django.db.models import Model

from gongkai.rules.refusals import Refused


def compare_and_set(row: Model, *, version: int | None = None, **fields: Any) -> None:
    """Write `fields` if the row still has the version, and the state, that it was judged by; else `changed_meanwhile`.

    `version`: the number that the person read, when a form carried it; otherwise that of `row`. The
    table has a whole number `version`, which goes up by one, and mostly a `state`. `row` itself stays
    as it was read, so that the caller can still tell in the ledger from where it came.
    """
    read = row.version if version is None else version
    judged = {"pk": row.pk, "version": read}
    if hasattr(row, "state"):
        judged["state"] = row.state
    _won(row, judged, {**fields, "version": read + 1})


def set_once(row: Model, name: str, value: Any, **fields: Any) -> None:
    """Fill the empty column `name`, and `fields` with it, if it still is empty; else `changed_meanwhile`."""
    _won(row, {"pk": row.pk, name: None}, {**fields, name: value})


def _won(row: Model, judged: dict[str, Any], fields: dict[str, Any]) -> None:
    if not type(row)._base_manager.filter(**judged).update(**fields):
        raise Refused("changed_meanwhile")
