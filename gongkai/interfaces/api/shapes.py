"""What goes in and out, with its types: from these the description of the interface is written."""

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

CODE = r"^[A-Za-z0-9-]{1,30}$"
PERIOD = r"^[0-9]{4}-(0[1-9]|1[0-2])$"
ENTRY = r"^[A-Za-z0-9\u4e00-\u9fff]{1,20}$"
SLUG = r"^[A-Za-z0-9-]{1,60}$"
# No text may hold NUL, which PostgreSQL cannot keep.
Text = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$")]

Caption = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=120)]


class Sent(Schema):
    """What comes in: a field that nobody knows is a mistake and is said (P5)."""

    model_config = ConfigDict(extra="forbid")


class Org(Schema):
    """A Party organization."""

    code: str
    name: str
    short_name: str
    kind: str
    status: str
    superior: str | None
    owes_duties: bool
    url: str


class Orgs(Schema):
    items: list[Org]
    next: str | None = Field(description="往后翻的 cursor；空就到头了")


class Line(Schema):
    """One line of what was published."""

    number: str
    slug: str
    title: str
    organization: str
    category: int
    entry: str
    period: str
    audience: str
    published_at: datetime
    edition: int
    url: str


class Lines(Schema):
    items: list[Line]
    next: str | None


class File(Schema):
    name: str
    caption: str
    media_type: str
    size: int
    url: str


class Version(Schema):
    number: int
    kind: str
    title: str
    published_at: datetime
    change_note: str
    current: bool


class Explanation(Schema):
    kind: str
    text: str
    at: datetime


class Item(Schema):
    """An item at its lasting number. With `gone` only the explanation is left."""

    number: str
    slug: str
    organization: str
    category: int
    entry: str
    period: str
    gone: Explanation | None
    title: str
    plain: str
    content: str
    procedure: str
    result: str
    audience: str
    edition: int
    published_at: datetime | None
    due_on: date | None
    responsible: str
    methods: list[str]
    sha256: str
    files: list[File]
    versions: list[Version]
    archive_code: str
    explanations: list[Explanation]
    url: str


class Counts(Schema):
    expected: int
    published: int
    nil: int
    exempt: int
    changed: int
    overdue: int
    pending: int


class Duty(Schema):
    """One duty of a month with its state; `item` where it was answered, as far as the asker may read it.

    `under_check`: its text is taken down in an emergency and looked into (R88).
    """

    period: str
    entry: str
    event: int
    name: str
    category: int
    due_on: date
    state: str
    answered_at: datetime | None
    late_days: int
    item: str | None
    under_check: bool = False


class Month(Schema):
    organization: str
    period: str
    disclosure_day: date
    counts: Counts
    duties: list[Duty]


class Duties(Schema):
    organization: str
    duties: list[Duty]


class Entry(Schema):
    code: str
    name: str
    category: int
    elements: str
    audiences: list[str]
    methods: list[str]
    time_kind: str
    note: str


class Catalog(Schema):
    organization: str
    name: str
    version: int
    period_from: str
    entries: list[Entry]


class Day(Schema):
    """A disclosure day, with the day that the rule named first."""

    month: str
    due: date
    planned: date
    provisional: bool
    why: list[str]


class Days(Schema):
    year: int
    days: list[Day]


class Me(Schema):
    """Whose key this is and what it opens."""

    name: str
    scopes: list[str]
    organizations: list[str]


class Finding(Schema):
    severity: str
    part: str
    title: str
    sentence: str
    article: str


class Act(Schema):
    """A button: what it does, whether it may be pressed, and if not, why."""

    verb: str
    label: str
    allowed: bool
    why_not: str
    article: str


class Circle(Schema):
    id: int
    audience: str
    published_at: datetime
    placements: int


class Draft(Schema):
    """An edition in the making or public: its newest text, what the checks say, what may be done."""

    id: int
    organization: str
    period: str
    entry: str
    edition: int
    state: str
    due_on: date | None
    revision: int
    title: str
    plain: str
    content: str
    procedure: str
    result: str
    empty_reasons: dict[str, str]
    late_reason: str = Field(description="为什么迟；超过期限的，检查会提醒写")
    files: list[str]
    findings: list[Finding]
    offers: list[Act]
    circles: list[Circle]


class DraftLine(Schema):
    """An edition in the making of which the key's person wrote a text."""

    id: int
    organization: str
    period: str
    entry: str
    edition: int
    state: str
    due_on: date | None
    title: str


class Drafts(Schema):
    items: list[DraftLine]
    next: str | None = Field(description="往后翻的 cursor；空就到头了")


class StartIn(Sent):
    """Begin the draft that answers a duty. `event`: of an event or stage, 0 when the calendar asks."""

    period: Annotated[str, StringConstraints(pattern=PERIOD)]
    entry: Annotated[str, StringConstraints(pattern=ENTRY)]
    event: int = Field(0, ge=0, lt=10**12)
    like_last: bool = Field(False, description="照上一次公开的文字起草")


class RevisionIn(Sent):
    """A new text after the revision `based_on`; somebody who saved meanwhile is not overwritten (409)."""

    based_on: int = Field(ge=0, lt=2**31)
    title: Text = Field(max_length=1000)
    plain: Text = Field("", max_length=1000)
    content: Text = Field("", max_length=200_000)
    procedure: Text = Field("", max_length=200_000)
    result: Text = Field("", max_length=200_000)
    empty_reasons: dict[Text, Text] = Field(default_factory=dict, max_length=3)
    late_reason: Text | None = Field(None, max_length=1000, description="为什么迟；不写这一项，就留着原来的")


class Revision(Schema):
    edition: int
    revision: int
    sha256: str
    saved_at: datetime


class SubmitIn(Sent):
    """Send for review. `revision`: the text that is meant; another one by now is refused (409)."""

    revision: int = Field(ge=0, lt=2**31)
    remark: Text = Field("", max_length=500)


class RecallIn(Sent):
    """Take back what was sent for review. `revision`: as of sending."""

    revision: int = Field(ge=0, lt=2**31)
    remark: Text = Field("", max_length=500)


class AbandonIn(Sent):
    """Give a draft up for good, and say why. `revision`: as of sending."""

    revision: int = Field(ge=0, lt=2**31)
    remark: Text = Field(max_length=500)


class Moved(Schema):
    edition: int
    state: str


class Attached(Schema):
    edition: int
    revision: int
    file: str
    name: str
    warnings: list[str]


class JointSource(Schema):
    """Another system whose list is shown in a joint column."""

    id: int
    kind: str
    name: str
    home: str


class JointSources(Schema):
    organization: str
    sources: list[JointSource]


class JointList(Schema):
    """What a list brought: lines that are new, and such as have another title, link or day now."""

    source: int
    lines: int
    added: int
    changed: int
