"""What goes in and out of changes, withdrawals, terminations and next editions."""

from datetime import date, datetime
from enum import StrEnum

from ninja import Schema
from pydantic import Field

from gongkai.interfaces.api.shapes import Act, Sent, Text
from gongkai.rules.procedures.change import ChangeKind


class ChangeIn(Sent):
    """Ask for a change, a withdrawal or a termination. `after`: what it will say, needed for a change."""

    kind: ChangeKind
    reason: Text = Field(max_length=2000)
    after: Text = Field("", max_length=10_000)
    basis: Text = Field("", max_length=200)
    impact: Text = Field("", max_length=2000)


class ExplanationIn(Sent):
    """What the public will read at the old address. `version`: as it was read; changed since is refused (409)."""

    text: Text = Field(max_length=10_000)
    version: int | None = Field(None, ge=0, lt=2**31)


class NoteIn(Sent):
    remark: Text = Field("", max_length=500)


class NothingIn(Sent):
    """Nothing is to be said; an empty object."""


class ChangeLine(Schema):
    """One request. `due_on`: of the stamp that is at hand."""

    id: int
    number: str
    edition: int
    organization: str
    kind: str
    state: str
    reason: str
    requested_at: datetime
    due_on: date | None


class Changes(Schema):
    items: list[ChangeLine]
    next: str | None = Field(description="往后翻的 cursor；空就到头了")


class Stamp(Schema):
    """One of the four steps; `at` is empty while it is still to come."""

    step: str
    label: str
    at: datetime | None
    by: str


class Change(ChangeLine):
    """A request with its stamps, its explanation and what may be done now."""

    before: str
    after: str
    basis: str
    impact: str
    decision: str
    filing_number: str
    explanation: str
    version: int
    stamps: list[Stamp]
    offers: list[Act]


class Explained(Schema):
    """The explanation is public. `next_edition`: the draft that brings a change."""

    change: int
    state: str
    next_edition: int | None


class NextKind(StrEnum):
    CORRECTION = "correction"
    REPUBLICATION = "republication"


class NextIn(Sent):
    """Begin the next edition: a slip corrected, or the text improved after opinions. `change_note` will be read."""

    kind: NextKind
    change_note: Text = Field(max_length=2000)
