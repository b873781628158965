"""Opinions as rows: each with its light, and each as cells of a workbook."""

from datetime import date

from gongkai.rulebook import queries as rulebook
from gongkai.rules.deadlines import Light, light
from gongkai.rules.opinions import OpinionChannel, OpinionKind, OpinionResult, Submitter
from gongkai.rules.procedures.opinion import STATES, OpinionState
from gongkai.rules.terms import label


def lights(actor, rows: list, today: date) -> list[tuple[object, Light | None]]:
    """Opinions with their light; what has its answer has none."""
    calendar, near = rulebook.calendar(actor), rulebook.parameters(actor).int("yellow_days", today)
    return [(row, light(row.due_on, today, calendar, near) if row.awaits_answer else None) for row in rows]


def cells(row) -> tuple:
    """One line of the register (F12)."""
    return (
        row.number, row.received_on.isoformat(), label(OpinionChannel(row.channel)), label(OpinionKind(row.kind)),
        label(Submitter(row.submitter)), "是" if row.signed else "否", row.about_title or row.org.short_name, row.text,
        STATES[OpinionState(row.state)], row.due_on.isoformat(), row.answer_by.isoformat(),
        label(OpinionResult(row.result)) if row.result else "", row.told_on.isoformat() if row.told_on else "",
        row.reopened, "是" if row.went_up else "",
    )  # fmt: skip
