"""What goes in and out of disclosure on application (第九条（三）)."""

from datetime import date
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field, StrictBool, StringConstraints

from gongkai.interfaces.api.shapes import CODE, ENTRY, PERIOD, Act, Sent, Text
from gongkai.rules.applications import Channel, Form, Withheld


class ApplicationIn(Sent):
    """Type in for a member who came, wrote or rang. `member_organization`: where the name stands on several rolls."""

    channel: Channel
    received_on: date
    name: Text = Field(max_length=60)
    roll_number: Text = Field(max_length=30)
    member_organization: Annotated[str, StringConstraints(pattern=CODE)] | None = None
    matter: Text = Field(max_length=1000)
    description: Text = Field(max_length=10_000)
    category: int = Field(8, ge=1, le=8)
    form: Form = Form.IN_PERSON
    contact: Text = Field("", max_length=60)
    purpose: Text = Field("", max_length=2000)
    period: Text = Field("", max_length=60)
    document: Text = Field("", max_length=80)


class ApplicationMoved(Schema):
    """Where it stands now. `edition`, `plan`: what a disclosure to a scope began."""

    number: str
    state: str
    due_on: date | None
    version: int
    edition: int | None = None
    plan: int | None = None


class ApplicationLine(Schema):
    """One line of the register; who applied is not in it. `due_on`: of the stage at hand."""

    number: str
    organization: str
    matter: str
    channel: str
    category: int
    state: str
    result: str
    received_on: date
    accepted_on: date | None
    due_on: date | None
    answer_by: date | None
    closed_on: date | None
    late: bool
    filing_number: str


class Applications(Schema):
    items: list[ApplicationLine]
    next: str | None = Field(description="往后翻的 cursor；空就到头了")


class ApplicationStep(Schema):
    verb: str
    label: str
    text: str
    on: date
    by: str
    organization: str


class ApplicationFile(Schema):
    file: str
    side: str
    name: str
    caption: str
    size: int


class Proposal(Schema):
    """Written reasons not to disclose, and what the superior ruled."""

    kind: str
    reasons: str
    basis: str
    until: date | None
    proposed_on: date
    ruling: str
    words: str
    ruled_on: date | None


class Application(ApplicationLine):
    """One application with all that was done."""

    description: str
    period: str
    document: str
    purpose: str
    form: str
    applicant: str
    applicant_organization: str
    contact: str
    correction: str
    third_party: str
    third_party_words: str
    answer: str
    version: int
    proposal: Proposal | None
    steps: list[ApplicationStep]
    files: list[ApplicationFile]
    offers: list[Act]


class _Step(Sent):
    """`version`: as it was read; changed since is refused (409)."""

    version: int | None = Field(None, ge=0, lt=2**31)


class ApplicationSimple(_Step):
    """`accept`: 受理; `tell`: the superior's ruling is told to the applicant."""

    verb: Literal["accept", "tell"]
    remark: Text = Field("", max_length=5000)


class ApplicationRemark(_Step):
    """All that is to be said is the remark."""

    verb: Literal["ask_correction", "correct", "resume", "point_public", "absent"]
    remark: Text = Field(max_length=5000)


class ApplicationElsewhere(_Step):
    """`elsewhere`: code of the organization that has it, when it is one of these."""

    verb: Literal["point_elsewhere"]
    remark: Text = Field(max_length=5000)
    elsewhere: Annotated[str, StringConstraints(pattern=CODE)] | None = None


class ApplicationRepeated(_Step):
    """`repeats`: number of the earlier application of the same applicant."""

    verb: Literal["point_repeated"]
    remark: Text = Field(max_length=5000)
    repeats: Text = Field("", max_length=60)


class ApplicationConsult(_Step):
    verb: Literal["consult"]
    third_party: Text = Field(max_length=60)
    remark: Text = Field(max_length=5000)


class ApplicationExtend(_Step):
    """`consent`: who agreed to it, and on which day."""

    verb: Literal["extend"]
    consent: Text = Field(max_length=60)
    remark: Text = Field(max_length=5000)


class ApplicationAnswer(_Step):
    """`cleared`: the answer was looked through for secrets."""

    verb: Literal["grant", "grant_part"]
    answer: Text = Field(max_length=10_000)
    cleared: StrictBool


class ApplicationScope(_Step):
    """Disclose it to a scope: `code` of the entry, or 目录外; `period` is this month when left out."""

    verb: Literal["grant_scope"]
    answer: Text = Field(max_length=10_000)
    cleared: StrictBool
    code: Annotated[str, StringConstraints(pattern=ENTRY)]
    period: Annotated[str, StringConstraints(pattern=PERIOD)] | None = None


class ApplicationPropose(_Step):
    """Written reasons not to disclose; the superior rules."""

    verb: Literal["propose"]
    kind: Withheld
    reasons: Text = Field(max_length=5000)
    basis: Text = Field(max_length=1000)
    until: date | None = None


Step = Annotated[
    ApplicationSimple | ApplicationRemark | ApplicationElsewhere | ApplicationRepeated | ApplicationConsult | ApplicationExtend | ApplicationAnswer | ApplicationScope | ApplicationPropose,
    Field(discriminator="verb"),
]  # fmt: skip
VERBS = (
    "accept", "tell", "ask_correction", "correct", "resume", "point_public", "absent", "point_elsewhere",
    "point_repeated", "consult", "extend", "grant", "grant_part", "grant_scope", "propose",
)  # fmt: skip
