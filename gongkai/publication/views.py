"""What the questions about publications answer with (frozen, ready to show)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from gongkai.rules.block_differences import Block
from gongkai.rules.duties import UNDER_CHECK
from gongkai.rules.methods import MethodUse
from gongkai.rules.receipts import words_digest

Pieces = tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class CarrierChoice:
    """A carrier by which a circle can be served: its way, in words what and where, whether it was used last time."""

    key: int
    way: MethodUse
    words: str
    usual: bool


@dataclass(frozen=True)
class PlacementInput:
    """How a circle was served, as the clerk tells it. `starts_at` None: at the moment of release.

    `details`: meeting type, due, attended, absent (F5), issue number, readers …; `proof_token`: a stored file;
    `carrier_id`: the registered carrier (R59), `place` for what is not registered.
    """

    method: str
    place: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    details: Mapping[str, object] = field(default_factory=dict)
    proof_token: str = ""
    carrier_id: int | None = None


@dataclass(frozen=True)
class ListRow:
    """One line of a list of what was published. `audience`: the widest circle the reader sees it in."""

    publication_id: int
    number: str
    slug: str
    title: str
    org_id: int
    org_path: str
    org_name: str
    code: str
    category: str
    period: str
    audience: str
    published_at: datetime
    edition_number: int
    kind: str = "first"
    cursor: str = ""
    notice_end: date | None = None


@dataclass(frozen=True)
class MonthOfItems:
    """A month of which something is listed: when the newest came, and the parts it is told in."""

    period: str
    newest: datetime
    parts: range


@dataclass(frozen=True)
class RegisterRow:
    """One line of the register 登记簿 (F2, R161). What was withdrawn keeps its line without its title."""

    publication_id: int
    register_number: int
    number: str
    slug: str
    title: str
    code: str
    category: str
    period: str
    audience: str
    methods: tuple[str, ...]
    places: tuple[str, ...]
    published_at: datetime
    due_on: date | None
    late_days: int
    late_reason: str
    edition_number: int
    kind: str
    head_name: str
    org_name: str
    ended_at: datetime | None
    end_kind: str
    cursor: str


@dataclass(frozen=True)
class RefView:
    """Where the answer of a duty can be read; no title when only an explanation is left."""

    ref: str
    number: str
    slug: str
    title: str
    gone: bool = False
    late_reason: str = ""
    checked: bool = False  # taken down in an emergency, still to be settled (R88)

    @property
    def aside(self) -> str:
        """What is to be said beside the duty's state; "" as a rule."""
        return UNDER_CHECK if self.checked else ""


@dataclass(frozen=True)
class CheckedView:
    """What was taken down in an emergency and is looked into (R88): never its title."""

    name: str
    code: str
    category: str
    period: str
    org_name: str
    org_code: str
    slug: str
    since: datetime


@dataclass(frozen=True)
class PlacementView:
    """A way by which a circle was served, with the name of the way."""

    method: str
    name: str
    place: str
    starts_at: datetime
    ends_at: datetime | None
    details: Mapping[str, object]
    has_proof: bool


@dataclass(frozen=True)
class CircleView:
    """One circle an edition was released to; `placements` only when the reader belongs to it."""

    publication_id: int
    audience: str
    published_at: datetime | None  # None in a preview: not yet released
    register_number: int
    placements: tuple[PlacementView, ...] = ()


@dataclass(frozen=True)
class NoticeView:
    """A public-notice period (公示期, R78): both days count; `result` when it was concluded."""

    publication_id: int
    start: date
    end: date
    result: str = ""
    result_at: datetime | None = None

    def is_over(self, today: date) -> bool:
        return today > self.end


@dataclass(frozen=True)
class FileView:
    """An attachment of a published revision."""

    token: str
    name: str
    caption: str
    extension: str
    media_type: str
    size: int


@dataclass(frozen=True)
class PartChange:
    """What changed in one part: words as words, tables row by row."""

    part: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class VersionView:
    """One published edition in the list of versions; one that was taken down is named but not readable."""

    number: int
    kind: str
    title: str
    published_at: datetime
    change_note: str
    current: bool
    readable: bool
    changes: tuple[PartChange, ...] = ()


@dataclass(frozen=True)
class ExplanationView:
    """A public explanation (第九条（二）): why something was changed, withdrawn, ended or taken down."""

    kind: str
    text: str
    at: datetime


class Intact(StrEnum):
    """What a comparison of the shown words with the log says."""

    YES = "yes"
    CHANGED = "changed"
    REMOVED = "removed"  # lawfully: the salt is gone with the text
    UNLOGGED = "unlogged"


@dataclass(frozen=True)
class ProofView:
    """The leaf of what is shown, and whether the words are still those that it commits to."""

    intact: Intact
    log: str = ""
    index: int = 0
    logged_at: datetime | None = None
    covered: bool = False  # under a signed head; without one the signature follows within a minute
    head_size: int = 0
    head_at: datetime | None = None
    entry: str = ""
    salt: str = ""
    content: dict | None = None
    proof: str = ""


@dataclass(frozen=True)
class ItemView:
    """An item at its address. With `tombstone` nothing of the content is there, only the explanation."""

    number: str
    slug: str
    org_id: int
    org_path: str
    org_name: str
    code: str
    category: str
    period: str
    disclosure_id: int
    tombstone: ExplanationView | None = None
    entry_id: int | None = None
    edition_id: int = 0
    edition_number: int = 0
    kind: str = "first"
    current: bool = True
    audience: str = ""
    title: str = ""
    plain: str = ""
    content: str = ""
    procedure: str = ""
    result: str = ""
    empty_reasons: Mapping[str, str] = field(default_factory=dict)
    sha256: str = ""
    change_note: str = ""
    scope_reason: str = ""
    head_name: str = ""
    due_on: date | None = None
    late_days: int = 0  # of the first version, in the first circle that the reader knows of
    late_reason: str = ""
    published_at: datetime | None = None
    methods: tuple[str, ...] = ()
    circles: tuple[CircleView, ...] = ()
    notices: tuple[NoticeView, ...] = ()
    files: tuple[FileView, ...] = ()
    versions: tuple[VersionView, ...] = ()
    explanations: tuple[ExplanationView, ...] = ()
    proof: ProofView | None = None

    @property
    def words_digest(self) -> str:
        """What the check word is taken from; empty where no words are."""
        return words_digest(self)


@dataclass(frozen=True)
class Hit:
    """One search result: the line, its title and a snippet cut into hits and the rest."""

    row: ListRow
    title: Pieces
    snippet: Pieces


@dataclass(frozen=True)
class Facet:
    """How many of the newest hits fall to one value."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Results:
    """Answer to a search. `total` is capped at 1000 (`capped`); facets count the newest 1000 hits."""

    query: str
    hits: tuple[Hit, ...] = ()
    total: int = 0
    capped: bool = False
    categories: tuple[Facet, ...] = ()
    years: tuple[Facet, ...] = ()
    organizations: tuple[Facet, ...] = ()
    next_after: str = ""

    @property
    def rows(self) -> tuple[ListRow, ...]:
        return tuple(hit.row for hit in self.hits)

    @property
    def total_words(self) -> str:
        """The number of hits as people read it: 12 or 1000+."""
        return f"{self.total}+" if self.capped else str(self.total)


@dataclass(frozen=True)
class ToldView:
    """One person who was told (F4), for the organization and for that person."""

    id: int
    person_name: str
    method: str
    told_at: datetime
    place: str
    informer: str
    answer: str
    signed: bool
    has_account: bool
