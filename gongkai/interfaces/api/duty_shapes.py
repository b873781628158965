"""What goes in and out where a duty is answered otherwise than by a text, and where a way of disclosure is recorded."""

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field, StringConstraints

from gongkai.interfaces.api.shapes import ENTRY, PERIOD, Act, Sent, Text
from gongkai.rules.meetings import Meeting
from gongkai.rules.methods import Audience
from gongkai.rules.procedures.exemption import ExemptionKind


class NilIn(Sent):
    """「本月无此类事项」, signed by the person whose key it is."""

    period: Annotated[str, StringConstraints(pattern=PERIOD)]
    entry: Annotated[str, StringConstraints(pattern=ENTRY)]
    statement: Text = Field(max_length=1000)


class Nil(Schema):
    id: int
    organization: str
    period: str
    entry: str
    statement: str
    signed_by: str
    signed_at: datetime


class PlacementIn(Sent):
    """A way by which a circle was served: where, from when until when; of a meeting its record.

    `carrier`: the registered board, screen or phone; `remark`: such as 室内, as the catalog writes it.
    """

    method: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
    place: Text = Field("", max_length=120)
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    note: Text = Field("", max_length=200)
    remark: Text = Field("", max_length=60)
    carrier: int | None = Field(None, ge=1, lt=2**62)
    meeting: Meeting | None = Field(None, description="开会的：哪一种会")
    chair: Text = Field("", max_length=60)
    recorder: Text = Field("", max_length=60)
    due: int | None = Field(None, ge=0, lt=10**7, description="应到人数")
    attended: int | None = Field(None, ge=0, lt=10**7, description="实到人数")
    absent: Text = Field("", max_length=200)
    questions: Text = Field("", max_length=2000)


class Placed(Schema):
    id: int
    publication: int
    method: str
    place: str
    starts_at: datetime
    ends_at: datetime | None


class Way(Schema):
    method: str
    remark: str


class Carrier(Way):
    """A registered board, screen or phone; `usual`: used when this circle was last served."""

    carrier: int
    name: str
    usual: bool


class Coming(Schema):
    """The circle that comes next, None when all are served; the ways it must be served by, and the carriers there are."""

    audience: str | None
    left: int
    open_from: datetime | None = Field(description="先党内后党外的间隔没有到，从这时起才能公开")
    ways: list[Way]
    carriers: list[Carrier]
    offers: list[Act]


class ReleaseIn(Sent):
    """Serve the next circle by these ways. `audience`: the one that is meant; another one by now is refused (409)."""

    audience: Audience
    ways: list[PlacementIn] = Field(default_factory=list, max_length=30)
    late_reason: Text = Field("", max_length=1000)


class Released(Schema):
    publication: int
    edition: int
    audience: str
    state: str
    published_at: datetime


class EventIn(Sent):
    """Something happened that must be disclosed at once."""

    entry: Annotated[str, StringConstraints(pattern=ENTRY)]
    title: Text = Field(max_length=120)
    happened_on: date


class Event(Schema):
    """`event`: names the duty when its draft is begun."""

    event: int
    period: str
    entry: str
    title: str
    due_on: date


class ExemptionIn(Sent):
    """Not disclosed, for now (`until` the day) or at all. Only the reasons, never the thing itself."""

    period: Annotated[str, StringConstraints(pattern=PERIOD)]
    entry: Annotated[str, StringConstraints(pattern=ENTRY)]
    event: int = Field(0, ge=0, lt=10**12)
    kind: ExemptionKind
    reason: Text = Field(max_length=2000)
    basis: Text = Field(max_length=200)
    decided_by: Text = Field(max_length=100)
    until: date | None = None


class Exemption(Schema):
    """Filed with the superior; `review_on`: the day it is looked at again."""

    id: int
    number: str
    period: str
    entry: str
    kind: str
    until: date | None
    review_on: date
