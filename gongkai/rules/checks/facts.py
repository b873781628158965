"""What the checks look at, and what they report: frozen facts in, frozen findings out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from gongkai.rules.checks.words import SENTENCES, TITLES
from gongkai.rules.findings import Severity
from gongkai.rules.methods import Audience
from gongkai.rules.periods import Period


class Part(StrEnum):
    """Where in the draft a finding stands, so that 去改 can lead there."""

    TITLE = "title"
    PLAIN = "plain"
    CONTENT = "content"
    PROCEDURE = "procedure"
    RESULT = "result"
    ATTACHMENTS = "attachments"
    SCOPE = "scope"
    NOTICE = "notice"
    LATE = "late_reason"


# The three parts that every disclosure has (第二条, R5), in their order.
THREE_PARTS = (Part.CONTENT, Part.PROCEDURE, Part.RESULT)

TERMS = {
    Part.TITLE: "标题",
    Part.PLAIN: "一句话说明",
    Part.CONTENT: "内容",
    Part.PROCEDURE: "程序",
    Part.RESULT: "结果",
    Part.ATTACHMENTS: "附件",
    Part.SCOPE: "公开范围和方式",
    Part.NOTICE: "公示期",
    Part.LATE: "为什么迟",
}


@dataclass(frozen=True)
class EntryTerms:
    """What the catalog entry demands of a draft (R46). Ways with their remarks: `gl 室内`."""

    audiences: tuple[str, ...]
    methods: tuple[str, ...]
    time_kinds: tuple[str, ...]
    notice_days: int | None = None
    sub_items: tuple[str, ...] = ()


@dataclass(frozen=True)
class AttachedFile:
    """A file of the draft: its extracted text, and why it cannot go along (`refused`), if so."""

    name: str
    text: str = ""
    caption: str = ""
    warnings: tuple[str, ...] = ()
    refused: str = ""


@dataclass(frozen=True)
class DraftFacts:
    """A draft as the checks see it: plain texts (table cells parted by tabs), scope and time.

    `links` are addresses hidden behind words. `notice_days` are working days; `notice_least` is
    the rulebook's figure for entries that name none. `entry` None: outside the catalog.
    `previous`: the three parts published for the entry last time, if any. `reports_on`: the month that a
    monthly item tells of, None for everything else. `late_days`: how long it is overdue by now, with the reason given.
    """

    title: str = ""
    plain: str = ""
    content: str = ""
    procedure: str = ""
    result: str = ""
    empty_reasons: Mapping[str, str] = field(default_factory=dict)
    links: tuple[str, ...] = ()
    attachments: tuple[AttachedFile, ...] = ()
    audiences: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    category: str = ""
    time_kind: str = ""
    period: str = ""
    scope_reason: str = ""
    by_rule: bool = False
    notice_days: int | None = None
    notice_least: int = 5
    entry: EntryTerms | None = None
    previous: tuple[str, str, str] | None = None
    reports_on: Period | None = None
    late_days: int = 0
    late_reason: str = ""

    def text(self, part: Part) -> str:
        """The text of a part of the draft."""
        return str(getattr(self, part))

    def reason(self, part: Part) -> str:
        """Why a part is empty, in the drafter's words."""
        return str(self.empty_reasons.get(part, ""))

    @property
    def written(self) -> tuple[tuple[Part, str], ...]:
        """Every text that a reader would see, with the part in which it stands."""
        return (
            (Part.TITLE, self.title),
            (Part.PLAIN, self.plain),
            *((part, self.text(part)) for part in THREE_PARTS),
            *((part, self.reason(part)) for part in THREE_PARTS),
            *((Part.CONTENT, link) for link in self.links),
            (Part.SCOPE, self.scope_reason),
            (Part.LATE, self.late_reason),
        )

    @property
    def circles(self) -> tuple[Audience, ...]:
        """The known audiences in the draft's order."""
        known = {str(audience): audience for audience in Audience}
        return tuple(known[name] for name in self.audiences if name in known)


@dataclass(frozen=True)
class CheckFinding:
    """One thing to put right (STOP) or to look at again (WARN).

    `shown` is what stands there; `digest` names the finding without repeating it, so that a second
    person's decision can be recorded. `liftable`: such a decision is possible.
    """

    code: str
    severity: Severity
    part: Part
    article: str
    facts: Mapping[str, object] = field(default_factory=dict)
    shown: str = ""
    liftable: bool = False

    @property
    def digest(self) -> str:
        """Sixty-four characters that stand for this finding in this wording."""
        return sha256(f"{self.code}\n{self.shown}".encode()).hexdigest()

    @property
    def title(self) -> str:
        """A few words, e.g. 像是个人信息."""
        return TITLES[self.code].format(**self._words())

    @property
    def sentence(self) -> str:
        """What is wrong and what to do."""
        return SENTENCES[self.code].format(**self._words())

    def _words(self) -> dict[str, object]:
        return {"part": TERMS[self.part], "shown": self.shown, **self.facts}


Run = Callable[[DraftFacts], Iterable[CheckFinding]]


@dataclass(frozen=True)
class Check:
    """One check: what it looks at in words, the article it rests on, and the function."""

    code: str
    label: str
    article: str
    run: Run


@dataclass(frozen=True)
class CheckReport:
    """What all checks found. `lifted`: stops that a second person decided do not apply."""

    stops: tuple[CheckFinding, ...]
    warnings: tuple[CheckFinding, ...]
    passed: tuple[Check, ...]
    lifted: tuple[CheckFinding, ...] = ()


def stop(
    code: str, part: Part, article: str, *, shown: str = "", liftable: bool = False, **facts: object
) -> CheckFinding:
    """A finding that keeps the draft from being sent for review."""
    return CheckFinding(code, Severity.STOP, part, article, facts, shown, liftable)


def warn(code: str, part: Part, article: str, *, shown: str = "", **facts: object) -> CheckFinding:
    """A finding that only asks for a second look."""
    return CheckFinding(code, Severity.WARN, part, article, facts, shown)
