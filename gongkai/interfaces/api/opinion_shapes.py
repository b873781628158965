"""What goes in and out of opinions. No field names an author: names are sealed in the vault (第九条（四）, R102)."""

from datetime import date
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from gongkai.interfaces.api.shapes import Act, Sent, Text
from gongkai.rules.opinions import Concern, OpinionChannel, OpinionKind, Submitter, ToldBy


class OpinionIn(Sent):
    """What came by phone, letter, box, meeting or visit, in the author's own words.

    With `name` it is signed: the name goes into the vault at once and is not given out again. `about`: empty, or
    `item:NUMBER` or `duty:MONTH:ENTRY`.
    """

    channel: OpinionChannel
    received_on: date
    kind: OpinionKind
    text: Text = Field(max_length=10_000)
    about: Text = Field("", max_length=60)
    concern: Concern = Concern.NOBODY
    submitter: Submitter = Submitter.UNSAID
    name: Text = Field("", max_length=60)
    contact: Text = Field("", max_length=60)


class Received(Schema):
    """Tell the author the number and the promised day."""

    id: int
    number: str
    state: str
    answer_by: date


class OpinionLine(Schema):
    """One line of the register. `due_on`: of the step at hand; `answer_by`: what the author was promised."""

    id: int
    number: str
    organization: str
    handler: str
    kind: str
    channel: str
    submitter: str
    signed: bool
    about: str
    about_title: str
    text: str
    state: str
    received_on: date
    due_on: date
    answer_by: date
    assigned_to: str
    result: str


class Opinions(Schema):
    items: list[OpinionLine]
    next: str | None = Field(description="往后翻的 cursor；空就到头了")


class OpinionStep(Schema):
    verb: str
    label: str
    text: str
    on: date
    by: str


class OpinionMessage(Schema):
    from_author: bool
    text: str
    on: date
    by: str


class OpinionRating(Schema):
    value: str
    remark: str
    on: date


class Opinion(OpinionLine):
    """One opinion with all that the office did and said."""

    handling: str
    reason: str
    answer: str
    note: str
    decided_on: date | None
    told_on: date | None
    rating_due: date | None
    closed_on: date | None
    published_on: date | None
    public_question: str
    public_answer: str
    next_edition: int | None
    steps: list[OpinionStep]
    messages: list[OpinionMessage]
    ratings: list[OpinionRating]
    offers: list[Act]


class OpinionMoved(Schema):
    """Where it stands now; `organization` may be another one after it was handed on."""

    id: int
    number: str
    state: str
    organization: str


class OpinionPlain(Sent):
    """Nothing more is to be said."""

    verb: Literal["acknowledge", "close"]


class OpinionRemark(Sent):
    """`handle`: what was looked into and done; `speak`: a word to the author."""

    verb: Literal["handle", "speak"]
    remark: Text = Field(max_length=10_000)


class OpinionAssign(Sent):
    """`reassign` needs a `remark` that says why."""

    verb: Literal["assign", "reassign"]
    assigned_to: Text = Field(max_length=60)
    remark: Text = Field("", max_length=2000)


class OpinionTransfer(Sent):
    """`to`: code or full name of the organization it belongs to."""

    verb: Literal["transfer"]
    to: Text = Field(max_length=120)
    remark: Text = Field(max_length=2000)
    concern: Concern = Concern.NOBODY


class OpinionTell(Sent):
    """How who signed was told: the day, the way, by whom, in which words."""

    verb: Literal["tell"]
    told_on: date
    way: ToldBy
    by_name: Text = Field(max_length=60)
    text: Text = Field(max_length=10_000)


class OpinionPublish(Sent):
    """The result for everybody, in words by which nobody is recognized."""

    verb: Literal["publish"]
    question: Text = Field(max_length=10_000)
    public_answer: Text = Field(max_length=10_000)


Step = Annotated[
    OpinionPlain | OpinionRemark | OpinionAssign | OpinionTransfer | OpinionTell | OpinionPublish,
    Field(discriminator="verb"),
]
VERBS = ("acknowledge", "close", "handle", "speak", "assign", "reassign", "transfer", "tell", "publish")
